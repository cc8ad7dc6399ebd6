import type { VFile } from 'vfile'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'

/** A row of a table; `line` is where it begins in the file, from 1. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** How the cells of a table are parted, and whether people wrote it. */
interface CsvForm {
  readonly separator: string
  /** A quote in the middle of a cell is then text, as in `5" tube`. */
  readonly ofPeople: boolean
  /** A first line that is none of the table. */
  readonly head: string
}

const OF_CMS: CsvForm = { separator: ',', ofPeople: false, head: '' }

/**
 * Reads separated values as RFC 4180 has them, by commas unless `form` says otherwise: quoted cells may hold separators,
 * line breaks and doubled quotes. Blank lines give no row. Throws a message for a quote that does not close, for one in the
 * middle of a cell of CMS’s, and for more rows or cells than a reader takes.
 */
export function readCsv(text: string, file: VFile, form = OF_CMS): Row[] {
  const rows: Row[] = []
  let at = form.head.length
  let line = at === 0 ? 1 : 2
  while (at < text.length) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    const plain = text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    if (rows.length === most.rows) refuseSize(file, 'table', most.rows, 'rows', line)
    if (plain.includes('"')) {
      const row = readQuotedRow(text, at, line, file, form)
      rows.push({ line, cells: row.cells })
      line += row.lines
      at = row.end
    } else {
      if (plain !== '')
        rows.push({ line, cells: checkSizes(plain.split(form.separator, most.columns + 1), line, file) })
      line += 1
      at = end + 1
    }
  }
  return rows
}

function checkSizes(cells: readonly string[], line: number, file: VFile): readonly string[] {
  if (cells.length > most.columns) refuseSize(file, 'row', most.columns, 'cells', line)
  if (cells.some(cell => cell.length > most.cell)) refuseSize(file, 'cell', most.cell, 'characters', line)
  return cells
}

interface QuotedRow {
  readonly cells: readonly string[]
  /** The offset after the row's line break. */
  readonly end: number
  readonly lines: number
}

function readQuotedRow(text: string, start: number, line: number, file: VFile, form: CsvForm): QuotedRow {
  const cells: string[] = []
  let at = start
  for (;;) {
    const read = text[at] === '"' ? readQuotedCell : readPlainCell
    const cell = read(text, at, line, file, form)
    cells.push(cell.text)
    if (cells.length > most.columns) checkSizes(cells, line, file)
    if (text[cell.end] !== form.separator) {
      const end = lineBreakAfter(text, cell.end)
      return {
        cells: checkSizes(cells, line, file),
        end,
        lines: Math.max(1, text.slice(start, end).split('\n').length - 1),
      }
    }
    at = cell.end + 1
  }
}

interface Cell {
  readonly text: string
  /** The offset of the separator or line break that ends it. */
  readonly end: number
}

function readQuotedCell(text: string, start: number, line: number, file: VFile, { separator }: CsvForm): Cell {
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0)
    refuse(file, 'release-truncated', 'Unexpected missing quote at the end of a cell, expected a whole file', line)
  const after = text[close + 1]
  if (after !== undefined && after !== separator && after !== '\n' && !text.startsWith('\r\n', close + 1)) {
    refuse(file, 'release-record', `Unexpected ${quote(after)} after a quoted cell, expected its end`, line)
  }
  return { text: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}

function readPlainCell(text: string, start: number, line: number, file: VFile, form: CsvForm): Cell {
  let end = start
  while (end < text.length && text[end] !== form.separator && text[end] !== '\n') end += 1
  const raw = text.slice(start, text[end] === '\n' && text[end - 1] === '\r' ? end - 1 : end)
  if (raw.includes('"') && !form.ofPeople) {
    refuse(file, 'release-record', 'Unexpected quote in the middle of a cell, expected quotes around it', line)
  }
  return { text: raw, end }
}

/** What Excel takes for the separator of a file. */
const NAMED = /^sep=(.)\r?\n/i

const SEPARATORS = [',', ';', '\t']

/** How many characters of a file, and how many of its lines, tell the separator. */
const LOOKED_AT = { characters: 50_000, lines: 50 }

/**
 * Reads a table that people save: parted by what its first line names, as in `sep=;`, or else by the one of comma,
 * semicolon, and tab that the most lines have equally often, or, where that is the same, more often.
 */
export function readCsvOfPeople(text: string, file: VFile): Row[] {
  const [head = '', named] = NAMED.exec(text) ?? []
  if (named !== undefined) return readCsv(text, file, { separator: named, ofPeople: true, head })
  const sample = text.slice(0, LOOKED_AT.characters).replace(/"[^"]*"/g, '')
  const lines = sample.split('\n', LOOKED_AT.lines)
  const even = SEPARATORS.map(separator => evenness(lines.map(line => line.split(separator).length - 1)))
  const separator = SEPARATORS[even.indexOf(Math.max(...even))]!
  return readCsv(text, file, { separator, ofPeople: true, head: '' })
}

/** The more lines have a separator equally often, the greater; among as many lines, the more often they have it. */
function evenness(numbers: readonly number[]): number {
  const lines = new Map<number, number>()
  for (const number of numbers) if (number > 0) lines.set(number, (lines.get(number) ?? 0) + 1)
  return Math.max(0, ...Array.from(lines, ([number, count]) => count + Math.min(0.9, number / 1000)))
}

function lineBreakAfter(text: string, end: number): number {
  if (text[end] === '\r') return end + 2
  return end + 1
}
