import { styleText } from 'node:util'
import { VFileMessage } from 'vfile-message'
import { inLine, visible } from '../render/line.ts'

/**
 * The report as text: each message with its place, rule and remedy, sorted by place; then the lines. Only the first line
 * of a message and these lines begin at the margin, whatever a file or its name says.
 */
export function formatReport(messages: readonly VFileMessage[], lines: readonly string[] = [], color = false): string {
  const sorted = [...messages].sort(
    (a, b) =>
      (a.file ?? '').localeCompare(b.file ?? '', 'en') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  )
  const text = [...limit(sorted).map(message => formatMessage(message, color)), ...lines.map(inLine)].join('\n')
  return text === '' ? '' : `${text}\n`
}

/** Faults of one rule in one file that are printed: a file of the wrong kind has one on each of its thousand lines. */
const MOST = 20

function limit(messages: readonly VFileMessage[]): VFileMessage[] {
  const counts = new Map<string, number>()
  const shown = messages.filter(({ file, ruleId }) => {
    const key = `${file}\n${ruleId}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return counts.get(key)! <= MOST
  })
  const rest = [...counts].filter(([, count]) => count > MOST)
  return [...shown, ...rest.map(([key, count]) => more(key, count - MOST))]
}

function more(key: string, count: number): VFileMessage {
  const [file, ruleId] = key.split('\n')
  return Object.assign(new VFileMessage(`Unexpected, in the same way, ${count} more places`), { file, ruleId })
}

function formatMessage(message: VFileMessage, color: boolean): string {
  const { file, line, column, reason, ruleId, note, fatal, expected } = message
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  const head = [paint('bold', inLine(place)), paint(fatal ? 'red' : 'yellow', inLine(String(ruleId)))].join('  ')
  const [first, ...others] = visible(reason).split('\n')
  const end = others.length === 0 ? '.' : ''
  const remedy = note ? [`  ${paint('dim', `What to do: ${inLine(note)}`)}`] : []
  const deeper = others.map(line => (line.startsWith('    ') ? line : `    ${line}`))
  const shown = (expected ?? []).map(line => `    ${inLine(line)}`)
  return [head, `  ${first}${end}`, ...deeper, ...shown, ...remedy, ''].join('\n')
}
