import { readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import validate from '@ooxml-tools/validate'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserPath } from '../../scripts/browser.ts'
import { annual2018, annual2019, haveReleases, sharedReleases } from '../release/real-releases.ts'
import { type Made, makeCsv, makeRows, makeTxt, makeXlsx } from '../release/release-maker.ts'
import { makeZip } from '../release/zip-maker.ts'
import { call } from '../support/call.ts'
import { canRun } from '../support/peers.ts'
import { emptyFolder } from '../support/scratch.ts'
import { type Bench, download, earlier, kept, later, openBench } from './workbench-page.ts'

/** The most memory, in kilobytes, that the process of the page had at one time. */
async function peakOf({ browser }: Bench): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  const peaks = pages.map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))![1]))
  return Math.max(...peaks)
}

describe.skipIf(!canRun(browserPath))('two releases in the workbench', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  beforeEach(async () => {
    await bench.open()
    await bench.page.getByRole('tab', { name: 'Two releases' }).click()
  })
  afterAll(async () => {
    await bench?.close()
    expect(bench?.faults).toEqual([])
  })
  const idle = () => bench.page.locator('#working').waitFor({ state: 'hidden' })
  const give = async (...files: { name: string; bytes: Uint8Array }[]) => {
    const buffers = files.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) }))
    await bench.page.getByLabel('Choose files').first().setInputFiles(buffers)
    await bench.page.waitForFunction(() => document.querySelector('#release-said li, #release-list li'))
    await idle()
  }
  const givePair = async () => {
    await give(
      { name: 'later.zip', bytes: makeZip([{ name: 'later.txt', content: makeTxt(later) }]) },
      { name: 'earlier.csv', bytes: makeCsv(makeRows(earlier)) },
    )
    await bench.page.locator('#rows table').first().waitFor()
  }
  const saved = async (name: string) => (await download(bench.page, name)).bytes
  const codes = () =>
    bench.page.locator('#rows tr[data-code]').evaluateAll(all => all.map(one => (one as HTMLElement).dataset.code))

  test('are put in order and compared, the weighty first', async () => {
    await givePair()
    const { page } = bench
    expect(await page.locator('#from option:checked').textContent()).toContain('earlier.csv')
    expect(await page.locator('#to option:checked').textContent()).toContain('later.zip')
    expect(await codes()).toEqual(['Q9001', 'Q9002', 'Q9004', 'Q9003'])
    expect(await page.locator('#found').textContent()).toBe('4 codes.')
    expect(await page.locator('tr[data-code="Q9001"] del').first().textContent()).toBe('[struck: 10]')
    expect(await page.locator('tr[data-code="Q9004"] td').first().textContent()).toBe('New <b>product</b>, each')
  })

  test('are searched by code, by range, and by words, and narrowed', async () => {
    await givePair()
    const { page } = bench
    const search = async (text: string, expected: string[]) => {
      await page.getByLabel('Search', { exact: true }).fill(text)
      await expect.poll(codes).toEqual(expected)
    }
    await search('q9002', ['Q9002'])
    await search('Q9003-Q9004', ['Q9004', 'Q9003'])
    await search('PRODUCT new', ['Q9004'])
    await search('nowhere', [])
    expect(await page.locator('#found').textContent()).toContain('neither file has “nowhere” in a descriptor')
    await search('', ['Q9001', 'Q9002', 'Q9004', 'Q9003'])
    await page.getByLabel('Severity').selectOption('editorial')
    await expect.poll(codes).toEqual(['Q9003'])
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByLabel('What changed').selectOption('terminated')
    await expect.poll(codes).toEqual(['Q9002'])
  })

  test('are sorted, each list by itself', async () => {
    const long = (code: string, words: string) => later.map(one => (one.code === code ? { ...one, long: words } : one))
    const order = (name: string) => bench.page.getByLabel('Order').selectOption(name)
    await give(
      { name: 'earlier.csv', bytes: makeCsv(makeRows(earlier)) },
      { name: 'later.txt', bytes: makeTxt(long('Q9003', 'Another sample kit of 3 pieces, each')) },
    )
    await bench.page.getByLabel('What changed').selectOption('long')
    await expect.poll(codes).toEqual(['Q9001', 'Q9003'])
    await order('the largest change first')
    await expect.poll(codes).toEqual(['Q9003', 'Q9001'])
    await order('by code')
    await expect.poll(codes).toEqual(['Q9001', 'Q9003'])
    await order('by wording, A to Z')
    await expect.poll(codes).toEqual(['Q9003', 'Q9001'])
  })

  test('are saved for Word, with each redline struck and underlined in words', async () => {
    await givePair()
    const { bytes } = await download(bench.page, 'Word')
    expect(await validate(bytes, 'docx')).toEqual([])
    const text = strFromU8(unzipSync(bytes)['word/document.xml']!).replace(/<[^>]*>/g, '')
    expect(text).toContain('What changed in HCPCS Level II')
    expect(text).toContain('Sample product, per [struck: 10][inserted: 20] mg')
    expect(text).toContain('New &lt;b&gt;product&lt;/b&gt;, each')
  })

  test('are the command line’s byte for byte, whole and narrowed', async () => {
    const folder = await emptyFolder()
    writeFileSync(join(folder, 'earlier.csv'), makeCsv(makeRows(earlier)))
    writeFileSync(join(folder, 'later.zip'), makeZip([{ name: 'later.txt', content: makeTxt(later) }]))
    await givePair()
    await expectSame(folder, 'earlier.csv', 'later.zip')
    await bench.page.getByLabel('Severity').selectOption('critical')
    await bench.page.getByLabel('What changed').selectOption('long')
    await expect.poll(codes).toEqual(['Q9001'])
    await expectSame(folder, 'earlier.csv', 'later.zip', '--kinds', 'long', '--severity', 'critical')
  })

  /** A difference is told by its place: the texts are long. */
  async function expectSame(folder: string, from: string, to: string, ...args: string[]): Promise<void> {
    const paths = [from, to, 'made'].map(name => join(folder, name)) as [string, string, string]
    await call(['compare', paths[0], paths[1], ...args, '--out', paths[2], '--formats', 'csv,json,html,xlsx'])
    for (const [format, name] of [
      ['csv', 'CSV'],
      ['xlsx', 'Excel'],
      ['json', 'JSON'],
      ['html', 'Web page'],
    ] as const) {
      const files = [await saved(name), readFileSync(join(folder, 'made', `comparison.${format}`))]
      const [made, expected] = files.map(bytes => bytes.toString('latin1')) as [string, string]
      const at = [...expected].findIndex((character, index) => made[index] !== character)
      expect(made === expected ? '' : `${format}: ${made.slice(at, at + 80)} | ${expected.slice(at, at + 80)}`).toBe('')
    }
  }

  test.each([
    ['empty.txt', Buffer.from('')],
    ['other.csv', Buffer.from('a,b\r\n1,2\r\n')],
    ['broken.zip', makeZip([{ name: 'a.txt', content: makeTxt(later) }]).subarray(0, 5000)],
    ['lying.zip', makeZip([{ name: 'a.txt', content: makeTxt([kept]), size: 10 }])],
    ['sum.zip', makeZip([{ name: 'a.txt', content: makeTxt([kept]), crc: 1 }])],
    ['bomb.zip', makeZip([{ name: 'a.txt', content: Buffer.alloc(65 * 1024 * 1024) }])],
    ['path.zip', makeZip([{ name: '../a.txt', content: 'a' }])],
    ['secret.zip', makeZip([{ name: 'a.txt', content: 'a', flags: 1 }])],
    ['utf16.txt', Buffer.from([0xff, 0xfe, 65, 0])],
    ['cut.csv', makeCsv(makeRows(earlier)).subarray(0, 90_000)],
    ['password.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
    ['wide.csv', Buffer.from(`HCPC${',x'.repeat(1_000_000)}\r\n`)],
    ['control.txt', Buffer.concat([makeTxt(later), Buffer.from('\x1b[2J')])],
    [
      'sheet.xlsx',
      makeXlsx([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ],
  ])('%s is refused in the sentence of the command line', async (name, bytes) => {
    const folder = await emptyFolder()
    writeFileSync(join(folder, name), bytes)
    writeFileSync(join(folder, 'good.txt'), makeTxt(later))
    const { stderr } = await call(['compare', name, 'good.txt'], folder)
    await give({ name, bytes })
    const reasons = await bench.page
      .locator('#release-said li')
      .evaluateAll(all => all.map(one => one.childNodes[2]?.textContent ?? ''))
    expect(reasons.length).toBeGreaterThan(0)
    for (const reason of reasons) expect(stderr).toContain(reason)
    expect(await bench.page.locator('#release-list li').count()).toBe(0)
  })

  test('are dropped, too, and a file that misses its place does not take that of the page', async () => {
    const { page } = bench
    const drop = (id: string, text: string) =>
      page.evaluate(
        ([id, text]) => {
          const data = new DataTransfer()
          data.items.add(new File([text!], 'dropped.csv'))
          const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          return document.getElementById(id!)!.dispatchEvent(event)
        },
        [id, text],
      )
    expect(await drop('text', 'a')).toBe(false)
    await drop('release-files', makeCsv(makeRows(later)).toString())
    await page.locator('#release-list li').waitFor()
    expect(await page.locator('#release-list').textContent()).toContain('dropped.csv')
  })

  test('have a sample, made up, and groups to go to', async () => {
    const { page } = bench
    await page.locator('#sample-pair').click()
    await expect.poll(codes).toEqual(['Q0001', 'Q0003', 'Q0004', 'Q0002'])
    await page.getByRole('button', { name: 'Discontinued (1)' }).click()
    await expect.poll(codes).toEqual(['Q0003', 'Q0004', 'Q0002'])
  })

  test('tell what changed alike once, and what may stand in for a code that ended', async () => {
    const { page } = bench
    const kit = { ...kept, long: 'Sample kit, with gauze and tape, each' }
    const named = (code: string, long: string): Made => ({ ...kit, code, long })
    const before = ['A', 'B', 'C'].map((letter, index) => named(`Q911${index}`, `Sample ${letter}, on the day of care`))
    const after = before.map(({ code, long }) => ({ ...named(code!, `${long}, at home`), action: 'C' }))
    const old = named('Q9120', 'Injection, examplumab alfa biosimilar, 10 mg')
    const successor = {
      ...named('Q9121', 'Injection, examplumab alfa biosimilar, 1 mg'),
      added: '20190101',
      action: 'A',
    }
    await give(
      { name: 'earlier.txt', bytes: makeTxt([...earlier, ...before, old]) },
      { name: 'later.txt', bytes: makeTxt([...later, ...after, { ...old, terminated: '20181231' }, successor]) },
    )
    await page.getByRole('button', { name: 'Reworded: other words: the same in several codes (1)' }).click()
    const alike = page.locator('#rows table').first()
    await expect.poll(() => alike.textContent()).toContain('3 codes')
    expect(await alike.textContent()).toContain('Q9110, Q9111, Q9112')
    await page.getByRole('button', { name: 'Reworded: other words: the codes that change alike (3)' }).click()
    await expect.poll(codes).toEqual(expect.arrayContaining(['Q9110', 'Q9111', 'Q9112']))
    await page.getByRole('button', { name: 'Likely replacements (1)' }).click()
    await expect.poll(() => page.locator('#rows').textContent()).toContain('Suggested by wording')
    expect(await page.locator('#rows tr[data-code="Q9120"] del').first().textContent()).toBe('[struck: 10]')
    await page.getByLabel('Search', { exact: true }).fill('Q9110')
    await expect.poll(codes).toEqual(['Q9110'])
    expect(await page.getByRole('button', { name: /Likely replacements/ }).count()).toBe(0)
  })

  test.skipIf(platform() !== 'linux')(
    'take no more than ten times the memory where they are ten times as large',
    async () => {
      const folder = await emptyFolder()
      const write = (count: number, year: number) => {
        const made = Array.from(
          { length: count },
          (_, index): Made => ({
            ...kept,
            code: `${String.fromCharCode(65 + Math.floor(index / 10_000))}${String(index % 10_000).padStart(4, '0')}`,
            long: `Sample product, per ${index % 50 === 0 ? year : 2018} mg`,
            added: index === 0 ? `${year}0101` : '20000101',
          }),
        )
        const path = join(folder, `${year}.txt`)
        writeFileSync(path, makeTxt(made))
        return path
      }
      const peaks: number[] = []
      for (const count of [8000, 80_000]) {
        const own = await openBench()
        own.page.setDefaultTimeout(0)
        await own.page.getByRole('tab', { name: 'Two releases' }).click()
        const paths = [2018, 2019].map(year => write(count, year))
        await own.page.getByLabel('Choose files').first().setInputFiles(paths)
        await own.page.locator('#rows table').first().waitFor()
        peaks.push(await peakOf(own))
        await own.close()
      }
      expect(peaks[1]! / peaks[0]!).toBeLessThan(10)
    },
  )

  test('are reached by the keyboard alone', async () => {
    const { page } = bench
    await page.getByRole('tab', { name: 'Two releases' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#own-codes').isVisible()).toBe(true)
    await page.keyboard.press('Home')
    expect(await page.locator('#wordings').isVisible()).toBe(true)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('file')
  })

  test('are forgotten when that is asked', async () => {
    await givePair()
    await bench.page.getByRole('button', { name: 'Forget these files' }).click()
    await expect.poll(() => bench.page.locator('#comparison').isVisible()).toBe(false)
    expect(await bench.page.locator('#release-list li').count()).toBe(0)
  })

  test.skipIf(!haveReleases)('of CMS are the command line’s byte for byte', async () => {
    const folder = await emptyFolder()
    const pairs = [
      [annual2018, annual2019],
      ['HCPC2025_OCT_ANWEB.csv', 'HCPC2026_JUL_ANWEB.xlsx'],
    ] as const
    for (const [from, to] of pairs) {
      for (const name of [from, to]) await cp(join(sharedReleases, name), join(folder, name))
      await bench.open()
      await bench.page.getByRole('tab', { name: 'Two releases' }).click()
      await give(...[to, from].map(name => ({ name, bytes: readFileSync(join(folder, name)) })))
      await bench.page.locator('#rows table').first().waitFor()
      await expectSame(folder, from, to)
    }
  })
})
