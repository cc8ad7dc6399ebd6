import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { firefox } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCsv, makeRows, makeTxt } from '../release/release-maker.ts'
import { makeZip } from '../release/zip-maker.ts'
import { isHereByChance } from '../support/peers.ts'
import { emptyFolder } from '../support/scratch.ts'
import { type Bench, earlier, later, openBench } from './workbench-page.ts'

/** Firefox as Debian has it, which is driven as it is: of a file that is saved it tells nothing, and the page must. */
const FIREFOX = 'firefox-esr'

describe.skipIf(!isHereByChance(FIREFOX))('the workbench in Firefox', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench(() => firefox.launch({ channel: 'moz-firefox', executablePath: `/usr/bin/${FIREFOX}` }))
  })
  afterAll(async () => {
    await bench?.close()
    expect(bench?.faults).toEqual([])
  })

  test('shows the redline of two wordings and saves it for Word', async () => {
    const { page } = bench
    await page.getByLabel('Current wording').fill('Sample product, per 10 mg')
    await page.getByLabel('Proposed wording').fill('Sample product, per 20 mg')
    await expect.poll(() => page.locator('#redline del').textContent()).toBe('[struck: 10]')
    await page.getByRole('button', { name: 'Word, with tracked changes' }).click()
    await expect.poll(() => page.locator('#saved').textContent()).toBe('Saved as redline-tracked.docx.')
  })

  test('compares two releases, searches them, and saves them', async () => {
    const { page } = bench
    const folder = await emptyFolder()
    const files = [
      { name: 'later.zip', bytes: makeZip([{ name: 'later.txt', content: makeTxt(later) }]) },
      { name: 'earlier.csv', bytes: makeCsv(makeRows(earlier)) },
    ]
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes)
    await page.getByRole('tab', { name: 'Two releases' }).click()
    await page
      .getByLabel('Choose files')
      .first()
      .setInputFiles(files.map(({ name }) => join(folder, name)))
    const codes = () =>
      page.locator('#rows tr[data-code]').evaluateAll(all => all.map(one => (one as HTMLElement).dataset.code))
    await expect.poll(codes, { timeout: 15_000 }).toEqual(['Q9001', 'Q9002', 'Q9004', 'Q9003'])
    await page.getByLabel('Search', { exact: true }).fill('Q9003-Q9004')
    await expect.poll(codes).toEqual(['Q9004', 'Q9003'])
    for (const [name, ending] of [
      ['Word', 'docx'],
      ['Excel', 'xlsx'],
      ['CSV', 'csv'],
    ] as const) {
      await page.locator('#comparison').getByRole('button', { name, exact: true }).click()
      await expect.poll(() => page.locator('#comparison-saved').textContent()).toBe(`Saved as comparison.${ending}.`)
    }
  })
})
