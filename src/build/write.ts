import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VFile } from 'vfile'
import { readFolder } from '../io/files.ts'
import { moveIn, reportUnwritable } from '../io/write.ts'
import { FORMATS } from '../render/types.ts'
import { fault } from '../rules.ts'
import type { InputFile, OutputFile } from '../types.ts'
import { isAsMade, type Made, readMade, sumOf, toMadeFile } from './made.ts'

export interface Written {
  readonly written: number
  /** Files of earlier builds that have no source any more, as they were made. */
  readonly removed: readonly string[]
  /** Files that somebody put there, or changed since they were made; they are left alone. */
  readonly foreign: readonly string[]
}

/**
 * Brings `out/` to the planned state. Every changed file is first written whole to a staging folder beside its place and
 * only then renamed, so that a build that is broken off leaves each file as it was or as it will be, never half of it.
 * A file that somebody changed by hand, or put in the place of an output, is a fault, and nothing is written; any other
 * file that no build made is left alone.
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
  const made = await readMade(root, report)
  if (!made || report.messages.length > before) return NOTHING
  const changed = differing(outputs, there)
  for (const { path, found } of changed) if (found && !isAsMade(made, path, found.bytes)) reportEdited(path, report)
  if (report.messages.length > before) return NOTHING
  const planned = new Set(outputs.map(output => output.path))
  const others = there.filter(({ path }) => !planned.has(path) && isOf(path, formats))
  const orphans = others.filter(({ path, bytes }) => isAsMade(made, path, bytes))
  const foreign = others.filter(file => !orphans.includes(file))
  try {
    await writeAll(root, made, outputs, changed, orphans)
    return { written: changed.length, removed: orphans.map(toPath), foreign: foreign.map(toPath) }
  } catch (error) {
    reportUnwritable(root, 'out', error as NodeJS.ErrnoException, report)
    return NOTHING
  }
}

const NOTHING: Written = { written: 0, removed: [], foreign: [] }

function toPath({ path }: { readonly path: string }): string {
  return path
}

interface Changed extends OutputFile {
  /** The file that is there now, with other bytes. */
  readonly found: InputFile | undefined
}

/** The planned files that are not there, or not as planned. */
function differing(outputs: readonly OutputFile[], there: readonly InputFile[]): Changed[] {
  const files = new Map(there.map(file => [file.path, file]))
  return outputs
    .map(output => ({ ...output, found: files.get(output.path) }))
    .filter(({ content, found }) => !found || !Buffer.from(content).equals(found.bytes))
}

/** Says that a file in the place of an output is not as a build made it. */
export function reportEdited(path: string, report: VFile): void {
  fault(report, 'output-edited', `Unexpected content of ${path}, expected it as the build made it`, { path })
}

/** The list says of each file how it was and how it will be before one is touched: a build that is broken off blames nobody. */
async function writeAll(
  root: string,
  made: Made,
  outputs: readonly OutputFile[],
  changed: readonly OutputFile[],
  orphans: readonly InputFile[],
): Promise<void> {
  const next = new Map(made)
  for (const { path, content } of outputs) next.set(path, [sumOf(content)])
  if (changed.length > 0) {
    const both = new Map(next)
    for (const { path } of changed) both.set(path, [...new Set([...(made.get(path) ?? []), ...next.get(path)!])])
    await moveIn(root, 'out', [toMadeFile(both)])
    await moveIn(root, 'out', changed)
  }
  for (const { path } of orphans) {
    await rm(join(root, path), { force: true })
    next.delete(path)
  }
  const [old, list] = [toMadeFile(made), toMadeFile(next)]
  if (changed.length > 0 || old.content !== list.content) await moveIn(root, 'out', [list])
  else await moveIn(root, 'out', [])
}

function isOf(path: string, formats: readonly string[]): boolean {
  if (formats.length === FORMATS.length) return true
  return !path.includes('/filing/') && formats.some(format => path.endsWith(`.${format}`))
}
