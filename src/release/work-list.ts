/** The columns in which people write; a person may add others. */
export const WRITTEN = ['Owner', 'Decision', 'Due', 'Notes'] as const

/** The column that holds the ids of changes, and that of their codes: by these a sheet is known as a work list. */
export const [ID, CODE] = ['Id', 'Code'] as const

/** What became of a row that is no longer listed, on the sheet that keeps it. */
export const FATE = 'What became of it'

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

/** A workbook that a comparison made and that people wrote in. */
export interface WorkList {
  /** All its columns, in their order, each once. */
  readonly columns: readonly ColumnKey[]
  readonly rows: readonly Cells[]
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

/** Reads the sheets of a workbook as a work list; nothing where none of them is one. */
export function toWorkList(sheets: readonly SheetRows[]): WorkList | undefined {
  const columns = new Map<string, ColumnKey>()
  const rows: Cells[] = []
  const others: SheetRows[] = []
  for (const sheet of sheets) {
    const at = sheet.rows.findIndex(({ cells }) => cells.includes(ID) && cells.includes(CODE))
    if (at < 0) {
      if (sheet.rows.length > 0) others.push(sheet)
      continue
    }
    const keys = toKeys(sheet.rows[at]!.cells)
    for (const key of keys) if (isUsed(sheet, keys.indexOf(key), key)) columns.set(keyOf(key), key)
    for (const [index, { cells }] of sheet.rows.entries()) if (index !== at) rows.push(toCells(cells, keys))
  }
  return columns.size === 0 ? undefined : { columns: [...columns.values()], rows, sheets: others }
}

/** The second column of the sheet of rows that are not listed says what became of them; another of that head is a person’s. */
function toKeys(heads: readonly string[]): ColumnKey[] {
  return heads.map((head, index) => {
    const before = heads.slice(0, index).filter(one => one === head).length
    return { head, nth: head === FATE && heads[1] !== FATE ? before + 1 : before }
  })
}

/** A column without a head counts only where something stands in it. */
function isUsed({ rows }: SheetRows, index: number, { head }: ColumnKey): boolean {
  return head !== '' || rows.some(({ cells }) => (cells[index] ?? '') !== '')
}

function toCells(cells: readonly string[], keys: readonly ColumnKey[]): Cells {
  return new Map(cells.flatMap((cell, index) => (cell === '' ? [] : [[keyOf(keys[index]!), cell] as const])))
}

/** What a new list is made of: its rows, by the ids of their changes, and the columns that the program fills. */
export interface Listed {
  readonly ids: ReadonlySet<string>
  readonly filled: readonly string[]
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
export function carryOver(old: WorkList, { ids, filled }: Listed): Carried {
  const isFilled = ({ head, nth }: ColumnKey) => nth === 0 && (filled.includes(head) || head === FATE)
  const isFixed = (key: ColumnKey) => key.nth === 0 && WRITTEN.some(head => head === key.head)
  const taken: readonly string[] = [...filled, ...WRITTEN, FATE]
  const added = old.columns
    .filter(key => !isFilled(key) && !isFixed(key))
    .map(key => ({ head: taken.includes(key.head) ? `${key.head} (yours)` : key.head, key: keyOf(key) }))
  const theirs = [...WRITTEN.map(head => keyOf({ head, nth: 0 })), ...added.map(({ key }) => key)]
  const writtenIn = (cells: Cells) => theirs.flatMap(key => (cells.has(key) ? [[key, cells.get(key)!] as const] : []))
  const written = new Map<string, Cells>()
  const left: LeftRow[] = []
  let dropped = 0
  for (const cells of old.rows) {
    const [id, own] = [cellOf(cells, ID), writtenIn(cells)]
    if (id === '' || !ids.has(id)) {
      if (own.length > 0 || id === '') left.push({ cells, isSecond: false })
      else dropped += 1
    } else if (own.length > 0 && !written.has(id)) written.set(id, new Map(own))
    else if (own.some(([key, text]) => written.get(id)?.get(key) !== text)) left.push({ cells, isSecond: true })
  }
  return { written, added, left, dropped, sheets: old.sheets }
}

/** Whether people wrote anything in a list: in their columns, in ones that they added, in rows or sheets of their own. */
export function isWrittenIn(list: WorkList, filled: readonly string[]): boolean {
  const { written, added, left, sheets } = carryOver(list, {
    ids: new Set(list.rows.map(row => cellOf(row, ID))),
    filled,
  })
  return written.size + added.length + left.length + sheets.length > 0
}
