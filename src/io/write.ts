import { copyFile, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'

/**
 * Writes files into a folder, and makes the folder where it is not there. What else lies in it is left alone; a file of
 * the same name is replaced.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[], report: VFile): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await moveIn(folder, '.', files)
  } catch (error) {
    reportUnwritable(folder, folder, error as NodeJS.ErrnoException, report)
  }
}

/** Says that the disk refused. */
export function reportUnwritable(
  root: string,
  folder: string,
  error: NodeJS.ErrnoException & { dest?: string },
  report: VFile,
): void {
  const { code, path = folder, dest = path } = error
  const reason = `Unexpected error ${code} when writing, expected a folder that can be written`
  fault(report, 'output-unwritable', reason, { path: dest.replace(root + sep, '') })
}

const STAGING = '.staging-'

/** A file in each staging folder, by which it is known as ours: a folder of somebody else may have such a name. */
const MARK = 'made-by-hcpcs-redline'

/**
 * Stages the files in `base`, a folder of `root`, and moves each to its place only when all are written whole: a run that
 * is broken off leaves each file as it was or as it will be, never half of it. Where the disk refuses in the middle, those
 * that were moved are put back as they were.
 */
export async function moveIn(root: string, base: string, changed: readonly OutputFile[]): Promise<void> {
  const out = join(root, base)
  if (changed.length > 0) await mkdirInside(root, base)
  await removeLeftovers(out)
  if (changed.length === 0) return
  const staging = await mkdtemp(join(out, `${STAGING}${process.pid}-`))
  const undo: (() => Promise<void>)[] = []
  try {
    await writeFile(join(staging, MARK), '')
    for (const [index, { content }] of changed.entries()) await writeFile(join(staging, String(index)), content)
    for (const { path } of changed) await mkdirInside(root, dirname(path))
    for (const [index, { path }] of changed.entries()) {
      const [place, kept] = [join(root, path), join(staging, `${index}-before`)]
      const wasThere = await keepCopy(place, kept)
      await rename(join(staging, String(index)), place)
      undo.unshift(() => (wasThere ? rename(kept, place) : rm(place)))
    }
  } catch (error) {
    for (const step of undo) await step().catch(() => undefined)
    throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** Keeps a copy of a file that is about to be replaced; false where there is none. */
async function keepCopy(place: string, kept: string): Promise<boolean> {
  try {
    await copyFile(place, kept)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Makes a folder, and makes sure that no link in its path leads to another place, within the project or out of it. */
async function mkdirInside(root: string, folder: string): Promise<void> {
  await mkdir(join(root, folder), { recursive: true })
  const [real, top] = [await realpath(join(root, folder)), await realpath(root)]
  if (real === join(top, folder)) return
  throw Object.assign(new Error('link'), { code: 'link to another place', path: folder })
}

/** Removes the staging folders of builds that were broken off; one whose build may still run is left alone. */
async function removeLeftovers(out: string): Promise<void> {
  const names = await readdir(out).catch(() => [])
  for (const name of names.filter(one => one.startsWith(STAGING))) {
    if (await isLeftover(join(out, name))) await rm(join(out, name), { recursive: true, force: true })
  }
}

/** No build takes an hour; a number of a process may have been given to another program since. */
const HOUR = 3_600_000

async function isLeftover(staging: string): Promise<boolean> {
  if (!(await readdir(staging).catch((): string[] => [])).includes(MARK)) return false
  const pid = Number(basename(staging).slice(STAGING.length).split('-')[0])
  const { mtimeMs } = await stat(staging).catch(() => ({ mtimeMs: 0 }))
  return !isRunning(pid) || Date.now() - mtimeMs > HOUR
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
