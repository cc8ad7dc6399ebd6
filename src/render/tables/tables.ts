import type { Rendered, TableFormat } from '../types.ts'
import { toCsv } from './csv.ts'

/** The codes of a request in the formats asked for: `codes.csv`, `codes.xlsx`. The workbook is loaded when it is asked for. */
export async function renderCodes(
  rows: readonly (readonly string[])[],
  formats: readonly TableFormat[],
): Promise<Rendered[]> {
  const names = { sheet: 'Codes', csv: 'codes.csv' }
  const csv = formats.includes('csv') ? [{ name: 'codes.csv', content: toCsv(rows) }] : []
  if (!formats.includes('xlsx')) return csv
  const { toXlsx } = await import('./xlsx.ts')
  return [...csv, { name: 'codes.xlsx', content: toXlsx(rows, names) }]
}
