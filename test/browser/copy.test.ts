import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { readPacket } from '../../src/request/packet.ts'
import { canRun } from '../support/peers.ts'
import { filesOf } from '../support/project.ts'
import { exhibitPages } from './made-pages.ts'

const made = exhibitPages.find(({ name }) => name === 'car-t/exhibit-a.html')!

/** Copying from a page that lies on the disk, as it does with those who get it. */
describe.skipIf(!canRun(browserPath))('what is copied from a page', async () => {
  const { descriptors } = readPacket('car-t', await filesOf('descriptors/car-t'), new VFile())!
  const [{ current, proposed }] = descriptors as [(typeof descriptors)[number]]
  const wordings = { current: current.long, proposed: proposed.long }
  let folder: string
  let browser: Browser
  let page: Page
  const faults: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'))
    writeFileSync(`${folder}/page.html`, made.html)
    browser = await launch()
    page = await browser.newPage({ colorScheme: 'dark' })
    page.on('console', message => faults.push(message.text()))
    page.on('pageerror', error => faults.push(String(error)))
    await page.goto(pathToFileURL(`${folder}/page.html`).href)
  })
  afterAll(async () => {
    await browser?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
    expect(faults).toEqual([])
  })

  /** What the clipboard holds, by way of a paste. */
  async function pasted(): Promise<{ html: string; text: string }> {
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('textarea'))
      field.addEventListener('paste', ({ clipboardData: data }) => {
        Object.assign(globalThis, { pasted: { html: data!.getData('text/html'), text: data!.getData('text/plain') } })
      })
      field.focus()
    })
    await page.keyboard.press('Control+V')
    return page.evaluate(() => {
      document.querySelector('textarea')!.remove()
      return (globalThis as never as { pasted: { html: string; text: string } }).pasted
    })
  }

  const press = async (label: string) => {
    await page.getByRole('button', { name: label }).first().click()
    expect(await page.getByRole('status').textContent()).toBe('Copied.')
    return pasted()
  }

  const bare = (html: string) => html.replace(/<!--.*?-->|<\/?(?:html|body)>|<meta[^>]*>/g, '').trim()

  test('for Word is struck through without the words, and in them as text', async () => {
    const { html, text } = await press('Copy for Word')
    expect(bare(html)).toMatch(/^<p>[^<]+<s>, including [^<]+<\/s>, per therapeutic dose<\/p>$/)
    expect(bare(html).replace(/<[^>]+>/g, '')).toBe(wordings.current)
    expect(recoverWordings(text)).toEqual(wordings)
  })

  test('as text is the words alone', async () => {
    const { html, text } = await press('Copy as text')
    expect([html, recoverWordings(text)]).toEqual(['', wordings])
  })

  test('as Markdown is read back by a reader of Markdown', async () => {
    const { text } = await press('Copy as Markdown')
    expect(text).toContain('<del>')
    const tree = unified().use(remarkParse).use(remarkGfm).parse(text)
    const walk = (node: { type: string; value?: string; children?: unknown[] }): string =>
      node.type === 'html' ? '' : (node.value ?? (node.children ?? []).map(child => walk(child as never)).join(''))
    expect(recoverWordings(walk(tree as never))).toEqual(wordings)
  })

  test('by selecting carries no color, no background and no button', async () => {
    await page.locator('main').selectText()
    await page.keyboard.press('Control+C')
    const { html, text } = await pasted()
    expect(bare(html)).toMatch(/<s>, including /)
    expect(bare(html)).toMatch(/<table><caption>Table A-1\. /)
    expect(bare(html)).not.toMatch(/style=|class=|background|<button|\[struck: (?!…)|href=.#/)
    expect(text).toContain('[struck: ')
    expect(text).not.toContain('Copy for Word')
  })

  test('by selecting a part of what is struck is still struck', async () => {
    await page.evaluate(() => {
      const text = document.querySelector('blockquote del > .text')!.firstChild!
      getSelection()!.setBaseAndExtent(text, 1, text, 8)
    })
    await page.keyboard.press('Control+C')
    expect(bare((await pasted()).html)).toMatch(/^<s>\w{7}<\/s>$/)
  })

  test('without script is the same text, and there are no buttons', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const still = await context.newPage()
    await still.goto(pathToFileURL(`${folder}/page.html`).href)
    expect(await still.locator('button').count()).toBe(0)
    expect(await still.locator('main').innerText()).toContain(', including leukapheresis')
    await context.close()
  })

  test('another script than that of the page does not run', async () => {
    const foreign = made.html.replace('</main>', () => '<script>document.title = "ran"</script></main>')
    writeFileSync(`${folder}/foreign.html`, foreign)
    const other = await browser.newPage()
    await other.goto(pathToFileURL(`${folder}/foreign.html`).href)
    expect(await other.title()).not.toBe('ran')
    expect(await other.locator('button').count()).toBeGreaterThan(0)
    await other.close()
  })
})
