import type { Root as HtmlTree } from 'hast'
import { makeTable, type Row } from '../document/tables.ts'
import { toHtmlTree } from '../render/html.ts'
import { ROWS } from './rows.ts'

/** Rows under a heading; a row is made when it is to be shown. */
export interface Section {
  readonly heading: string
  readonly says: string
  readonly heads: readonly string[]
  readonly rows: readonly (() => Row)[]
  /** What its heading counts, where that is not the rows. */
  readonly count?: number
}

/** A part of a section as the page shows it; `count` is that of all of the section. */
export interface SectionShown {
  readonly heading: string
  readonly says: string
  readonly count: number
  readonly table: HtmlTree
}

/** How many codes and rows were found, and some of the rows. */
export interface Listed {
  readonly codes: number
  /** Why nothing is listed. */
  readonly nothing?: string
  readonly rows: number
  readonly sections: readonly SectionShown[]
  readonly groups: readonly Group[]
}

/** All rows under one heading: what it counts, and the number of its first row. */
export interface Group {
  readonly heading: string
  readonly count: number
  readonly from: number
}

/** The rows from `from` on, as many as are shown at once, under their headings. */
export function cutSections(sections: readonly Section[], from: number): Omit<Listed, 'codes'> {
  const groups: Group[] = []
  let before = 0
  const cut = sections.flatMap(({ heading, says, heads, rows, count = rows.length }) => {
    const shown = rows.slice(Math.max(0, from - before), Math.max(0, from + ROWS - before))
    if (rows.length > 0) groups.push({ heading, count, from: before })
    before += rows.length
    if (shown.length === 0) return []
    const table = makeTable(
      heads,
      shown.map(make => make()),
    )
    return [{ heading, says, count, table: toHtmlTree({ type: 'root', children: [table] }) }]
  })
  return { rows: before, sections: cut, groups }
}
