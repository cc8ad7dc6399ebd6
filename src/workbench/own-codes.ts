import { OWN_STATES } from '../document/reports/own-states.ts'
import { type Row, strong } from '../document/tables.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import { narrow } from '../release/items.ts'
import { findTable, judgeList, toOwnList, wrongWith } from '../release/own-list.ts'
import { readList } from '../release/read/list.ts'
import { studyReleases } from '../release/study.ts'
import type { ComparisonStudy, OwnRow } from '../release/types.ts'
import { toRows } from '../render/comparison/columns.ts'
import { inLine } from '../render/line.ts'
import { toCsv } from '../render/tables/csv.ts'
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

function judge({ own, compared }: Session): readonly OwnRow[] {
  if (!own || !compared) return []
  const changed = narrow(compared.items, { codes: [], kinds: [], severities: [] })
  return judgeList(own.list, compared.current, compared.proposed, changed)
}

/** The comparison as the command line makes it with this list. */
export function studyOfOwn({ own, compared }: Session): ComparisonStudy | undefined {
  if (!own || !compared) return undefined
  return studyReleases([compared.current, compared.proposed], undefined, [`the codes of ${own.name}`], own)
}

/** What is asked of the list: the rows with all of some words, from a number on. */
export interface OwnQuery {
  readonly search: string
  readonly from: number
}

/** The rows of the list under what became of their codes, each with the list’s own columns. */
export function listOwn(session: Session, { search, from }: OwnQuery): Listed {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = judge(session).filter(row => words.every(word => textOf(row).includes(word)))
  const { heads, column } = session.own?.list ?? { heads: [], column: 0 }
  const own = heads.filter((_, index) => index !== column)
  const sections = byState(rows).map(({ heading, says, rows }) => ({
    ...{ heading, says, heads: ['Code', 'Long descriptor', 'Short descriptor', ...own] },
    rows: rows.map(row => () => toTableRow(row, column)),
  }))
  return { codes: codesOf(rows), ...cutSections(sections, from) }
}

/** What is searched: the wordings of both releases, and what the list has of the code. */
function textOf({ code, item, record, cells }: OwnRow): string {
  const { current, proposed = record } = item ?? {}
  return [code, current?.long, current?.short, proposed?.long, proposed?.short, ...cells].join('\n').toLowerCase()
}

/** How many codes of the list are in each state: “Discontinued: 3”. */
export function countOwn(session: Session): string[] {
  const shown = byState(judge(session)).filter(({ state, rows }) => state !== 'uncompared' || rows.length > 0)
  return shown.map(({ heading, rows }) => `${heading}: ${codesOf(rows).toLocaleString('en')}`)
}

function byState(rows: readonly OwnRow[]) {
  return OWN_STATES.map(one => ({ ...one, rows: rows.filter(({ state }) => state === one.state) }))
}

function codesOf(rows: readonly OwnRow[]): number {
  return new Set(rows.map(({ code }) => code)).size
}

function toTableRow({ code, item, record, cells }: OwnRow, column: number): Row {
  const wording = (which: 'long' | 'short') => {
    const made = item?.change?.[which]
    return made ? redlineNodes(made) : (record?.[which] ?? '')
  }
  const own = cells.filter((_, index) => index !== column)
  return { cells: [[strong(code)], wording('long'), wording('short'), ...own], data: { dataCode: code } }
}

/** The whole list as CSV: its own columns, what became of each code, and the columns of a comparison. */
export function wholeList(session: Session): string {
  const [heads] = toRows([])
  const titles = new Map(OWN_STATES.map(({ state, heading }) => [state, heading]))
  const rows = judge(session).map(({ cells, state, item, code, record }) => {
    const still: Readonly<Record<string, string | undefined>> = {
      Code: code,
      'Long descriptor after': record?.long,
      'Short descriptor after': record?.short,
    }
    return [...cells, titles.get(state)!, ...(item ? toRows([item])[1]! : heads!.map(head => still[head] ?? ''))]
  })
  return toCsv([[...(session.own?.list.heads ?? []), 'What became of it', ...heads!], ...rows])
}
