import type { Nodes, Table, TableCell } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { marksOf } from '../redline/marks.ts'

/** Characters of 9 points that fit between the margins of Letter paper, and those that the gap of two columns takes. */
const LINE = 112
const GAP = 2.4

/** A word may be as long as this without a break; `piecesOf` cuts longer ones. */
export const LONGEST = 32

/** How many rows of a table decide how its columns share what their longest words leave of the line. */
const ROWS = 60

/**
 * The share of the line that each column of a table gets: room for its longest word, and more where that makes rows lower.
 * Whatever width saves most lines for what it takes is given first.
 */
export function columnShares(table: Table): number[] {
  const columns = measure(table)
  const widths = columns.map(({ word }) => word)
  const linesAt = columns.map(({ cells }) => countLines(cells.slice(0, ROWS)))
  const heightWith = (column: number, width: number) => {
    const lines = linesAt.map((at, one) => at(one === column ? width : widths[one]!))
    const rows = lines[0]!.map((_, row) => lines.map(ofColumn => ofColumn[row]!))
    return sum(rows.map(row => 10 * Math.max(...row) + sum(row)))
  }
  let spare = LINE - sum(widths) - GAP * widths.length
  for (;;) {
    const height = heightWith(0, widths[0]!)
    let best = { column: -1, more: 0, gain: 0 }
    for (const column of widths.keys()) {
      for (let more = 1; more <= spare; more++) {
        const gain = (height - heightWith(column, widths[column]! + more)) / more
        if (gain > best.gain) best = { column, more, gain }
      }
    }
    if (best.column === -1) break
    widths[best.column]! += best.more
    spare -= best.more
  }
  return widths.map(width => (width + GAP) / (sum(widths) + GAP * widths.length))
}

/** How many lines each cell of a column takes at a width, its words as wide as given. */
function countLines(cells: readonly (readonly number[])[]): (width: number) => readonly number[] {
  const known = new Map<number, number[]>()
  return width => {
    const lines = known.get(width) ?? cells.map(words => wrap(words, width))
    known.set(width, lines)
    return lines
  }
}

function wrap(words: readonly number[], width: number): number {
  let lines = 1
  let used = -1
  for (const word of words) {
    used += 1 + word
    if (used <= width) continue
    lines += 1
    used = word
  }
  return lines
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

/**
 * What is read as one and stays on one line: a day of the year, a page of the Federal Register, a section, a sum of
 * money, a holder of rights. The template of the PDFs reads this pattern too.
 */
export const HELD_TOGETHER =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b|\b\d+ FR \d+(?:–\d+)?|“[,;] \S+|[§©] \S+|\$\d\S*/g

/** How much larger a redline is than the rest of a table. */
const REDLINE = 10 / 9

/** Whether a cell holds a redline. */
export function isRedlined(cell: TableCell | undefined): boolean {
  return cell?.children.some(({ type }) => type === 'delete' || type === 'insert') ?? false
}

/** Of each column the words of each cell and the longest of all, as wide as so many small letters; bold type is wider. */
function measure(table: Table): { word: number; cells: number[][] }[] {
  const count = Math.max(...table.children.map(row => row.children.length))
  return Array.from({ length: count }, (_, column) => {
    const cells = table.children.map(({ children }, row) => {
      const larger = 1.05 * (isRedlined(children[column]) ? REDLINE : 1)
      const words = textOf(children[column])
        .slice(0, 40 * LINE)
        .split(/[^\S\u00A0]+/)
      return words.map(word => larger * widthOf(word.slice(0, LONGEST), row === 0 || column === 0))
    })
    return { word: cells.flat().reduce((longest, word) => Math.max(longest, word), 3), cells }
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
  if ('children' in node) return node.children.map(textOf).join('')
  return plainText(node).replace(HELD_TOGETHER, held => held.replaceAll(' ', '\u00A0'))
}

/** A change with its mark, where what stays on one line has no blank at which a line may end. */
function kept(mark: string, text: string): string {
  const lead = leadOf(text)
  return (mark + lead).replace(/\s/g, '\u00A0') + text.slice(lead.length)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
