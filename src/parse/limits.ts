import type { Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import { at, placeAt } from './text.ts'

/** The text of a file as the parser can read it: what would take it hours, or end it, is reported and left out. */
export function withoutMasses(file: VFile): string {
  return LIMITS.reduce((text, limit) => within(limit, text, file), withoutStacks(file))
}

/** The parser’s time grows with the product of them and with their squares: together these many take seconds. */
const LIMITS = [
  { pattern: /[[\]<*_~]/g, most: 2000, kept: 0, name: 'brackets and characters of emphasis' },
  { pattern: /\n/g, most: 4000, kept: 4000, name: 'line ends' },
  { pattern: /[^\n]/g, most: 50_000, kept: 50_000, name: 'characters' },
] as const

/** The text, or one of the same length with spaces in place of all that come after those `kept`, so that the rest can be read. */
function within(limit: (typeof LIMITS)[number], text: string, file: VFile): string {
  const { pattern, most, kept, name } = limit
  const found = [...text.matchAll(pattern)]
  if (found.length <= most) return text
  const reason = `Unexpected ${found.length} ${name} in one file, expected at most ${most}`
  fault(file, 'prose-size', reason, placeAt(file, found[most]!.index))
  const from = found[kept]!.index
  return text.slice(0, from) + text.slice(from).replace(pattern, ' ')
}

/** Marks of quotes and lists one after the other, more than `MOST_DEEP` of them. */
const STACK = /^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))[ \t]*){21,}/gm

/** The text with spaces in place of the marks of quotes and lists that would stand too deep: the parser calls itself for each. */
function withoutStacks(file: VFile): string {
  const text = String(file)
  return text.replace(STACK, (marks: string, offset: number) => {
    fault(file, 'nesting', TOO_DEEP, placeAt(file, offset))
    return ' '.repeat(marks.length)
  })
}

/** Deeper than any prose; the PDF compiler calls itself several times a level, and ends at some forty. */
const MOST_DEEP = 20
const TOO_DEEP = `Unexpected nesting more than ${MOST_DEEP} deep, expected plain prose`

/** Reports what stands too deep within a block of the file. */
export function isTooDeep(file: VFile, node: RootContent): boolean {
  let level = [node]
  for (let depth = 0; depth < MOST_DEEP && level.length > 0; depth++) {
    level = level.flatMap(one => ('children' in one ? (one.children as RootContent[]) : []))
  }
  if (level.length > 0) fault(file, 'nesting', TOO_DEEP, at(file, level[0]!))
  return level.length > 0
}

/** A cell takes Word and the PDF compiler a millisecond and 20 kB; a row has as many as the widest, also where it names fewer. */
const MOST_CELLS = 2000

/** Reports rows that have more cells than the head of their table: web pages leave the rest out, and paper has no column for it. */
export function reportLongRows(file: VFile, root: Root): void {
  visit(root, 'table', ({ children: [head, ...rows] }) => {
    const most = head!.children.length
    for (const { children } of rows.filter(row => row.children.length > most)) {
      const reason = `Unexpected ${children.length} cells in a row, expected at most ${most}, as in the head of the table`
      fault(file, 'table-cells', reason, at(file, children[most]!))
    }
  })
}

/** Reports the table with which a file has more cells than paper can be printed with in seconds. */
export function reportTables(file: VFile, root: Root): void {
  let cells = 0
  visit(root, 'table', table => {
    const before = cells
    cells += table.children.length * Math.max(...table.children.map(row => row.children.length))
    if (before > MOST_CELLS || cells <= MOST_CELLS) return
    const reason = `Unexpected ${cells} cells of tables in one file, expected at most ${MOST_CELLS}`
    fault(file, 'prose-size', reason, at(file, table))
  })
}
