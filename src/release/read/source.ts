import type { VFile } from 'vfile'
import type { ReleaseFormat } from '../types.ts'
import { type Row, readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import type { NameSource } from './edition.ts'
import { refuse } from './faults.ts'
import { readFixed } from './fixed-width.ts'
import type { RawRelease } from './layout.ts'
import { firstLines, recognize, refuseContent } from './recognize.ts'
import { readTable } from './table.ts'
import type { Sheet } from './xlsx.ts'

/** The records of a file, the form they came in, the names that may tell the edition, and where to report. */
export interface Source {
  readonly raw: RawRelease
  readonly format: ReleaseFormat
  readonly names: readonly NameSource[]
  /** Whether the file stops within its last line, so that more may have followed. */
  readonly unended: boolean
  readonly file: VFile
}

/** Reads a fixed-width text or a CSV. Throws a message when it is neither. */
export function readTextRelease(bytes: Uint8Array, names: readonly NameSource[], file: VFile): Source {
  const text = decodeText(bytes, file)
  if (text.trim() === '') refuse(file, 'release-truncated', 'Unexpected empty file, expected a release')
  const content = recognize(firstLines(text))
  const unended = text.slice(text.lastIndexOf('\n') + 1).trim() !== ''
  if (content === 'fixed') return { raw: readFixed(text, file), format: 'txt', names, unended, file }
  if (content === 'table') return { raw: readTable(readCsv(text, file), file), format: 'csv', names, unended, file }
  return refuseContent(content, file)
}

/** Reads the sheet of a workbook that holds a release. Throws a message when none does, or more than one. */
export function readSheetRelease(sheets: readonly Sheet[], names: readonly NameSource[], file: VFile): Source {
  const contents = sheets.map(sheet => recognizeRows(sheet.rows))
  const found = sheets.filter((_, index) => contents[index] === 'table')
  const [sheet] = found
  if (sheet === undefined) refuseContent(contents.find(content => content !== 'unknown') ?? 'unknown', file)
  if (found.length > 1) {
    const titles = found
      .map(({ name }) => name)
      .slice(0, 10)
      .join(', ')
    refuse(file, 'release-several', `Unexpected ${found.length} sheets with a release (${titles}), expected one`)
  }
  const format: ReleaseFormat = 'xlsx'
  const sheetName = { from: 'sheet name', name: sheet.name } as const
  return { raw: readTable(sheet.rows, file), format, names: [sheetName, ...names], unended: false, file }
}

/** Recognizes the rows of a sheet as `recognize` does the lines of a text. */
export function recognizeRows(rows: readonly Row[]): ReturnType<typeof recognize> {
  return recognize(rows.slice(0, 60).map(row => row.cells.join(',').slice(0, 32_768)))
}
