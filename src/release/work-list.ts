/** The columns in which people write; a person may add others. */
export const WRITTEN = ['Owner', 'Decision', 'Due', 'Notes'] as const

/** The column that holds the ids of changes, and that of their codes: by these a sheet is known as a work list. */
export const [ID, CODE] = ['Id', 'Code'] as const

/** The column that says what became of a code, in the words of the program. */
const KINDS = 'What changed'

/** What became of a row that is no longer listed, on the sheet that keeps it. */
export const FATE = 'What became of it'

/** The sheet that keeps the rows that are not listed any more. */
export const LEFT = 'No longer listed'

/** A column by its head and by how many before it have the same head: no two of a list are the same. */
export interface ColumnKey {
  readonly head: string
  readonly nth: number
}

/** A row by its columns, each as `keyOf` names it. Only cells with a text are there. */
type Cells = ReadonlyMap<string, string>

/** Rows as a workbook has them. */
interface SheetRows {
  readonly name: string
  readonly rows: readonly { readonly cells: readonly string[] }[]
}

/** A sheet of changes: its heads, and the cells of all other rows. */
interface ListSheet {
  readonly name: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A workbook that a comparison made and that people wrote in. */
export interface WorkList {
  readonly lists: readonly ListSheet[]
  /** The sheets that are no lists of changes. */
  readonly sheets: readonly SheetRows[]
}

/** A column as one text. */
export function keyOf({ head, nth }: ColumnKey): string {
  return `${nth} ${head}`
}

/** The cell of a row in the first column of that head. */
export function cellOf(cells: Cells, head: string): string {
  return cells.get(keyOf({ head, nth: 0 })) ?? ''
}

/** The id of the change of a row, however people have typed it anew; `''` where the row has none and is thus a person’s own. */
export function idOf(cells: Cells): string {
  return toId(cellOf(cells, ID))
}

function toId(cell: string): string {
  const id = cell.trim().toLowerCase()
  return /^[\da-f]{12}$/.test(id) ? id : ''
}

/** Reads the sheets of a workbook as a work list; nothing where none of them is one. */
export function toWorkList(sheets: readonly SheetRows[]): WorkList | undefined {
  const lists: ListSheet[] = []
  const others: SheetRows[] = []
  for (const sheet of sheets) {
    const list = toListSheet(sheet)
    if (list) lists.push(list)
    else if (sheet.rows.length > 0) others.push(sheet)
  }
  return lists.length === 0 ? undefined : { lists, sheets: others }
}

/** A sheet with the heads of a list of changes; heads that people typed anew are taken for these only above an id. */
function toListSheet({ name, rows }: SheetRows): ListSheet | undefined {
  const all = rows.map(({ cells }) => cells)
  const has = (cells: readonly string[]) => cells.includes(ID) && cells.includes(CODE)
  const asMade = all.findIndex(has)
  const at = asMade >= 0 ? asMade : all.findIndex(cells => has(mendHeads(cells)))
  if (at < 0) return undefined
  const heads = mendHeads(all[at]!)
  const others = all.filter((_, index) => index !== at)
  const isList =
    asMade >= 0 || others.some(cells => heads.some((head, index) => head === ID && toId(cells[index] ?? '') !== ''))
  return isList ? { name, heads, rows: others } : undefined
}

/** Heads in which “ code” is “Code”, and “ID” is “Id”, unless a column has that very head. */
function mendHeads(heads: readonly string[]): readonly string[] {
  return [CODE, ID].reduce<readonly string[]>((mended, head) => {
    const same = (one: string) => one.trim().toLowerCase() === head.toLowerCase()
    return mended.includes(head) ? mended : mended.map(one => (same(one) ? head : one))
  }, heads)
}

/**
 * What each column of a sheet goes by. People add columns under heads that the program has, too, before its own and behind
 * them: the program’s is the one in the program’s order. Where that leaves several, each is a person’s as well.
 */
function toKeys(sheet: ListSheet, made: readonly string[]): ColumnKey[][] {
  const { heads } = sheet
  const ours = sheet.name === LEFT ? [made[0]!, FATE, ...made.slice(1)] : made
  const isInOrder = inOrder(heads, ours)
  const keys: ColumnKey[][] = heads.map(() => [])
  for (const head of new Set(heads)) {
    const found = [...heads.keys()].filter(index => heads[index] === head)
    const [room, all] = [ours, [FATE, ...made]].map(list => list.filter(one => one === head).length) as [number, number]
    const near = found.length > room ? found.filter(isInOrder) : found
    const fitting = near.length < room ? found : near
    const taken = head === ID ? [withMostIds(fitting, sheet)] : fitting.slice(0, room)
    const isSure = fitting.length <= room || head === ID || WRITTEN.some(one => one === head)
    for (const [nth, index] of taken.entries()) keys[index]!.push({ head, nth })
    const theirs = found.filter(index => !taken.includes(index) || !isSure)
    for (const [nth, index] of theirs.entries()) keys[index]!.push({ head, nth: all + nth })
  }
  return keys
}

/** Which of the heads are in an order of the program’s: each that stands in a longest sequence that both have. */
function inOrder(heads: readonly string[], ours: readonly string[]): (index: number) => boolean {
  const after = alikeFrom(heads, ours)
  const before = alikeFrom([...heads].reverse(), [...ours].reverse())
  return index =>
    ours.some((head, at) => {
      const around = before[heads.length - index]![ours.length - at]! + after[index + 1]![at + 1]!
      return head === heads[index] && around + 1 === after[0]![0]
    })
}

/** How long the longest sequence is that both have, from each place of the one and of the other on. */
function alikeFrom(one: readonly string[], other: readonly string[]): number[][] {
  const counts = Array.from({ length: one.length + 1 }, () => Array<number>(other.length + 1).fill(0))
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      counts[i]![j] =
        one[i] === other[j] ? counts[i + 1]![j + 1]! + 1 : Math.max(counts[i + 1]![j]!, counts[i]![j + 1]!)
  return counts
}

function withMostIds(columns: readonly number[], { rows }: ListSheet): number {
  const count = (column: number) => rows.filter(cells => toId(cells[column] ?? '') !== '').length
  return columns.reduce((best, column) => (count(column) > count(best) ? column : best))
}

/** A column without a head counts only where something stands in it. */
function isUsed({ rows }: ListSheet, index: number, { head }: ColumnKey): boolean {
  return head !== '' || rows.some(cells => (cells[index] ?? '') !== '')
}

function toCells(cells: readonly string[], keys: readonly (readonly ColumnKey[])[]): Cells {
  return new Map(
    cells.flatMap((cell, index) => (cell === '' ? [] : keys[index]!.map(key => [keyOf(key), cell] as const))),
  )
}

/** What a new list is made of: its rows, by the ids of their changes, and the heads of its columns, in their order. */
export interface Listed {
  readonly ids: ReadonlySet<string>
  /** The ids of codes that had ended before, by code: what was written of their end goes on there. */
  readonly ended: ReadonlyMap<string, string>
  readonly heads: readonly string[]
}

/** A row that is kept though nothing in the new list goes by its id. */
export interface LeftRow {
  readonly cells: Cells
  /** Whether its change is listed, and this is a second row of it. */
  readonly isSecond: boolean
}

interface AddedColumn {
  readonly head: string
  readonly key: string
}

/** What of an old work list goes into a new one. */
export interface Carried {
  /** What people wrote of each change that is listed, by its id. */
  readonly written: ReadonlyMap<string, Cells>
  /** The columns that people added: `key` is what their cells go by, and `head` one that no other column has. */
  readonly added: readonly AddedColumn[]
  /** Rows with what people wrote of changes that are not listed, and rows of their own. */
  readonly left: readonly LeftRow[]
  /** How many rows are not listed any more in which nobody wrote. */
  readonly dropped: number
  readonly sheets: readonly SheetRows[]
}

/**
 * Carries what people wrote from an old list to a new one, by the ids of the changes. Nothing that they wrote is left out:
 * what has no place among the changes is among `left`.
 */
export function carryOver(old: WorkList, { ids, ended, heads }: Listed): Carried {
  const taken: readonly string[] = [...heads, FATE]
  const columns = new Map<string, ColumnKey>()
  const rows: Cells[] = []
  for (const sheet of old.lists) {
    const keys = toKeys(sheet, heads)
    for (const [index, one] of keys.entries())
      for (const key of one) if (isUsed(sheet, index, key)) columns.set(keyOf(key), key)
    rows.push(...sheet.rows.map(cells => toCells(cells, keys)))
  }
  const isOurs = ({ head, nth }: ColumnKey) => nth < taken.filter(one => one === head).length
  const added = [...columns.values()]
    .filter(key => !isOurs(key))
    .map(key => ({ head: taken.includes(key.head) ? `${key.head} (yours)` : key.head, key: keyOf(key) }))
  const theirs = [...WRITTEN.map(head => keyOf({ head, nth: 0 })), ...added.map(({ key }) => key)]
  const writtenIn = (cells: Cells) => theirs.flatMap(key => (cells.has(key) ? [[key, cells.get(key)!] as const] : []))
  const written = new Map<string, Cells>()
  const left: LeftRow[] = []
  let dropped = 0
  for (const cells of rows) {
    const [known, own] = [idOf(cells), writtenIn(cells)]
    const id = known === '' || ids.has(known) ? known : (endedId(cells, ended) ?? known)
    if (id === '' || !ids.has(id)) {
      if (own.length > 0 || id === '') left.push({ cells, isSecond: false })
      else dropped += 1
    } else if (own.length > 0 && !written.has(id)) written.set(id, new Map(own))
    else if (own.some(([key, text]) => written.get(id)?.get(key) !== text)) left.push({ cells, isSecond: true })
  }
  return { written, added, left, dropped, sheets: old.sheets }
}

/** What a row goes by that told of the end of a code, where the new list has the code as one that ended before. */
function endedId(cells: Cells, ended: Listed['ended']): string | undefined {
  const kinds = cellOf(cells, KINDS).split(', ')
  return kinds.includes('terminated') || kinds.includes('gone') ? ended.get(cellOf(cells, CODE)) : undefined
}

/** Whether people wrote anything in a list: in their columns, in ones that they added, in rows or sheets of their own. */
export function isWrittenIn(list: WorkList, heads: readonly string[]): boolean {
  return carriesAny(carryOver(list, { ids: new Set(), ended: new Map(), heads }))
}

/** Whether anything of people goes into a list. */
export function carriesAny({ written, added, left, sheets }: Carried): boolean {
  return written.size + added.length + left.length + sheets.length > 0
}
