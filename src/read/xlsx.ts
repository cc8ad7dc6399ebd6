import type { Row } from './csv.ts'
import { type Faults, refuse } from './release-faults.ts'
import type { ZipEntry } from './zip.ts'
import { type StoredFile, storeZip } from './zip-store.ts'

/** A sheet of a workbook. All cells are text: a number or date as the workbook stores it, an empty cell as `''`. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly Row[]
}

/** Whether the files of a zip are those of a workbook. */
export function isWorkbook(entries: readonly ZipEntry[]): boolean {
  return entries.some(entry => entry.name === 'xl/workbook.xml')
}

/**
 * Reads all sheets of a workbook, whose files are `entries`. Empty rows give no row; `line` is the row's number.
 *
 * The library that reads the cells passes over the zip's directory, its checksums and its sizes, and takes every file
 * it comes across, also one that the directory does not list. So it is given a zip of the files that were checked.
 */
export async function readWorkbook(entries: readonly ZipEntry[], faults: Faults): Promise<readonly Sheet[]> {
  const checked = storeZip(await readParts(entries, faults))
  const { default: readXlsx } = await import('read-excel-file/node')
  try {
    const sheets = await readXlsx(checked, { trim: false, parseNumber: (stored: string) => stored })
    return sheets.map(sheet => ({ name: sheet.sheet, rows: toRows(sheet.data) }))
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return refuse(faults, 'release-format', `Unexpected content of the workbook (${said}), expected sheets with cells`)
  }
}

async function readParts(entries: readonly ZipEntry[], faults: Faults): Promise<StoredFile[]> {
  const parts: StoredFile[] = []
  for (const { name, read } of entries) {
    const content = await read()
    if (name.startsWith('xl/worksheets/')) checkExtent(content, faults)
    if (/\.(?:xml|rels)$/.test(name)) parts.push({ name, content })
  }
  return parts
}

/** A cell reference beyond column CZ or row 99,999: `DA1`, `A100000`. */
const farAway = /\br=["'](?<cell>(?:[D-Z][A-Z]|[A-Z]{3})\d+|[A-Z]{0,3}\d{6,})/

/** The library fills the gaps between cells, so one cell far away would take all memory. A release has 48 by 17,000. */
function checkExtent(sheet: Buffer, faults: Faults): void {
  const cell = farAway.exec(sheet.toString('latin1'))?.groups?.cell
  if (cell === undefined) return
  refuse(faults, 'release-size', `Unexpected row or cell ${cell}, expected fewer than 100,000 rows and 105 columns`)
}

function toRows(data: readonly (readonly unknown[])[]): Row[] {
  const rows: Row[] = []
  for (const [index, cells] of data.entries()) {
    if (cells.some(cell => cell !== null)) rows.push({ line: index + 1, cells: cells.map(toText) })
  }
  return rows
}

function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10).replaceAll('-', '') : String(cell)
}
