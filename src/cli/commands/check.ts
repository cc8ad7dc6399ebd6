import { createTwoFilesPatch } from 'diff'
import type { VFileMessage } from 'vfile-message'
import { readFolder } from '../../io/files.ts'
import { FORMATS } from '../../render/types.ts'
import { fault } from '../../rules.ts'
import type { InputFile, OutputFile } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { readAndPlan } from './build.ts'

/** `npm run check`: says whether `out/` is what the build would make; writes nothing. */
export const check: Command = {
  usage: 'npm run check',
  does: 'Says whether out/ is fresh: which files are stale, missing or have no source any more.',
  options: {},
  words: [0, 0],
  run: async (_, _options, io) => {
    const { plan, messages } = await readAndPlan(io.root, FORMATS)
    if (messages.length > 0)
      return { code: 1, messages, lines: [`${count(messages.length, 'fault')}; out/ was not compared.`] }
    const faults: VFileMessage[] = []
    const found = await readFolder(io.root, 'out', faults)
    faults.push(...compareOutputs(plan.outputs, found))
    if (faults.length > 0) return { code: 1, messages: faults, lines: ['out/ is not fresh. Run: npm run build'] }
    return { code: 0, lines: [`out/ is fresh: ${count(plan.outputs.length, 'file')}`] }
  },
}

/** What differs between the files that the build makes and those that are there. */
export function compareOutputs(outputs: readonly OutputFile[], found: readonly InputFile[]): VFileMessage[] {
  const there = new Map(found.map(file => [file.path, file]))
  const made = new Set(outputs.map(output => output.path))
  const faults = outputs.flatMap(({ path, content }) => {
    const file = there.get(path)
    if (!file) return [fault('output-missing', `Unexpected end of out/, expected ${path}`, { path })]
    if (Buffer.from(content).equals(file.bytes)) return []
    const shown =
      typeof content === 'string' ? `:\n${difference(path, decode(file.bytes), content)}` : sizes(file.bytes, content)
    return [fault('output-stale', `Unexpected content, expected what the build makes${shown}`, { path })]
  })
  const orphans = found.filter(file => !made.has(file.path))
  return [
    ...faults,
    ...orphans.map(({ path }) =>
      fault('output-orphan', `Unexpected file ${path}, expected only files that the build makes`, { path }),
    ),
  ]
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function sizes(found: Uint8Array, made: Uint8Array): string {
  return found.length === made.length ? ' (of the same size)' : ` (${made.length} bytes, not ${found.length})`
}

/** The first lines of a line diff; a page of HTML can differ in hundreds. */
function difference(path: string, found: string, made: string): string {
  const lines = createTwoFilesPatch(path, path, found, made, 'in out/', 'as built', { context: 0 }).split('\n').slice(2)
  const shown = lines.slice(0, 12).map(line => `    ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`)
  return [...shown, ...(lines.length > 12 ? [`    … and ${lines.length - 12} lines more`] : [])].join('\n').trimEnd()
}
