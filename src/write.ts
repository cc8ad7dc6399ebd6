import { mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import type { OutputFile } from './model.ts'
import { FORMATS } from './pipeline.ts'
import { readFolder } from './read/files.ts'
import { fault } from './rules.ts'

export interface Written {
  readonly written: number
  /** Files of earlier builds that have no source any more. */
  readonly removed: readonly string[]
  /** Files that somebody else put there; they are left alone. */
  readonly foreign: readonly string[]
  readonly faults: readonly VFileMessage[]
}

/**
 * Brings `out/` to the planned state. Every changed file is first written whole to a staging folder beside its place and
 * only then renamed, so that a build that is broken off leaves each file as it was or as it will be, never half of it.
 *
 * @param formats the formats that were made; a file of another format is no orphan
 */
export async function writeOutputs(
  root: string,
  outputs: readonly OutputFile[],
  formats: readonly string[],
): Promise<Written> {
  const faults: VFileMessage[] = []
  const there = await readFolder(root, 'out', faults)
  if (faults.length > 0) return { ...NOTHING, faults }
  const bytes = new Map(there.map(file => [file.path, Buffer.from(file.bytes)]))
  const changed = outputs.filter(({ path, content }) => !bytes.get(path)?.equals(Buffer.from(content)))
  const planned = new Set(outputs.map(output => output.path))
  const orphans = there.map(file => file.path).filter(path => !planned.has(path) && isOf(path, formats))
  const removed = orphans.filter(path => MADE.test(path))
  const foreign = orphans.filter(path => !MADE.test(path))
  try {
    await moveIn(root, changed)
    for (const path of removed) await rm(join(root, path))
    return { written: changed.length, removed, foreign, faults }
  } catch (error) {
    const { code, path = 'out', dest = path } = error as NodeJS.ErrnoException & { dest?: string }
    const reason = `Unexpected error ${code} when writing, expected a folder that can be written`
    return { ...NOTHING, faults: [fault('output-unwritable', reason, { path: dest.replace(root + sep, '') })] }
  }
}

const NOTHING = { written: 0, removed: [], foreign: [] }

/** The names that a build gives to files; any other file in out/ is somebody's own and must not be lost. */
const MADE =
  /^out\/[a-z0-9-]+\/(?:filing\/)?(?:exhibit-[a-z](?:-tracked)?|packet(?:-tracked)?|index|letter|comment-box|MANIFEST)\.[a-z]+$/

function isOf(path: string, formats: readonly string[]): boolean {
  return formats.length === FORMATS.length || formats.some(format => path.endsWith(`.${format}`))
}

const STAGING = '.staging-'

async function moveIn(root: string, changed: readonly OutputFile[]): Promise<void> {
  if (changed.length === 0) return
  const out = join(root, 'out')
  await mkdirInside(root, 'out')
  await removeLeftovers(out)
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
  const real = await realpath(join(root, folder))
  if (real.startsWith((await realpath(root)) + sep)) return
  throw Object.assign(new Error('link'), { code: 'link out of the project', path: folder })
}

/** Removes the staging folders of builds that were broken off; one whose process still runs is left alone. */
async function removeLeftovers(out: string): Promise<void> {
  for (const name of await readdir(out)) {
    const pid = Number(name.startsWith(STAGING) ? name.slice(STAGING.length).split('-')[0] : Number.NaN)
    if (!Number.isNaN(pid) && !isRunning(pid)) await rm(join(out, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
