import type { VFile } from 'vfile'
import type { Row } from './csv.ts'
import { quote, refuse, report } from './faults.ts'
import { columnNames, fieldColumns, type RawRecord, type RawRelease } from './layout.ts'

/** Reads the rows of a workbook's sheet or a CSV. Rows before the header are notes; any later one is a record or a fault. */
export function readTable(rows: readonly Row[], file: VFile): RawRelease {
  const at = rows.findIndex(row => row.cells[0]!.trim().toUpperCase() === 'HCPC')
  const header = rows[at]
  if (!header) refuse(file, 'release-header', 'Unexpected rows without a header, expected a row that begins with HCPC')
  const columns = findColumns(header, file)
  const records: RawRecord[] = []
  for (const row of rows.slice(at + 1)) {
    const reason = findFault(row, header.cells, columns)
    if (reason === undefined) records.push(readRow(row, columns))
    else report(file, 'release-record', reason, row.line)
  }
  return { records, notes: rows.slice(0, at).map(row => row.cells.join(' ').trimEnd()) }
}

type Columns = ReadonlyMap<string, number>

function findColumns(header: Row, file: VFile): Columns {
  const names = header.cells.map(name => name.trim().toUpperCase())
  const columns = new Map(names.map((name, index) => [name, index]))
  const missing = columnNames.filter(name => !columns.has(name))
  if (missing.length > 0) {
    refuse(file, 'release-header', `Unexpected header without ${missing.join(', ')}, expected 48 columns`, header.line)
  }
  const further = names.filter((name, at) => name !== '' && (!columnNames.includes(name) || columns.get(name) !== at))
  if (further.length > 0) {
    refuse(
      file,
      'release-header',
      `Unexpected column ${quote(further.join(', '))}, expected 48 columns once`,
      header.line,
    )
  }
  return columns
}

function findFault({ cells }: Row, header: readonly string[], columns: Columns): string | undefined {
  if (cells.length !== header.length)
    return `Unexpected ${cells.length} cells, expected ${header.length} as in the header`
  const start = ['HCPC', 'SEQNUM', 'RECID'].map(name => cells[columns.get(name)!]!)
  if (!recordStart.test(start.join('|'))) {
    return `Unexpected ${quote(start.join(' '))}, expected code, sequence and record id`
  }
  const unnamed = header.findIndex((name, at) => name.trim() === '' && cells[at]!.trim() !== '')
  if (unnamed < 0) return undefined
  return `Unexpected ${quote(cells[unnamed]!)} in column ${unnamed + 1}, which has no name, expected nothing`
}

/** `Q2041|0010|3`, `   A1|0010|7`; a spreadsheet program that saved the file anew may have taken spaces and zeros. */
const recordStart = /^(?: *[A-Z0-9]{2}\|\d{1,5}\|[78]|[A-Z]\d{4}\|\d{1,5}\|[34]) *$/

function readRow(row: Row, columns: Columns): RawRecord {
  const cell = (name: string) => row.cells[columns.get(name)!]!
  const fields: Record<string, string> = {}
  for (const { name } of fieldColumns) {
    const value = cell(name).trim()
    if (value !== '') fields[name] = value
  }
  return {
    line: row.line,
    code: cell('HCPC').trim(),
    sequence: cell('SEQNUM'),
    id: cell('RECID').trim(),
    long: cell('LONG DESCRIPTION').trimEnd(),
    short: cell('SHORT DESCRIPTION').trimEnd(),
    fields,
    added: cell('ADD DT').trim(),
    actionEffective: cell('ACT EFF DT').trim(),
    terminated: cell('TERM DT').trim(),
    actionCode: cell('ACTION CD').trim(),
  }
}
