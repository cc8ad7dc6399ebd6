import { realpathSync } from 'node:fs'
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import { type InputFile, isLitter, MOST_FILES } from '../types.ts'

/**
 * Reads every file below `folder`, sorted by path, so that the order never depends on the machine. A link that leads out
 * of `root` is a fault: what is built must lie in the project.
 *
 * @param root the project's folder
 * @param folder relative to `root`; when it is not there, the answer is empty
 */
export async function readFolder(root: string, folder: string, report: VFile): Promise<InputFile[]> {
  const files: InputFile[] = []
  const paths = await listFiles(root, folder, report)
  if (paths.length > MOST_FILES) {
    const reason = `Unexpected ${paths.length} files, expected at most ${MOST_FILES}`
    fault(report, 'file-unexpected', reason, { path: folder }, 'Move the files that do not belong there away.')
    return []
  }
  for (const path of paths) {
    const bytes = await readInside(root, path, report)
    if (bytes) files.push({ path, bytes })
  }
  return files
}

/** Reads one file of the project; `undefined` where it is not there, and, with a fault, where it cannot be read. */
export async function readInside(root: string, path: string, report: VFile): Promise<Uint8Array | undefined> {
  try {
    const [base, real] = [await realpath(root), await realpath(join(root, path))]
    if (real.startsWith(base + sep)) return await readStart(real)
    fault(report, 'file-link', 'Unexpected link to a place outside the project, expected a file', { path })
  } catch (error) {
    const stats = await lstat(join(root, path)).catch(() => undefined)
    if (stats?.isSymbolicLink()) reportLink(path, error as Unreadable, report)
    else if (!(await isGone(join(root, path)))) reportUnreadable(path, error as Unreadable, report)
  }
  return undefined
}

/** What is wrong with a link is not what would be wrong with a file. */
function reportLink(path: string, { code, reason }: Unreadable, report: VFile): void {
  const whither = reason ? 'to a folder, pipe, or device' : code === 'ENOENT' ? 'that leads nowhere' : `(${code})`
  const note = 'Put what it leads to in place of the link.'
  fault(report, 'file-link', `Unexpected link ${whither}, expected a file`, { path }, note)
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
    if (missing) fault(report, 'file-missing', reason, { path }, CHECK)
    else reportUnreadable(path, error as Unreadable, report)
    return undefined
  }
}

const CHECK = 'Check the path; a path with spaces stands in quotation marks.'

/** As `listFiles`, below a folder that the user names, and relative to it: that it is not there is a fault. */
export async function listNamed(folder: string, report: VFile): Promise<string[]> {
  const missing = await stat(folder).then(
    () => false,
    error => error.code === 'ENOENT',
  )
  if (!missing) return listFiles(folder, '.', report)
  fault(report, 'file-missing', 'Unexpected missing folder, expected it at this path', { path: '.' }, CHECK)
  return []
}

/** The paths of all files below `folder`, relative to `root`, with `/`, sorted. A folder that is not there has none. */
export async function listFiles(root: string, folder: string, report: VFile): Promise<string[]> {
  const paths: string[] = []
  const folders = [folder]
  for (const one of folders) {
    for (const entry of await listEntries(root, one, report)) {
      const path = one === '.' ? entry.name : `${one}/${entry.name}`
      if (isLitter(entry.name)) continue
      if (await isUnreadableName(join(root, path))) fault(report, 'file-unreadable', NAME, { path }, RENAME)
      else if (entry.isDirectory()) folders.push(path)
      else paths.push(path)
    }
  }
  return paths.sort()
}

function listEntries(root: string, folder: string, report: VFile) {
  return readdir(join(root, folder), { withFileTypes: true }).catch(error => {
    if (error.code === 'ENOTDIR') reportUnreadable(folder, NO_FOLDER, report)
    else if (error.code !== 'ENOENT') reportUnreadable(folder, error, report)
    return []
  })
}

const NAME = 'Unexpected bytes in the name of a file or folder, expected a name in UTF-8'
const RENAME = 'Rename it, or unpack it again with a program that keeps names as they are.'

/** A name that is not UTF-8 is listed with U+FFFD in place of its bytes, and nothing is found under it. */
async function isUnreadableName(path: string): Promise<boolean> {
  return path.includes('\uFFFD') && (await isMissing(path))
}

/** Whether a file that was listed has been removed since, as another build does; one that was listed wrongly was not. */
async function isGone(path: string): Promise<boolean> {
  return !path.includes('\uFFFD') && (await isMissing(path))
}

/** A link that leads nowhere is there. */
function isMissing(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    error => error.code === 'ENOENT',
  )
}

/** More than any file of a project has; a file that is longer is read no further, and reported for its size. */
export const MOST = 50_000_000

/** Why a file was not read, where it is not the disk that says so. */
interface Unreadable extends NodeJS.ErrnoException {
  readonly reason?: string
  readonly note?: string
}

/** A pipe or a device would keep the reader waiting for ever. */
const NO_FILE = {
  reason: 'Unexpected folder, pipe, or device, expected a file',
  note: 'Give the path of a file, or move it away.',
}

const NO_FOLDER = {
  reason: 'Unexpected file, expected a folder',
  note: 'Put a folder in its place, or give the path of one.',
}

/** A file that is still being copied or saved would be half old and half new. */
const CHANGED = {
  reason: 'Unexpected change by another program, which is writing the file, expected one that stays as it is',
  note: 'Run the command again when the file is saved.',
}

async function readStart(path: string, most = MOST): Promise<Uint8Array> {
  if (!(await stat(path)).isFile()) throw Object.assign(new Error(), NO_FILE)
  const file = await open(path)
  try {
    const { size, mtimeMs } = await file.stat()
    const bytes = size <= most ? await file.readFile() : (await file.read(Buffer.alloc(most), 0, most, 0)).buffer
    const after = await file.stat()
    if (after.size === size && after.mtimeMs === mtimeMs) return bytes
    throw Object.assign(new Error(), CHANGED)
  } finally {
    await file.close()
  }
}

function reportUnreadable(path: string, { code, reason, note }: Partial<Unreadable>, report: VFile): void {
  const failed = reason ?? `Unexpected error ${code} when reading, expected a readable file`
  fault(report, 'file-unreadable', failed, { path }, note)
}

/** A path as it is printed, with `/` on every system; Windows takes it so, too. */
export function toSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

/** Where a path leads once its links are followed, also where its last folders are not there yet. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return dirname(path) === path ? path : join(followLinks(dirname(path)), basename(path))
  }
}
