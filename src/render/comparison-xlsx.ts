import { unzipSync, zipSync } from 'fflate'
import writeWorkbook, { type Cell } from 'write-excel-file/node'
import type { ComparedItem } from '../model.ts'
import { type ToLine, toRows } from './comparison-columns.ts'
import { FIRST_DAY } from './repeatable.ts'

/** In characters, about; a descriptor breaks into lines. */
const [NARROW, WIDE] = [13, 60]

/**
 * The comparison as a workbook of one sheet: the head and the codes stay in sight, each column can be filtered. Every
 * cell is text, so that a spreadsheet program neither runs a formula nor makes a number or a date of a code. The bytes
 * repeat from run to run.
 */
export async function toComparisonXlsx(items: readonly ComparedItem[], toLine: ToLine): Promise<Uint8Array> {
  const [head, ...rows] = toRows(items, toLine)
  const columns = head!.map(name => ({ width: name.includes('descriptor ') ? WIDE : NARROW }))
  const data = [head!.map(toHead), ...rows.map(row => row.map(toCell))]
  const sheet = { sheet: 'Changes', columns, stickyRowsCount: 1, stickyColumnsCount: 1 }
  const made = await writeWorkbook(data, sheet, { features: [filtered(head!.length, data.length)] }).toBuffer()
  return zipSync(unzipSync(made), { mtime: FIRST_DAY })
}

function toHead(value: string): Cell {
  return { value, type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' }
}

function toCell(value: string): Cell {
  return value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top' }
}

/** Arrows in the head by which the rows can be filtered and sorted; the library has no option for them. */
function filtered(width: number, height: number) {
  const range = `A1:${String.fromCharCode(64 + width)}${height}`
  const transform = (sheet: string) => sheet.replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`)
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } } }
}
