import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join, sep } from 'node:path'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'

/**
 * Writes files into a folder, and makes the folder where it is not there. What else lies in it is left alone; a file of
 * the same name is replaced.
 *
 * @returns the paths of the files that are in their places: with a fault mostly none, and seldom a part
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  report: VFile,
): Promise<readonly string[]> {
  const placed: string[] = []
  try {
    await makeWithParents(folder)
    await moveIn(folder, '.', files, placed)
  } catch (error) {
    reportUnwritable(folder, folder, error as NodeJS.ErrnoException, report)
  }
  return placed
}

/** Makes a folder, and those above it. With `recursive`, Node’s own `mkdir` never ends where none can be made, as in `/proc`. */
async function makeWithParents(folder: string): Promise<void> {
  const refused = await refusalToMake(folder)
  if (!refused) return
  if (refused.code !== 'ENOENT' || dirname(folder) === folder) throw refused
  await makeWithParents(dirname(folder))
  const again = await refusalToMake(folder)
  if (again) throw again
}

/** What the system says where a folder is not there even after it was made. */
async function refusalToMake(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder)
  } catch (error) {
    const found = await stat(folder).catch(() => undefined)
    if (!found?.isDirectory()) return error as NodeJS.ErrnoException
  }
  return undefined
}

/** How Windows refuses to write over a file that a program has open. */
const OPEN: readonly (string | undefined)[] = ['EBUSY', 'EPERM']
const CLOSE = 'Close the file where another program, such as Excel, has it open. Else check the folder’s permissions.'

const NO_LINK = 'Put a folder in place of the link: what is written must not end up among other files.'

/** Says that the disk refused. */
export function reportUnwritable(
  root: string,
  folder: string,
  error: NodeJS.ErrnoException & { dest?: string },
  report: VFile,
): void {
  const { code, path = folder, dest = path } = error
  const place = { path: dest.replace(root + sep, '').replaceAll(sep, '/') }
  const reason = `Unexpected error ${code} when writing, expected a folder that can be written`
  if (code !== LINK) fault(report, 'output-unwritable', reason, place, OPEN.includes(code) ? CLOSE : undefined)
  else fault(report, 'output-unwritable', 'Unexpected link, expected a folder', place, NO_LINK)
}

/**
 * Stages the files in `base`, a folder of `root`, and moves each to its place only when all are written whole: a run that
 * is broken off leaves each file as it was or as it will be, never half of it. They are moved in the order given.
 *
 * @param placed gets the path of each file that is in its place
 */
export async function moveIn(
  root: string,
  base: string,
  files: readonly OutputFile[],
  placed: string[] = [],
): Promise<void> {
  const out = join(root, base)
  if (files.length > 0) await makeFolder(root, base)
  await removeLeftovers(out)
  if (files.length === 0) return
  const staging = await mkdtemp(join(out, `.staging-${process.pid}-`))
  try {
    await writeFile(join(staging, MARKER), hostname())
    for (const [index, { content }] of files.entries()) await writeFile(join(staging, String(index)), content)
    for (const { path } of files) await makePlace(root, path)
    for (const [index, { path }] of files.entries()) {
      await rename(join(staging, String(index)), join(root, path))
      placed.push(path)
    }
  } finally {
    await removeStaging(staging)
  }
}

const LINK = 'link'

/** Makes a folder below `root`. A link on the way there is refused: it may lead out of the project, or into another folder. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const parts = folder.split('/').filter(part => part !== '.')
  for (const index of parts.keys()) {
    const path = join(root, ...parts.slice(0, index + 1))
    await mkdir(path).catch(error => {
      if (error.code !== 'EEXIST') throw error
    })
    if ((await lstat(path)).isSymbolicLink()) throw Object.assign(new Error(), { code: LINK, path })
  }
}

/** What can be known beforehand is: that a folder stands where a file should go stops all files, not the later ones. */
async function makePlace(root: string, path: string): Promise<void> {
  await makeFolder(root, dirname(path))
  const there = await stat(join(root, path)).catch(() => undefined)
  if (there?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', path: join(root, path) })
}

/** Stands in each staging folder, and names the computer: a folder of another program has none, whatever it is called. */
const MARKER = 'staging-of-hcpcs-redline'

/** Removes the staging folders of builds that were broken off; one whose build may still run is left alone. */
async function removeLeftovers(out: string): Promise<void> {
  for (const name of await readdir(out).catch(() => [])) {
    const pid = /^\.staging-(\d+)-\w{6}$/.exec(name)?.[1]
    if (pid !== undefined && (await isLeftover(join(out, name), Number(pid)))) await removeStaging(join(out, name))
  }
}

/** No build takes a day; the number of a process may have been given to another program since. */
const DAY = 86_400_000

async function isLeftover(staging: string, pid: number): Promise<boolean> {
  const host = await readFile(join(staging, MARKER), 'utf8').catch(() => undefined)
  const names = await readdir(staging).catch(() => undefined)
  // An empty one was broken off before it had its marker; to remove it loses nothing.
  if (host === undefined && names?.length !== 0) return false
  if (!isRunning(pid) && [undefined, '', hostname()].includes(host)) return true
  const { mtimeMs } = await stat(staging).catch(() => ({ mtimeMs: Date.now() }))
  return Date.now() - mtimeMs > DAY
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The marker goes last, so that a removal that is broken off can be finished by the next; anything else stays. */
async function removeStaging(staging: string): Promise<void> {
  const names = await readdir(staging).catch(() => [])
  for (const name of names.filter(one => /^\d+$/.test(one))) await rm(join(staging, name), { force: true })
  await rm(join(staging, MARKER), { force: true })
  await rmdir(staging).catch(() => undefined)
}
