import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { browserPath } from '../../scripts/browser.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { samplePair } from '../../src/workbench/sample.ts'
import { canRun, pipe } from '../support/peers.ts'
import { emptyFolder } from '../support/scratch.ts'
import { axeFaults, type Bench, openBench, pasted } from './workbench-page.ts'

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
    expect(await page.locator('#redline p').textContent()).toBe(toLine(redlineNodes(made)))
    expect(await page.locator('#verdict').textContent()).toContain('Needs a close look')
    const touched = await page.locator('#edits td:nth-child(3)').allTextContents()
    expect(touched).toEqual(made.edits.map(({ touches }) => touches.join(', ')))
  })

  test('gives both wordings back, swaps them, and clears them', async () => {
    const { page } = bench
    await press('Show a sample')
    await page.getByText('Both wordings, taken back').click()
    const recovered = () => page.locator('#recovered dd').allTextContents()
    expect(await recovered()).toEqual([samplePair.current, samplePair.proposed])
    await press('Swap')
    expect(await recovered()).toEqual([samplePair.proposed, samplePair.current])
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

  test('takes a wording as a text, whatever stands in it', async () => {
    const { page } = bench
    const hostile = '<img src=x onerror="document.title=1"><script>document.title = 1</script> [struck: a]'
    await type('Current wording', hostile)
    await type('Proposed wording', `${hostile} b`)
    expect(await page.locator('#redline p').textContent()).toBe(`${hostile}[inserted*:  b*]`)
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
