import type { Browser, Page } from 'playwright-core'
import { VFile } from 'vfile'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { toOwnList } from '../../src/release/own-list.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { ComparisonStudy } from '../../src/release/types.ts'
import { toPage } from '../../src/render/report.ts'
import { record, release } from '../release/made-releases.ts'
import { canRun } from '../support/peers.ts'
import { filesOf } from '../support/project.ts'
import { open, openPage } from './open.ts'
import { axeFaults } from './workbench-page.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)

const pair = [
  release([
    record('J9000', { long: 'Injection, sample, 10 mg' }),
    record('J9001', { long: 'Car-positive sample, one each' }),
    record('J9002', { long: 'Sample without a device' }),
    record('Q9003'),
    record('Q9004', { terminated: '2017-12-31' }),
  ]),
  release([
    record('J9000', { long: 'Injection, sample, 20 mg', actionCode: 'C', actionEffective: '2019-04-01' }),
    record('J9001', { long: 'Car-positive sample; one each' }),
    record('J9002', { long: 'Sample with a device', actionCode: 'C', actionEffective: '2019-01-01' }),
    record('Q9003', { terminated: '2018-12-31' }),
    record('Q9004', { terminated: '2017-12-31' }),
    record('Q9005', { long: '<b>New</b> sample', added: '2019-04-01' }),
    record('Q9006', { long: 'New cells', added: '2019-01-01' }),
  ]),
] as const

const everything = { codes: [], kinds: [], severities: [] }
const PRICES = ['1,072.51', '$8,367.30', '243.17', '', '(12.00)', '99.5']
const list = toOwnList([
  ['Number', 'HCPCS', 'Department', 'Price'],
  ...['J9000', 'J9001', 'J9002', 'Q9003', 'Q9004', 'Q9999'].map((code, index) => [
    `${index + 8}`,
    code,
    'Pharmacy',
    PRICES[index]!,
  ]),
])!

function pageOf(isOwn: boolean): { name: string; html: string } {
  return made(studyReleases(pair, everything, [], isOwn ? { name: 'mine.csv', list } : undefined))
}

function made(study: ComparisonStudy): { name: string; html: string } {
  const { title, tree } = makeComparison(study, templates, new VFile())
  return { name: 'comparison', html: toPage(tree, title, templates, 'comparison') }
}

const hydromorphone = { long: 'Injection, hydromorphone, up to 4 mg' }
const replacedPair = [
  release([
    record('J1170', hydromorphone),
    record('J1172', { long: 'Injection, sample, 5 mg' }),
    ...['Q9003', 'Q9007', 'Q9008'].map(code => record(code)),
  ]),
  release([
    record('J1172', { long: 'Injection, sample, 10 mg' }),
    ...['Q9007', 'Q9008'].map(code => record(code)),
    record('J1170', { ...hydromorphone, terminated: '2018-12-31' }),
    record('J1171', { long: 'Injection, hydromorphone, 0.1 mg', added: '2019-01-01' }),
    record('Q9003', { terminated: '2018-12-31' }),
  ]),
] as const

/** A list of codes of which some did not change, and one is new only in the release. */
const someList = toOwnList([
  ['HCPCS', 'Department', 'Price'],
  ['J1170', 'Oncology', '1,072.51'],
  ['Q9003', 'ED 4500', '$8,367.30'],
  ['Q9007', 'Wound care', '243.17'],
  ['Q9008', 'Wound care', ''],
  ['J1172', 'Pharmacy', '99.5'],
])!

/** Of five codes, four have a clause alike, and one of these has another dose, too; a fifth has only another dose. */
const grafts = ['Q9011', 'Q9012', 'Q9013', 'Q9014']
const alikePair = [
  release([
    ...grafts.map(code => record(code, { long: `Graft, 10 mg, from sample ${code}, each` })),
    record('J9020', { long: 'Sample, 10 mg' }),
    record('J9021', { long: 'Sample vial' }),
  ]),
  release([
    ...grafts.map((code, index) =>
      record(code, { long: `Graft, ${index < 3 ? 10 : 20} mg, from sample ${code}, each (add-on, list separately)` }),
    ),
    record('J9020', { long: 'Sample, 20 mg' }),
    record('J9021', { long: 'Sample bottle' }),
  ]),
] as const

/** The same releases, of two editions. */
function pageBetween(from: string, to: string): { name: string; html: string } {
  const periods = [from, to]
  const [current, proposed] = pair.map((one, index) => ({
    ...one,
    edition: { period: periods[index]!, from: 'file name' as const },
  }))
  return made(studyReleases([current!, proposed!]))
}

const [plain, own] = [pageOf(false), pageOf(true)]
const alike = made(studyReleases(alikePair))
const mixed = made(studyReleases(replacedPair, everything, [], { name: 'some.csv', list: someList }))
const narrowed = made(
  studyReleases(replacedPair, { ...everything, kinds: ['terminated'], words: 'injection' }, [], {
    name: 'some.csv',
    list: someList,
  }),
)
const replaced = made(studyReleases(replacedPair))

describe.skipIf(!canRun(browserPath))('the page of a comparison', () => {
  let browser: Browser
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    browser = await launch()
    page = await openPage(browser)
    page.on('pageerror', error => faults.push(String(error)))
  })
  afterAll(async () => {
    await browser.close()
    expect(faults).toEqual([])
  })
  beforeEach(() => open(page, plain))

  const codes = () =>
    page.locator('tr[data-code]:visible').evaluateAll(all => all.map(one => (one as HTMLElement).dataset.code))
  const headings = () => page.locator('main h2:visible').allTextContents()
  const why = () => page.locator('#why').textContent()
  const shown = () => page.locator('output').textContent()
  const search = (words: string) => page.getByLabel('Words or codes').fill(words)

  test.each([
    ['without a list', plain],
    ['with one', own],
  ])('has no fault that axe knows, %s, at 1200 and at 320 pixels, in light and dark', async (_, made) => {
    for (const width of [1200, 320]) {
      await open(page, made, { width })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeFaults(page)).toEqual([])
        await search('nowhere')
        expect(await axeFaults(page)).toEqual([])
        await page.getByRole('button', { name: 'Show all' }).click()
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  })

  test('searches the wordings before and after, and no words of a redline', async () => {
    for (const [words, expected] of [
      ['10 MG', ['J9000']],
      ['20 mg', ['J9000']],
      ['1020', []],
      ['struck', []],
      ['without', ['J9002']],
      ['<b>new', ['Q9005']],
      ['sample each', ['J9001']],
    ] as const) {
      await search(words)
      expect([words, await codes()]).toEqual([words, expected])
    }
    expect(await shown()).toBe('1 of 6 codes')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(shown).toBe('6 codes')
  })

  test('leaves no heading without rows, and says how many of them there are', async () => {
    const before = await headings()
    await page.getByLabel('Codes', { exact: true }).fill('J9000-J9001, Q9005')
    expect(await headings()).toEqual([
      'Reworded: a number, a unit, or the polarity (1 of 2)',
      'Added (1 of 2)',
      'Reworded: punctuation, hyphens, and case (1 of 1)',
      'Changed, though the action code says “no maintenance”',
      'The files',
    ])
    expect(await page.getByText('J9001 (long)').isVisible()).toBe(true)
    await page.getByLabel('What changed').selectOption('added')
    expect(await headings()).toEqual(['Added (1 of 2)', 'The files'])
    await page.getByRole('link', { name: 'Discontinued' }).click()
    expect(await headings()).toEqual(before)
  })

  test.each([
    ['car-t', 'No row on this page has “car-t”. Words that come near, and that stand here: car-positive'],
    ['sampel', 'No row on this page has “sampel”.'],
    ['devise', 'No row on this page has “devise”. Words that come near, and that stand here: device'],
    ['xylophone', 'No row on this page has “xylophone”.'],
    ['mg device', 'Each of these words is on this page, but no row has all of them.'],
  ])('says why nothing is shown for %s', async (words, sentence) => {
    await search(words)
    expect(await why()).toBe(sentence)
    expect(await codes()).toEqual([])
  })

  test('shows the codes of a word that it suggests', async () => {
    await search('car-t')
    await page.getByRole('button', { name: 'car-positive' }).click()
    expect([await codes(), await why()]).toEqual([['J9001'], ''])
  })

  test('says which code cannot be read, which is not there, and what excludes what', async () => {
    await page.getByLabel('Codes', { exact: true }).fill('J1-')
    expect(await why()).toContain('“J1-” is no code and no range of codes.')
    await page.getByLabel('Codes', { exact: true }).fill('Q9003-Q9002x')
    expect(await why()).toContain('no range of codes')
    await page.getByLabel('Codes', { exact: true }).fill('J1234')
    expect(await why()).toContain('No change on this page is of such a code.')
    await page.getByLabel('Codes', { exact: true }).fill('J*')
    await page.getByLabel('What changed').selectOption('added')
    expect(await why()).toBe(
      'Nothing is all of that at once: of the codes on this page, 3 are of these codes, 2 are “added”.',
    )
  })

  test('offers only what there is', async () => {
    const offered = await page.getByLabel('What changed').locator('option').allTextContents()
    expect(offered).toEqual(['all', 'added', 'discontinued', 'long descriptor', 'changed under “no maintenance”'])
    await open(page, own)
    expect(await page.getByLabel('What changed').locator('option').allTextContents()).toContain(
      'of your list, in neither file',
    )
  })

  test('sorts each table by each of its columns, days as days', async () => {
    const table = page.locator('.table', { hasText: 'Q9005' })
    const order = () => table.locator('tr[data-code] th').allTextContents()
    const head = table.locator('th', { hasText: 'Added' })
    for (const [state, expected] of [
      ['ascending', ['Q9006', 'Q9005']],
      ['descending', ['Q9005', 'Q9006']],
      [null, ['Q9005', 'Q9006']],
    ] as const) {
      await head.getByRole('button').click()
      expect([await order(), await head.getAttribute('aria-sort')]).toEqual([expected, state])
    }
  })

  test('explains its terms where they stand', async () => {
    const text = (await page.locator('main').textContent())!
    expect(text).toContain('The polarity is whether something is in or out.')
    expect(text).toContain(
      '“Touches” names what the edits change: number (a number, in digits or in words), polarity (',
    )
    expect(text).toContain('“Touches” names what the edits change: punctuation (commas and other marks).')
  })

  const groups = () =>
    page.locator('tr[data-alike]:visible').evaluateAll(all => all.map(({ children }) => children[0]!.textContent))
  const byCodes = (typed: string) => page.getByLabel('Codes', { exact: true }).fill(typed)

  test('filters a row for several codes by its codes, and counts what is shown', async () => {
    await open(page, alike)
    expect(await groups()).toEqual(['4 codes'])
    const lists = async () => (await headings()).filter(one => one.startsWith('Reworded'))
    for (const [typed, rows, heads] of [
      ['J9*', [], ['Reworded: a number, a unit, or the polarity (1 of 2)', 'Reworded: other words (1 of 4)']],
      ['Q9012', ['1 of 4 codes'], ['Reworded: other words (1 of 4)']],
      [
        'Q9014',
        ['1 of 4 codes'],
        [
          'Reworded: a number, a unit, or the polarity (1 of 2)',
          'Reworded: other words (0 of 4, and 1 listed elsewhere)',
        ],
      ],
    ] as const) {
      await byCodes(typed)
      expect([typed, await groups(), await lists()]).toEqual([typed, rows, heads])
    }
    await page.getByRole('button', { name: 'Show all' }).click()
    await search('q9013')
    expect([await groups(), await codes(), await shown()]).toEqual([['1 of 4 codes'], ['Q9013'], '1 of 6 codes'])
    const line = 'The whole redlines of 3 codes that change alike'
    expect(await page.locator('summary').textContent()).toBe(`${line}: 1 of them`)
    await search('')
    await page.getByLabel('Severity').selectOption('critical')
    expect([await groups(), await codes()]).toEqual([[], ['J9020', 'Q9014']])
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(groups).toEqual(['4 codes'])
    expect(await page.locator('summary').textContent()).toBe(line)
  })

  test('searches all that a row shows: codes, columns of a list, replacements', async () => {
    await open(page, mixed)
    for (const [words, expected] of [
      ['j1172', ['J1172']],
      ['Oncology', ['J1170']],
      ['ED 4500', ['Q9003']],
      ['J1171', ['J1170', 'J1170']],
    ] as const) {
      await search(words)
      expect([words, await codes()]).toEqual([words, expected])
    }
  })

  test('finds a replacement by either of its codes', async () => {
    await open(page, mixed)
    for (const code of ['J1170', 'J1171']) {
      await byCodes(code)
      expect([code, await page.getByRole('row', { name: 'J1170 J1171' }).isVisible()]).toEqual([code, true])
      expect([code, (await headings()).includes('Likely replacements (1 of 1)')]).toEqual([code, true])
    }
  })

  test.each([
    ['Q9007', 'Q9007 is among the 2 untouched of your list: the same wording, and not said to have ended.'],
    ['Q900*', ''],
    ['Q9009', 'Neither your list nor this page has Q9009.'],
    [
      'Q9007-Q9008, J1234',
      'Q9007 and Q9008 are among the 2 untouched of your list: the same wording, and not said to have ended. Neither your list nor this page has J1234.',
    ],
    ['J1170, Q9008', 'Q9008 is among the 2 untouched of your list: the same wording, and not said to have ended.'],
  ])('says what became of a code of one’s own that did not change: %s', async (typed, sentence) => {
    await open(page, mixed)
    await byCodes(typed)
    expect(await why()).toBe(sentence)
    if (!/^\w+$/.test(typed)) return
    await byCodes('')
    await search(typed.toLowerCase())
    expect(await why()).toBe(sentence)
  })

  test('says that a code of one’s own changed otherwise than was asked for, and that the list is narrowed', async () => {
    await open(page, narrowed)
    await byCodes('J1172')
    expect(await why()).toBe('J1172 is in your list and affected, but this page is narrowed to other changes.')
    await byCodes('Q9007')
    expect(await why()).toBe('Neither the part of your list that was asked for nor this page has Q9007.')
  })

  test('sorts amounts as numbers, and what is none behind them', async () => {
    await open(page, own)
    const prices = async () => {
      const table = page.locator('.table', { has: page.locator('#J9000') })
      await table.getByRole('button', { name: 'Price' }).click()
      return table.locator('tbody tr td:last-child').allTextContents()
    }
    expect(await prices()).toEqual(['243.17', '1,072.51'])
    expect(await prices()).toEqual(['1,072.51', '243.17'])
  })

  test('sets its counts side by side on a wide screen, the search within its first 900 pixels, and one below the other elsewhere', async () => {
    const tables = () =>
      page.locator('main > .table').evaluateAll(all => all.slice(0, 4).map(one => one.getBoundingClientRect().toJSON()))
    const isBeside = ({ x, right }: DOMRect, other: DOMRect) => right <= other.x || other.right <= x
    for (const made of [plain, own, mixed]) {
      await open(page, made, { width: 1200 })
      const { y, height } = (await page.getByLabel('Words or codes').boundingBox())!
      expect(y + height).toBeLessThan(900)
      const [first, second, third] = await tables()
      expect([isBeside(first, second), isBeside(second, third), isBeside(first, third)]).toEqual([true, true, false])
      for (const settings of [{ width: 1000 }, { width: 320 }, { width: 1200, media: 'print' }] as const) {
        await open(page, made, settings)
        const below = await tables()
        for (const [index, { y }] of below.slice(1).entries()) expect(y).toBeGreaterThanOrEqual(below[index].bottom)
      }
    }
  })

  test.each([
    ['2018-10', '2019-01', true],
    ['2018-07', '2019-01', false],
    ['2018', '2019', false],
  ])('concludes something from N between %s and %s: %s', async (from, to, does) => {
    await open(page, pageBetween(from, to))
    const heading = 'Changed, though the action code says “no maintenance”'
    expect((await headings()).includes(heading)).toBe(does)
    expect(await page.getByRole('row', { name: heading }).locator('td').textContent()).toBe(does ? '1' : '—')
    expect(await page.getByText('Nothing is concluded from the action code N (no maintenance)').count()).toBe(
      does ? 0 : 1,
    )
    const offered = await page.getByLabel('What changed').locator('option').allTextContents()
    expect(offered.includes('changed under “no maintenance”')).toBe(does)
  })

  test('says what likely stands in for a discontinued code, where anything does', async () => {
    await open(page, replaced)
    const table = page.locator('.table', { has: page.locator('#J1170') })
    const column = (await table.locator('thead th').allTextContents()).indexOf('Instead')
    const cells = await table
      .locator('tbody tr')
      .evaluateAll((all, at) => all.map(row => row.children[at]!.textContent), column)
    expect(cells).toEqual(['J1171 (suggested by wording, 73%; another number or unit)', '—'])
  })

  test('is complete without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const still = await context.newPage()
    await still.setContent(own.html)
    const visible = await still.locator('tr[data-code]:visible').count()
    expect(visible).toBe(6)
    expect(await still.locator('form').isVisible()).toBe(false)
    expect(await still.getByText('Pharmacy').count()).toBe(6)
    expect(await still.getByText('Unknown: in neither file').isVisible()).toBe(true)
    await context.close()
  })

  test('prints without the form', async () => {
    await open(page, own, { media: 'print' })
    expect(await page.locator('form').isVisible()).toBe(false)
  })
})
