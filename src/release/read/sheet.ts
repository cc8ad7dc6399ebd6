import type { VFile } from 'vfile'
import type { Row } from './csv.ts'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'
import { type NumberFormat, showNumber } from './number-formats.ts'
import { latin1 } from './platform.ts'
import { plainText, richText } from './strings.ts'
import { type Count, childrenOf, type Element, readXml } from './xml.ts'

/** A row with its number, as it is read. */
interface Read {
  readonly line: number
  readonly cells: string[]
}

/** What one sheet of a workbook is read with: the workbook, for messages, and what its sheets have in common. */
export interface Shared {
  readonly file: VFile
  readonly strings: readonly string[]
  readonly count: Count
  /** How many characters the cells read so far hold. */
  readonly text: { length: number }
  /**
   * Set where people write the workbook: their numbers are read as they see them, any character is theirs, and cells of a
   * column that are merged over several rows have their text in each.
   */
  readonly shown?: { readonly formats: readonly NumberFormat[]; readonly since1904: boolean } | undefined
}

/**
 * Reads the rows of a sheet that hold a text, each as wide as the widest. A cell is the text it holds, a number as it is
 * stored, or the last result of its formula. Throws a message, with the row, for whatever Excel would not write.
 */
export function readSheet(bytes: Uint8Array, part: VFile, shared: Shared): Row[] {
  const rows: Read[] = []
  let [line, width] = [0, 0]
  readXml(bytes, part, 'worksheet/sheetData/row', shared.count, row => {
    line = rowNumber(row, line, shared.file)
    const cells = readCells(row, line, shared)
    if (cells.length === 0) return
    if (rows.push({ line, cells }) > most.rows) refuseSize(shared.file, 'sheet', most.rows, 'rows', line)
    width = Math.max(width, cells.length)
  })
  shared.count.elements += rows.length * width
  if (shared.count.elements > most.elements) refuseSize(shared.file, 'workbook', most.elements, 'elements and cells')
  for (const { cells } of rows) while (cells.length < width) cells.push('')
  if (shared.shown && latin1(bytes).includes('mergeCell')) fillMerged(rows, readMerged(bytes, part), shared)
  return rows
}

/** Cells of one column, counted from 0, that are merged into one down to the row `last`. */
interface Merged {
  readonly column: number
  readonly last: number
}

/** What is merged over several rows, by the first of these; what is merged over columns, too, is left out. */
function readMerged(bytes: Uint8Array, part: VFile): Map<number, Merged[]> {
  const merged = new Map<number, Merged[]>()
  readXml(bytes, part, 'worksheet/mergeCells/mergeCell', { elements: 0 }, ({ attributes }) => {
    const [, column, first, last] = /^([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})$/.exec(attributes.get('ref') ?? '') ?? []
    if (column === undefined) return
    const known = merged.get(Number(first)) ?? []
    known.push({ column: columnNumber(column) - 1, last: Number(last) })
    merged.set(Number(first), known)
  })
  return merged
}

/** The first of the merged cells alone holds the text: writes it into the others, in rows that hold a text themselves. */
function fillMerged(rows: readonly Read[], merged: ReadonlyMap<number, readonly Merged[]>, shared: Shared): void {
  const open = new Map<number, { readonly text: string; readonly last: number }>()
  for (const { line, cells } of rows) {
    for (const [column, { text, last }] of open) {
      if (line > last) open.delete(column)
      else if (cells[column] === '') cells[column] = counted(text, line, shared)
    }
    for (const { column, last } of merged.get(line) ?? []) {
      const text = cells[column] ?? ''
      if (text !== '') open.set(column, { text, last })
    }
  }
}

/** Excel's last row. */
const lastRow = 1_048_576

/** A row without a number is the next. */
function rowNumber({ attributes }: Element, before: number, file: VFile): number {
  const r = attributes.get('r') ?? String(before + 1)
  const number = /^[1-9]\d{0,6}$/.test(r) ? Number(r) : 0
  if (number > before && number <= lastRow) return number
  const reason = `Unexpected row number ${quote(r)}, expected one after ${before}`
  return refuse(file, 'release-format', reason, before || undefined)
}

function readCells(row: Element, line: number, shared: Shared): string[] {
  const cells: string[] = []
  let column = 0
  for (const cell of childrenOf(row, ['c'], line, shared.file)) {
    column = columnOf(cell, column, line, shared.file)
    const text = readCell(cell, line, shared)
    if (text === '') continue
    if (column > most.columns) refuseSize(shared.file, 'row', most.columns, 'columns', line)
    while (cells.length < column - 1) cells.push('')
    cells.push(text)
  }
  return cells
}

/** The column of a cell, from 1. A cell without an address is the next. */
function columnOf({ attributes }: Element, before: number, line: number, file: VFile): number {
  const address = attributes.get('r')
  if (address === undefined) return before + 1
  const [, letters, row] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? []
  const column = columnNumber(letters ?? '')
  if (Number(row) === line && column > before) return column
  const reason = `Unexpected cell address ${quote(address)}, expected one after column ${before} in row ${line}`
  return refuse(file, 'release-format', reason, line)
}

/** A is 1, AA is 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function readCell(cell: Element, line: number, shared: Shared): string {
  const text = cellText(cell, line, shared)
  if (text.length > most.cell) refuseSize(shared.file, 'cell', most.cell, 'characters', line)
  return counted(text, line, shared)
}

/** The text, once it is counted among all that the workbook holds. */
function counted(text: string, line: number, shared: Shared): string {
  shared.text.length += text.length
  if (shared.text.length > most.bytes) refuseSize(shared.file, 'workbook', most.bytes, 'characters', line)
  return text
}

function cellText(cell: Element, line: number, { strings, file, shown }: Shared): string {
  const parts = childrenOf(cell, ['f', 'v', 'is'], line, file)
  const [value, ...further] = parts.filter(({ name }) => name === 'v' || name === 'is')
  const type = cell.attributes.get('t') ?? 'n'
  const refuseCell = (what: string) => {
    const reason = `Unexpected ${what} in ${cell.attributes.get('r') ?? 'a cell'}, expected text or a number`
    return refuse(file, 'release-format', reason, line)
  }
  if (further.length > 0) refuseCell('second value')
  const isFormula = parts.some(({ name }) => name === 'f')
  if (isFormula && !hasResult(value, type)) refuseCell('formula without a result')
  if (value === undefined) return ''
  if (type === 's') return findString(value, strings) ?? refuseCell(`number ${quote(value.text)} of a text`)
  if (type === 'inlineStr' && value.name === 'is') return richText(value, line, file, shown !== undefined)
  const text =
    value.name === 'v' ? plainText(value, line, file, shown !== undefined) : refuseCell(`text of type ${quote(type)}`)
  if (shown && type === 'n' && number.test(text)) {
    const style = Number(cell.attributes.get('s') ?? 0)
    return showNumber(text, shown.formats[style] ?? 'plain', shown.since1904)
  }
  if (shown && type === 'e') return text
  if (type === 'str' || type === 'd' || (type === 'n' && number.test(text))) return text
  if (type === 'b' && /^[01]$/.test(text)) return text === '1' ? 'TRUE' : 'FALSE'
  return refuseCell(`value ${quote(text)} of type ${quote(type)}`)
}

/** Programs that do not calculate leave a result out or empty. An empty text that is a real result has the type `str`. */
function hasResult(value: Element | undefined, type: string): boolean {
  return value !== undefined && (type === 'str' || value.text !== '' || value.children.length > 0)
}

const number = /^(?:-?\d+(?:\.\d+)?(?:E[-+]?\d+)?)?$/i

function findString({ name, text, children }: Element, strings: readonly string[]): string | undefined {
  return name === 'v' && children.length === 0 && /^\d{1,9}$/.test(text) ? strings[Number(text)] : undefined
}
