import type { ComparedItem } from '../model.ts'

/** What a redline of a wording is in plain text; handed in, for nodes are made in another room. */
export type ToLine = (redline: NonNullable<ComparedItem['change']>['long'] & object) => string

type Column = readonly [head: string, cell: (item: ComparedItem, toLine: ToLine) => string | undefined]

const COLUMNS: readonly Column[] = [
  ['Code', ({ code }) => code],
  ['Kind', ({ kind }) => kind],
  ['What changed', ({ kinds }) => kinds.join(', ')],
  ['Severity', ({ severity }) => severity],
  ['Touches', ({ change }) => touches(change)],
  ['Long descriptor before', ({ current }) => current?.long],
  ['Long descriptor after', ({ proposed }) => proposed?.long],
  ['Long descriptor redlined', ({ change }, toLine) => change?.long && toLine(change.long)],
  ['Short descriptor before', ({ current }) => current?.short],
  ['Short descriptor after', ({ proposed }) => proposed?.short],
  ['Short descriptor redlined', ({ change }, toLine) => change?.short && toLine(change.short)],
  ['Action code', ({ proposed }) => proposed?.actionCode],
  ['Action effective', ({ proposed }) => proposed?.actionEffective],
  ['Added', ({ proposed, current }) => (proposed ?? current)?.added],
  ['Terminated', ({ proposed }) => proposed?.terminated],
  ['Long descriptor announced', ({ change }) => change?.longAnnounced],
  ['Short descriptor announced', ({ change }) => change?.shortAnnounced],
]

/**
 * The comparison as a CSV that Excel opens as it is: UTF-8 with a byte order mark, commas, CRLF, every cell in quotes. A
 * cell that a spreadsheet program would run as a formula starts with an apostrophe.
 */
export function toComparisonCsv(items: readonly ComparedItem[], toLine: ToLine): string {
  const rows = items.map(item => COLUMNS.map(([, cell]) => cell(item, toLine) ?? ''))
  return `\uFEFF${[COLUMNS.map(([head]) => head), ...rows].map(toCsvRow).join('')}`
}

function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(cell => `"${neutralise(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** `=HYPERLINK(…)` as `'=HYPERLINK(…)`; blanks before the sign do not help it. */
function neutralise(cell: string): string {
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

function touches(change: ComparedItem['change']): string {
  const { edits = [] } = change?.long ?? change?.short ?? {}
  return [...new Set(edits.flatMap(edit => edit.touches))].join(', ')
}
