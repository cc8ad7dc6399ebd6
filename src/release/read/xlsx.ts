import { crc32 } from 'node:zlib'
import type { VFile } from 'vfile'
import type { Row } from './csv.ts'
import { refuse } from './faults.ts'
import type { ZipEntry } from './zip.ts'

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
export async function readWorkbook(entries: readonly ZipEntry[], file: VFile): Promise<readonly Sheet[]> {
  const checked = storeZip(await readParts(entries, file))
  const { default: readXlsx } = await import('read-excel-file/node')
  try {
    const sheets = await readXlsx(checked, { trim: false, parseNumber: (stored: string) => stored })
    return sheets.map(sheet => ({ name: sheet.sheet, rows: toRows(sheet.data) }))
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return refuse(file, 'release-format', `Unexpected content of the workbook (${said}), expected sheets with cells`)
  }
}

async function readParts(entries: readonly ZipEntry[], file: VFile): Promise<StoredFile[]> {
  const parts: StoredFile[] = []
  for (const { name, read } of entries) {
    const content = await read()
    if (name.startsWith('xl/worksheets/')) checkExtent(content, file)
    if (/\.(?:xml|rels)$/.test(name)) parts.push({ name, content })
  }
  return parts
}

/** A cell reference beyond column CZ or row 99,999: `DA1`, `A100000`. */
const farAway = /\br=["'](?<cell>(?:[D-Z][A-Z]|[A-Z]{3})\d+|[A-Z]{0,3}\d{6,})/

/** The library fills the gaps between cells, so one cell far away would take all memory. A release has 48 by 17,000. */
function checkExtent(sheet: Buffer, file: VFile): void {
  const cell = farAway.exec(sheet.toString('latin1'))?.groups?.cell
  if (cell === undefined) return
  refuse(file, 'release-size', `Unexpected row or cell ${cell}, expected fewer than 100,000 rows and 105 columns`)
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

/** A file to be put into a zip. */
interface StoredFile {
  readonly name: string
  readonly content: Buffer
}

/** Writes a zip that holds these files unpacked, for a library that reads nothing but zips. */
function storeZip(files: readonly StoredFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const header = describe(name, content)
    locals.push(signature(0x04034b50), header, Buffer.from(name), content)
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), header, position(offset), Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + content.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...locals, central, end(files.length, central.length, offset)])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Version, flags (names are UTF-8), method 0, no time, checksum, both sizes, length of the name, no extra field. */
function describe(name: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(0x800, 2)
  bytes.writeUInt16LE(0x21, 8)
  bytes.writeUInt32LE(crc32(content), 10)
  bytes.writeUInt32LE(content.length, 14)
  bytes.writeUInt32LE(content.length, 18)
  bytes.writeUInt16LE(Buffer.byteLength(name), 22)
  return bytes
}

/** No comment, disk or attributes; then where the file begins. */
function position(offset: number): Buffer {
  const bytes = Buffer.alloc(14)
  bytes.writeUInt32LE(offset, 10)
  return bytes
}

function end(count: number, size: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(count, 8)
  bytes.writeUInt16LE(count, 10)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(offset, 16)
  return bytes
}
