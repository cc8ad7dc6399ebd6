import { describe, expect, test } from 'vitest'
import { describeChange, whenOf } from '../../src/document/reports/work-list.ts'
import { compareReleases } from '../../src/release/compare.ts'
import { listItems, narrow } from '../../src/release/items.ts'
import { countWords, nearWords } from '../../src/release/near-words.ts'
import { findTable, joinRows, judgeList, ownItems, partsIn, toOwnList, wrongWith } from '../../src/release/own-list.ts'
import { readList } from '../../src/release/read/list.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'
import { record, release } from './made-releases.ts'
import { makeCsv, makeXlsx, workbookFiles } from './release-maker.ts'
import { makeZip } from './zip-maker.ts'

const rows = [
  ['Item', 'HCPCS', 'Owner'],
  ['100', 'q9001', 'Pharmacy'],
  ['101', ' Q9002-JW', 'Pharmacy'],
  ['102', 'none'],
]

describe('a list of one’s own', () => {
  test.each([
    ['a.csv', makeCsv(rows)],
    ['a.xlsx', makeXlsx(rows)],
  ])('is read from %s', async (name, bytes) => {
    const { tables, messages } = await readList(name, bytes)
    expect(messages).toEqual([])
    expect(toOwnList(findTable(tables!))).toMatchObject({ heads: rows[0], column: 1 })
  })

  const cells = [
    ['HCPCS', 'No.', 'Price'],
    ['Q9001', '007', '1,25'],
    ['Q9002', '5" tube', '2,50'],
  ]
  const parted = (separator: string) => cells.map(row => row.join(separator)).join('\r\n')
  test.each([
    ['semicolons', Buffer.from(parted(';'))],
    ['tabs', Buffer.from(parted('\t'))],
    ['tabs, as “Unicode text” of Excel', Buffer.from(`\ufeff${parted('\t')}`, 'utf16le')],
    ['a separator that the first line names', Buffer.from(`sep=|\r\n${parted('|')}`)],
    ['commas, with quotes around cells', makeCsv(cells)],
    ['semicolons, below a title with a comma', Buffer.from(`Chargemaster, July 2026\n${parted(';')}`), 1],
  ])('is parted by %s', async (_, bytes, above = 0) => {
    const { tables, messages } = await readList('a.csv', bytes)
    expect([tables?.[0]?.slice(above), messages]).toEqual([cells, []])
  })

  test('counts its lines from the first, and names what is wrong', async () => {
    const { messages } = await readList('a.csv', Buffer.from('sep=;\nHCPCS;Dept\n"Q9001" x;1\n'))
    expect(messages.map(String)).toEqual(['a.csv:3:1: Unexpected " " after a quoted cell, expected its end'])
  })

  test('may have any character, but none that no text has', async () => {
    const odd = 'HCPCS,Note\nQ9001,✔️ soft\u00adhyphen \uf0e0\n'
    expect((await readList('a.csv', Buffer.from(odd))).tables?.[0]?.[1]).toEqual(['Q9001', '✔️ soft\u00adhyphen \uf0e0'])
    const { tables, messages } = await readList('a.csv', Buffer.from('HCPCS\nQ9001\x1b'))
    expect([tables, String(messages[0])]).toEqual([
      undefined,
      'a.csv:2:1: Unexpected control character U+001B, expected text',
    ])
  })

  test('is the first sheet with codes that is shown', async () => {
    const sheet = (rows: readonly (readonly string[])[]) =>
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
        .map(row => `<row>${row.map(cell => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`)
        .join('')}</sheetData></worksheet>`
    const files = workbookFiles(sheet([['Q9009', 'old']])).map(({ name, content }) => {
      const text = String(content)
      if (name === 'xl/workbook.xml')
        return {
          name,
          content: text.replace(
            /<sheet [^>]*\/>/,
            first =>
              first.replace('/>', ' state="hidden"/>') +
              '<sheet name="Cover" sheetId="2" r:id="c2"/><sheet name="List" sheetId="3" r:id="c3"/>',
          ),
        }
      if (name !== 'xl/_rels/workbook.xml.rels') return { name, content }
      const link = (id: string, target: string) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"/>`
      return {
        name,
        content: text.replace('</Relationships>', `${link('c2', 'c2.xml')}${link('c3', 'c3.xml')}</Relationships>`),
      }
    })
    const { tables, messages } = await readList(
      'a.xlsx',
      makeZip([
        ...files,
        { name: 'xl/c2.xml', content: sheet([['Our chargemaster', 'June']]) },
        { name: 'xl/c3.xml', content: sheet([['HCPCS'], ['Q9001']]) },
      ]),
    )
    expect([messages, tables?.length]).toEqual([[], 2])
    expect(findTable(tables!)).toEqual([['HCPCS'], ['Q9001']])
  })

  test('that is a zip of anything else is refused', async () => {
    const { tables: read, messages } = await readList('a.zip', makeZip([{ name: 'a.txt', content: 'Q2041' }]))
    expect([read, messages.map(({ reason }) => reason)]).toEqual([
      undefined,
      ['Unexpected zip, expected a list: csv or xlsx'],
    ])
  })

  test('without heads has numbered columns', () => {
    expect(toOwnList([['Q9001', 'x'], ['Q9002']])).toEqual({
      heads: ['Column 1', 'Column 2'],
      rows: [
        ['Q9001', 'x'],
        ['Q9002', ''],
      ],
      column: 0,
    })
  })

  test('without a code is none', () => {
    expect(toOwnList([['a'], ['b']])).toBeUndefined()
    expect(toOwnList([])).toBeUndefined()
  })

  test('has a code that came and went between the two files among those that were discontinued', () => {
    const added = [record('Q9002', { added: '2018-04-01' }), record('Q9003', { terminated: '2018-12-31' })]
    const named = { name: 'mine.csv', list: toOwnList([['Q9001'], ['Q9002'], ['Q9003']])! }
    const everything = { codes: [], kinds: [], severities: [] }
    const study = studyReleases(
      [release([record('Q9001')]), release([record('Q9001'), ...added])],
      everything,
      [],
      named,
    )
    expect(study.items.map(({ code, kinds }) => [code, kinds])).toEqual([
      ['Q9002', ['added']],
      ['Q9003', ['added', 'terminated']],
    ])
    expect(study.own!.rows.map(({ state }) => state)).toEqual(['unchanged', 'changed', 'discontinued'])
    expect(study.items.map(item => [describeChange(item, new Map()), whenOf(item, study.current)])).toEqual([
      ['Added', 'added April 1, 2018'],
      ['Added, discontinued', 'added January 1, 2018, ends December 31, 2018'],
    ])
  })

  test.each([
    ['JO881', 'J0881'],
    ['J 0881', 'J0881'],
    ['q2O42', 'Q2042'],
    ['J0882', undefined],
    ['HCPCS: J0883', undefined],
  ])('says what a code that no file has is likely a slip of: %s', (cell, meant) => {
    const both = [release([record('J0881'), record('Q2042')]), release([record('J0881'), record('Q2042')])] as const
    const [row] = judgeList({ heads: ['HCPCS'], rows: [[cell]], column: 0 }, ...both, [])
    expect([row!.state, row!.meant]).toEqual(['unknown', meant])
  })

  test('says of each of its codes what became of it', () => {
    const current = release([
      record('Q9001'),
      record('Q9002'),
      record('Q9003', { terminated: '2017-12-31' }),
      record('Q9004'),
      record('Q9005'),
    ])
    const proposed = release([
      record('Q9001', { long: 'Sample product Q9001, per unit' }),
      record('Q9002', { terminated: '2018-12-31' }),
      record('Q9003', { terminated: '2017-12-31' }),
      record('Q9004'),
    ])
    const items = narrow(listItems(compareReleases(current, proposed)), { codes: [], kinds: [], severities: [] })
    const codes = ['Q9001', 'Q9002', 'Q9003', 'Q9004', 'Q9005', 'Q9006']
    const judged = judgeList(toOwnList(codes.map(code => [code]))!, current, proposed, items)
    expect(judged.map(({ state }) => state)).toEqual([
      ...['changed', 'discontinued', 'ended', 'unchanged', 'discontinued', 'unknown'],
    ])
  })

  test('says no more than files without termination dates or modifiers tell', () => {
    const edition = (period: string, records: readonly ReleaseRecord[], lacks: Release['lacks']) =>
      release(records, { edition: { period, from: 'add dates' } as unknown as Release['edition'], lacks })
    const states = (current: Release, proposed: Release, codes: string[]) => {
      const items = narrow(listItems(compareReleases(current, proposed)), { codes: [], kinds: [], severities: [] })
      return judgeList(toOwnList([['Q9009'], ...codes.map(code => [code])])!, current, proposed, items)
        .slice(1)
        .map(({ code, state }) => `${code} ${state}`)
    }
    const [long, late] = [record('Q9001', { terminated: '2017-12-31' }), record('Q9002', { terminated: '2018-12-31' })]
    const [plain, other] = [record('Q9001'), record('Q9002')]
    const modifier = record('RT', { kind: 'modifier' })
    expect(
      states(edition('2018-10', [plain, other], ['terminated']), edition('2019-01', [long, late], []), [
        'Q9001',
        'Q9002',
      ]),
    ).toEqual(['Q9001 ended', 'Q9002 discontinued'])
    expect(
      states(edition('2018-10', [long, other], []), edition('2019-01', [plain, other], ['terminated']), [
        'Q9001',
        'Q9002',
      ]),
    ).toEqual(['Q9001 ended', 'Q9002 unchanged'])
    expect(
      states(edition('2018-10', [plain, modifier], []), edition('2019-01', [plain], ['modifier']), ['Q9001', 'RT']),
    ).toEqual(['Q9001 unchanged', 'RT uncompared'])
  })

  test('says when a code ended that only the earlier file has dates of', () => {
    const old = record('Q9001', { terminated: '2017-12-31' })
    const now = record('Q9001', { terminated: undefined })
    const pair = [release([old]), release([now], { lacks: ['terminated'] })] as const
    const list = { name: 'mine.csv', list: toOwnList([['Q9001']])! }
    const [item] = ownItems(studyReleases(pair, undefined, [], list).own!)
    expect([describeChange(item!, new Map()), whenOf(item!, pair[0])]).toEqual([
      'Ended before',
      'ended December 31, 2017',
    ])
  })

  test.each([
    ['J7322LT', 'J7322'],
    ['j1234-jw', 'J1234'],
    ['J7322 RT', 'J7322'],
    ['JO881', 'JO881'],
    ['QQ042', 'QQ042'],
    ['99213', undefined],
    ['OTHER', undefined],
    ['J73221', 'J73221'],
    ['J 1885', 'J 1885'],
    ['25', undefined],
  ])('reads %s as %s', (cell, code) => {
    expect(partsIn(cell).map(({ from }) => from)).toEqual(code === undefined ? [] : [code])
  })

  test.each([
    ['Q9001, Q9003', ['Q9001', 'Q9003']],
    ['q9001/Q9003LT; Q9001', ['Q9001', 'Q9003']],
    ['Q9001 (was Q9003)', ['Q9001', 'Q9003']],
    ['Q9001-Q9003', ['Q9001', 'Q9002', 'Q9003']],
    ['Q9000 to Q9002, Q9009', ['Q9000', 'Q9001', 'Q9002', 'Q9009']],
    ['Q9001LT, Q9003JZ', ['Q9001', 'Q9003']],
    ['Q9001-9003', ['Q9001', 'Q9002', 'Q9003']],
    ['Q9001 – Q9002; Q9003:Q9004', ['Q9001', 'Q9002', 'Q9003', 'Q9004']],
    ['99213, Q9001 and JO881, Q 9002', ['Q9001', 'JO881', 'Q 9002']],
    ['Q9001-59', ['Q9001']],
    ['Q9001/LT', ['Q9001']],
    ['HCPCS: Q9001-Q9003, HCPCS code JO881', ['Q9001', 'Q9002', 'Q9003', 'JO881']],
  ])('has in the cell %s the codes %j', (cell, codes) => {
    const made = release(['Q9001', 'Q9002', 'Q9003'].map(code => record(code)))
    expect(judgeList(toOwnList([[cell]], 0)!, made, made, []).map(({ code }) => code)).toEqual(codes)
  })

  test('with a word before long runs of blanks is read in one pass', () => {
    const cell = `HCPCS${' '.repeat(200_000)}x`
    expect(partsIn(cell)).toEqual([])
    expect(toOwnList([[cell], ['Q9001']])!.column).toBe(0)
  })

  test('with more ranges than a reader takes is refused', () => {
    const ranges = (count: number) =>
      toOwnList(Array.from({ length: count / 3 }, () => ['A0001-A0002, A0000-A9999, A0001-0003']))
    expect(wrongWith(ranges(198))).toBeUndefined()
    expect(wrongWith(ranges(201))).toBe('Unexpected 201 ranges of codes, expected at most 200')
    const wide = 'Unexpected range A0001-Z0001, expected codes of one letter, the lower first'
    expect(wrongWith(toOwnList([['A0001-Z0001']]))).toBe(wide)
  })

  test('with a column of quantities has no codes in it', () => {
    expect(
      wrongWith(
        toOwnList(
          [
            ['HCPCS', 'Quantity'],
            ['Q9001', '10'],
          ],
          1,
        ),
      ),
    ).toContain('"Quantity"')
  })

  test('leaves a title above its heads aside, and two signs that are no modifier of either file', () => {
    const list = toOwnList([['CDM extract'], ['No.', 'HCPCS'], ['1', 'Q9001'], ['2', '25'], ['3', '99213']])!
    expect([list.heads, list.rows.length]).toEqual([['No.', 'HCPCS'], 3])
    expect(toOwnList([['HCPCS'], ['Q9001', 'Pharmacy']])!.heads).toEqual(['HCPCS', 'Column 2'])
    const made = release([record('Q9001')])
    expect(judgeList(list, made, made, []).map(({ code }) => code)).toEqual(['Q9001'])
  })
})

describe('a workbook that people write', () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const styles = `<styleSheet xmlns="${main}"><numFmts count="5"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[Red]0.0&quot; days&quot;"/><numFmt numFmtId="166" formatCode="m/d/yyyy"/><numFmt numFmtId="167" formatCode="0.00%"/><numFmt numFmtId="168" formatCode="[h]:mm"/></numFmts><cellXfs count="10">${[0, 14, 164, 165, 166, 22, 9, 20, 167, 168].map(id => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`

  /** A workbook with one row, whose cells are given as XML. */
  async function read(cells: string, settings = '') {
    const sheet = `<worksheet xmlns="${main}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`
    const files = workbookFiles(sheet).map(({ name, content }) => {
      const text = String(content)
      if (name === 'xl/_rels/workbook.xml.rels')
        return {
          name,
          content: text.replace(
            '</Relationships>',
            `<Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
          ),
        }
      return { name, content: name === 'xl/workbook.xml' ? text.replace('<sheets>', `${settings}<sheets>`) : content }
    })
    const { tables, messages } = await readList(
      'a.xlsx',
      makeZip([...files, { name: 'xl/styles.xml', content: styles }]),
    )
    return tables?.[0]?.[0] ?? messages.map(message => message.reason)
  }

  test.each([
    ['a number', '<c r="A1"><v>46402</v></c>', '46402'],
    ['a day', '<c r="A1" s="1"><v>46402</v></c>', '2027-01-15'],
    ['a day in a form of one’s own', '<c r="A1" s="4"><v>46402</v></c>', '2027-01-15'],
    ['a day and a time', '<c r="A1" s="5"><v>46402.5</v></c>', '2027-01-15 12:00'],
    ['a number before all days', '<c r="A1" s="1"><v>3</v></c>', '3'],
    ['a percentage', '<c r="A1" s="6"><v>0.56999999999999995</v></c>', '57%'],
    ['a percentage of more places than its form', '<c r="A1" s="8"><v>-0.123456</v></c>', '-12.3456%'],
    ['a time', '<c r="A1" s="7"><v>0.60416666666666663</v></c>', '14:30'],
    ['a time with seconds', '<c r="A1" s="7"><v>0.60427083333333331</v></c>', '14:30:09'],
    ['hours past a day', '<c r="A1" s="9"><v>62.5</v></c>', '1500:00'],
    ['what is no time', '<c r="A1" s="7"><v>0.1234567</v></c>', '0.1234567'],
    ['zeros before a number', '<c r="A1" s="2"><v>123</v></c>', '00123'],
    ['words and a color in a form', '<c r="A1" s="3"><v>46402</v></c>', '46402'],
    ['what a computer makes of 1.1', '<c r="A1"><v>1.1000000000000001</v></c>', '1.1'],
    ['a fault', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
    ['the result of a formula', '<c r="A1" t="str"><f>1+1</f><v>two</v></c>', 'two'],
    ['a sign with another that nobody sees', '<c r="A1" t="inlineStr"><is><t>✔️</t></is></c>', '✔️'],
  ])('is read as people see it: %s', async (_, cell, expected) => {
    expect(await read(cell)).toEqual([expected])
  })

  test('counts days as old Macs do where it says so', async () => {
    const cell = '<c r="A1" s="1"><v>44940</v></c>'
    expect(await read(cell, '<workbookPr date1904="1"/>')).toEqual(['2027-01-15'])
  })

  test('with a formula that no program has worked out is refused, with its place', async () => {
    expect(await read('<c r="A1"><f>1+1</f></c>')).toEqual([
      'Unexpected formula without a result in A1, expected text or a number',
    ])
  })
})

test.each([
  ['leukopheresis', ['leukapheresis']],
  ['car-t', ['car-positive']],
  ['Infusion', ['infusion', 'infusions']],
  ['xylophone', []],
])('the words nearest to %s are those that descriptors have', (sought, expected) => {
  const texts = ['Leukapheresis, car-positive t cells, per infusion', 'Two infusions, each']
  expect(nearWords(sought, countWords(texts))).toEqual(expected)
})

test('several rows of a code are one: what is the same once, anything else row by row', () => {
  expect(
    joinRows(
      [
        ['1', 'Ann', ''],
        ['2', 'Ann', 'x'],
      ],
      3,
    ),
  ).toEqual(['1; 2', 'Ann', '—; x'])
})
