import { mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
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

/**
 * Stages the files in `base`, a folder of `root`, and moves each to its place only when all are written whole: a run that
 * is broken off leaves each file as it was or as it will be, never half of it.
 */
export async function moveIn(root: string, base: string, changed: readonly OutputFile[]): Promise<void> {
  const out = join(root, base)
  if (changed.length > 0) await mkdirInside(root, base)
  await removeLeftovers(out)
  if (changed.length === 0) return
  const staging = await mkdtemp(join(out, `${STAGING}${process.pid}-`))
  try {
    for (const [index, { content }] of changed.entries()) await writeFile(join(staging, String(index)), content)
    for (const { path } of changed) await mkdirInside(root, dirname(path))
    for (const [index, { path }] of changed.entries()) await rename(join(staging, String(index)), join(root, path))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** Makes a folder, and makes sure that no link in its path leads out of the project. */
async function mkdirInside(root: string, folder: string): Promise<void> {
  await mkdir(join(root, folder), { recursive: true })
  const [real, top] = [await realpath(join(root, folder)), await realpath(root)]
  if (real === top || real.startsWith(top + sep)) return
  throw Object.assign(new Error('link'), { code: 'link out of the project', path: folder })
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
