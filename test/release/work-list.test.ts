import validate from '@ooxml-tools/validate'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { toString as plainText } from 'mdast-util-to-string'
import readXlsx from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { describeChange, makeWorkTable, whenOf, workItems } from '../../src/document/reports/work-list.ts'
import { toOwnList } from '../../src/release/own-list.ts'
import { readSheets } from '../../src/release/read/list.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { ComparisonStudy, Release } from '../../src/release/types.ts'
import { type Carried, carryOver, toWorkList as findWorkList, isWrittenIn } from '../../src/release/work-list.ts'
import { madeHeads, workListHeads } from '../../src/render/comparison/columns.ts'
import { toWorkList } from '../../src/render/comparison/work-list.ts'
import { toWordList } from '../../src/render/docx/work-list.ts'
import { makeWorkbook, type Sheet } from '../../src/render/tables/workbook.ts'
import { changeId } from '../../src/review/change-id.ts'
import { RUNS } from '../support/runs.ts'
import { record, release } from './made-releases.ts'

/** Three releases, each of which changes something that the one before has, or undoes it. */
const [first, second, third] = [
  release([record('Q9000', { long: 'Sample, 10 mg' }), record('Q9001'), record('Q9002'), record('A9')]),
  release([
    record('Q9000', { long: 'Sample, 20 mg', actionCode: 'C' }),
    record('Q9001', { terminated: '2018-12-31' }),
    record('Q9002', { short: '=1+1' }),
    record('Q9003', { added: '2019-01-01', long: '@SUM(A1)' }),
    record('A9', { long: 'Another modifier, per dose' }),
  ]),
  release([
    record('Q9000', { long: 'Sample, 30 mg', actionCode: 'C' }),
    record('Q9002'),
    record('Q9003', { added: '2019-01-01', long: '@SUM(A1)' }),
  ]),
] as const

const list = toOwnList([
  ['Number', 'HCPCS', 'Owner', 'Notes'],
  ['4401', 'Q9000', 'Ann', '-1'],
  ['4402', 'Q9000-JW', 'Bob', ''],
  ['4403', 'Q9001', '=A1', 'Ann'],
])!

function study(current: Release, proposed: Release, code = '', isOwn = false): ComparisonStudy {
  const codes = code === '' ? [] : [{ from: code, to: code }]
  const named = isOwn ? { name: 'mine.csv', list } : undefined
  return studyReleases([current, proposed], { codes, kinds: [], severities: [] }, [], named)
}

const between = study(first, second)

async function sheetsOf(bytes: Uint8Array) {
  const { sheets, messages } = await readSheets('list.xlsx', bytes)
  expect(messages.map(String)).toEqual([])
  return sheets!.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => [...cells]) }))
}

/** The ids of one’s own codes that had ended before. */
function endedOf(of: ComparisonStudy): Map<string, string> {
  return new Map(workItems(of).flatMap(item => (item.state === 'ended' ? [[item.code, changeId(item)]] : [])))
}

/** A run of the command: what was written in the old list goes into the one that is made now. */
async function run(of: ComparisonStudy, old?: Uint8Array): Promise<{ bytes: Uint8Array; carried?: Carried }> {
  if (!old) return { bytes: toWorkList(of, 'Title') }
  const { sheets } = await readSheets('list.xlsx', old)
  const found = findWorkList(sheets!)!
  const carried = carryOver(found, {
    ids: new Set(workItems(of).map(changeId)),
    ended: endedOf(of),
    heads: workListHeads(of.own),
  })
  return { bytes: toWorkList(of, 'Title', carried), carried }
}

/** A workbook of these rows, as a person saves it. */
function saved(sheets: readonly { name: string; rows: string[][] }[]): Uint8Array {
  const toSheet = ({ name, rows }: { name: string; rows: string[][] }): Sheet => {
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    return { name, rows, columns: Array.from({ length: width }, () => ({ width: 9 })), title: name, plain: true }
  }
  return makeWorkbook(sheets.map(toSheet))
}

test('has an id for each change that stays the same in every comparison that shows it', () => {
  const ids = (of: ComparisonStudy) => new Map(of.items.map(item => [item.code, changeId(item)]))
  const [one, again, later] = [ids(between), ids(study(first, second, '', true)), ids(study(first, third))]
  expect([...again]).toEqual([...one].filter(([code]) => again.has(code)))
  expect(new Set(one.values()).size).toBe(one.size)
  expect(later.get('Q9003')).toBe(one.get('Q9003'))
  expect(later.get('Q9000')).not.toBe(one.get('Q9000'))
})

test('has the same id for a code that came and went as before it was said to be discontinued, too', () => {
  const [item] = study(release([]), release([record('Q9000', { terminated: '2018-12-31' })])).items
  expect(item!.kinds).toEqual(['added', 'terminated'])
  expect(changeId(item!)).toBe(changeId({ ...item!, kinds: ['added'] }))
})

test('carries on what was written of the end of a code beside the code when it has ended before', async () => {
  const codes = { name: 'mine.csv', list: toOwnList([['HCPCS'], ['Q9001']])! }
  const of = (...pair: readonly [Release, Release]) => studyReleases(pair, undefined, [], codes)
  const [changes] = await sheetsOf((await run(of(first, second))).bytes)
  const notes = changes!.rows[0]!.indexOf('Notes')
  changes!.rows[1]![notes] = 'retire it'
  const later = await sheetsOf((await run(of(second, second), saved([changes!]))).bytes)
  expect(later.map(({ rows }) => rows.slice(1).map(row => [row[0], row[1], row[notes]]))).toEqual([
    [['Q9001', 'Ended before', 'retire it']],
  ])
})

test('shows redlines as they look, and every other cell as a text', async () => {
  const { bytes } = await run(between)
  const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)
  const runs = (text: string, look: string) =>
    `<r><rPr><rFont val="Arial"/><family val="2"/>${look}</rPr><t xml:space="preserve">${text}</t></r>`
  const [plain, struck, inserted] = [
    '<sz val="10"/>',
    '<strike/><color rgb="FF9B1C1C"/><sz val="10"/>',
    '<color rgb="FF14532D"/><sz val="10"/><u/>',
  ]
  const redline = runs('Sample, ', plain) + runs('10', struck) + runs('20', inserted) + runs(' mg', plain)
  expect(xml).toContain(`<is>${redline}</is>`)
  expect(xml).not.toMatch(/<f>|<v>/)
  const [sheet] = await readXlsx(Buffer.from(bytes), { trim: false })
  const [heads, ...rows] = sheet!.data.map(row => row.map(cell => String(cell ?? '')))
  const column = (head: string) => rows.map(row => row[heads!.indexOf(head)])
  expect(column('Code')).toEqual(['Q9000', 'Q9002', 'Q9001', 'Q9003', 'A9'])
  expect(column('Long descriptor')[0]).toBe('Sample, 1020 mg')
  expect(column('Long descriptor redlined')[0]).toBe('Sample, [struck: 10][inserted: 20] mg')
  expect(column('Short descriptor after')[1]).toBe('=1+1')
  expect(column('Long descriptor')[3]).toBe('@SUM(A1)')
  expect(column('Id')).toEqual(workItems(between).map(changeId))
})

test('prints on Letter paper, landscape, as wide as the page, with its head on each, and only what is worked with', async () => {
  const { bytes } = await run(study(first, second, '', true))
  const files = unzipSync(bytes)
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
  expect(sheet).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
  expect(sheet).toContain('<pageSetup paperSize="1" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
  expect(sheet).toContain('state="frozen"/>')
  const book = strFromU8(files['xl/workbook.xml']!)
  const named = (name: string) => new RegExp(`name="_xlnm.${name}"[^>]*>([^<]*)<`).exec(book)?.[1]
  expect(named('Print_Titles')).toBe("'Changes'!$A:$A,'Changes'!$1:$1")
  const [heads] = (await sheetsOf(bytes))[0]!.rows
  const last = named('Print_Area')!.match(/\$([A-Z])\$3$/)![1]!
  expect(heads!.slice(0, last.charCodeAt(0) - 64)).toEqual([
    ...['Code', 'Change', 'Long descriptor', 'Short descriptor', 'When'],
    ...['My list: Number', 'My list: HCPCS', 'My list: Owner', 'My list: Notes', 'Owner', 'Decision', 'Due', 'Notes'],
  ])
  const widths = Array.from(sheet.matchAll(/<col min="(\d+)"[^>]*width="(\d+)"/g), match => Number(match[2]))
  // A digit of Arial is 0.556 of its size: these are printed in at least 6.5 points on 10.2 inches.
  const [columns, line] = [widths.slice(0, 13), 10.2 * 72]
  expect(line / (0.556 * columns.reduce((sum, width) => sum + width, 0))).toBeGreaterThan(6.5)
  expect(columns.at(-1)).toBeGreaterThanOrEqual(24)
})

test.each([
  ['without a list', () => study(first, second)],
  ['with one', () => study(first, second, '', true)],
  ['of nothing', () => study(first, first)],
])('is valid Open XML, %s, as a workbook and for Word', async (_, make) => {
  const of = make()
  const old = saved([
    { name: "It's <mine>", rows: [['a', '', 'b_x0007_c']] },
    ...(await sheetsOf((await run(of)).bytes)),
  ])
  const { bytes, carried } = await run(of, old)
  const word = toWordList(makeWorkTable(of, 'A & B', carried), '2019-01-01')
  for (const [file, kind] of [
    [(await run(of)).bytes, 'xlsx'],
    [bytes, 'xlsx'],
    [word, 'docx'],
  ] as const) {
    const faults = await validate(Buffer.from(file), kind)
    expect(faults.map(({ description, path }) => `${kind}: ${description} ${path.partUri} ${path.xpath}`)).toEqual([])
  }
})

test('sheets of people keep their names, however often they are carried on', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  const long = `${'x'.repeat(26)}\u{1f600}`
  const own = ['Own_x0041_ sheet', `${long}abc`, `${long}ABC`].map(name => ({ name, rows: [['a']] }))
  const once = (await run(between, saved([changes!, ...own]))).bytes
  const twice = (await run(between, once)).bytes
  const names = ['Changes', 'Own_x0041_ sheet', `${long}abc`, `${'x'.repeat(26)} (2)`]
  for (const bytes of [once, twice]) expect((await sheetsOf(bytes)).map(({ name }) => name)).toEqual(names)
})

test('what Word cannot hold stands there by its number', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  changes!.rows[1]![changes!.rows[0]!.indexOf('Notes')] = 'a\ufffeb\u0007c\ud800d'
  const { carried } = await run(between, saved([changes!]))
  const word = toWordList(makeWorkTable(between, 'Title', carried), '2019-01-01')
  expect(strFromU8(unzipSync(word)['word/document.xml']!)).toContain('a[U+FFFE]b[U+0007]c[U+D800]d')
})

test('the same is made of the same', async () => {
  expect((await run(between)).bytes).toEqual((await run(between)).bytes)
})

test('has the codes of one’s own that ended before or that no file has, with what CMS names in their place', async () => {
  const ended = record('Q9005', { terminated: '2017-12-31', fields: { XREF1: 'Q9000' } })
  const [before, after] = [first, second].map(one => release([...one.records, ended]))
  const codes = toOwnList([['HCPCS'], ['Q9005'], ['Q9000'], ['Q9999'], ['Q9002'], ['Q9005']])!
  const of = studyReleases([before!, after!], { codes: [], kinds: [], severities: [] }, [], {
    name: 'mine.csv',
    list: codes,
  })
  const [changes] = await sheetsOf((await run(of)).bytes)
  expect(changes!.rows.slice(1).map(row => [row[0], row[1], row[4]])).toEqual([
    ['Q9000', 'Long descriptor reworded (number)', ''],
    ['Q9002', 'Short descriptor reworded (number)', ''],
    [
      'Q9005',
      'Ended before; likely replaced by Q9000 (cross-referenced by CMS; another number or unit)',
      'ended December 31, 2017',
    ],
    ['Q9999', 'In neither file: look for a slip of the pen', ''],
  ])
  const notes = changes!.rows[0]!.indexOf('Notes')
  for (const row of changes!.rows.slice(1)) row[notes] = `note on ${row[0]}`
  const again = await sheetsOf((await run(of, saved([changes!]))).bytes)
  expect(again.map(({ rows }) => rows.map(row => row[notes]))).toEqual([changes!.rows.map(row => row[notes])])
})

test('keeps codes that change alike together, behind those with a change of their own', () => {
  const codes = ['J9001', 'J9002', 'J9003', 'J9004', 'J9005']
  const said: Readonly<Record<string, string>> = { J9002: 'as powder', J9004: 'as liquid' }
  const longOf = (code: string) => `Sample product ${code}, per dose, ${said[code] ?? 'sterile'}`
  const of = study(
    release(codes.map(code => record(code))),
    release(codes.map(code => record(code, { long: longOf(code) }))),
  )
  expect(workItems(of).map(({ code }) => code)).toEqual(['J9002', 'J9004', 'J9001', 'J9003', 'J9005'])
})

test('says of an earlier file without days of actions only what came after its edition began', () => {
  const earlier = (period: string | undefined) =>
    release([record('Q9000', { actionEffective: undefined })], {
      lacks: ['actionEffective'],
      edition: period === undefined ? undefined : { period, from: 'file name' },
    })
  const when = (period: string | undefined, actionEffective: string) => {
    const changed = { long: 'Sample product Q9000, per vial', actionCode: 'C', actionEffective } as const
    const [item] = study(earlier(period), release([record('Q9000', changed)])).items
    return whenOf(item!, earlier(period))
  }
  expect(when('2018-07', '2018-10-01')).toBe('from October 1, 2018')
  expect(['2018-07-01', '2015-01-01'].map(day => when('2018-07', day))).toEqual(['', ''])
  expect(when(undefined, '2018-10-01')).toBe('')
})

test('says since when only where the action code speaks of what changed, and what is touched and moved', () => {
  const changed = (changes: Parameters<typeof record>[1], before: Parameters<typeof record>[1] = {}) => {
    const [item] = study(release([record('Q9000', before)]), release([record('Q9000', changes)])).within
    return [describeChange(item!, new Map()), whenOf(item!, release([]))]
  }
  const long = 'Sample product Q9000, not sterile, per 2 doses'
  const said = 'Long descriptor reworded (number, unit, in or out)'
  const since = { long, actionEffective: '2018-07-01' } as const
  expect(changed({ ...since, actionCode: 'C' })).toEqual([said, 'from July 1, 2018'])
  expect(changed({ ...since, actionCode: 'N' })).toEqual([said, 'last action July 1, 2018'])
  expect(changed({ ...since, short: 'Other', actionCode: 'S' })).toEqual([
    'Long descriptor reworded, short descriptor reworded (number, unit, in or out)',
    'last action July 1, 2018',
  ])
  expect(changed({ fields: { PRICE1: '11' }, actionEffective: '2018-07-01', actionCode: 'N' })[1]).toBe(
    'last action July 1, 2018',
  )
  const [one, other] = ['Dressing, each, sterile, any size', 'Dressing, sterile, any size, each']
  expect(changed({ long: other }, { long: one })[0]).toBe('Long descriptor reworded (unit); moved: “each”')
})

test('a row that is no longer listed says what became of it, and comes back with its change', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  const notes = changes!.rows[0]!.indexOf('Notes')
  for (const row of changes!.rows.slice(1)) row[notes] = `note on ${row[0]}`
  changes!.rows.push(['call the pharmacy'])
  const later = await run(study(second, third), saved([changes!]))
  const [, left] = await sheetsOf(later.bytes)
  expect(left!.name).toBe('No longer listed')
  expect(left!.rows.slice(1).map(row => row.slice(0, 2))).toEqual([
    ['Q9000', 'Another change of the code took its place: see Q9000 on the sheet Changes.'],
    ['Q9002', 'Another change of the code took its place: see Q9002 on the sheet Changes.'],
    ['Q9001', 'Another change of the code took its place: see Q9001 on the sheet Changes.'],
    ['Q9003', 'Not a change between these two files.'],
    ['A9', 'Another change of the code took its place: see A9 on the sheet Changes.'],
    ['call the pharmacy', 'A row of your own.'],
  ])
  // Struck and inserted words are told apart, though the looks of a cell are lost as it is read.
  const wordings = left!.rows.map(row => row[left!.rows[0]!.indexOf('Long descriptor')]!)
  expect(wordings.some(text => text.includes('[struck: '))).toBe(true)
  const narrowed = await run(study(first, second, 'Q9003'), later.bytes)
  const fates = (await sheetsOf(narrowed.bytes))[1]!.rows.map(row => row[1])
  expect(fates[1]).toBe('Still a change, but not among what this comparison was narrowed to.')
  const otherwise = await run(study(second, third, 'Q9003'), saved([changes!]))
  expect((await sheetsOf(otherwise.bytes))[1]!.rows.map(row => row[1])[2]).toBe(
    'The code changed in another way, not among what this comparison was narrowed to.',
  )
  const back = await sheetsOf((await run(between, narrowed.bytes)).bytes)
  expect(back[0]!.rows.slice(1).map(row => row[notes])).toEqual(
    ['Q9000', 'Q9002', 'Q9001', 'Q9003', 'A9'].map(code => `note on ${code}`),
  )
  expect(back[1]!.rows.slice(1).map(row => row[0])).toEqual(['call the pharmacy'])
})

test('a row of a person’s own may say anything in the column of ids, and is kept with all its cells', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  const at = changes!.rows[0]!.indexOf('Id')
  const own = (code: string, id: string) => [code, ...Array<string>(at - 1).fill(''), id]
  changes!.rows.push(own('Total', 'end'), own('Z1111', 'manual'))
  changes!.rows.unshift(own('My changes', 'as of May'))
  const { bytes, carried } = await run(between, saved([changes!]))
  expect(carried!.dropped).toBe(0)
  const [made, left] = await sheetsOf(bytes)
  expect(made!.rows).toHaveLength(1 + between.items.length)
  const kept = left!.rows.slice(1).map(row => row.filter(cell => cell !== ''))
  expect(kept).toEqual([
    ['My changes', 'A row of your own.', 'as of May'],
    ['Total', 'A row of your own.', 'end'],
    ['Z1111', 'A row of your own.', 'manual'],
  ])
  expect((await run(between, bytes)).bytes).toEqual(bytes)
})

test('an id in capitals, or with blanks around it, is that of the same change', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  const [id, notes] = ['Id', 'Notes'].map(head => changes!.rows[0]!.indexOf(head)) as [number, number]
  for (const row of changes!.rows.slice(1)) {
    row[id] = ` ${row[id]!.toUpperCase()}\u00a0`
    row[notes] = `note on ${row[0]}`
  }
  const { bytes } = await run(between, saved([changes!]))
  const [made, ...others] = await sheetsOf(bytes)
  expect(made!.rows.slice(1).map(row => [row[id], row[notes]])).toEqual(
    workItems(between).map(item => [changeId(item), `note on ${item.code}`]),
  )
  expect(others).toEqual([])
})

test('what stands in cells that are merged over several rows is written beside each of these changes', async () => {
  const { bytes } = await run(between)
  const files = unzipSync(bytes)
  const [path, owner] = ['xl/worksheets/sheet1.xml', '<c r="F3" t="inlineStr"><is><t>Ann</t></is></c>']
  const xml = strFromU8(files[path]!).replace(/<c r="F3"[^>]*\/>/, owner)
  const merged = xml.replace(/<autoFilter[^>]*>/, '$&<mergeCells><mergeCell ref="F3:F5"/></mergeCells>')
  const old = zipSync({ ...files, [path]: strToU8(merged) })
  const [made, ...others] = await sheetsOf((await run(between, old)).bytes)
  expect(made!.rows.map(row => row[5])).toEqual(['Owner', '', 'Ann', 'Ann', 'Ann', ''])
  expect(others).toEqual([])
})

test('the heads Code and Id are found in other capitals and with blanks around them, but not above what is no id', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  const [heads, first] = changes!.rows
  first![heads!.indexOf('Notes')] = 'mine'
  const at = heads!.indexOf('Id')
  heads!.splice(0, 1, ' code')
  heads!.splice(at, 1, 'ID ')
  const staff = {
    name: 'Staff',
    rows: [
      ['ID', 'CODE'],
      ['7', 'x'],
    ],
  }
  const { bytes, carried } = await run(between, saved([changes!, staff]))
  expect([carried!.added, carried!.left]).toEqual([[], []])
  const [made, ...others] = await sheetsOf(bytes)
  expect(made!.rows.flat()).toContain('mine')
  expect(others).toEqual([staff])
})

test('a day that Excel keeps as a number is read as the day', async () => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  changes!.rows[1]![changes!.rows[0]!.indexOf('Due')] = '2027-01-15'
  const { bytes } = await run(between, saved([changes!]))
  const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)
  expect(xml).toMatch(/<c r="H2" s="4"><v>46402<\/v><\/c>/)
  const again = await sheetsOf((await run(between, bytes)).bytes)
  expect(again[0]!.rows[1]![7]).toBe('2027-01-15')
})

test.each([
  ['Added', 10],
  ['Kind', 12],
  ['When', 10],
  ['Severity', 2],
  ['Between', 9],
  ['Between', 10],
  ['Moved', 0],
  ['Code', 0],
  ['Code', 1],
  ['Id', 0],
  ['Id', 10],
  ['What became of it', 1],
])('a column “%s” of a person’s own, at place %i, is not taken for that of the program', async (head, place) => {
  const [changes] = await sheetsOf((await run(between)).bytes)
  for (const [index, row] of changes!.rows.entries())
    row.splice(place, 0, index === 0 ? head : index === 2 ? 'theirs' : '')
  const { bytes, carried } = await run(between, saved([changes!]))
  const [made, ...others] = await sheetsOf(bytes)
  expect(made!.rows[0]![made!.rows[2]!.indexOf('theirs')]).toBe(`${head} (yours)`)
  expect(others).toEqual([])
  const again = await run(between, bytes)
  expect(again.carried!.added.map(one => one.head)).toEqual(carried!.added.map(one => one.head))
  expect(again.bytes).toEqual(bytes)
})

test.each([[false], [true]])('a list with its columns in an older order is carried on, own list: %s', async isOwn => {
  const of = study(first, second, '', isOwn)
  const { bytes } = await run(of)
  const [changes] = await sheetsOf(bytes)
  const from = changes!.rows[0]!.indexOf('Severity')
  for (const row of changes!.rows) row.splice(2, 0, ...row.splice(from, 1))
  expect(changes!.rows[0]!.slice(0, 4)).toEqual(['Code', 'Change', 'Severity', 'Long descriptor'])
  const { sheets } = await readSheets('list.xlsx', saved([changes!]))
  expect(isWrittenIn(findWorkList(sheets!)!, madeHeads(changes!.rows[0]!))).toBe(false)
  changes!.rows[1]![changes!.rows[0]!.lastIndexOf('Notes')] = 'mine'
  const again = await run(of, saved([changes!]))
  expect([again.carried!.added, again.carried!.left]).toEqual([[], []])
  const [made] = await sheetsOf(again.bytes)
  expect(made!.rows[1]![made!.rows[0]!.indexOf('Notes')]).toBe('mine')
})

test('rows are as high as the lines that their longest text takes', () => {
  const heights = (text: string, width: number) => {
    const bytes = makeWorkbook([{ name: 'a', columns: [{ width }], rows: [['Head'], [text]], title: 'a' }])
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)
    return Number(/<row r="2" ht="([\d.]+)"/.exec(xml)![1]) / 12.75
  }
  expect(heights('', 12)).toBe(1)
  expect(heights('from January 1, 2026', 12)).toBe(2)
  expect(heights('ends December 31, 2025', 12)).toBe(3)
  expect(heights('1'.repeat(30), 10.8)).toBe(3)
  expect(heights('a\nb', 12)).toBe(2)
})

test('the Word form has several own columns in one, room to write, and a short descriptor that changed', () => {
  const { shares, tree } = makeWorkTable(study(first, second, '', true), 'Title', undefined)
  const table = tree.children.find(node => node.type === 'table')!
  const rows = table.children.map(row => row.children.map(cell => plainText(cell)))
  expect(rows[0]).toEqual([...['Code', 'Change', 'Descriptor', 'When', 'My list', 'Owner', 'Decision', 'Due', 'Notes']])
  expect(rows[1]![4]).toBe('Number: 4401HCPCS: Q9000Owner: AnnNotes: -1—Number: 4402HCPCS: Q9000-JWOwner: Bob')
  const inches = shares.slice(-4).map(share => Math.round(102 * share) / 10)
  expect(inches).toEqual([0.9, 0.9, 0.9, 1.2])
  const all = makeWorkTable(between, 'Title', undefined).tree.children.find(node => node.type === 'table')!
  const said = new Map(all.children.map(({ children }) => [plainText(children[0]!), plainText(children[2]!)]))
  expect(said.get('Q9000')).not.toContain('Short:')
  expect(said.get('Q9002')).toContain('Short: ')
  expect(said.get('Q9003')).toContain('Short: ')
})

test('two columns of one head in a list stay two in every run', async () => {
  const twice = toOwnList([
    ['HCPCS', 'Note', 'Note'],
    ['Q9000', 'a', 'b'],
  ])!
  const of = studyReleases([first, second], { codes: [], kinds: [], severities: [] }, [], {
    name: 'mine.csv',
    list: twice,
  })
  const { bytes } = await run(of)
  const again = await run(of, bytes)
  expect(again.carried!.added).toEqual([])
  expect(again.bytes).toEqual(bytes)
})

/** What a person does with a workbook; each text has letters of its own, by which it is found again. */
const act = fc.record({
  what: fc.constantFrom('write', 'write', 'write', 'column', 'row', 'total', 'twin', 'sheet', 'sort', 'title'),
  sheet: fc.nat(3),
  row: fc.nat(8),
  column: fc.nat(60),
  head: fc.constantFrom('Ticket', 'What became of it', 'Notes (yours)', '', ...workListHeads(between.own)),
  text: fc.constantFrom('a', '=1+1', "'x", '-', '\u0007', '_x0007_', 'a\nb', '\r', '✔️', '\u{1f600}', '\ud800', '  '),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function perform(sheets: { name: string; rows: string[][] }[], { what, row, column, head, ...at }: Act, text: string) {
  const { name, rows } = sheets[at.sheet % sheets.length]!
  const isList = rows[0]?.includes('Id') && rows[0].includes('Code')
  const line = rows[1 + (row % Math.max(1, rows.length - 1))]
  const written = ['Owner', 'Decision', 'Notes', 'Ticket'].map(one => rows[0]!.indexOf(one)).filter(index => index >= 0)
  if (what === 'sheet') sheets.push({ name: `${name.slice(0, 20)} ${sheets.length}`, rows: [[text]] })
  else if (!isList || what === 'row') rows.push([text])
  else if (what === 'total') rows.push(rows[0]!.map(one => (one === 'Id' ? text : '')))
  else if (what === 'title') rows.unshift([text])
  else if (what === 'column') {
    const place = column % (rows[0]!.length + 1)
    for (const [index, one] of rows.entries()) {
      while (one.length < place) one.push('')
      one.splice(place, 0, index === 0 ? head : index === 1 ? text : '')
    }
  } else if (what === 'sort') rows.splice(1, rows.length, ...rows.slice(1).reverse())
  else if (!line || written.length === 0) rows.push([text])
  else if (what === 'twin') rows.push(line.map((cell, index) => (index === written[0] ? text : cell)))
  else line[written[column % written.length]!] = text
}

test('whatever people write is there after any number of runs', async () => {
  const studies = [between, study(first, third), study(second, third), study(first, second, 'Q9003')]
  studies.push(study(first, second, '', true))
  const step = fc.tuple(fc.nat(studies.length - 1), fc.array(act, { maxLength: 5 }))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async steps => {
      let [bytes, number] = [(await run(between)).bytes, 0]
      let standing: string[] = []
      for (const [which, acts] of steps) {
        const sheets = await sheetsOf(bytes)
        for (const one of acts) perform(sheets, one, `${one.text}w${number++}w`)
        standing = textsOf(sheets).flatMap(text => text.match(/w\d+w/g) ?? [])
        const before = saved(sheets)
        bytes = (await run(studies[which]!, before)).bytes
        const found = new Set(textsOf(await sheetsOf(bytes)))
        const own = textsOf(await sheetsOf(before)).filter(text => /w\d+w/.test(text))
        expect(own.filter(text => !found.has(text))).toEqual([])
        expect(new Set(own.flatMap(text => text.match(/w\d+w/g)!))).toEqual(new Set(standing))
      }
    }),
    { numRuns: RUNS },
  )
})

function textsOf(sheets: readonly { rows: readonly string[][] }[]): string[] {
  return sheets.flatMap(({ rows }) => rows.flat())
}
