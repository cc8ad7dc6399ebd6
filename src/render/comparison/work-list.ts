import { replacedBy } from '../../document/reports/comparison-replacements.ts'
import { describeChange, whenOf, workItems } from '../../document/reports/work-list.ts'
import { longDate, longPeriod } from '../../document/template/helpers.ts'
import { listItems } from '../../release/items.ts'
import type { ComparedItem, ComparisonStudy } from '../../release/types.ts'
import {
  type Carried,
  CODE,
  carriesAny,
  cellOf,
  FATE,
  idOf,
  keyOf,
  LEFT,
  type LeftRow,
  WRITTEN,
} from '../../release/work-list.ts'
import { changeId } from '../../review/change-id.ts'
import { type Cell, type Column, LONGEST_NAME, makeWorkbook, type Sheet, widthOf } from '../tables/workbook.ts'
import { fitCell } from '../tables/xlsx.ts'
import { BETWEEN, listColumns, restOf, toRows, WORK_HEADS } from './columns.ts'

/** The sheet of the changes. */
const CHANGES = 'Changes'

const CSV = 'comparison.csv'

/** A column that the program fills. */
interface Filled {
  readonly head: string
  readonly width: number
  readonly cell: (item: ComparedItem) => Cell
}

/** How wide the columns are that are printed, and what stands in them. */
function workColumns(study: ComparisonStudy): Filled[] {
  const instead = replacedBy(study)
  const cells: Readonly<Record<(typeof WORK_HEADS)[number], Omit<Filled, 'head'>>> = {
    Code: { width: 7, cell: ({ code }) => code },
    Change: { width: 15, cell: item => describeChange(item, instead) },
    'Long descriptor': { width: 46, cell: item => redlined(item, 'long') },
    'Short descriptor': { width: 15, cell: item => redlined(item, 'short') },
    When: { width: 12, cell: item => whenOf(item, study.current) },
  }
  return WORK_HEADS.map(head => ({ head, ...cells[head] }))
}

/** How wide the columns are in which people write, those that they add, and those behind them at most. */
const WIDTHS = { Owner: 11, Decision: 13, Due: 11, Notes: 24 } as const
const [OWN_WIDTH, WIDEST] = [16, 60]

/** How narrow a column of a list of one’s own is at least: the narrower all columns are, the larger is what is printed. */
const NARROWEST = 8

/** Wide enough for each word, and for each text in two lines. */
function fitWidth(texts: readonly string[]): number {
  const longest = texts.flatMap(text => [widthOf(text) / 2, ...text.split(/\s|(?<=-)/).map(widthOf)])
  const room = longest.reduce((most, length) => Math.max(most, length), 0)
  return Math.min(OWN_WIDTH, Math.max(NARROWEST, 1 + Math.ceil(room)))
}

/** The redline as it looks, struck and underlined; what it says in words stands in the columns behind. */
function redlined({ change, current, proposed }: ComparedItem, which: 'long' | 'short'): Cell {
  const made = change?.[which]
  const text = made ? made.segments.map(segment => segment.text).join('') : ((proposed ?? current)?.[which] ?? '')
  const fitted = fitCell(text, CSV)
  return made && fitted === text ? made.segments.map(segment => ({ text: segment.text, look: segment.type })) : fitted
}

/** All columns that the program fills: those to work with, those of the list, and behind what people write the rest. */
function filledColumns(study: ComparisonStudy, items: readonly ComparedItem[]) {
  const { current, proposed, own } = study
  const list = listColumns(own).map(([head, cell]): Filled => {
    const width = fitWidth([head, ...items.map(item => cell(item) ?? '')])
    return { head, width, cell: item => fitCell(cell(item) ?? '', CSV) }
  })
  const [heads, ...rows] = toRows(items, study, false)
  const at = new Map(items.map((item, index) => [item, rows[index]!]))
  const rest = restOf(heads!).map((column): Filled => {
    const head = heads![column]!
    const longest = rows.reduce((most, row) => Math.max(most, row[column]!.length), head.length)
    return { head, width: Math.min(WIDEST, 3 + longest), cell: item => fitCell(at.get(item)![column]!, CSV) }
  })
  const [from, to] = [current, proposed].map(({ edition }) => longPeriod(edition?.period))
  const between = { head: BETWEEN, width: 24, cell: () => `${from} to ${to}` }
  return { printed: [...workColumns(study), ...list], rest: [between, ...rest] }
}

const NOTHING: Carried = { written: new Map(), added: [], left: [], dropped: 0, sheets: [] }

/**
 * The comparison as a workbook to work in: a row a change, redlines as they look, columns in which people write, and what
 * they wrote in an earlier one. What of that is not listed any more is on a sheet of its own.
 */
export function toWorkList(study: ComparisonStudy, title: string, carried: Carried = NOTHING): Uint8Array {
  const items = workItems(study)
  const { printed, rest } = filledColumns(study, items)
  const written = [...WRITTEN.map(head => ({ head, key: keyOf({ head, nth: 0 }) })), ...carried.added]
  const columns: Column[] = [
    ...printed.map(({ width }) => ({ width })),
    ...written.map(({ key }) => WRITTEN_LOOKS.get(key) ?? ADDED_LOOK),
    ...rest.map(({ width }) => ({ width })),
  ]
  const heads = [...printed, ...written, ...rest].map(({ head }) => head)
  const rows = items.map(item => {
    const theirs = carried.written.get(changeId(item))
    return [
      ...printed.map(({ cell }) => cell(item)),
      ...written.map(({ key }) => toWritten(theirs?.get(key) ?? '', key)),
      ...rest.map(({ cell }) => cell(item)),
    ]
  })
  const changes: Sheet = {
    ...{ name: CHANGES, columns, rows: [heads, ...rows], title },
    printed: printed.length + written.length,
  }
  const keys = [...keysOf(printed), ...written.map(({ key }) => key), ...keysOf(rest)]
  const sheets = carried.left.length === 0 ? [changes] : [changes, leftSheet(changes, keys, carried.left, study, items)]
  return makeWorkbook([...sheets, ...theirSheets(carried.sheets, title)], !carriesAny(carried))
}

const DUE = keyOf({ head: 'Due', nth: 0 })
const ADDED_LOOK: Column = { width: OWN_WIDTH, written: 'text' }
const WRITTEN_LOOKS: ReadonlyMap<string, Column> = new Map(
  WRITTEN.map(head => [
    keyOf({ head, nth: 0 }),
    { width: WIDTHS[head], written: head === 'Due' ? ('day' as const) : ('text' as const) },
  ]),
)

/** What the cells of columns go by that the program fills. */
function keysOf(columns: readonly Filled[]): string[] {
  const heads = columns.map(({ head }) => head)
  return heads.map((head, index) => keyOf({ head, nth: heads.slice(0, index).filter(one => one === head).length }))
}

/** A day is one that a spreadsheet program can sort by. */
function toWritten(text: string, key: string): Cell {
  return key === DUE && isDay(text) ? { day: text } : text
}

/** Days before these have other numbers in Excel. */
function isDay(text: string): boolean {
  if (!/^(?:19[1-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The rows that are not listed any more, as they were, with what became of their changes. */
function leftSheet(
  changes: Sheet,
  keys: readonly string[],
  left: readonly LeftRow[],
  study: ComparisonStudy,
  listed: readonly ComparedItem[],
): Sheet {
  const { columns, rows, printed, title } = changes
  const fateOf = fatesOf(study, listed)
  const withFate = <T>([first, ...others]: readonly T[], fate: T) => [first!, fate, ...others]
  const cells = left.map(row => {
    const texts = keys.map(key => inWords(row, key) || (row.cells.get(key) ?? ''))
    const written = texts.map((text, index) => toWritten(text, keys[index]!))
    return withFate<Cell>(written, fateOf(row))
  })
  return {
    name: LEFT,
    columns: withFate<Column>(columns, { width: 20 }),
    rows: [withFate(rows[0]!, FATE), ...cells],
    printed: printed! + 1,
    title: `${title}: no longer listed`,
  }
}

/** A redline whose looks were lost as it was read: struck and inserted words would stand side by side as if both held. */
function inWords({ cells }: LeftRow, key: string): string {
  const head = REDLINED.get(key)
  return head === undefined ? '' : cellOf(cells, head)
}

const REDLINED: ReadonlyMap<string, string> = new Map(
  ['Long descriptor', 'Short descriptor'].map(head => [keyOf({ head, nth: 0 }), `${head} redlined`]),
)

/** What became of the change of a row. */
function fatesOf(
  { comparison, current, proposed }: ComparisonStudy,
  items: readonly ComparedItem[],
): (row: LeftRow) => string {
  const all = listItems(comparison)
  const [changes, changed] = [new Set(all.map(changeId)), new Set(all.map(({ code }) => code))]
  const listed = new Set(items.map(({ code }) => code))
  const known = new Map([...current.records, ...proposed.records].map(record => [record.code, record]))
  return ({ cells, isSecond }) => {
    const [id, code] = [idOf(cells), cellOf(cells, CODE)]
    if (id === '') return 'A row of your own.'
    if (isSecond) return `A second row of a change that is on the sheet ${CHANGES}.`
    if (changes.has(id)) return 'Still a change, but not among what this comparison was narrowed to.'
    if (listed.has(code)) return `Another change of the code took its place: see ${code} on the sheet ${CHANGES}.`
    if (changed.has(code)) return 'The code changed in another way, not among what this comparison was narrowed to.'
    const record = known.get(code)
    if (!record) return 'The code is in neither of these two files.'
    const ended = record.terminated ? ` The code ended ${longDate(record.terminated)}.` : ''
    return `Not a change between these two files.${ended}`
  }
}

/** Sheets of people’s own, as texts, under names that no other sheet has. */
function theirSheets(sheets: Carried['sheets'], title: string): Sheet[] {
  const taken = new Set([CHANGES, LEFT].map(name => name.toLowerCase()))
  return sheets.map(({ name, rows }) => {
    const free = freeName(name, taken)
    taken.add(free.toLowerCase())
    const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
    const columns = Array.from({ length: width }, () => ({ width: OWN_WIDTH }))
    return { name: free, columns, rows: rows.map(({ cells }) => cells), title, plain: true }
  })
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'|'$/g, ' ')
      .trim() || 'Sheet'
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : ` (${number})`
    // Half an emoji is no character.
    const free = base.slice(0, LONGEST_NAME - end.length).replace(/[\ud800-\udbff]$/, '') + end
    if (!taken.has(free.toLowerCase())) return free
  }
}
