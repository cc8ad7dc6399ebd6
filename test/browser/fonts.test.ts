import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { canPrintWith, canRun, folderOfFonts } from '../support/peers.ts'
import { allPages } from './made-pages.ts'
import { open, openPage, PRINTED } from './open.ts'

const hasBrowser = canRun(browserPath)

/** Narrow letters and wide ones: what holds with both, holds with what else a machine may have. */
describe.each(['Liberation Serif', 'DejaVu Serif'])('on a machine that has no font but %s', family => {
  const fonts = hasBrowser ? folderOfFonts(family) : undefined
  const isAble = hasBrowser && canPrintWith(family, fonts)
  let folder: string
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    if (!isAble) return
    if (!fonts)
      throw new Error(
        `Unexpected machine without ${family}, expected the package fonts-liberation or fonts-dejavu-core`,
      )
    folder = mkdtempSync(join(tmpdir(), 'fonts-'))
    writeFileSync(`${folder}/fonts.conf`, onlyFonts(family, fonts, folder))
    browser = await launch({ FONTCONFIG_FILE: `${folder}/fonts.conf` })
    page = await openPage(browser)
  })
  afterAll(async () => {
    await browser?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  test.skipIf(!isAble)('the pages are printed in it', async () => {
    await page.setContent('<p id="text">Text')
    const session = await page.context().newCDPSession(page)
    await session.send('DOM.enable')
    await session.send('CSS.enable')
    const { root } = await session.send('DOM.getDocument')
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#text' })
    const { fonts: used } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
    expect(used.map(font => font.familyName)).toEqual([family])
  })

  test.skipIf(!isAble).each(allPages)('$name is printed on Letter without cut text', async made => {
    await open(page, made, { width: PRINTED, media: 'print' })
    expect(await page.evaluate(textBeyond, PRINTED)).toEqual([])
  })

  test.skipIf(!isAble).each(allPages)('$name has no word in print that its column parts', async made => {
    await open(page, made, { width: PRINTED, media: 'print' })
    expect(await page.evaluate(wordsParted)).toEqual([])
  })

  test.skipIf(!isAble).each(allPages)('$name does not scroll sideways at 320 pixels', async made => {
    await open(page, made, { width: 320 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})

/** The settings of fontconfig for a machine with one family. */
function onlyFonts(family: string, fonts: string, cache: string): string {
  const first = `<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir><match target="pattern">${first}</match></fontconfig>
`
}

/** In the browser: the texts that are not wholly between 0 and `width`. */
function textBeyond(width: number): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  while (walker.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const isCut = [...range.getClientRects()].some(box => box.width > 0 && (box.left < -1 || box.right > width + 1))
    if (isCut) found.push(String(walker.currentNode.textContent).slice(0, 60))
  }
  return found
}

/** In the browser: the words of table cells that stand on two lines, though no longer than a word of English. */
function wordsParted(): string[] {
  const found: string[] = []
  for (const cell of document.querySelectorAll('th, td')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      for (const { 0: word, index } of text.data.matchAll(/[A-Za-z]{2,16}/g)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word)
      }
    }
  }
  return found
}
