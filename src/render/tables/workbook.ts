import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { IsoDate } from '../../types.ts'
import { FIRST_DAY } from '../docx/zip.ts'

/** A stretch of a cell of one look; what is struck is red, what is inserted green and underlined. */
export interface CellRun {
  readonly text: string
  readonly look: 'same' | 'deletion' | 'insertion'
}

/** What stands in a cell: a text, a text in several looks, or a day that a spreadsheet program can count with. */
export type Cell = string | readonly CellRun[] | { readonly day: IsoDate }

/** A column: how many characters it is wide, about, and whether people write in it, texts or days. */
export interface Column {
  readonly width: number
  readonly written?: 'text' | 'day' | undefined
}

/** One sheet of a workbook. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  /** The first is the head, unless the sheet is `plain`. */
  readonly rows: readonly (readonly Cell[])[]
  /** How many columns are printed, from the first on; all, where it is left out. */
  readonly printed?: number
  /** What stands at the head of each printed page. */
  readonly title: string
  /** A sheet without a head, a filter, and a look of its own. */
  readonly plain?: true
}

/** How many characters a cell of Excel can hold. */
export const LONGEST_CELL = 32_767

/** How long the name of a sheet can be. */
export const LONGEST_NAME = 31

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * A workbook in Open XML. Every cell is text but for days: a spreadsheet program neither runs a formula nor makes a
 * number of a code. It prints on Letter paper, landscape, as wide as the page or as several beside each other, with the
 * head and the first column on each page. The bytes repeat from run to run.
 *
 * @param sealed whether it has a digest of its parts in it, by which `isSealed` knows that nobody changed it since
 */
export function makeWorkbook(sheets: readonly Sheet[], sealed = false): Uint8Array {
  const numbered = sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheet] as const)
  const parts = {
    '[Content_Types].xml': contentTypes(
      numbered.map(([path]) => path),
      sealed,
    ),
    '_rels/.rels': relations([
      ['officeDocument', 'xl/workbook.xml'],
      ...(sealed ? [['custom-properties', SEAL] as const] : []),
    ]),
    'xl/workbook.xml': book(sheets),
    'xl/_rels/workbook.xml.rels': relations([
      ...numbered.map(([path]) => ['worksheet', path.slice('xl/'.length)] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(numbered.map(([path, sheet], index) => [path, sheetXml(sheet, index === 0)])),
  }
  const files = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(XML + text)]))
  return zipSync(sealed ? { ...files, [SEAL]: strToU8(sealOf(files)) } : files, { mtime: FIRST_DAY })
}

/** Whether a workbook has the parts with which it was made and sealed: whatever saves it writes others. */
export function isSealed(bytes: Uint8Array): boolean {
  const { [SEAL]: seal, ...files } = unzipSync(bytes)
  return seal !== undefined && strFromU8(seal) === sealOf(files)
}

/** The part for properties of the user’s choice. */
const SEAL = 'docProps/custom.xml'

function sealOf(files: Readonly<Record<string, Uint8Array>>): string {
  const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
  const paths = Object.keys(files).sort()
  const value = digest(paths.map(path => `${digest(files[path]!)} ${path}`).join('\n'))
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006'
  const start = `<Properties xmlns="${types}/custom-properties" xmlns:vt="${types}/docPropsVTypes">`
  const property = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="As made">'
  return `${XML}${start}${property}<vt:lpwstr>${value}</vt:lpwstr></property></Properties>`
}

function contentTypes(paths: readonly string[], sealed: boolean): string {
  const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${CONTENT}.${type}+xml"/>`
  const xml = `<Default Extension="xml" ContentType="application/xml"/>`
  const rels = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
  const properties = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
  const parts = [
    part('xl/workbook.xml', 'sheet.main'),
    part('xl/styles.xml', 'styles'),
    ...paths.map(path => part(path, 'worksheet')),
    ...(sealed ? [`<Override PartName="/${SEAL}" ContentType="${properties}"/>`] : []),
  ]
  return `<Types xmlns="${PACKAGE}/content-types">${rels}${xml}${parts.join('')}</Types>`
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

/** The sheets, and what of each is printed and filtered. */
function book(sheets: readonly Sheet[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const named = sheets.flatMap((sheet, index) => {
    if (sheet.plain) return []
    const quoted = `'${sheet.name.replaceAll("'", "''")}'`
    const area = (columns: number) => `${quoted}!$A$1:$${letters(columns)}$${sheet.rows.length}`
    const define = (name: string, value: string, more = '') =>
      `<definedName name="_xlnm.${name}" localSheetId="${index}"${more}>${escapeXml(value)}</definedName>`
    return [
      define('_FilterDatabase', area(sheet.columns.length), ' hidden="1"'),
      define('Print_Area', area(sheet.printed ?? sheet.columns.length)),
      define('Print_Titles', `${quoted}!$A:$A,${quoted}!$1:$1`),
    ]
  })
  const names = named.length === 0 ? '' : `<definedNames>${named.join('')}</definedNames>`
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets>${names}</workbook>`
}

const [HEAD, TEXT, WRITTEN, DAY, PLAIN] = [1, 2, 3, 4, 5]

/** Every program has it, or a font of the same widths: by these, columns are wide, and the page is scaled to fit. */
const FONT = 'Arial'
const SIZE = '<sz val="10"/>'

/** In the order of the numbers above, after a style that no cell has. What people type into a written cell stays text. */
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
  `<fonts count="2"><font>${SIZE}<name val="${FONT}"/><family val="2"/></font>`,
  `<font><b/>${SIZE}<name val="${FONT}"/><family val="2"/></font></fonts>`,
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF9E5"/></patternFill></fill></fills>',
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
  ...['<border>', ...['left', 'right', 'top', 'bottom'].map(hair), '<diagonal/></border></borders>'],
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  ...[style(0, 1, 2, 1), style(0, 0, 0, 1), style(49, 0, 3, 1), style(164, 0, 3, 1), style(49, 0, 0, 0)],
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('')

function hair(side: string): string {
  return `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`
}

function style(format: number, font: number, fill: number, border: number): string {
  const applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
  const ids = `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"`
  return `<xf ${ids} ${applied}><alignment vertical="top" wrapText="1"/></xf>`
}

function sheetXml(sheet: Sheet, isFirst: boolean): string {
  const { columns, rows, plain, title } = sheet
  const pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
  const cols = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const range = `A1:${letters(columns.length)}${rows.length}`
  return [
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}>${plain ? '' : pane}</sheetView></sheetViews>`,
    cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`,
    `<sheetData>${rows.map((row, index) => rowXml(row, index, sheet)).join('')}</sheetData>`,
    plain ? '' : `<autoFilter ref="${range}"/>`,
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.55" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="1" orientation="landscape" fitToWidth="${pagesAcross(sheet)}" fitToHeight="0"/>`,
    `<headerFooter><oddHeader>&amp;L${escapeXml(headOf(title))}</oddHeader>`,
    '<oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>',
  ].join('')
}

/** Digits across a page: with more, the scaled type is below 5.5 points. */
const ACROSS = 240

/** On how many pages, beside each other, what is printed is large enough to be read; the first column stands on each. */
function pagesAcross({ columns, printed = columns.length }: Sheet): number {
  const [first = 0, ...rest] = columns.slice(0, printed).map(({ width }) => width)
  const width = rest.reduce((sum, one) => sum + one, 0)
  return Math.max(1, Math.ceil(width / (ACROSS - first)))
}

/** A sign that steers the head of a page is doubled, and a head of more than 255 characters is cut. */
function headOf(title: string): string {
  return title.slice(0, 120).replaceAll('&', '&&')
}

/** The height of a line in points, and of the highest row that Excel has. */
const [LINE, HIGHEST] = [12.75, 409]

/** Not every program fits a row's height to its text, so each row says how many lines its longest printed text takes. */
function rowXml(row: readonly Cell[], index: number, { columns, printed = columns.length, plain }: Sheet): string {
  const lines = row.slice(0, printed).map((cell, column) => linesOf(textOf(cell), columns[column]!.width))
  const height = Math.min(HIGHEST, Math.max(1, ...lines) * LINE)
  const isHead = index === 0 && !plain
  const cells = row.map((cell, column) => {
    const written = columns[column]!.written
    const look = plain ? PLAIN : isHead ? HEAD : written === 'day' ? DAY : written ? WRITTEN : TEXT
    return cellXml(cell, `${letters(column + 1)}${index + 1}`, look)
  })
  return `<row r="${index + 1}" ht="${height}" customHeight="1">${cells.join('')}</row>`
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return 'day' in cell ? cell.day : cell.map(({ text }) => text).join('')
}

/** How many lines a text takes, broken at its spaces. What stands beside the text of a cell takes most of a digit. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + brokenLines(line, Math.max(1, width - 0.8)), 0)
}

function brokenLines(line: string, room: number): number {
  let [lines, used] = [1, 0]
  for (const word of line.split(' ')) {
    const length = widthOf(word)
    if (used > 0 && used + length > room) [lines, used] = [lines + 1, 0]
    // A word that is longer than a line is broken.
    lines += Math.max(0, Math.ceil((used + length) / room) - 1)
    used = ((used + length) % room) + NARROW
  }
  return lines
}

/** How wide letters are on a screen, where they are widest; a digit is 1. */
const [NARROW, CAPITAL, WIDE] = [0.6, 1.3, 1.6]

/** How many digits a text is wide, about. */
export function widthOf(word: string): number {
  const count = (letters: RegExp) => word.match(letters)?.length ?? 0
  const [narrow, capitals, wide] = [/[fijlrtI.,:;'|!/()[\]-]/g, /[A-HKLN-VX-Zw&]/g, /[mMW@%]|[^\0-\u02ff]/g].map(count)
  return word.length + (NARROW - 1) * narrow! + (CAPITAL - 1) * capitals! + (WIDE - 1) * wide!
}

function cellXml(cell: Cell, place: string, look: number): string {
  const start = `<c r="${place}" s="${look}"`
  if (typeof cell === 'object' && 'day' in cell) return `${start}><v>${numberOf(cell.day)}</v></c>`
  if (cell.length === 0) return `${start}/>`
  const content = typeof cell === 'string' ? textXml(cell) : cell.map(runXml).join('')
  return `${start} t="inlineStr"><is>${content}</is></c>`
}

/** Days since the one that Excel counts from. */
function numberOf(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569
}

const STRUCK = `<strike/><color rgb="FF9B1C1C"/>${SIZE}`
const INSERTED = `<color rgb="FF14532D"/>${SIZE}<u/>`
const FONTS = { same: SIZE, deletion: STRUCK, insertion: INSERTED }

function runXml({ text, look }: CellRun): string {
  return `<r><rPr><rFont val="${FONT}"/><family val="2"/>${FONTS[look]}</rPr>${textXml(text)}</r>`
}

function textXml(text: string): string {
  return `<t xml:space="preserve">${escapeXml(text)}</t>`
}

/** Workbooks write what XML cannot hold by its number, as `_x0007_`: a text that has such letters itself has them escaped. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, unit => {
      return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The letters of a column, from 1: 1 is A, 27 is AA. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}
