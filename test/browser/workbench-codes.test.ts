import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserPath } from '../../scripts/browser.ts'
import { parseDescriptor } from '../../src/request/descriptor.ts'
import { makeCsv, makeRows, makeTxt, makeXlsx } from '../release/release-maker.ts'
import { call } from '../support/call.ts'
import { canRun } from '../support/peers.ts'
import { emptyFolder } from '../support/scratch.ts'
import { axeFaults, type Bench, download, earlier, later, openBench } from './workbench-page.ts'

const list = [
  ['Number', 'HCPCS code', 'Department'],
  ['1', 'Q9001', 'Infusion'],
  ['2', 'Q9002', '=HYPERLINK("x")'],
  ['3', 'Q9999', 'Pharmacy'],
  ['4', 'A0001', 'Transport'],
]

describe.skipIf(!canRun(browserPath))('codes in the workbench', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  beforeEach(async () => {
    await bench.open()
    await tab('Two releases')
    await bench.page.getByLabel('Choose files').setInputFiles([
      { name: 'earlier.csv', mimeType: '', buffer: makeCsv(makeRows(earlier)) },
      { name: 'later.txt', mimeType: '', buffer: makeTxt(later) },
    ])
    await bench.page.locator('#rows table').first().waitFor()
  })
  afterAll(async () => {
    await bench?.close()
    expect(bench?.faults).toEqual([])
  })
  const tab = (name: string) => bench.page.getByRole('tab', { name }).click()

  test.each([
    ['list.csv', makeCsv(list)],
    ['list.xlsx', makeXlsx(list)],
  ])('of one’s own, from %s, stand with what became of them', async (name, buffer) => {
    const { page } = bench
    await tab('My codes')
    await page.getByLabel('Choose a list').setInputFiles({ name, mimeType: '', buffer })
    await page.locator('#own-rows table').first().waitFor()
    expect(await page.locator('#own-counts li').allTextContents()).toEqual([
      ...['Discontinued: 1', 'Affected: 1', 'Ended before: 1', 'In neither file: 1', 'Untouched: 0'],
    ])
    expect(await page.locator('#own-column option:checked').textContent()).toBe('HCPCS code')
    expect(await page.locator('#own-rows tr[data-code="Q9001"]').textContent()).toContain('Infusion')
    expect(await page.locator('#own-rows tr[data-code="Q9001"] del').first().textContent()).toBe('[struck: 10]')
    await page.getByRole('button', { name: 'Affected (1)' }).click()
    await expect.poll(() => page.locator('#own-rows tr[data-code]').count()).toBe(3)
    await page.locator('#own-search').fill('pharm')
    await expect.poll(() => page.locator('#own-found').textContent()).toBe('1 code of yours.')
    expect(await page.locator('#own-rows tr[data-code]').textContent()).toContain('Q9999')
    await expect.poll(() => page.locator('#own-counts li').first().textContent()).toBe('Discontinued: 0')
    expect(
      String((await download(page, 'CSV')).bytes)
        .split('\r\n')
        .slice(1),
    ).toEqual([expect.stringMatching(/^"3","Q9999","Pharmacy","In neither file","","Q9999"/), ''])
    await page.locator('#own-search').fill('')
    const folder = await emptyFolder()
    writeFileSync(join(folder, name), buffer)
    writeFileSync(join(folder, 'earlier.csv'), makeCsv(makeRows(earlier)))
    writeFileSync(join(folder, 'later.txt'), makeTxt(later))
    const saves = [
      ['Work list for Excel', 'xlsx'],
      ['Work list for Word', 'worklist.docx'],
      ['Web page', 'html'],
      ['CSV', 'list.csv'],
    ] as const
    const formats = saves.map(([, format]) => format).join(',')
    const told = ['compare', 'earlier.csv', 'later.txt', '--list', name, '--out', '.', '--formats', formats]
    expect((await call(told, folder)).code).toBe(0)
    for (const [button, format] of saves) {
      const saved = await download(page, button)
      expect(saved.name).toBe(`my-codes.${format}`)
      await expect.poll(() => page.locator('#own-saved').textContent()).toBe(`Saved as my-codes.${format}.`)
      expect(saved.bytes.equals(readFileSync(join(folder, `comparison.${format}`)))).toBe(true)
    }
  })

  test('without a column of codes are refused in a sentence', async () => {
    const { page } = bench
    await tab('My codes')
    await page.getByLabel('Choose a list').setInputFiles({ name: 'a.csv', mimeType: '', buffer: Buffer.from('a,b\n') })
    await page.locator('#own-said li').waitFor()
    expect(await page.locator('#own-said').textContent()).toContain('Unexpected list without codes')
    expect(await page.locator('#own').isVisible()).toBe(false)
  })

  test('are looked up by words and by code, with their history', async () => {
    const { page } = bench
    await tab('A code')
    await page.getByLabel('Code or words').fill('sample product')
    await page.keyboard.press('Enter')
    await page.locator('#looked tr[data-code]').first().waitFor()
    expect(await page.locator('#look-found').textContent()).toBe('1 code with these words in the newest file.')
    await page.locator('#looked').getByRole('button', { name: 'Q9001', exact: true }).click()
    await page.locator('#looked blockquote').first().waitFor()
    expect(await page.locator('#look-found').textContent()).toBe('Q9001: Sample product, per 20 mg')
    expect(await page.locator('#looked del').first().textContent()).toContain('10')
  })

  test.each(['light', 'dark'] as const)(
    'have no fault that axe knows in %s colors, in any view, at 320 pixels',
    async colorScheme => {
      const { page } = bench
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 320, height: 640 })
      await tab('My codes')
      await page.getByLabel('Choose a list').setInputFiles({ name: 'a.csv', mimeType: '', buffer: makeCsv(list) })
      await page.locator('#own-rows table').first().waitFor()
      await tab('A code')
      await page.getByLabel('Code or words').fill('Q9001')
      await page.keyboard.press('Enter')
      await page.locator('#looked blockquote').first().waitFor()
      for (const name of ['Two releases', 'My codes', 'A code']) {
        await tab(name)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
        expect(await axeFaults(page)).toEqual([])
      }
      await page.getByRole('button', { name: 'Propose a change' }).click()
      await page.getByLabel('Proposed wording').fill('Sample product, per 30 mg')
      await page.locator('#declared li').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(await axeFaults(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 800 })
    },
  )

  test('are changed, and saved as files that the project reads', async () => {
    const { page } = bench
    await page.locator('#rows').getByRole('button', { name: 'Q9001', exact: true }).click()
    await page.getByRole('button', { name: 'Propose a change' }).click()
    await page.getByLabel('Proposed wording').fill('Sample product, per 30 mg')
    await expect.poll(() => page.locator('#declared').textContent()).toContain('strike “20 mg” and insert “30 mg”')
    const { name, bytes } = await download(page, 'Save the code’s file')
    const file = new VFile({ path: `descriptors/a/${name}`, value: String(bytes) })
    const read = parseDescriptor(file, [])
    expect([name, file.messages.map(String)]).toEqual(['Q9001.md', []])
    expect(read?.proposed.long).toBe('Sample product, per 30 mg')
    expect(read?.changes?.map(({ strike, insert, codes }) => ({ strike, insert, codes }))).toEqual([
      { strike: '20 mg', insert: '30 mg', codes: ['Q9001'] },
    ])
    const begun = String((await download(page, 'A request.md for an application')).bytes)
    expect(begun).toContain('codes: [Q9001]')
    expect(begun).toContain('FILL IN')
  })
})
