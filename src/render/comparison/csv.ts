import type { ComparedItem } from '../../release/types.ts'
import { toRows } from './columns.ts'

/**
 * The comparison as a CSV that Excel opens as it is: UTF-8 with a byte order mark, commas, CRLF, every cell in quotes. A
 * cell that a spreadsheet program would run as a formula starts with an apostrophe.
 */
export function toComparisonCsv(items: readonly ComparedItem[]): string {
  return `\uFEFF${toRows(items).map(toCsvRow).join('')}`
}

function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(cell => `"${neutralize(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** `=HYPERLINK(…)` as `'=HYPERLINK(…)`; spaces before the sign do not help it. */
function neutralize(cell: string): string {
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
