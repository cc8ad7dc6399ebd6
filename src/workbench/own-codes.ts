import { OWN_STATES } from '../document/reports/own-states.ts'
import { type Row, strong } from '../document/tables.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import { narrow } from '../release/items.ts'
import { judgeList, toOwnList } from '../release/own-list.ts'
import { readList } from '../release/read/list.ts'
import type { OwnRow } from '../release/types.ts'
import { toRows } from '../render/comparison/columns.ts'
import { toCsv } from '../render/tables/csv.ts'
import { toXlsx } from '../render/tables/xlsx.ts'
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
  const { rows, messages } = await readList(name, bytes)
  const list = rows && toOwnList(rows.map(({ cells }) => cells))
  if (list) session.list = list
  else delete session.list
  const missing = { place: name, reason: 'Unexpected list without codes, expected a column of them.', remedy: '' }
  const said = [...messages.map(toSaid), ...(rows && !list ? [{ ...missing, fatal: true }] : [])]
  return { said, heads: list?.heads ?? [], column: list?.column ?? 0, rows: list?.rows.length ?? 0 }
}

/** Takes the codes of another column. */
export function chooseColumn(session: Session, column: number): void {
  if (session.list) session.list = { ...session.list, column }
}

function judge({ list, compared }: Session): readonly OwnRow[] {
  return list && compared
    ? judgeList(
        list,
        compared.current,
        compared.proposed,
        narrow(compared.items, { codes: [], kinds: [], severities: [] }),
      )
    : []
}

/** The rows of the list under what became of their codes, each with the list’s own columns. */
export function listOwn(session: Session, from: number): Listed {
  const rows = judge(session)
  const own = session.list?.heads.filter((_, index) => index !== session.list?.column) ?? []
  const found = byState(rows)
  const sections = found.map(({ heading, says, rows }) => ({
    ...{ heading, says, heads: ['Code', 'Long descriptor', 'Short descriptor', ...own] },
    rows: rows.map(row => () => toTableRow(row, session.list!.column)),
  }))
  return {
    codes: codesOf(rows),
    ...cutSections(sections, from),
  }
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

/** The list as a table: its own columns, what became of each code, and the columns of a comparison. */
export function saveOwn(session: Session, format: 'csv' | 'xlsx'): string | Uint8Array {
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
  const table = [[...(session.list?.heads ?? []), 'What became of it', ...heads!], ...rows]
  return format === 'csv' ? toCsv(table) : toXlsx(table, { sheet: 'My codes', csv: 'my-codes.csv' })
}
