import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import type { Row } from './csv.ts'
import { readWorkbook, type Sheet } from './xlsx.ts'
import type { ZipEntry } from './zip.ts'

/**
 * Reads the sheets of a workbook. What a release must not have, such as the cell `#N/A`, is no fault of a workbook that
 * has nothing of a release: its sheets are then given as people see them, and are none of a release. Throws a message for
 * every other fault, so that a damaged release never passes for something else.
 */
export async function readReleaseSheets(entries: readonly ZipEntry[], file: VFile): Promise<readonly Sheet[]> {
  const before = file.messages.length
  try {
    return await readWorkbook(entries, file)
  } catch (error) {
    const sheets = await readAsSeen(entries, file.path)
    if (sheets === undefined || sheets.some(({ rows }) => rows.some(isOfRelease))) throw error
    file.messages.splice(before)
    return sheets
  }
}

/** The sheets as people see them; `undefined` where the workbook is damaged for people, too: anything may have been in it. */
async function readAsSeen(entries: readonly ZipEntry[], path: string): Promise<readonly Sheet[] | undefined> {
  try {
    return await readWorkbook(entries, new VFile({ path }), true)
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    return undefined
  }
}

/** Columns that no one but CMS has; and a code with a sequence and the id of a record. */
const column = /^(?:SEQNUM|RECID)$/i
const record = /(?:^|\|) *[A-Z]\d{4} *\|\d{1,4}0 *\|[34] *(?:\||$)/

/** Whether a row is the header of a release or a record of it, even if a part of it is lost. */
function isOfRelease({ cells }: Row): boolean {
  return cells.some(cell => column.test(cell.trim())) || record.test(cells.join('|'))
}
