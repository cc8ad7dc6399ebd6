import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readList, readSheets } from '../../src/release/read/list.ts'
import { readRelease } from '../../src/release/read/read.ts'
import { resolveName } from '../../src/release/read/xlsx.ts'
import { makeRows, makeXlsx, sample, sheetXml, workbookFiles } from './release-maker.ts'
import { makeZip, type ZipFile } from './zip-maker.ts'

const sheet = sheetXml(makeRows(sample))
const marked = sheet.replace('Sample product,', '@@')
const book = (xml: string) => makeZip(workbookFiles(xml))

/** The long description of Q9001, or the faults, without the names of files. */
async function read(bytes: Uint8Array): Promise<string> {
  const { release, messages } = await readRelease('file', bytes)
  const faults = messages.filter(({ fatal }) => fatal)
  for (const { reason } of faults) expect(reason).toMatch(/^Unexpected .*, expected /)
  return release?.records[1]?.long ?? faults.map(({ ruleId, reason }) => `${ruleId} ${reason}`).join('\n')
}

const rest = sample[1]!.long.replace('Sample product,', '')

/** One character as XML may have it. */
function written(character: string, how: number): string {
  const code = character.codePointAt(0)!
  const plain = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }[character] ?? character
  const ways = [
    plain,
    plain,
    `&#${code};`,
    `&#x${code.toString(16)};`,
    `<![CDATA[${character}]]>`,
    `<!-- not this -->${plain}`,
    `${plain}<?nor this?>`,
  ]
  const escaped = code < 0x10000 ? `_x${code.toString(16).padStart(4, '0')}_` : plain
  return [...ways, escaped][how % 8]!
}

test('a text reads the same however XML writes it, in the cell, among the shared, and in runs', async () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9&<>"'\]é😀–_]{1,9}$/u), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(words, fc.infiniteStream(fc.nat()), fc.nat(2), async (parts, hows, form) => {
      const text = parts.join(' ').replace(/_x[0-9a-f]{4}_/gi, '')
      const xml = Array.from(text, character => written(character, hows.next().value)).join('')
      const bytes = [inCell, inShared, inRuns][form]!(xml)
      expect(await read(bytes)).toBe(`${text}${rest}`)
    }),
    { numRuns: 60 },
  )
})

const inCell = (xml: string) => book(marked.replace('@@', () => xml))
const inRuns = (xml: string) =>
  book(
    marked.replace(
      /<t xml:space="preserve">@@([^<]*)<\/t>/,
      (_, more) => `<r><rPr><b/></rPr><t>${xml}</t></r><r><t>${more}</t></r><rPh><t>not this</t></rPh>`,
    ),
  )

function inShared(xml: string): Buffer {
  const shared = marked.replace(/t="inlineStr"><is><t xml:space="preserve">@@([^<]*)<\/t><\/is>/, 't="s"><v>1</v>')
  const more = /@@([^<]*)</.exec(marked)![1]
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const files = workbookFiles(shared).map(file => (file.name.endsWith('workbook.xml.rels') ? withLink(file) : file))
  return makeZip([
    ...files,
    { name: 'xl/strings.xml', content: `<sst xmlns="${main}"><si><t>0</t></si><si><t>${xml}${more}</t></si></sst>` },
  ])
}

function withLink({ name, content }: ZipFile): ZipFile {
  const link =
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="strings.xml"/>'
  return { name, content: String(content).replace('</Relationships>', `${link}</Relationships>`) }
}

describe('read right', () => {
  const sound = `Sample product,${rest}`

  test.each([
    ['with prefixes', sheet.replaceAll(/<(\/?)(\w)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')],
    [
      'without addresses',
      sheetXml(makeRows(sample).map(row => row.map(cell => cell || ' '))).replaceAll(/ r="\w+"/g, ''),
    ],
    ['with a mark of UTF-8', `\ufeff<?xml version="1.0" encoding="utf-8"?>${sheet}`],
    ['with a comment of 20 MB', sheet.replace('<row', `<!--${'x'.repeat(20_000_000)}--><row`)],
    ['with an empty row far away', sheet.replace('</sheetData>', '<row r="1048576" spans="1:16384"/></sheetData>')],
    [
      'with empty cells far away',
      sheet.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'),
    ],
    ['with extensions', sheet.replace('</sheetData>', '</sheetData><extLst><ext uri="x"><y>z</y></ext></extLst>')],
    [
      'in the strict form',
      sheet.replace(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      ),
    ],
  ])('a sheet %s', async (_, xml) => {
    expect(await read(book(xml))).toBe(sound)
  })

  test.each(['/xl/worksheets/sheet1.xml', '../data/rows.xml', '/elsewhere.xml', './deep/er/../s.xml', '/XL/a.XML'])(
    'a sheet at %s',
    async target => {
      const path = {
        '/xl/worksheets/sheet1.xml': 'xl/worksheets/sheet1.xml',
        '../data/rows.xml': 'data/rows.xml',
        '/elsewhere.xml': 'elsewhere.xml',
        './deep/er/../s.xml': 'xl/deep/s.xml',
        '/XL/a.XML': 'xl/a.xml',
      }[target]!
      expect(await read(makeZip(moved(target, path)))).toBe(sound)
    },
  )

  test('a cell and a row with an extension, and a cell that says yes or no', async () => {
    const extended = sheet.replaceAll('</c>', '<extLst/></c>').replaceAll('</row>', '<extLst><ext/></extLst></row>')
    expect(await read(book(extended))).toBe(sound)
    const cells = sheet.replace(/<c r="D3"[\s\S]*?<\/c>/, '<c r="D3" t="b"><v>1</v></c>')
    expect(await read(book(cells))).toBe('TRUE')
  })

  test('the last result of a formula, and a number as it is stored', async () => {
    const cells = sheet.replace(
      /<c r="D3"[\s\S]*?<\/c>/,
      '<c r="D3" t="str"><f>A1&amp;"x"</f><v>Sample, as it came out</v></c>',
    )
    expect(await read(book(cells))).toBe('Sample, as it came out')
    const empty = sheet.replace('</sheetData>', '<row r="9"><c r="A9" t="str"><f>""</f><v></v></c></row></sheetData>')
    expect(await read(book(empty))).toBe(sample[1]!.long)
    const numbers = sheet.replace(/<c r="D3"[\s\S]*?<\/c>/, '<c r="D3"><v>0.10000000000000001</v></c>')
    expect(await read(book(numbers))).toBe('0.10000000000000001')
  })
})

function moved(target: string, path: string): ZipFile[] {
  return workbookFiles(sheet).map(({ name, content }) => ({
    name: name.endsWith('sheet1.xml') ? path : name,
    content: String(content).replace('worksheets/sheet1.xml', target),
  }))
}

describe('refused', () => {
  const inWord = (text: string | Buffer) =>
    Buffer.concat([...marked.split('@@').flatMap((part, at) => [Buffer.from(at ? text : ''), Buffer.from(part)])])

  test.each([
    ['a control character', '&#27;', 'release-format'],
    ['one of HTML', '&#x80;', 'release-encoding'],
    ['one as Excel writes it', '_x001B_', 'release-encoding'],
    ['half a character', '&#xD800;', 'release-format'],
    ['half a character as Excel writes it', '_xD83D_', 'release-encoding'],
    ['bytes that are not UTF-8', Buffer.from([0xe9]), 'release-encoding'],
    ['half a character in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'release-encoding'],
    ['an entity of one’s own', '&nbsp;', 'release-format'],
    ['an element', '<b>bold</b>', 'release-format'],
    ['a character that nobody sees', '\u200b', 'release-encoding'],
    ['a change of direction', '&#x202e;', 'release-encoding'],
    ['a character that was lost', '\ufffd', 'release-encoding'],
  ])('a wording with %s', async (_, text, rule) => {
    const files = workbookFiles('').map(file =>
      file.name.endsWith('sheet1.xml') ? { ...file, content: inWord(text) } : file,
    )
    expect(await read(makeZip(files))).toMatch(new RegExp(`^${rule} Unexpected `))
  })

  const far = ['1e8', 'Infinity', '0x10', '1048577', '0', '-1', '01', '1.5', ' 5', '&#49;e8', '']
  test.each(far)('a row numbered %j', async r => {
    const row = `<row r="${r}"><c t="inlineStr"><is><t>x</t></is></c></row>`
    expect(await read(book(sheet.replace('</sheetData>', `${row}</sheetData>`)))).toMatch(
      /^release-format Unexpected row number /,
    )
  })

  test.each(['A4294967296', 'ABCD5', 'a5', 'A4', '5', 'A', 'A5 ', '&#88;&#70;&#68;4', '$A$5', 'Infinity5'])(
    'a cell at %s',
    async r => {
      const row = `<row r="5"><c r="${r}" t="inlineStr"><is><t>x</t></is></c></row>`
      expect(await read(book(sheet.replace('</sheetData>', `${row}</sheetData>`)))).toMatch(
        /^release-format Unexpected cell address /,
      )
    },
  )

  test.each([
    [
      'a cell far to the right, by references',
      '<row r="5"><c r="&#88;&#70;&#68;5"><v>1</v></c></row>',
      /^release-size Unexpected row with more than 104 columns/,
    ],
    ['an earlier row', '<row r="2"><c r="A2"><v>1</v></c></row>', /^release-format Unexpected row number "2"/],
    [
      'an earlier cell',
      '<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>1</v></c></row>',
      /^release-format Unexpected cell address "A5"/,
    ],
    ['two values', '<row><c><v>1</v><v>2</v></c></row>', /^release-format Unexpected second value/],
    ['a formula without a result', '<row><c><f>A1</f></c></row>', /^release-format Unexpected formula/],
    ['a formula with an empty one', '<row><c><f>1+1</f><v></v></c></row>', /^release-format Unexpected formula/],
    ['an error', '<row><c t="e"><v>#N/A</v></c></row>', /^release-format Unexpected value "#N\/A" of type "e"/],
    ['a shared text that is not there', '<row><c t="s"><v>0</v></c></row>', /^release-format Unexpected number "0"/],
    ['text beside the cells', '<row>x<c><v>1</v></c></row>', /^release-format Unexpected text "x" in <row>/],
    ['text beside the rows', 'x', /^release-format Unexpected text in <sheetData>/],
    ['a row of another namespace', '<row xmlns="urn:other"/>', /^release-format Unexpected element "row"/],
    [
      'a cell of 40,000 characters',
      `<row><c t="str"><v>${'x'.repeat(40_000)}</v></c></row>`,
      /^release-size Unexpected cell with more than 32,767/,
    ],
    [
      'elements 200 deep',
      `${'<row>'.repeat(200)}${'</row>'.repeat(200)}`,
      /^release-format Unexpected element 100 deep/,
    ],
    [
      '200 attributes',
      `<row ${Array.from({ length: 200 }, (_, at) => `a${at}="" `).join('')}/>`,
      /^release-format Unexpected element with more than 100/,
    ],
    ['a document type', '<!DOCTYPE x>', /^release-format Unexpected document type/],
  ])('a sheet with %s', async (_, row, expected) => {
    expect(await read(book(sheet.replace('</sheetData>', () => `${row}</sheetData>`)))).toMatch(expected)
  })

  test.each([
    [
      'two files of one name',
      [...workbookFiles(sheet), ...workbookFiles(sheet).slice(-1)],
      /^release-zip Unexpected second file/,
    ],
    [
      'two names that differ in case alone',
      [...workbookFiles(sheet), { name: 'XL/worksheets/sheet1.xml', content: sheet }],
      /^release-zip Unexpected second file/,
    ],
    ['a sheet that is missing', workbookFiles(sheet).slice(0, -1), /^release-format Unexpected missing part/],
    [
      'a sheet without a link',
      moved('worksheets/sheet1.xml', 'x').filter(({ name }) => !name.endsWith('workbook.xml.rels')),
      /^release-format Unexpected sheet "A"/,
    ],
    [
      'a document of Word',
      workbookFiles(sheet).map(file => ({
        ...file,
        content: String(file.content).replace(/workbook\b(?=[ >])/g, 'document'),
      })),
      /^release-format Unexpected element "document"/,
    ],
    [
      'a thousand files',
      [...workbookFiles(sheet), ...Array.from({ length: 1000 }, (_, at) => ({ name: `f${at}`, content: '' }))],
      /^release-size Unexpected zip with more than 1,000 files/,
    ],
  ] satisfies [string, ZipFile[], RegExp][])('a workbook with %s', async (_, files, expected) => {
    expect(await read(makeZip(files))).toMatch(expected)
  })

  test('60 sheets with one far cell each', async () => {
    const xml = sheetXml([['x']])
      .replaceAll('A1', 'CZ1048576')
      .replace('r="1"', 'r="1048576"')
    expect(await read(makeZip(manySheets(Array(60).fill(xml))))).toMatch(/^release-format Unexpected content/)
    const wide = xml.replaceAll('CZ', 'XFD')
    expect(await read(makeZip(manySheets(Array(60).fill(wide))))).toMatch(/^release-size Unexpected row/)
  })

  test('one part as two sheets', async () => {
    const files = manySheets([sheet, sheet]).map(file => ({
      ...file,
      content: String(file.content).replace('sheet1.xml', 'sheet0.xml'),
    }))
    expect(await read(makeZip(files))).toMatch(/^release-format Unexpected sheet "S1" /)
  })

  test('sheets that hold six million elements together, though each is small', async () => {
    const xml = sheetXml([]).replace('<sheetData>', `<sheetData>${'<row/>'.repeat(100_000)}`)
    expect(await read(makeZip(manySheets(Array(60).fill(xml))))).toMatch(
      /^release-size Unexpected workbook with more than 5,000,000 elements/,
    )
  })
})

function manySheets(sheets: readonly string[]): ZipFile[] {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const [types, root, main, links] = workbookFiles('')
  const list = sheets.map((_, at) => `<sheet name="S${at}" sheetId="${at + 1}" r:id="r${at}"/>`).join('')
  const rels = sheets
    .map((_, at) => `<Relationship Id="r${at}" Type="${office}/worksheet" Target="worksheets/sheet${at}.xml"/>`)
    .join('')
  return [
    ...[types!, root!],
    { ...main!, content: String(main!.content).replace(/<sheet .*\/>/, list) },
    { ...links!, content: String(links!.content).replace(/<Relationship .*\/>/, rels) },
    ...sheets.map((content, at) => ({ name: `xl/worksheets/sheet${at}.xml`, content })),
  ]
}

describe('merged cells', () => {
  const merge = (xml: string, ...refs: string[]) =>
    book(
      xml.replace(
        '</sheetData>',
        `$&<mergeCells>${refs.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
      ),
    )
  const rows = [
    ['Code', 'Owner', 'Notes'],
    ['Q9001', 'Ann', 'a'],
    ['Q9002', '', ''],
    ['', '', 'b'],
    ['Q9004', '', ''],
  ]

  test.each([
    ['over several rows have their text in each', ['B2:B4'], ['Owner', 'Ann', 'Ann', 'Ann', '']],
    ['beyond the last row, too', ['B2:B1048576'], ['Owner', 'Ann', 'Ann', 'Ann', 'Ann']],
    ['keep a text of their own', ['B1:B3'], ['Owner', 'Ann', 'Owner', '', '']],
    ['over columns, too, stay as they are', ['B2:C4'], ['Owner', 'Ann', '', '', '']],
    ['without a text, or where nothing is, give none', ['B3:B5', 'XFD1:XFD5'], ['Owner', 'Ann', '', '', '']],
  ])('of what people write, %s', async (_, refs, owners) => {
    const bytes = merge(sheetXml(rows), ...refs)
    const { sheets, messages } = await readSheets('a.xlsx', bytes)
    expect(messages).toEqual([])
    expect(sheets![0]!.rows.map(({ cells }) => cells[1])).toEqual(owners)
    expect((await readList('a.xlsx', bytes)).tables![0]!.map(cells => cells[1])).toEqual(owners)
  })

  test('count as often as they are read', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => [index === 0 ? 'x'.repeat(30_000) : '', 'y'])
    const { messages } = await readSheets('a.xlsx', merge(sheetXml(many), 'A1:A3000'))
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['release-size'])
  })

  test('of a release stay as they are', async () => {
    const cells = sheet.replace(/<c r="D3"[\s\S]*?<\/c>/, '')
    expect(await read(merge(cells, 'D2:D3'))).toBe(await read(book(cells)))
  })
})

test('a workbook in a zip counts with the zip', async () => {
  const inner = makeXlsx([['x'.repeat(30_000)], ...Array(1000).fill(['y'.repeat(32_000)])])
  const files = ['a', 'b', 'c'].map(name => ({ name: `${name}.xlsx`, content: inner }))
  expect(await read(makeZip(files))).toMatch(/^release-size Unexpected \d+ bytes unpacked, expected at most 64 MiB/)
})

test('the name of a part is found as from a folder, and never leads out of the zip', () => {
  const path = fc
    .array(fc.constantFrom('a', 'B', '.', '..', '', 'c.xml'), { maxLength: 6 })
    .map(parts => parts.join('/'))
  fc.assert(
    fc.property(path, path, (folder, target) => {
      expect(resolveName(folder, target)).toBe(posix.resolve('/', folder.replace(/^\/+/, ''), target).slice(1))
    }),
  )
})
