import type { ComparedItem, Release, ReleaseRecord } from './types.ts'

/** A list of one's own, such as a chargemaster: its heads, and its rows with as many cells. */
export interface OwnList {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The column that holds the codes. */
  readonly column: number
}

/** What two releases say of a code of a list. */
export type OwnState = 'discontinued' | 'changed' | 'ended' | 'unknown' | 'unchanged'

/** A row of the list with what became of its code. */
export interface OwnRow {
  readonly cells: readonly string[]
  readonly code: string
  readonly state: OwnState
  readonly item: ComparedItem | undefined
  readonly record: ReleaseRecord | undefined
}

/**
 * Makes a list of the rows of a table. The column of codes is the one that has most of them, or `column`; the first row
 * names the columns where it holds no code there. Nothing where no column has a code.
 */
export function toOwnList(rows: readonly (readonly string[])[], column = findColumn(rows)): OwnList | undefined {
  const [first] = rows
  if (!first || column === undefined) return undefined
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const filled = rows.map(row => [...row, ...Array<string>(width - row.length).fill('')])
  const isNamed = codeIn(first[column] ?? '') === undefined
  const names = filled[0]!.map((name, index) => (isNamed && name.trim() !== '' ? name.trim() : `Column ${index + 1}`))
  return { heads: names, rows: isNamed ? filled.slice(1) : filled, column }
}

function findColumn(rows: readonly (readonly string[])[]): number | undefined {
  const counts: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) if (procedure.test(cell)) counts[index] = (counts[index] ?? 0) + 1
  const best = counts.reduce((most, number = 0) => Math.max(most, number), 0)
  return best === 0 ? undefined : counts.indexOf(best)
}

const procedure = /^\s*([A-Z]\d{4})(?![A-Z\d])/i

/** The code of a cell: `q2041`, `J1234-JW` (the code of it), `A1` (a modifier). */
function codeIn(cell: string): string | undefined {
  return (procedure.exec(cell)?.[1] ?? /^\s*([A-Z\d]{2})\s*$/i.exec(cell)?.[1])?.toUpperCase()
}

/** What became of each code of a list, in the order of the list. Rows without a code are left out. */
export function judgeList(
  { rows, column }: OwnList,
  current: Release,
  proposed: Release,
  items: readonly ComparedItem[],
): OwnRow[] {
  const [before, after] = [current, proposed].map(({ records }) => new Map(records.map(one => [one.code, one])))
  const changed = new Map(items.map(item => [item.code, item]))
  return rows.flatMap(cells => {
    const code = codeIn(cells[column]!)
    if (code === undefined) return []
    const [item, record] = [changed.get(code), after!.get(code) ?? before!.get(code)]
    return { cells, code, state: stateOf(item, record), item, record }
  })
}

function stateOf(item: ComparedItem | undefined, record: ReleaseRecord | undefined): OwnState {
  if (record === undefined) return 'unknown'
  if (item?.kinds.some(kind => kind === 'terminated' || kind === 'gone')) return 'discontinued'
  if (item !== undefined) return 'changed'
  return record.terminated === undefined ? 'unchanged' : 'ended'
}
