import { LONGEST_CELL, makeWorkbook, widthOf } from './workbook.ts'

/** How many characters a column is wide at most, about: a longer text breaks into lines. */
const WIDEST = 48

/** The name of the only sheet, and the CSV of the same rows, which has what no cell can hold. */
export interface Names {
  readonly sheet: string
  readonly csv: string
}

/**
 * Rows of text as a workbook of one sheet: the head and the first column stay in sight, each column can be filtered.
 *
 * @param rows the first is the head
 */
export function toXlsx(rows: readonly (readonly string[])[], { sheet, csv }: Names): Uint8Array {
  const [head, ...body] = rows
  const columns = head!.map((name, column) => {
    const longest = body.reduce((most, row) => Math.max(most, row[column]!.length), 0)
    return { width: Math.max(longestWord(name), Math.min(WIDEST, longest)) + 3 }
  })
  const cells = rows.map(row => row.map(value => fitCell(value, csv)))
  return makeWorkbook([{ name: sheet, columns, rows: cells, title: sheet }])
}

/** Heads break at their spaces; the arrow of a filter stands in the corner of their last line. */
function longestWord(head: string): number {
  return Math.max(...head.split(' ').map(widthOf))
}

/** A text, or where it is found if no cell can hold it: the CSV may not have been asked for, so its format is named. */
export function fitCell(value: string, csv: string): string {
  if (value.length <= LONGEST_CELL) return value
  return `${value.length} characters, more than a cell can hold: the format csv (${csv}) has all of it`
}
