import { generateXlsxFileSync } from 'workbook-at-once'

/** Stands in for `write-excel-file/node` in the browser. */
export default function writeWorkbook(rows: unknown, sheet: unknown, options: unknown) {
  const toBuffer = async () => {
    const made = await generateXlsxFileSync(rows, sheet, options, async text => new TextEncoder().encode(text))
    return new Uint8Array(await made.arrayBuffer())
  }
  return { toBuffer }
}
