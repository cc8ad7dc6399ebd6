import { columnNames, fieldColumns } from '../../src/release/read/layout.ts'
import { makeZip, type ZipFile } from './zip-maker.ts'

/** A record of a made-up release, in the form all makers below start from. Dates are digits: `20190101`. */
export interface Made {
  readonly code: string
  readonly long: string
  readonly short: string
  readonly fields?: Readonly<Record<string, string>>
  readonly added: string
  readonly effective?: string
  readonly terminated?: string
  readonly action: string
}

/** A few records written by hand, with a modifier, a continuation, a terminated code and Windows-1252 characters. */
export const sample: readonly Made[] = [
  { code: 'ZA', long: 'Sample modifier', short: 'Sample mod', fields: { COV: 'D' }, added: '19990101', action: 'N' },
  {
    code: 'Q9001',
    long: 'Sample product, up to 20 million cells – including collection and preparation of the sample, per dose, “as needed”',
    short: 'Sample, per dose',
    fields: {
      PRICE1: '51',
      STATUTE: '1833(t)',
      XREF1: 'Q9002',
      COV: 'D',
      BETOS: 'O1E',
      TOS1: '1',
      TOS2: '9',
      ANEST_BU: '0',
    },
    added: '20180101',
    effective: '20190101',
    action: 'C',
  },
  {
    code: 'Q9002',
    long: 'Older sample product, "quoted"',
    short: 'Older',
    added: '20170101',
    effective: '20190101',
    terminated: '20181231',
    action: 'D',
  },
]

/** The fixed-width text: 320 columns, Windows-1252, CRLF, two lines of disclaimer. */
export function makeTxt(records: readonly Made[], preamble = '***Disclaimers\r\n\r\n'): Buffer {
  return encode(preamble + records.flatMap(fixedLines).join(''))
}

/** The characters beyond ASCII that the sample has, as Windows-1252 has them. */
export function encode(text: string): Buffer {
  const special: Record<string, string> = { '–': '\x96', '“': '\x93', '”': '\x94', é: '\xe9' }
  return Buffer.from(
    text.replace(/[–“”é]/g, character => special[character]!),
    'latin1',
  )
}

/** The lines of one record, each with its line break. */
export function fixedLines(made: Made): string[] {
  const modifier = made.code.length === 2
  return wrap(made.long, 80).map((part, index) => {
    const id = (modifier ? 7 : 3) + (index > 0 ? 1 : 0)
    const start = `${made.code.padStart(5)}${String((index + 1) * 100).padStart(5, '0')}${id}${part.padEnd(80)}`
    return `${index === 0 ? start + restOfRecord(made) : start.padEnd(320)}\r\n`
  })
}

function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const joined = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (joined.length <= width) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}

function restOfRecord(made: Made): string {
  const fields = Array.from({ length: 149 }, () => ' ')
  for (const { name, from, to } of fieldColumns) {
    const value = (made.fields?.[name] ?? '').padEnd(to - from)
    for (const [index, character] of [...value].entries()) fields[from - 119 + index] = character
  }
  const dates = [made.added, made.effective ?? '', made.terminated ?? ''].map(date => date.padEnd(8))
  return made.short.padEnd(28) + fields.join('') + dates.join('') + made.action.padEnd(1) + ' '.repeat(27)
}

/** The rows of a workbook or CSV, header first. */
export function makeRows(records: readonly Made[]): string[][] {
  return [[...columnNames], ...records.map(toRow)]
}

function toRow(made: Made): string[] {
  const id = made.code.length === 2 ? '7' : '3'
  const fields = fieldColumns.map(({ name }) => made.fields?.[name] ?? '')
  const dates = [made.added, made.effective ?? '', made.terminated ?? '', made.action]
  return [made.code.padStart(5), '0010', id, made.long, made.short, ...fields, ...dates]
}

/** A CSV as a spreadsheet program writes it: quotes where needed, CRLF, UTF-8. */
export function makeCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(rows.map(row => `${row.map(quote).join(',')}\r\n`).join(''))
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A workbook with one sheet of text cells. */
export function makeXlsx(rows: readonly (readonly string[])[]): Buffer {
  return makeZip(workbookFiles(sheetXml(rows)))
}

/** The files of a workbook around the XML of its sheet. */
export function workbookFiles(sheet: string): ZipFile[] {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const link = (id: string, type: string, target: string) =>
    `<Relationships xmlns="${packaged}/relationships"><Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/></Relationships>`
  return [
    { name: '[Content_Types].xml', content: `<Types xmlns="${packaged}/content-types"/>` },
    { name: '_rels/.rels', content: link('r1', 'officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: link('r1', 'worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
  ]
}

/** The XML of a sheet; empty cells are left out, as Excel does. */
export function sheetXml(rows: readonly (readonly string[])[]): string {
  const body = rows.map(
    (row, index) => `<row r="${index + 1}">${row.map((cell, at) => cellXml(cell, at, index)).join('')}</row>`,
  )
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return `<worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData></worksheet>`
}

function cellXml(cell: string, at: number, row: number): string {
  if (cell === '') return ''
  const column = (at >= 26 ? String.fromCharCode(64 + Math.floor(at / 26)) : '') + String.fromCharCode(65 + (at % 26))
  const escaped = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return `<c r="${column}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`
}

/** As many codes under each letter as CMS had in July 2026, so that a release with them is not taken for a part of one. */
export function makeFiller(): Made[] {
  const counts = 'A862 B51 C619 E671 G2010 H94 J1232 K175 L940 M506 P59 Q639 R3 S533 T114 U5 V212'
  const letters = counts.split(' ').map(text => [text.charAt(0), Number(text.slice(1))] as const)
  const procedures = letters.flatMap(([letter, number]) =>
    range(number).map(at => letter + String(at).padStart(4, '0')),
  )
  const modifiers = range(384).map(at => (at + 360).toString(36).toUpperCase())
  const filler = { short: 'Filler', added: '19990101', effective: '20200101', terminated: '20191231', action: 'D' }
  return [...modifiers, ...procedures].map(code => ({ ...filler, code, long: `Filler ${code}`, fields: { COV: 'D' } }))
}

function range(number: number): number[] {
  return Array.from({ length: number }, (_, at) => at)
}
