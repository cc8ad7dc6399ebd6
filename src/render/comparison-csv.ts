import type { ComparedItem } from '../model.ts'
import { type ToLine, toRows } from './comparison-columns.ts'

/**
 * The comparison as a CSV that Excel opens as it is: UTF-8 with a byte order mark, commas, CRLF, every cell in quotes. A
 * cell that a spreadsheet program would run as a formula starts with an apostrophe.
 */
export function toComparisonCsv(items: readonly ComparedItem[], toLine: ToLine): string {
  return `\uFEFF${toRows(items, toLine).map(toCsvRow).join('')}`
}

function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(cell => `"${neutralise(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** `=HYPERLINK(…)` as `'=HYPERLINK(…)`; blanks before the sign do not help it. */
function neutralise(cell: string): string {
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
