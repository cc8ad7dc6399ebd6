import type { IsoDate } from '../types.ts'
import { isAmong, itemsByCode, names } from './items.ts'
import { quote } from './read/faults.ts'
import { most } from './read/limits.ts'
import type { Table } from './read/list.ts'
import { wordsPattern } from './survey.ts'
import type { ComparedItem, Narrowing, OwnList, OwnRow, OwnState, OwnStudy, Release, ReleaseRecord } from './types.ts'

/** The first of the tables that has a code: a workbook often has a cover before its list. */
export function findTable(tables: readonly Table[]): Table {
  return tables.find(rows => findColumn(rows) !== undefined) ?? tables[0] ?? []
}

/** What makes a list none that can be held against releases. */
export function wrongWith(list: OwnList | undefined): string | undefined {
  if (!list) return 'Unexpected list without codes of Level II, expected a column of them'
  const { heads, rows, column } = list
  const others = heads.length - 1
  if (rows.every(cells => partsIn(cells[column]!).length === 0))
    return `Unexpected column ${quote(heads[column]!)} without a code of Level II, expected the column of codes`
  if (others > most.ownColumns)
    return `Unexpected ${others} columns beside the codes, expected at most ${most.ownColumns}`
  return wrongWithRanges(list)
}

/**
 * Makes a list of the rows of a table. The column of codes is the one that has most of them, or `column`; the first row
 * names the columns where it holds no code there. Nothing where no column has a code.
 */
export function toOwnList(rows: Table, column = findColumn(rows)): OwnList | undefined {
  if (rows.length === 0 || column === undefined) return undefined
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const filled = belowTitle(rows).map(row => [...row, ...Array<string>(width - row.length).fill('')])
  const isNamed = !partsIn(filled[0]![column]!).some(({ from }) => from.length > 2)
  const names = filled[0]!.map((name, index) => (isNamed && name.trim() !== '' ? name.trim() : `Column ${index + 1}`))
  return { heads: names, rows: isNamed ? filled.slice(1) : filled, column }
}

/** The rows from the heads on: a file that a program exports often has its name above them, in a cell of its own. */
export function belowTitle(rows: Table): Table {
  const first = rows.findIndex(row => row.filter(cell => cell.trim() !== '').length > 1)
  // A code in these rows, or in the first that has several cells: what stands above it are the heads.
  const hasCode = rows
    .slice(0, first + 1)
    .flat()
    .some(cell => procedure.test(cell))
  return first < 1 || hasCode ? rows : rows.slice(first)
}

function findColumn(rows: Table): number | undefined {
  const counts: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) if (procedure.test(cell)) counts[index] = (counts[index] ?? 0) + 1
  const best = counts.reduce((most, number = 0) => Math.max(most, number), 0)
  return best === 0 ? undefined : counts.indexOf(best)
}

/** A code with modifiers behind it or without, and perhaps with a word before it: `J1234`, `J1234-JW`, `J1234 RT`, `J1234LT`. */
const CODE = '([A-Z]\\d{4})(?:(?:[A-Z][A-Z\\d]|\\d[A-Z]){1,4})?(?![A-Z\\d])'
/** Blanks never stand next to blanks that may be left out, so that a long run of them is read in one pass. */
const PREFIX = '\\s*HCPCS(?:\\s+CODE)?(?:\\s*[:#])?'
const prefix = new RegExp(`^${PREFIX}`, 'i')
const procedure = new RegExp(`^(?:${PREFIX})?\\s*${CODE}`, 'i')
const anyProcedure = new RegExp(`(?<![A-Z\\d])${CODE}`, 'gi')

/** Codes from one to another: `A4206-A4209`, `A4206 to 4209`. */
const range = /^\s*([A-Z])(\d{4})\s*(?:[-:\u2010-\u2015\u2212]|to\b|thru\b|through\b)\s*([A-Z]?)(\d{4})\s*$/i

const modifier = /^\s*((?=\d?[A-Z])[A-Z\d]{2})\s*$/i

/** A slip of the pen: `JO881` with a letter for a figure, `J 1885`, `J99999`. A word has no two figures, a CPT code no letter first. */
const slip = /^\s*([A-Z](?=(?:\D*\d){2})[A-Z\d]{4}|[A-Z][ -]?\d{3,6})\s*$/i

/** What parts the codes of a cell. */
const BETWEEN = /[,;|/&+\r\n]|\b(?:and|or)\b/i

/** A code, or the codes from it to another one. */
interface Part {
  readonly from: string
  readonly to?: string
}

/** What a cell holds: codes, what is nearly one, ranges of codes, and modifiers where no code stands before them. */
export function partsIn(cell: string): Part[] {
  const parts: Part[] = []
  for (const part of cell.toUpperCase().split(BETWEEN)) {
    const piece = part.replace(prefix, '')
    const [, letter, first, otherLetter, last] = range.exec(piece) ?? []
    const near = parts.length === 0 ? (modifier.exec(piece) ?? slip.exec(piece)) : slip.exec(piece)
    if (letter !== undefined) parts.push({ from: letter + first, to: (otherLetter || letter) + last })
    else if (procedure.test(piece))
      parts.push(...Array.from(piece.matchAll(anyProcedure), ([, code]) => ({ from: code! })))
    else if (near) parts.push({ from: near[1]! })
  }
  return parts
}

/** Letters that are typed for figures. */
const FIGURES: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', B: '8' }

/** The code of a release that differs from an unknown one only in a blank or in letters typed for figures: `JO881`, `J 1885`. */
function meantBy(code: string, records: ReadonlyMap<string, ReleaseRecord>): string | undefined {
  const [first = '', ...others] = code.replace(/[ -]/g, '')
  const meant = first + others.map(sign => FIGURES[sign] ?? sign).join('')
  return records.has(meant) ? meant : undefined
}

/** What makes the ranges of a list none that can be taken for codes. */
function wrongWithRanges({ rows, column }: OwnList): string | undefined {
  const ranges = rows.flatMap(row => partsIn(row[column]!)).filter(({ to }) => to !== undefined)
  const odd = ranges.find(({ from, to }) => from[0] !== to![0] || from > to!)
  if (odd) return `Unexpected range ${odd.from}-${odd.to}, expected codes of one letter, the lower first`
  if (ranges.length > most.ranges) return `Unexpected ${ranges.length} ranges of codes, expected at most ${most.ranges}`
  return undefined
}

/** Gives the codes of a cell: of a range its ends, and those that are known between them. */
function codesBy(codes: Iterable<string>): (cell: string) => string[] {
  const known = [...codes].sort()
  const codesOf = ({ from, to }: Part) =>
    to === undefined ? [from] : [from, ...known.filter(code => code.length === 5 && code > from && code < to), to]
  return cell => [...new Set(partsIn(cell).flatMap(codesOf))]
}

/** The codes of a list, each once, in its order, with what is nearly a code; a range as in `codesBy`. */
export function codesOf({ rows, column }: OwnList, known: Iterable<string>): string[] {
  const codesIn = codesBy(known)
  const codes = new Set<string>()
  for (const cells of rows) for (const code of codesIn(cells[column]!)) codes.add(code)
  return [...codes]
}

/**
 * What became of each code of a list, in the order of the list. Rows without a code are left out, and one with several stands
 * for each of them; two signs that neither file has as a modifier are none.
 */
export function judgeList(
  { rows, column }: OwnList,
  current: Release,
  proposed: Release,
  items: readonly ComparedItem[],
): OwnRow[] {
  const [before, after] = [current, proposed].map(({ records }) => new Map(records.map(one => [one.code, one])))
  const changed = itemsByCode(items)
  const codesIn = codesBy(new Set([...before!.keys(), ...after!.keys()]))
  return rows.flatMap(cells =>
    codesIn(cells[column]!).flatMap(code => {
      const [item, old, now] = [changed.get(code), before!.get(code), after!.get(code)]
      const record = now ?? old
      if (record === undefined && code.length === 2) return []
      const state = stateOf(code, item, old, now)
      if (state === 'ended') return { cells, code, state, item, record: { ...record!, terminated: endOf(old, now) } }
      const meant = state === 'unknown' ? meantBy(code, after!) : undefined
      return { cells, code, state, item, record, meant }
    }),
  )

  function stateOf(code: string, item?: ComparedItem, old?: ReleaseRecord, now?: ReleaseRecord): OwnState {
    const kind = code.length === 2 ? 'modifier' : 'procedure'
    if ([current, proposed].some(({ lacks }) => lacks.includes(kind))) return 'uncompared'
    if (old === undefined && now === undefined) return 'unknown'
    if (item?.kinds.some(one => one === 'terminated' || one === 'gone')) return 'discontinued'
    if (item !== undefined) return 'changed'
    return endOf(old, now) === undefined ? 'unchanged' : 'ended'
  }

  function endOf(old?: ReleaseRecord, now?: ReleaseRecord): IsoDate | undefined {
    return proposed.lacks.includes('terminated') ? old?.terminated : now?.terminated
  }
}

/** A list held against two releases, narrowed to the codes and words asked for; `items` are all that changed. */
export function studyOwn(
  list: OwnList,
  name: string,
  [current, proposed]: readonly [Release, Release],
  items: readonly ComparedItem[],
  { codes, words }: Pick<Narrowing, 'codes' | 'words'>,
): OwnStudy {
  const all = judgeList(list, current, proposed, items)
  const pattern = wordsPattern(words ?? '')
  const rows = all.filter(({ code, item, record }) => {
    const wordings = { current: item?.current, proposed: item?.proposed ?? record }
    return isAmong(code, codes) && (pattern === undefined || names(wordings, pattern))
  })
  const [coded, asked] = [all, rows].map(some => new Set(some.map(({ cells }) => cells)))
  const lines = list.rows.filter(cells => asked!.has(cells) || !coded!.has(cells))
  return { ...list, name, rows, lines, beside: columnsBeside(list, all), without: list.rows.length - coded!.size }
}

function columnsBeside({ heads, column }: OwnList, rows: readonly OwnRow[]): number[] {
  const saysMore = rows.some(({ code, cells }) => cells[column]!.trim().toUpperCase() !== code)
  return [...heads.keys()].filter(index => index !== column || saysMore)
}

/** The heads of the columns that are shown beside a code. */
export function ownHeads({ heads, beside }: OwnStudy): string[] {
  return beside.map(index => heads[index]!)
}

/** The cells of a row in these columns. */
export function ownCells({ beside }: OwnStudy, cells: readonly string[]): string[] {
  return beside.map(index => cells[index]!)
}

/** The codes of a list that no change tells of and that want work nonetheless, each once: they ended before, or no file has them. */
export function ownItems({ rows }: OwnStudy): ComparedItem[] {
  const items = new Map<string, ComparedItem>()
  for (const { code, state, record, meant } of rows) {
    if (state !== 'ended' && state !== 'unknown') continue
    const kind = code.length === 2 ? 'modifier' : 'procedure'
    items.set(code, { code, kind, kinds: [], severity: 'substantive', current: record, proposed: record, state, meant })
  }
  return [...items.values()]
}

/** The rows of each code, in these columns: a code may stand in a list more than once. */
export function ownRows(own: OwnStudy): Map<string, string[][]> {
  const rows = new Map<string, string[][]>()
  for (const { code, cells } of own.rows) {
    const known = rows.get(code) ?? []
    known.push(ownCells(own, cells))
    rows.set(code, known)
  }
  return rows
}

/** Several rows as one: what is the same in all once, anything else row by row. */
export function joinRows(rows: readonly (readonly string[])[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const cells = rows.map(row => row[column]!.trim())
    return new Set(cells).size < 2 ? (cells[0] ?? '') : cells.map(cell => cell || '—').join('; ')
  })
}

const COUNTED: Readonly<Record<OwnState, keyof OwnCounts>> = {
  changed: 'affected',
  discontinued: 'discontinued',
  ended: 'ended',
  unchanged: 'untouched',
  unknown: 'unknown',
  uncompared: 'uncompared',
}

/** How many codes of a list are in each state, each code once. */
interface OwnCounts {
  affected: number
  discontinued: number
  ended: number
  untouched: number
  unknown: number
  uncompared: number
}

/** Counts the codes of a list; together they are all codes of it. */
export function countOwn({ rows }: OwnStudy): OwnCounts {
  const counts: OwnCounts = { affected: 0, discontinued: 0, ended: 0, untouched: 0, unknown: 0, uncompared: 0 }
  const states = new Map(rows.map(({ code, state }) => [code, state]))
  for (const state of states.values()) counts[COUNTED[state]] += 1
  return counts
}
