import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { InputFile } from '../types.ts'

/** Files that programs leave behind and that nobody means to hand in. */
const LITTER = /^(?:\.|Thumbs\.db$|desktop\.ini$|~\$)|~$/

/**
 * Reads every file below `folder`, sorted by path, so that the order never depends on the machine. A link that leads out
 * of `root` is a fault: what is built must lie in the project.
 *
 * @param root the project's folder
 * @param folder relative to `root`; when it is not there, the answer is empty
 */
export async function readFolder(root: string, folder: string, report: VFile): Promise<InputFile[]> {
  const base = await realpath(root)
  const files: InputFile[] = []
  for (const path of await listFiles(base, folder, report)) {
    const bytes = await readInside(base, path, report)
    if (bytes) files.push({ path, bytes })
  }
  return files
}

/**
 * Reads a file that the user names, wherever it lies; `undefined` when it cannot be read.
 *
 * @param path as it was given, relative to `root` or absolute
 * @param most the bytes after which no more is read
 */
export async function readNamed(
  root: string,
  path: string,
  most: number,
  report: VFile,
): Promise<Uint8Array | undefined> {
  try {
    return await readStart(resolve(root, path), most)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = 'Unexpected path without a file, expected a file'
    const note = 'Check the path; a path with spaces stands in quotation marks.'
    if (missing) fault(report, 'file-missing', reason, { path }, note)
    else reportUnreadable(path, error as NodeJS.ErrnoException, report)
    return undefined
  }
}

/** The bytes of a file of the project; none where it is not there. */
export async function readIfThere(root: string, path: string, report: VFile): Promise<Uint8Array> {
  const base = await realpath(root)
  const there = await lstat(join(base, path)).then(
    () => true,
    () => false,
  )
  return (there && (await readInside(base, path, report))) || new Uint8Array()
}

/** The paths of all files below `folder`, relative to `root`, with `/`, sorted. A folder that is not there has none. */
export async function listFiles(root: string, folder: string, report: VFile): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(error => {
    if (error.code !== 'ENOENT') reportUnreadable(folder, error, report)
    return []
  })
  const paths: string[] = []
  for (const entry of entries) {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (LITTER.test(entry.name)) continue
    if (entry.isDirectory()) paths.push(...(await listFiles(root, path, report)))
    else paths.push(path)
  }
  return paths.sort()
}

/** Whether a file, or a folder on the way to it, was left behind by a program. */
export function isLitter(path: string): boolean {
  return path.split('/').some(part => LITTER.test(part))
}

async function readInside(root: string, path: string, report: VFile): Promise<Uint8Array | undefined> {
  try {
    const real = await realpath(join(root, path))
    if (real.startsWith(root + sep)) return await readStart(real)
    fault(report, 'file-link', 'Unexpected link to a place outside the project, expected a file', { path })
  } catch (error) {
    if (!(await isGone(join(root, path)))) reportUnreadable(path, error as NodeJS.ErrnoException, report)
  }
  return undefined
}

/** Whether a file that was listed has been removed since, as another build does; a link that leads nowhere is there. */
async function isGone(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => false,
    error => error.code === 'ENOENT',
  )
}

/** More than any file of a project has; a file that is longer is read no further, and reported for its size. */
export const MOST = 50_000_000

/** A file that is still being copied or saved would be half old and half new. */
const CHANGED = 'of a file that another program is writing'

async function readStart(path: string, most = MOST): Promise<Uint8Array> {
  // A pipe or a device would keep the reader waiting for ever.
  if (!(await stat(path)).isFile()) throw Object.assign(new Error(), { code: 'of no ordinary file' })
  const file = await open(path)
  try {
    const { size, mtimeMs } = await file.stat()
    const bytes = size <= most ? await file.readFile() : (await file.read(Buffer.alloc(most), 0, most, 0)).buffer
    const after = await file.stat()
    if (after.size === size && after.mtimeMs === mtimeMs) return bytes
    throw Object.assign(new Error(), { code: CHANGED })
  } finally {
    await file.close()
  }
}

function reportUnreadable(path: string, error: NodeJS.ErrnoException, report: VFile): void {
  fault(report, 'file-unreadable', `Unexpected error ${error.code} when reading, expected a readable file`, { path })
}
