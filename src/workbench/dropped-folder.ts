import { type InFolder, MOST_GIVEN } from './places.ts'

/** A file or a folder that was dropped, in whichever way the browser tells of it. */
interface Found {
  readonly path: string
  readonly file?: () => Promise<File>
  readonly list?: () => Promise<readonly Found[]>
}

/** All files below what was dropped, each with its path; of a folder that belongs to a program, none. */
export async function filesBelow(items: readonly DataTransferItem[]): Promise<InFolder[]> {
  // What was dropped is there only until its event ends.
  const dropped = await Promise.all(items.map(foundIn))
  const files: InFolder[] = []
  const waiting = dropped.flatMap(one => one ?? [])
  for (let one = waiting.pop(); one && files.length <= MOST_GIVEN; one = waiting.pop()) {
    if (one.file) files.push({ path: one.path, file: await one.file() })
    else if (!/\/(?:\.[^/]*|node_modules)$/.test(one.path)) waiting.push(...(await one.list!()))
  }
  return files
}

/** The newer way; in a page that was opened from the disk, Chromium has no other. */
interface NewerItem extends DataTransferItem {
  readonly getAsFileSystemHandle?: () => Promise<Handle | null>
}

type Handle = FileSystemFileHandle | FolderHandle
interface FolderHandle {
  readonly kind: 'directory'
  readonly name: string
  readonly values: () => AsyncIterable<Handle>
}

async function foundIn(item: NewerItem): Promise<Found | undefined> {
  if (!item.getAsFileSystemHandle) {
    const entry = item.webkitGetAsEntry()
    return entry ? ofEntry(entry) : undefined
  }
  const handle = await item.getAsFileSystemHandle()
  return handle ? ofHandle(handle, '') : undefined
}

function ofHandle(handle: Handle, above: string): Found {
  const path = `${above}${handle.name}`
  if (handle.kind === 'file') return { path, file: () => handle.getFile() }
  const list = async () => {
    const inner: Found[] = []
    for await (const one of handle.values()) inner.push(ofHandle(one, `${path}/`))
    return inner
  }
  return { path, list }
}

function ofEntry(entry: FileSystemEntry): Found {
  const path = entry.fullPath.slice(1)
  if (isFile(entry)) return { path, file: () => new Promise((resolve, reject) => entry.file(resolve, reject)) }
  return { path, list: async () => (await entriesOf(entry as FileSystemDirectoryEntry)).map(ofEntry) }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
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
