import { createTwoFilesPatch } from 'diff'
import type { VFile } from 'vfile'
import { isAsMade, type Made, readMade } from '../../build/made.ts'
import { reportEdited } from '../../build/write.ts'
import { readFolder } from '../../io/files.ts'
import { FORMATS } from '../../render/types.ts'
import { fault } from '../../rules.ts'
import type { InputFile, OutputFile } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { isRefused } from '../releases.ts'
import { readAndPlan } from './build.ts'

/** `npm run check`: says whether `out/` is what the build would make; writes nothing. */
export const check: Command = {
  usage: 'npm run check',
  does: 'Says whether out/ is fresh: which files are stale, missing or have no source any more.',
  options: {},
  words: [0, 0],
  run: async (_, _options, io) => {
    const { report } = io
    const plan = await readAndPlan(io, FORMATS)
    if (isRefused(report))
      return { code: 1, lines: [`${count(report.messages.length, 'fault')}; out/ was not compared.`] }
    const made = await readMade(io.root, report)
    if (made) compareOutputs(plan.outputs, await readFolder(io.root, 'out', report), report, made)
    if (isRefused(report)) return { code: 1, lines: ['out/ is not fresh. Run: npm run build'] }
    return { code: 0, lines: [`out/ is fresh: ${count(plan.outputs.length, 'file')}`] }
  },
}

/**
 * Reports what differs between the files that the build makes and those that are there.
 *
 * @param by what builds made: by it a file that was changed by hand is told from one that is only stale
 */
export function compareOutputs(
  outputs: readonly OutputFile[],
  found: readonly InputFile[],
  report: VFile,
  by?: Made,
): void {
  const there = new Map(found.map(file => [file.path, file]))
  const made = new Set(outputs.map(output => output.path))
  for (const { path, content } of outputs) {
    const file = there.get(path)
    if (!file) fault(report, 'output-missing', `Unexpected missing file, expected ${path}`, { path })
    else if (Buffer.from(content).equals(file.bytes)) continue
    else if (by && !isAsMade(by, path, file.bytes)) reportEdited(path, report)
    else {
      const reason = `Unexpected content, expected what the build makes${difference(path, file.bytes, content)}`
      fault(report, 'output-stale', reason, { path })
    }
  }
  for (const { path } of found.filter(file => !made.has(file.path)))
    fault(report, 'output-orphan', `Unexpected file ${path}, expected only files that the build makes`, { path })
}

/** The first lines of a line diff, since a page of HTML can differ in hundreds; of bytes their number. */
function difference(path: string, found: Uint8Array, made: string | Uint8Array): string {
  if (typeof made !== 'string')
    return found.length === made.length ? ' (of the same size)' : ` (${made.length} bytes, not ${found.length})`
  const text = new TextDecoder().decode(found)
  const lines = createTwoFilesPatch(path, path, text, made, 'in out/', 'as built', { context: 0 }).split('\n').slice(2)
  const shown = lines.slice(0, 12).map(line => `    ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`)
  return [':', ...shown, ...(lines.length > 12 ? [`    … and ${lines.length - 12} lines more`] : [])]
    .join('\n')
    .trimEnd()
}
