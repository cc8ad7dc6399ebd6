import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VFile } from 'vfile'
import { moveIn, reportUnwritable } from '../io/write.ts'
import type { OutputFile } from '../types.ts'
import { type Asked, judgeOut, LIST, readOut } from './made.ts'

export interface Written {
  readonly written: number
  /** Files of earlier builds that have no source any more, as they were made. */
  readonly removed: readonly string[]
  /** Files that somebody else put there, or changed; they are left alone. */
  readonly foreign: readonly string[]
}

/**
 * Brings `out/` to the planned state. Every changed file is first written whole to a staging folder beside its place and
 * only then renamed, so that a build that is broken off leaves each file as it was or as it will be, never half of it.
 * A file that somebody changed by hand, or put in the place of an output, is a fault, and nothing is written; any other
 * file that no build made is left alone.
 *
 * The list of what was made goes before the files and after them: first with what is there and with what comes, so that
 * it knows each file whenever the build ends, and then with what is there. Only what it has, unchanged, is replaced or
 * removed; where a file was changed by hand nothing is written.
 */
export async function writeOutputs(
  root: string,
  outputs: readonly OutputFile[],
  asked: Asked,
  report: VFile,
): Promise<Written> {
  const before = report.messages.length
  const state = judgeOut(outputs, await readOut(root, outputs, report), asked, report)
  if (!state || report.messages.length > before) return { written: 0, removed: [], foreign: [] }
  const { missing, stale, orphans, foreign, list, listMeanwhile, isListFresh } = state
  const changed = [...missing, ...stale]
  const placed: string[] = []
  const removed: string[] = []
  try {
    await moveIn(root, 'out', changed.length > 0 ? [listMeanwhile, ...changed] : [], placed)
    for (const path of orphans) {
      await rm(join(root, path), { force: true })
      removed.push(path)
    }
    if (!isListFresh || placed.length > 0) await moveIn(root, 'out', [list])
  } catch (error) {
    reportUnwritable(root, 'out', error as NodeJS.ErrnoException, report)
  }
  return { written: placed.filter(path => path !== LIST).length, removed, foreign }
}
