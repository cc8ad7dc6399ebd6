import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VFile } from 'vfile'
import { readFolder } from '../io/files.ts'
import { moveIn, reportUnwritable } from '../io/write.ts'
import { FORMATS } from '../render/types.ts'
import type { OutputFile } from '../types.ts'

export interface Written {
  readonly written: number
  /** Files of earlier builds that have no source any more. */
  readonly removed: readonly string[]
  /** Files that somebody else put there; they are left alone. */
  readonly foreign: readonly string[]
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
  report: VFile,
): Promise<Written> {
  const before = report.messages.length
  const there = await readFolder(root, 'out', report)
  if (report.messages.length > before) return NOTHING
  const bytes = new Map(there.map(file => [file.path, Buffer.from(file.bytes)]))
  const changed = outputs.filter(({ path, content }) => !bytes.get(path)?.equals(Buffer.from(content)))
  const planned = new Set(outputs.map(output => output.path))
  const orphans = there.map(file => file.path).filter(path => !planned.has(path) && isOf(path, formats))
  const removed = orphans.filter(path => MADE.test(path))
  const foreign = orphans.filter(path => !MADE.test(path))
  try {
    await moveIn(root, 'out', changed)
    for (const path of removed) await rm(join(root, path), { force: true })
    return { written: changed.length, removed, foreign }
  } catch (error) {
    reportUnwritable(root, 'out', error as NodeJS.ErrnoException, report)
    return NOTHING
  }
}

const NOTHING: Written = { written: 0, removed: [], foreign: [] }

/** The names that a build gives to files; any other file in out/ is somebody's own and must not be lost. */
const MADE =
  /^out\/[a-z0-9-]+\/(?:filing\/(?:\d+-)?)?(?:exhibit-[a-z](?:-tracked)?|packet(?:-tracked)?|index|letter|comment-box|MANIFEST)\.[a-z]+$/

function isOf(path: string, formats: readonly string[]): boolean {
  if (formats.length === FORMATS.length) return true
  return !path.includes('/filing/') && formats.some(format => path.endsWith(`.${format}`))
}
