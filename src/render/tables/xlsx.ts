import { unzipSync, zipSync } from 'fflate'
import writeWorkbook, { type Cell } from 'write-excel-file/node'
import { FIRST_DAY } from '../docx/zip.ts'

/** How many characters a column is wide at most, about: a longer text breaks into lines. */
const WIDEST = 60

/** The height of a line in points, and of the highest row that Excel has. */
const [LINE, HIGHEST] = [15, 409]

/** How many characters a cell of Excel can hold. */
const LONGEST = 32_767

/** The name of the only sheet, and the CSV of the same rows, which has what no cell can hold. */
export interface Names {
  readonly sheet: string
  readonly csv: string
  /** Whether empty cells are left out: a comparison has many, and each takes its time. */
  readonly sparse?: true
}

/**
 * Rows of text as a workbook of one sheet: the head and the first column stay in sight, each column can be filtered. Every
 * cell is text, so that a spreadsheet program neither runs a formula nor makes a number or a date of a code. The bytes
 * repeat from run to run.
 *
 * @param rows the first is the head
 */
export async function toXlsx(rows: readonly (readonly string[])[], names: Names): Promise<Uint8Array> {
  const widths = rows[0]!.map((_, column) => Math.min(WIDEST, 3 + Math.max(...rows.map(row => row[column]!.length))))
  const data = rows.map((row, index) => toWorkbookRow(row, widths, index === 0, names))
  const columns = widths.map(width => ({ width }))
  const sheet = {
    sheet: names.sheet,
    columns,
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
    orientation: 'landscape',
  } as const
  const made = await writeWorkbook(data, sheet, { features: [filtered(widths.length, rows.length)] }).toBuffer()
  return zipSync(unzipSync(made), { mtime: FIRST_DAY })
}

/** Not every program fits a row's height to its text, so each row says how many lines its longest text takes. */
function toWorkbookRow(
  row: readonly string[],
  widths: readonly number[],
  head: boolean,
  { csv, sparse }: Names,
): Cell[] {
  const lines = Math.max(...row.map((value, column) => Math.ceil((1.1 * value.length) / widths[column]!)))
  const height = Math.min(HIGHEST, lines * LINE)
  const look = { type: String, wrap: true, alignVertical: 'top', height } as const
  return row.map(value =>
    sparse && value === '' ? null : { ...look, value: toCell(value, csv), ...(head && { fontWeight: 'bold' }) },
  )
}

/** Workbooks write a character by its number as `_x000D_`: a text that has such letters itself has them escaped. */
function toCell(value: string, csv: string): string {
  if (value.length > LONGEST) return `${value.length} characters, more than a cell can hold: see ${csv}`
  return value.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
}

/** Arrows in the head by which the rows can be filtered and sorted; the library has no option for them. */
function filtered(width: number, height: number) {
  const range = `A1:${String.fromCharCode(64 + width)}${height}`
  const transform = (sheet: string) => sheet.replace('</sheetData>', end => `${end}<autoFilter ref="${range}"/>`)
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } } }
}
