import type { VFile } from 'vfile'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'

/** A row of a table; `line` is where it begins in the file, from 1. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Reads comma-separated values as RFC 4180 has them: quoted cells may hold commas, line breaks and doubled quotes.
 * Blank lines give no row. Throws a message for a quote that does not close or stands in the middle of a cell, and for
 * more rows or cells than a reader takes.
 */
export function readCsv(text: string, file: VFile): Row[] {
  const rows: Row[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    const plain = text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    if (rows.length === most.rows) refuseSize(file, 'table', most.rows, 'rows', line)
    if (plain.includes('"')) {
      const row = readQuotedRow(text, at, line, file)
      rows.push({ line, cells: row.cells })
      line += row.lines
      at = row.end
    } else {
      if (plain !== '') rows.push({ line, cells: checkSizes(plain.split(',', most.columns + 1), line, file) })
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

function readQuotedRow(text: string, start: number, line: number, file: VFile): QuotedRow {
  const cells: string[] = []
  let at = start
  for (;;) {
    const cell = text[at] === '"' ? readQuotedCell(text, at, line, file) : readPlainCell(text, at, line, file)
    cells.push(cell.text)
    if (cells.length > most.columns) checkSizes(cells, line, file)
    if (text[cell.end] !== ',') {
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
  /** The offset of the comma or line break that ends it. */
  readonly end: number
}

function readQuotedCell(text: string, start: number, line: number, file: VFile): Cell {
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0)
    refuse(file, 'release-truncated', 'Unexpected missing quote at the end of a cell, expected a whole file', line)
  const after = text[close + 1]
  if (after !== undefined && after !== ',' && after !== '\n' && !text.startsWith('\r\n', close + 1)) {
    refuse(file, 'release-record', `Unexpected ${quote(after)} after a quoted cell, expected a comma`, line)
  }
  return { text: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}

function readPlainCell(text: string, start: number, line: number, file: VFile): Cell {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
  const raw = text.slice(start, text[end] === '\n' && text[end - 1] === '\r' ? end - 1 : end)
  if (raw.includes('"')) {
    refuse(file, 'release-record', 'Unexpected quote in the middle of a cell, expected quotes around it', line)
  }
  return { text: raw, end }
}

function lineBreakAfter(text: string, end: number): number {
  if (text[end] === '\r') return end + 2
  return end + 1
}
