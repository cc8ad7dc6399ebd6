import { MOST_FILES } from '../types.ts'
import { byId, make } from './dom.ts'
import type { InFolder } from './folder.ts'
import type { Said } from './session.ts'

/** A place where files can be dropped, around the field that chooses them. */
export function takeFiles(id: string, take: (files: readonly File[]) => void): void {
  const place = byId(id)
  const field = place.querySelector<HTMLInputElement>('input[type="file"]')!
  field.onchange = () => {
    take([...(field.files ?? [])])
    field.value = ''
  }
  takeDrops(place, data => take([...(data?.files ?? [])]))
}

/** A place where a folder can be dropped, around the field that chooses one. */
export function takeFolder(id: string, take: (files: readonly InFolder[]) => void): void {
  const place = byId(id)
  const field = place.querySelector<HTMLInputElement>('input[type="file"]')!
  field.onchange = () => {
    take([...(field.files ?? [])].map(file => ({ path: file.webkitRelativePath, file })))
    field.value = ''
  }
  takeDrops(place, data => {
    // The entries are there only until the event ends.
    const entries = [...(data?.items ?? [])].flatMap(item => item.webkitGetAsEntry() ?? [])
    void filesBelow(entries).then(take)
  })
}

function takeDrops(place: HTMLElement, take: (data: DataTransfer | null) => void): void {
  place.ondragover = event => {
    event.preventDefault()
    place.classList.add('over')
  }
  place.ondragleave = () => place.classList.remove('over')
  place.ondrop = event => {
    event.preventDefault()
    place.classList.remove('over')
    take(event.dataTransfer)
  }
}

/** All files below what was dropped; of a folder that belongs to a program, or that git or npm fills, none. */
async function filesBelow(entries: readonly FileSystemEntry[]): Promise<InFolder[]> {
  const found: InFolder[] = []
  const waiting = [...entries]
  for (let entry = waiting.pop(); entry && found.length <= MOST_FILES; entry = waiting.pop()) {
    const path = entry.fullPath.slice(1)
    if (isFile(entry)) found.push({ path, file: await fileOf(entry) })
    else if (!/\/(?:\.[^/]*|node_modules|out)$/.test(entry.fullPath)) waiting.push(...(await entriesOf(entry as never)))
  }
  return found
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A folder tells its entries in parts; the last is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}

/** A file that misses its place must not take the place of the page. */
export function guardPage(): void {
  for (const name of ['dragover', 'drop']) addEventListener(name, event => event.preventDefault())
}

/** A file of the wrong kind has a message on each of its thousand lines. */
const MOST = 20

/** What was said of files, as a list. */
export function saidList(said: readonly Said[]): HTMLElement[] {
  const items = said.slice(0, MOST).map(({ place, reason, remedy, fatal }) => {
    const advice = remedy === '' ? [] : [make('br'), `What to do: ${remedy}`]
    return make('li', { className: fatal ? 'fault' : 'remark' }, make('code', {}, place), make('br'), reason, ...advice)
  })
  const more = said.length - MOST
  return more > 0 ? [...items, make('li', {}, `Unexpected, in the same way, ${more} more places.`)] : items
}
