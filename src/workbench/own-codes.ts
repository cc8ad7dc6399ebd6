import { OWN_STATES } from '../document/reports/own-states.ts'
import { whenOf } from '../document/reports/work-list.ts'
import { type Row, strong } from '../document/tables.ts'
import { longDate } from '../document/template/helpers.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import { narrow } from '../release/items.ts'
import { findTable, judgeList, toOwnList, wrongWith } from '../release/own-list.ts'
import { readList } from '../release/read/list.ts'
import { studyReleases } from '../release/study.ts'
import type { ComparisonStudy, NamedList, OwnRow, Release } from '../release/types.ts'
import { inLine } from '../render/line.ts'
import { cutSections, type Listed } from './sections.ts'
import { type Given, type Said, type Session, toSaid } from './session.ts'

/** What the page shows of a list that was dropped. */
export interface ListShown {
  readonly said: readonly Said[]
  readonly heads: readonly string[]
  readonly column: number
  readonly rows: number
}

/** Reads a list and keeps it; its column of codes is found. */
export async function addList(session: Session, { name, bytes }: Given): Promise<ListShown> {
  const { tables, messages } = await readList(name, bytes)
  const list = tables && toOwnList(findTable(tables))
  const wrong = tables && wrongWith(list)
  if (list && wrong === undefined) session.own = { name: inLine(name), list }
  else delete session.own
  const said = [...messages.map(toSaid), ...(wrong === undefined ? [] : [sayWrong(name, wrong)])]
  const { heads = [], column = 0, rows = [] } = session.own?.list ?? {}
  return { said, heads, column, rows: rows.length }
}

/** Takes the codes of another column, if it has any. */
export function chooseColumn(session: Session, column: number): Said[] {
  const { own } = session
  if (!own) return []
  const list = { ...own.list, column }
  const wrong = wrongWith(list)
  if (wrong !== undefined) return [sayWrong(own.name, wrong)]
  session.own = { ...own, list }
  return []
}

function sayWrong(name: string, wrong: string): Said {
  return { place: name, reason: `${wrong}.`, remedy: '', fatal: true }
}

/** What became of the codes of a list, for as long as neither the list nor the comparison is another. */
const judged = new WeakMap<NamedList, { readonly compared: Session['compared']; readonly rows: readonly OwnRow[] }>()

function judge({ own, compared }: Session): readonly OwnRow[] {
  if (!own || !compared) return []
  const known = judged.get(own)
  if (known?.compared === compared) return known.rows
  const changed = narrow(compared.items, { codes: [], kinds: [], severities: [] })
  const rows = judgeList(own.list, compared.current, compared.proposed, changed)
  judged.set(own, { compared, rows })
  return rows
}

/** The rows that have all of some words in what the list has of a code, or in its wordings. */
function find(session: Session, search: string): readonly OwnRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = judge(session)
  if (words.length === 0) return rows
  const column = session.own?.list.column
  return rows.filter(row => {
    const text = textOf(row, column)
    return words.every(word => text.includes(word))
  })
}

/** The cell of the codes is left out: it may name others, too. */
function textOf({ code, item, record, cells }: OwnRow, column: number | undefined): string {
  const { current, proposed = record } = item ?? {}
  const own = cells.filter((_, index) => index !== column)
  return [code, current?.long, current?.short, proposed?.long, proposed?.short, ...own].join('\n').toLowerCase()
}

/** The comparison as the command line makes it with this list, or with the rows of it that are found. */
export function studyOfOwn(session: Session, search: string): ComparisonStudy | undefined {
  const { own, compared } = session
  if (!own || !compared) return undefined
  const found = new Set(find(session, search).map(({ cells }) => cells))
  const isSearched = search.trim() !== ''
  const rows = isSearched ? own.list.rows.filter(cells => found.has(cells)) : own.list.rows
  const asked = [`the codes of ${own.name}`, ...(isSearched ? [`search ${inLine(search.trim())}`] : [])]
  return studyReleases([compared.current, compared.proposed], undefined, asked, {
    name: own.name,
    list: { ...own.list, rows },
  })
}

/** What is asked of the list: the rows with all of some words, from a number on. */
export interface OwnQuery {
  readonly search: string
  readonly from: number
}

/** The rows found under what became of their codes, each with the list’s own columns. */
export function listOwn(session: Session, { search, from }: OwnQuery): Listed & { readonly counts: readonly string[] } {
  const rows = find(session, search)
  const { heads, column } = session.own?.list ?? { heads: [], column: 0 }
  const own = heads.filter((_, index) => index !== column)
  const sections = byState(rows).map(({ heading, says, rows }) => ({
    heading,
    says,
    heads: ['Code', 'Long descriptor', 'Short descriptor', 'When', ...own],
    rows: rows.map(row => () => toTableRow(row, column, session.compared!.current)),
    count: codesOf(rows),
  }))
  return { codes: codesOf(rows), counts: count(rows), ...cutSections(sections, from) }
}

/** How many codes are in each state: “Discontinued: 3”. */
function count(rows: readonly OwnRow[]): string[] {
  const shown = byState(rows).filter(({ state, rows }) => state !== 'uncompared' || rows.length > 0)
  return shown.map(({ heading, rows }) => `${heading}: ${codesOf(rows).toLocaleString('en')}`)
}

function byState(rows: readonly OwnRow[]) {
  return OWN_STATES.map(one => ({ ...one, rows: rows.filter(({ state }) => state === one.state) }))
}

function codesOf(rows: readonly OwnRow[]): number {
  return new Set(rows.map(({ code }) => code)).size
}

function toTableRow({ code, item, record, cells }: OwnRow, column: number, earlier: Release): Row {
  const wording = (which: 'long' | 'short') => {
    const made = item?.change?.[which]
    return made ? redlineNodes(made) : (record?.[which] ?? '')
  }
  const own = cells.filter((_, index) => index !== column)
  const when = item ? whenOf(item, earlier) : record?.terminated ? `ended ${longDate(record.terminated)}` : ''
  return { cells: [[strong(code)], wording('long'), wording('short'), when, ...own], data: { dataCode: code } }
}
