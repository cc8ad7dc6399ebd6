import type { Nodes, Table } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { marksOf } from './marks.ts'

/** Characters of 9 points that fit between the margins of Letter paper, and those that the gap of two columns takes. */
const LINE = 112
const GAP = 2.4

/** A word may be as long as this without a break; `piecesOf` cuts longer ones. */
const LONGEST = 24

/** The share of the line that each column of a table gets: room for its longest word, and then for its text. */
export function columnShares(table: Table): number[] {
  const columns = measure(table)
  const shares = columns.map(({ word }) => word + GAP)
  let spare = LINE - sum(shares)
  const byWant = columns.map(({ word, text }, column) => ({ column, want: text - word })).sort((a, b) => a.want - b.want)
  for (const [index, { column, want }] of byWant.entries()) {
    const given = Math.max(0, Math.min(want, spare / (byWant.length - index)))
    shares[column]! += given
    spare -= given
  }
  return shares.map(share => share / sum(shares))
}

/** The table, or as many tables as its columns need; each has the first column. */
export function fitTable(table: Table): Table[] {
  const widths = measure(table).map(({ word }) => word + GAP)
  const groups: number[][] = [[]]
  for (let column = 1; column < widths.length; column++) {
    const used = widths[0]! + sum(groups.at(-1)!.map(one => widths[one]!))
    if (used + widths[column]! > LINE && groups.at(-1)!.length > 0) groups.push([])
    groups.at(-1)!.push(column)
  }
  return groups.length === 1 ? [table] : groups.map(group => pick(table, [0, ...group]))
}

/** Cuts a word that is too long for a line into pieces, between which it may be broken. */
export function piecesOf(text: string): string[] {
  const parts = text.split(/(\S{25,})/)
  return parts.flatMap((part, index) => (index % 2 === 0 ? [part] : part.match(/(?:[\s\S]\p{M}*){1,12}/gu)!))
}

function pick(table: Table, columns: readonly number[]): Table {
  const align = columns.map(column => table.align?.[column] ?? null)
  const children = table.children.map(row => ({
    ...row,
    children: columns.map(column => row.children[column] ?? { type: 'tableCell' as const, children: [] }),
  }))
  return { ...table, align, children }
}

/** Of each column the longest word and the longest text, in characters; bold type is wider. */
function measure(table: Table): { word: number; text: number }[] {
  const count = Math.max(...table.children.map(row => row.children.length))
  return Array.from({ length: count }, (_, column) => {
    const cells = table.children.map((row, index) => ({ text: textOf(row.children[column]), wide: index === 0 ? 1.1 : 1 }))
    const words = cells.flatMap(({ text, wide }) => text.split(/\s+/).map(word => Math.min(word.length, LONGEST) * wide))
    const texts = cells.map(({ text, wide }) => Math.min(text.length, 3 * LINE) * wide)
    return { word: Math.max(3, ...words), text: Math.max(3, ...texts) }
  })
}

function textOf(node: Nodes | undefined): string {
  if (node === undefined) return ''
  if (node.type === 'delete' || node.type === 'insert') return marksOf(node).before + plainText(node) + marksOf(node).after
  return 'children' in node ? node.children.map(textOf).join('') : plainText(node)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
