import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { browserPath } from '../../scripts/browser.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { toStaticWord, toTrackedWord } from '../../src/render/docx/wordings.ts'
import { samplePair } from '../../src/workbench/sample.ts'
import { canRun, isHereByChance, pipe } from '../support/peers.ts'
import { emptyFolder } from '../support/scratch.ts'
import { axeFaults, type Bench, download, openBench, pasted, pastedTypes, today } from './workbench-page.ts'

const MOST_BYTES = 600_000

describe.skipIf(!canRun(browserPath))('the workbench', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  beforeEach(async () => {
    await bench.page.setViewportSize({ width: 1280, height: 800 })
    await bench.page.emulateMedia({ media: 'screen', colorScheme: 'light' })
    await bench.open()
  })
  afterAll(async () => {
    await bench?.close()
    expect(bench?.faults).toEqual([])
  })
  const press = (name: string) => bench.page.getByRole('button', { name, exact: true }).first().click()
  const type = async (label: string, text: string) => bench.page.getByLabel(label).fill(text)

  test('is one file of at most 600 kB that names no other', () => {
    expect(Buffer.byteLength(bench.html)).toBeLessThan(MOST_BYTES)
    expect(bench.html).not.toMatch(/<link\b|<img\b|@import|url\(|<script[^>]* src=/)
  })

  test('shows the redline while one types, with what each change touches', async () => {
    const { page } = bench
    await type('Current wording', 'Injection, adalimumab, 20 mg')
    await type('Proposed wording', 'Injection, adalimumab, 40 mg, for each use')
    const made = redline('Injection, adalimumab, 20 mg', 'Injection, adalimumab, 40 mg, for each use')
    await expect.poll(() => page.locator('#redline p').textContent()).toBe(toLine(redlineNodes(made)))
    expect(await page.locator('#verdict').textContent()).toContain('Needs a close look')
    const touched = await page.locator('#edits td:nth-child(3)').allTextContents()
    expect(touched).toEqual(made.edits.map(({ touches }) => touches.join(', ')))
  })

  test('gives both wordings back, swaps them, and clears them', async () => {
    const { page } = bench
    await press('Show a sample')
    await page.locator('#redline del').waitFor()
    await page.getByText('Both wordings, taken back').click()
    const recovered = () => page.locator('#recovered dd').allTextContents()
    await expect.poll(recovered).toEqual([samplePair.current, samplePair.proposed])
    await press('Swap')
    await expect.poll(recovered).toEqual([samplePair.proposed, samplePair.current])
    await press('Clear')
    expect(await page.locator('#made').isVisible()).toBe(false)
  })

  test.skipIf(!canRun('pandoc'))('copies a redline that is still struck in a Word file', async () => {
    await press('Show a sample')
    await press('Copy for Word')
    const { html, text } = await pasted(bench.page)
    expect(recoverWordings(text)).toEqual(samplePair)
    const folder = await emptyFolder()
    pipe('pandoc', ['-f', 'html', '-o', `${folder}/pasted.docx`], html)
    const read = pipe('pandoc', [`${folder}/pasted.docx`, '-t', 'markdown', '--wrap=none'], '')
    expect(read).toContain('~~, including leukapheresis and dose preparation procedures~~')
  })

  test.skipIf(!isHereByChance('soffice'))('copies a redline that LibreOffice strikes and underlines', async () => {
    const { page } = bench
    await type('Current wording', 'Sample kit, each')
    await type('Proposed wording', 'Sample set, each')
    await page.locator('#redline ins').waitFor()
    await press('Copy for Word')
    const { html } = await pasted(page)
    const folder = await emptyFolder()
    writeFileSync(join(folder, 'pasted.html'), html)
    const home = `-env:UserInstallation=${pathToFileURL(join(folder, 'home')).href}`
    const filters = ['--infilter=HTML (StarWriter)', '--convert-to', 'fodt', '--outdir', folder]
    pipe('soffice', [home, '--headless', ...filters, join(folder, 'pasted.html')], '')
    const read = readFileSync(join(folder, 'pasted.fodt'), 'utf8')
    expect(lookOf('kit', read)).toMatch(/text-line-through-style="solid"/)
    expect(lookOf('set', read)).toMatch(/text-underline-style="solid"/)
    expect(lookOf('set', read)).not.toMatch(/text-line-through-style="solid"/)
  })

  test('saves Word files, tracked and static, that are those of the command line’s writer', async () => {
    await press('Show a sample')
    await bench.page.locator('#redline del').waitFor()
    const [before, tracked, static_] = [
      today(),
      await download(bench.page, 'Word, with tracked changes'),
      await download(bench.page, 'Word, struck and underlined'),
    ]
    const made = redline(samplePair.current, samplePair.proposed)
    const sums = (day: string) =>
      [toTrackedWord(redlineNodes(made, true), day), toStaticWord(redlineNodes(made), day)].map(sumOf)
    expect([tracked.name, static_.name]).toEqual(['redline-tracked.docx', 'redline.docx'])
    expect([before, today()].map(sums)).toContainEqual([tracked.bytes, static_.bytes].map(sumOf))
  })

  test('says what a Word file cannot hold', async () => {
    await type('Proposed wording', 'A \u0001')
    await bench.page.locator('#redline ins').waitFor()
    await press('Word, with tracked changes')
    await expect
      .poll(() => bench.page.locator('#saved').textContent())
      .toBe('Unexpected character U+0001 in a wording, expected none that a Word file cannot hold.')
  })

  test('saves a picture with the redline in it as a text, and no picture of what is too long for one', async () => {
    const { page } = bench
    await press('Show a sample')
    await page.locator('#redline del').waitFor()
    const { name, bytes } = await download(page, 'Picture')
    const line = toLine(redlineNodes(redline(samplePair.current, samplePair.proposed)))
    expect([name, bytes.readUInt32BE(16)]).toEqual(['redline.png', 1600])
    expect(bytes.toString('utf8')).toContain(`iTXtDescription\0\0\0\0\0${line}`)
    expect(await inkOf(page, bytes)).toEqual({ struck: true, inserted: false })
    await press('Copy as a picture')
    await expect.poll(() => page.locator('#saved').textContent()).toBe('Copied.')
    expect(await pastedTypes(page)).toEqual(['image/png'])
    await type('Current wording', 'word '.repeat(4000))
    await press('Picture')
    await expect.poll(() => page.locator('#saved').textContent()).toMatch(/^Unexpected picture of \d+ lines/)
  })

  test('keeps what is typed only where that is asked, and forgets it', async () => {
    const { page } = bench
    const kept = () => page.evaluate(() => localStorage.length)
    await type('Current wording', 'Sample kit, each')
    await bench.open()
    expect([await kept(), await page.getByLabel('Current wording').inputValue()]).toEqual([0, ''])
    await page.getByLabel('Keep what I type').check()
    await type('Current wording', 'Sample kit, each')
    await page.getByRole('tab', { name: 'My codes' }).click()
    await expect.poll(() => page.evaluate(() => localStorage.getItem('workbench'))).toContain('own-codes')
    await bench.open()
    expect(await page.locator('#own-codes').isVisible()).toBe(true)
    expect(await page.locator('#current').inputValue()).toBe('Sample kit, each')
    await page.getByRole('tab', { name: 'Two wordings' }).click()
    await page.locator('#redline del').waitFor()
    await press('Forget it')
    expect(await kept()).toBe(0)
    await bench.open()
    expect(await page.getByLabel('Current wording').inputValue()).toBe('')
    expect(await page.getByLabel('Keep what I type').isChecked()).toBe(false)
  })

  test.each(['"x"', '{"current":1,"view":"nowhere"}', '[', '{"view":"__proto__"}'])(
    'passes over %s where something else was kept under its name',
    async text => {
      await bench.page.evaluate(text => localStorage.setItem('workbench', text), text)
      await bench.open()
      expect(await bench.page.locator('#wordings').isVisible()).toBe(true)
      await bench.page.evaluate(() => localStorage.clear())
    },
  )

  test('takes a wording as a text, whatever stands in it', async () => {
    const { page } = bench
    const hostile = '<img src=x onerror="document.title=1"><script>document.title = 1</script> [struck: a]'
    await type('Current wording', hostile)
    await type('Proposed wording', `${hostile} b`)
    await expect.poll(() => page.locator('#redline p').textContent()).toBe(`${hostile}[inserted*:  b*]`)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.title()).toBe('Workbench for HCPCS descriptors')
  })

  test.each(['light', 'dark'] as const)(
    'has no fault that axe knows in %s colors, nor is wider than 320 pixels',
    async colorScheme => {
      const { page } = bench
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 320, height: 640 })
      await press('Show a sample')
      await page.locator('#redline del').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(await axeFaults(page)).toEqual([])
    },
  )

  test('refuses every connection', async () => {
    const { page } = bench
    let connections = 0
    const server = createServer().on('connection', () => connections++)
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void server.close())
    const refused = await page.evaluate(tryToConnect, (server.address() as AddressInfo).port)
    expect(refused).toEqual(Array(5).fill('rejected'))
    expect(connections).toBe(0)
    expect(bench.faults.splice(0).filter(fault => !/Content Security Policy|^http:/.test(fault))).toEqual([])
  })
})

/** The properties of the style in which a word stands in a flat document of LibreOffice. */
function lookOf(word: string, text: string): string {
  const style = new RegExp(`<text:span text:style-name="(\\w+)">${word}`).exec(text)?.[1]
  return new RegExp(`<style:style style:name="${style}"[^]*?</style:style>`).exec(text)?.[0] ?? ''
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether a picture has pixels in the color of what is struck, and of what is inserted. */
function inkOf(page: Page, png: Buffer): Promise<{ struck: boolean; inserted: boolean }> {
  return page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const pen = canvas.getContext('2d')!
    pen.drawImage(image, 0, 0)
    const { data } = pen.getImageData(0, 0, image.width, image.height)
    const has = (red: number, green: number, blue: number) => {
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true
      return false
    }
    return { struck: has(0x9b, 0x1c, 0x1c), inserted: has(0x14, 0x53, 0x2d) }
  }, png.toString('base64'))
}

/** In the browser: five ways to send something to a server of this machine, and what became of each. */
async function tryToConnect(port: number): Promise<string[]> {
  const failed = (target: EventTarget) => new Promise((_, reject) => target.addEventListener('error', reject))
  const source = `fetch('http://127.0.0.1:${port}/').catch(() => postMessage('refused'))`
  const worker = new Worker(URL.createObjectURL(new Blob([source])))
  const tried = [
    () => fetch(`http://127.0.0.1:${port}/`),
    () => new Promise((_, reject) => worker.addEventListener('message', reject)),
    () => failed(new WebSocket(`ws://127.0.0.1:${port}/`)),
    () => failed(Object.assign(new Image(), { src: `http://127.0.0.1:${port}/a.png` })),
    () =>
      failed(
        document.head.appendChild(
          Object.assign(document.createElement('script'), { src: `http://127.0.0.1:${port}/a.js` }),
        ),
      ),
  ]
  const results = await Promise.allSettled(tried.map(one => one()))
  return results.map(({ status }) => status)
}
