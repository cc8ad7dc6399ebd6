import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import { type Row, readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { refuse } from './faults.ts'
import { most, mostBytes } from './limits.ts'
import { isWorkbook, readWorkbook } from './xlsx.ts'
import { openZip } from './zip.ts'

/** What reading a list gives: without `rows`, at least one of the messages is fatal. */
export interface ReadList {
  readonly rows?: readonly Row[]
  readonly messages: readonly VFileMessage[]
}

/**
 * Reads a table of anyone’s, a CSV or the first sheet of a workbook that has rows, within the limits of a release. Never
 * throws: whatever is wrong with the bytes is a message.
 */
export async function readList(name: string, bytes: Uint8Array): Promise<ReadList> {
  const file = new VFile({ path: name || 'list' })
  try {
    return { rows: await readRows(bytes, file), messages: file.messages }
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    return { messages: file.messages }
  }
}

async function readRows(bytes: Uint8Array, file: VFile): Promise<readonly Row[]> {
  if (bytes.length > most.bytes) {
    refuse(file, 'release-size', `Unexpected ${bytes.length} bytes, expected at most ${mostBytes}`)
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return readCsv(decodeText(bytes, file).replace(/^\uFEFF/, ''), file)
  const entries = await openZip(bytes, file)
  if (!isWorkbook(entries)) refuse(file, 'release-format', 'Unexpected zip, expected a list: csv or xlsx')
  const sheets = await readWorkbook(entries, file)
  return sheets.find(({ rows }) => rows.length > 0)?.rows ?? []
}
