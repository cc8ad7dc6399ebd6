import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import { readCsvOfPeople } from './csv.ts'
import { decodeTextOfPeople } from './decode.ts'
import { refuse } from './faults.ts'
import { most, mostBytes } from './limits.ts'
import { isWorkbook, readWorkbook, type Sheet } from './xlsx.ts'
import { openZip } from './zip.ts'

/** The cells of a table, row by row. */
export type Table = readonly (readonly string[])[]

/** What reading a list gives: without `tables`, at least one of the messages is fatal. */
export interface ReadList {
  readonly tables?: readonly Table[]
  readonly messages: readonly VFileMessage[]
}

/** What reading a workbook gives: without `sheets`, at least one of the messages is fatal. */
export interface ReadSheets {
  readonly sheets?: readonly Sheet[]
  readonly messages: readonly VFileMessage[]
}

/**
 * Reads tables of anyone’s, a CSV or the sheets of a workbook that are shown and have rows, within the limits of a release.
 * Never throws: whatever is wrong with the bytes is a message.
 */
export async function readList(name: string, bytes: Uint8Array): Promise<ReadList> {
  const { made, messages } = await attempt(name, bytes, readTables)
  return made ? { tables: made, messages } : { messages }
}

/** Reads all sheets of a workbook that people write, within the same limits; never throws either. */
export async function readSheets(name: string, bytes: Uint8Array): Promise<ReadSheets> {
  const { made, messages } = await attempt(name, bytes, readBook)
  return made ? { sheets: made, messages } : { messages }
}

const REMEDY =
  'Open it in Excel and save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”, without a password, and without what does not belong there.'

/** What is wrong with a list is no fault of CMS, and has another remedy. */
async function attempt<T>(name: string, bytes: Uint8Array, read: (bytes: Uint8Array, file: VFile) => Promise<T>) {
  const file = new VFile({ path: name || 'list' })
  try {
    checkForm(bytes, file)
    return { made: await read(bytes, file), messages: file.messages }
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    for (const message of file.messages) message.note = REMEDY
    return { made: undefined, messages: file.messages }
  }
}

/** How the files of older Excels begin, and those with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0]

function checkForm(bytes: Uint8Array, file: VFile): void {
  if (bytes.length > most.bytes)
    refuse(file, 'release-size', `Unexpected ${bytes.length} bytes, expected at most ${mostBytes}`)
  if (OLE.every((byte, index) => bytes[index] === byte))
    refuse(file, 'release-format', 'Unexpected older workbook (xls), or one with a password, expected xlsx or csv')
}

async function readTables(bytes: Uint8Array, file: VFile): Promise<readonly Table[]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const sheets = isZip
    ? (await readBook(bytes, file)).filter(({ isHidden }) => !isHidden)
    : [{ rows: readCsvOfPeople(decodeTextOfPeople(bytes, file), file) }]
  return sheets.filter(({ rows }) => rows.length > 0).map(({ rows }) => rows.map(({ cells }) => cells))
}

async function readBook(bytes: Uint8Array, file: VFile): Promise<readonly Sheet[]> {
  const entries = await openZip(bytes, file)
  if (!isWorkbook(entries)) refuse(file, 'release-format', 'Unexpected zip, expected a list: csv or xlsx')
  return readWorkbook(entries, file, true)
}
