import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { makeHistory } from '../../src/document/reports/history.ts'
import { followCodes, makeHistoryTables } from '../../src/document/reports/history-tables.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { Release } from '../../src/release/types.ts'
import { toPage } from '../../src/render/report.ts'
import { record, release } from '../release/made-releases.ts'
import { canRun } from '../support/peers.ts'
import { filesOf } from '../support/project.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)

function edition(period: string, longs: Readonly<Record<string, string>>): Release {
  const records = Object.entries(longs).map(([code, long]) => record(code, { long }))
  return release(records, { name: period, sha256: period, edition: { period, from: 'file name' } })
}

const grafts = { Q9001: 'Alpha graft, each', Q9002: 'Beta graft, each', Q9003: 'Gamma graft, each' }
const later = Object.fromEntries(
  Object.entries(grafts).map(([code, long]) => [code, `${long} (add-on, list separately)`]),
)
const releases = [
  edition('2024-01', { ...grafts, Q9004: 'Sample, 10 mg' }),
  edition('2024-04', { ...later, Q9004: 'Sample, 20 mg' }),
  edition('2024-07', { ...later, Q9004: 'Sample, 20 ml' }),
]

function comparisonPage(): string {
  const [current, proposed] = releases as [Release, Release]
  const study = studyReleases([current, proposed])
  const { title, tree } = makeComparison(study, templates, new VFile())
  return toPage(tree, title, templates, 'comparison')
}

function historyPage(...codes: readonly string[]): string {
  const histories = followCodes(releases, codes)
  const { title, tree } = makeHistory(histories, releases, templates, new VFile(), makeHistoryTables(histories))
  return toPage(tree, title, templates, 'history')
}

describe.skipIf(!canRun(browserPath))('pages of releases', () => {
  let folder: string
  let browser: Browser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'release-pages-'))
    writeFileSync(`${folder}/comparison.html`, comparisonPage())
    writeFileSync(`${folder}/history.html`, historyPage('Q9001', 'Q9004'))
    const many = ['Q9001', 'Q9002', 'Q9003', 'Q9004', 'Q9005', 'Q9006']
    writeFileSync(`${folder}/histories.html`, historyPage(...many))
    browser = await launch()
    page = await browser.newPage()
    page.on('pageerror', error => faults.push(String(error)))
  })

  afterAll(async () => {
    await browser?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
    expect(faults).toEqual([])
  })

  const show = async (name: string) => {
    await page.goto('about:blank')
    await page.goto(pathToFileURL(`${folder}/`).href + name)
  }
  const visible = (selector: string) =>
    page.evaluate(
      wanted =>
        [...document.querySelectorAll<HTMLTableRowElement>(wanted)]
          .filter(row => row.checkVisibility())
          .map(row => row.cells[0]!.innerText),
      selector,
    )

  test('what many codes have alike is folded away, and a code that is filtered for is unfolded', async () => {
    await show('comparison.html')
    expect(await visible('tr[data-code]')).toEqual(['Q9004'])
    await page.getByRole('textbox', { name: 'Codes' }).fill('Q9002')
    expect(await visible('tr[data-code]')).toEqual(['Q9002'])
    expect(await page.locator('output').innerText()).toBe('1 of 4 codes')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => visible('tr[data-code]')).toEqual(['Q9004'])
  })

  test('an address with a code unfolds its row', async () => {
    await show('comparison.html#Q9003')
    expect(await visible('#Q9003')).toEqual(['Q9003'])
  })

  test('two editions of a history are chosen, in either order', async () => {
    await show('history.html')
    const shown = () => visible('tr[data-left]')
    expect(await shown()).toEqual(['Q9001', 'Q9004', 'Q9004', 'Q9004'])
    await page.getByLabel('Left').selectOption('April 2024, 2024-04')
    await page.getByLabel('Right').selectOption('July 2024, 2024-07')
    expect(await shown()).toEqual(['Q9004'])
    await page.getByLabel('Right').selectOption('January 2024, 2024-01')
    expect(await shown()).toEqual(['Q9001', 'Q9004'])
    expect(await page.locator('output').innerText()).toBe('2 redlines, the earlier edition first')
    await page.getByRole('button', { name: 'Show all editions' }).click()
    await expect.poll(async () => (await shown()).length).toBe(4)
  })

  test('a history of many codes lists those that differ between the two editions, and leads to each', async () => {
    await show('histories.html')
    const listed = () => visible('tr[data-code]')
    expect(await listed()).toHaveLength(6)
    await page.getByLabel('Left').selectOption('April 2024, 2024-04')
    await page.getByLabel('Right').selectOption('July 2024, 2024-07')
    expect(await listed()).toEqual(['Q9004'])
    await page.getByRole('link', { name: 'Q9004' }).click()
    const heading = page.getByRole('heading', { name: /^Q9004/ })
    const [form, part] = [await page.locator('#editions').boundingBox(), await heading.boundingBox()]
    expect(part!.y).toBeGreaterThanOrEqual(form!.y + form!.height)
    await page.getByRole('button', { name: 'Show all editions' }).click()
    await expect.poll(async () => (await listed()).length).toBe(6)
  })

  test('neither is wider than a narrow screen', async () => {
    await page.setViewportSize({ width: 320, height: 720 })
    for (const name of ['comparison.html', 'history.html', 'histories.html']) {
      await show(name)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    }
  })
})
