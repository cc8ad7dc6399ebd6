import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { strFromU8, unzipSync } from 'fflate'
import { HtmlValidate } from 'html-validate'
import readXlsx from 'read-excel-file/node'
import { VFile } from 'vfile'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { compareReleases } from '../../src/release/compare.ts'
import { listItems, narrow, parseCodes } from '../../src/release/items.ts'
import { readCsv } from '../../src/release/read/csv.ts'
import type { ComparedItem, ComparisonStudy } from '../../src/release/types.ts'
import { toRows } from '../../src/render/comparison/columns.ts'
import { toComparisonJson } from '../../src/render/comparison/json.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toPage } from '../../src/render/report.ts'
import { toCsv } from '../../src/render/tables/csv.ts'
import { toXlsx } from '../../src/render/tables/xlsx.ts'
import { decodeHtml } from '../support/html.ts'
import { filesOf, root } from '../support/project.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(`${root}/schemas/comparison-2.schema.json`, 'utf8')),
)

/** Descriptors that would be markup, a formula or an end of a cell if a format let them. */
const nasty = [
  '<script>alert(1)</script> | a',
  '=1+1',
  '@SUM(A1)',
  ' -2',
  'a "quoted", b',
  '[struck: x] *b* _c_ `d`',
  '{{{x}}}',
  'a \\| b',
]

const made = release(
  [
    record('Q9000', { long: 'Sample, 10 mg' }),
    record('Q9001', { terminated: '2018-12-31' }),
    ...nasty.map((long, index) => record(`Q91${10 + index}`, { long, short: long })),
  ],
  { sha256: '0'.repeat(64), edition: { period: '2018', from: 'file name' } },
)
const madeLater = release(
  [
    record('Q9000', { long: 'Sample, 20 mg', actionCode: 'C', fields: { COV: 'C' } }),
    record('Q9001'),
    ...nasty.map((long, index) => record(`Q91${10 + index}`, { long: `${long} more`, short: long })),
    ...nasty.map((long, index) => record(`Q92${10 + index}`, { long, added: '2019-01-01' })),
  ],
  { sha256: '1'.repeat(64), edition: { period: '2019-01', from: 'latest date' } },
)

function study(current = made, proposed = madeLater, all = true): ComparisonStudy {
  const comparison = compareReleases(current, proposed)
  const items = listItems(comparison)
  return {
    current,
    proposed,
    comparison,
    items: all ? items : narrow(items, { codes: [], kinds: [], severities: [] }),
    within: items,
    asked: [],
  }
}

/** Both wordings of each item that a format shows as a redline. */
const reworded = (items: readonly ComparedItem[]) => items.filter(({ change }) => change?.long !== undefined)
const wordings = (items: readonly ComparedItem[]) =>
  reworded(items).map(({ current, proposed }) => ({ current: current!.long, proposed: proposed!.long }))

function csvRows(of: ComparisonStudy): readonly string[][] {
  const text = toCsv(toRows(of.items))
  expect(text.startsWith('\uFEFF"Code","Kind",')).toBe(true)
  return readCsv(text.slice(1), new VFile({ path: 'csv' }))
    .slice(1)
    .map(({ cells }) => [...cells])
}

const workbook = (of: ComparisonStudy) => toXlsx(toRows(of.items), { sheet: 'Changes', csv: 'comparison.csv' })

function page(of: ComparisonStudy): string {
  const file = new VFile()
  const { title, tree } = makeComparison(of, templates, file)
  expect(file.messages).toEqual([])
  return toPage(tree, title, templates, 'comparison')
}

/** The text of the long descriptor's cell of each row that has a redline in it. */
function redlinesOfPage(html: string): string[] {
  const rows = [...html.matchAll(/<tr data-code="[^"]+" data-kinds="[^"]*\blong\b[^"]*"[\s\S]*?<\/tr>/g)].map(
    ([row]) => row,
  )
  return rows.map(row => decodeHtml(/<td>([\s\S]*?)<\/td>/.exec(row)![1]!))
}

const cases: [string, () => Promise<ComparisonStudy>][] = [
  ['made by hand', async () => study()],
  ...(haveReleases
    ? ([['2018 → 2019', async () => study(await real(annual2018), await real(annual2019), false)]] as never)
    : []),
]

describe.each(cases)('a comparison, %s', (_, make) => {
  let of: ComparisonStudy
  beforeAll(async () => {
    of = await make()
  })

  test('is JSON of the shipped schema, and its segments give both wordings back', () => {
    const json = JSON.parse(toComparisonJson(of))
    expect(validate(json) ? [] : validate.errors).toEqual([])
    expect(json.items).toHaveLength(of.items.length)
    const join = (segments: { type: string; text: string }[], but: string) =>
      segments
        .filter(({ type }) => type !== but)
        .map(({ text }) => text)
        .join('')
    const found = json.items
      .filter((item: { long: unknown }) => item.long !== null)
      .map(({ long }: { long: { segments: [] } }) => {
        return { current: join(long.segments, 'insertion'), proposed: join(long.segments, 'deletion') }
      })
    expect(found).toEqual(wordings(of.items))
  })

  test('is CSV in which no cell is a formula and each redline gives both wordings back', () => {
    const rows = csvRows(of)
    expect(rows).toHaveLength(of.items.length)
    expect(rows.flat().filter(cell => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([])
    const plain = (cell: string) => cell.replace(/^'(?=\s*[=+\-@])/, '')
    const redlined = rows.filter(row => row[7] !== '')
    expect(redlined.map(row => recoverWordings(plain(row[7]!)))).toEqual(wordings(of.items))
    expect(redlined.map(row => ({ current: plain(row[5]!), proposed: plain(row[6]!) }))).toEqual(wordings(of.items))
  })

  test('is a workbook with the rows of the CSV, every cell a text, and the same bytes each time', async () => {
    const bytes = await workbook(of)
    const [sheet] = await readXlsx(Buffer.from(bytes), { trim: false })
    const cells = (row: readonly unknown[]) => row.map(cell => cell ?? '')
    expect(sheet!.data.map(cells)).toEqual(toRows(of.items))
    expect(strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)).not.toMatch(/<f>|<v>/)
    expect(await workbook(of)).toEqual(bytes)
  })

  test('is a workbook whose head and codes stay in sight, with a filter over all of it', async () => {
    const sheet = strFromU8(unzipSync(await workbook(of))['xl/worksheets/sheet1.xml']!)
    expect(sheet).toContain(`</sheetData><autoFilter ref="A1:T${of.items.length + 1}"/>`)
    expect(sheet).toMatch(/<pane xSplit="1" ySplit="1" topLeftCell="B2" [^>]*state="frozen"/)
    const heights = Array.from(sheet.matchAll(/\bht="([\d.]+)"/g), match => Number(match[1]))
    expect(Math.max(...heights)).toBeLessThanOrEqual(409)
  })

  test('is a page that is valid, loads nothing, and whose redlines give both wordings back', async () => {
    const html = page(of)
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } })
    const report = await validator.validateString(html)
    expect(
      report.results
        .flatMap(({ messages }) => messages.map(one => `${one.line}: ${one.ruleId} ${one.message}`))
        .slice(0, 5),
    ).toEqual([])
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(html).not.toMatch(/<(?:img|link|iframe|object)\b|\bsrc=|\bon\w+=|url\(|@import/i)
    const shown = redlinesOfPage(html).map(recoverWordings)
    const byText = (one: { current: string }, other: { current: string }) => (one.current < other.current ? -1 : 1)
    const once = new Map(shown.map(one => [one.current, one]))
    expect([...once.values()].sort(byText)).toEqual(
      [...new Map(wordings(of.items).map(one => [one.current, one])).values()].sort(byText),
    )
  })

  test('shows all without script: the filter is hidden until the script shows it', () => {
    const html = page(of)
    expect(html).toMatch(/<form class="filter" id="filter"[^>]* hidden>/)
    expect(html.split('<script>')[0]).not.toMatch(/<tr[^>]* hidden/)
    const codes = [...html.matchAll(/<tr data-code="([^"]+)"/g)].map(match => match[1])
    expect(new Set(codes)).toEqual(new Set(of.items.map(({ code }) => code)))
  })
})

test('what a cell of a workbook cannot hold is said, and what it would read as a character is escaped', async () => {
  const [one, other] = ['a'.repeat(33_000), 'b_x000D_ c _X0041_']
  const of = study(release([]), release([record('Q9000', { long: one }), record('Q9001', { long: other })]))
  const sheet = strFromU8(unzipSync(await workbook(of))['xl/worksheets/sheet1.xml']!)
  expect(sheet).toContain(
    '>33000 characters, more than a cell can hold: the format csv (comparison.csv) has all of it</t>',
  )
  expect(sheet).toContain('>b_x005F_x000D_ c _x005F_X0041_</t>')
})

test('a wording never becomes markup in Markdown', () => {
  const { tree } = makeComparison(study(), templates, new VFile())
  const markdown = toMarkdown(tree)
  expect(markdown).not.toMatch(/(?<!\\)<script>/)
  expect(
    markdown
      .split('\n')
      .filter(line => line.startsWith('| **Q9'))
      .every(line => /[^\\]\|$/.test(line)),
  ).toBe(true)
})

test('what moves is named beside the redline, in the page and in the table', () => {
  const [one, other] = ['Dressing, each, sterile, any size', 'Dressing, sterile, any size, each']
  const of = study(release([record('Q9000', { long: one })]), release([record('Q9000', { long: other })]))
  expect(toRows(of.items).map(row => row.at(-3))).toEqual(['Moved', 'each'])
  expect(toMarkdown(makeComparison(of, templates, new VFile()).tree)).toContain('clause; moved: “each” |')
})

test('a release compared with itself has no items', () => {
  expect(study(made, { ...made, records: made.records.map(each => ({ ...each })) }).items).toEqual([])
})

describe('narrowing', () => {
  const items = listItems(compareReleases(made, madeLater))

  test.each([
    ['Q9000', ['Q9000']],
    ['q9000 – Q9001', undefined],
    ['Q9000-Q9001', ['Q9000', 'Q9001']],
    ['Q90*', ['Q9000', 'Q9001']],
    ['J*', []],
    ['', undefined],
    ['Q2041-A1', undefined],
  ])('%j', (text, expected) => {
    const codes = parseCodes(text)
    if (typeof codes === 'string') expect(expected).toBeUndefined()
    else expect(narrow(items, { codes, kinds: [], severities: [] }).map(({ code }) => code)).toEqual(expected)
  })

  test('every item is found by each of its kinds and by its severity', () => {
    for (const item of items) {
      for (const kind of item.kinds)
        expect(narrow(items, { codes: [], kinds: [kind], severities: [item.severity] })).toContain(item)
    }
  })
})
