import type { VFile } from 'vfile'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'

/** A row of a table; `line` is where it begins in the file, from 1. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** How the cells of a table of people’s are parted. */
export interface CsvForm {
  readonly separator: string
  /** Whether a quote in the middle of a cell is text, as in `5" tube`; it is a fault of a file of CMS. */
  readonly ofPeople: boolean
}

const OF_CMS: CsvForm = { separator: ',', ofPeople: false }

/**
 * Reads comma-separated values as RFC 4180 has them: quoted cells may hold commas, line breaks and doubled quotes.
 * Blank lines give no row. Throws a message for a quote that does not close or stands in the middle of a cell, and for
 * more rows or cells than a reader takes.
 */
export function readCsv(text: string, file: VFile, form = OF_CMS): Row[] {
  const rows: Row[] = []
  let at = 0
  let line = 1
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
    refuse(file, 'release-record', `Unexpected ${quote(after)} after a quoted cell, expected a comma`, line)
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

/** How many lines tell the separator. */
const LOOKED_AT = 50

/**
 * Reads a table that people save: parted by what its first line names, as in `sep=;`, or else by the one of comma,
 * semicolon, and tab that the most of its lines have as often as its first line.
 */
export function readCsvOfPeople(text: string, file: VFile): Row[] {
  const named = NAMED.exec(text)
  if (named) return readCsv(text.slice(named[0].length), file, { separator: named[1]!, ofPeople: true })
  const lines = text
    .slice(0, LOOKED_AT * 1000)
    .split('\n', LOOKED_AT)
    .filter(line => line.trim() !== '')
  const outside = lines.map(line => line.replace(/"[^"]*"/g, ''))
  const even = SEPARATORS.map(separator => {
    const [first = 0, ...others] = outside.map(line => line.split(separator).length - 1)
    return first === 0 ? 0 : 1 + others.filter(number => number === first).length
  })
  return readCsv(text, file, { separator: SEPARATORS[even.indexOf(Math.max(...even))]!, ofPeople: true })
}

function lineBreakAfter(text: string, end: number): number {
  if (text[end] === '\r') return end + 2
  return end + 1
}
