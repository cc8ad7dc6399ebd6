import { byId, make } from './dom.ts'
import { filesBelow } from './dropped-folder.ts'
import type { InFolder } from './places.ts'
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
  takeDrops(place, data => void filesBelow([...(data?.items ?? [])]).then(take))
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
