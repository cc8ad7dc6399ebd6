import type { Nodes, Table, TableCell } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { marksOf } from '../redline/marks.ts'

/** Characters of 9 points that fit between the margins of Letter paper, and those that the gap of two columns takes. */
const LINE = 112
const GAP = 2.4

/** A word may be as long as this without a break; `piecesOf` cuts longer ones. */
export const LONGEST = 32

/** The share of the line that each column of a table gets: room for its longest word, and more where that saves lines. */
export function columnShares(table: Table): number[] {
  const columns = measure(table)
  const widths = columns.map(({ word }) => word)
  const lines = (column: number) => Math.ceil(columns[column]!.text / widths[column]!)
  const lacks = (column: number) => columns[column]!.text - widths[column]!
  const order = columns.map((_, column) => column)
  for (let spare = LINE - sum(widths) - GAP * widths.length; spare >= 1; spare--) {
    const tallest = order.reduce((a, b) => ((lines(b) - lines(a) || lacks(a) - lacks(b)) > 0 ? b : a))
    if (lines(tallest) === 1) break
    widths[tallest]!++
  }
  return widths.map(width => (width + GAP) / (sum(widths) + GAP * widths.length))
}

/** How much more fits in 8 points than in 9. */
const DENSE = 9 / 8

/** Whether a table needs smaller type to be no wider than the page. */
export function isDense(table: Table): boolean {
  return sum(measure(table).map(({ word }) => word + GAP)) > LINE
}

/** The table, or as many tables as its columns need even in smaller type; each has the first column. */
export function fitTable(table: Table): Table[] {
  const widths = measure(table).map(({ word }) => word + GAP)
  const groups: number[][] = [[]]
  for (let column = 1; column < widths.length; column++) {
    const used = widths[0]! + sum(groups.at(-1)!.map(one => widths[one]!))
    if (used + widths[column]! > LINE * DENSE && groups.at(-1)!.length > 0) groups.push([])
    groups.at(-1)!.push(column)
  }
  return groups.length === 1 ? [table] : groups.map(group => pick(table, [0, ...group]))
}

/** Cuts a word that is too long for a line into pieces, between which it may be broken. */
export function piecesOf(text: string): string[] {
  const parts = text.split(/(\S{33,})/)
  return parts.flatMap((part, index) => (index % 2 === 0 ? [part] : part.match(/(?:[\s\S]\p{M}*){1,12}/gu)!))
}

/**
 * The beginning of struck or inserted text that stays on one line with its mark: punctuation and the first word. At a line's
 * end "[struck: ," would be taken for "[struck;". Nothing where it is too long to be kept whole.
 */
export function leadOf(text: string): string {
  const lead = /^\s*(?:[^\s\p{L}\p{N}]+\s+)?\S*/u.exec(text)![0]
  return lead.length > LONGEST ? '' : lead
}

function pick(table: Table, columns: readonly number[]): Table {
  const align = columns.map(column => table.align?.[column] ?? null)
  const children = table.children.map(row => ({
    ...row,
    children: columns.map(column => row.children[column] ?? { type: 'tableCell' as const, children: [] }),
  }))
  return { ...table, align, children }
}

/** How much larger a redline is than the rest of a table. */
const REDLINE = 10 / 9

/** Whether a cell holds a redline. */
export function isRedlined(cell: TableCell | undefined): boolean {
  return cell?.children.some(({ type }) => type === 'delete' || type === 'insert') ?? false
}

/** Of each column the longest word and the longest text, as wide as so many small letters; bold type is wider. */
function measure(table: Table): { word: number; text: number }[] {
  const count = Math.max(...table.children.map(row => row.children.length))
  return Array.from({ length: count }, (_, column) => {
    const cells = table.children.map(row => textOf(row.children[column]))
    const width = (text: string, row: number) =>
      widthOf(text, row === 0 || column === 0) * (isRedlined(table.children[row]!.children[column]) ? REDLINE : 1)
    const words = cells.flatMap((text, row) =>
      text.split(/[^\S\u00A0]+/).map(word => width(word.slice(0, LONGEST), row)),
    )
    const texts = cells.map((text, row) => Math.min(width(text, row), 3 * LINE))
    return { word: 1.05 * Math.max(3, ...words), text: Math.max(3, ...texts) }
  })
}

function widthOf(text: string, isBold: boolean): number {
  const wide = text.match(/[\p{Lu}\dmw%&@$+=–—]/gu)?.length ?? 0
  const thin = text.match(/[iljtfr.,;:'’|!()[\]/-]/g)?.length ?? 0
  return (text.length + 0.25 * wide - 0.3 * thin) * (isBold ? 1.08 : 1)
}

function textOf(node: Nodes | undefined): string {
  if (node === undefined) return ''
  if (node.type === 'delete' || node.type === 'insert')
    return kept(marksOf(node).before, plainText(node)) + marksOf(node).after
  return 'children' in node ? node.children.map(textOf).join('') : plainText(node)
}

/** A change with its mark, where what stays on one line has no blank at which a line may end. */
function kept(mark: string, text: string): string {
  const lead = leadOf(text)
  return (mark + lead).replace(/\s/g, '\u00A0') + text.slice(lead.length)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
