import { mkdirSync } from 'node:fs'
import { source as axe } from 'axe-core'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { readPacket } from '../../src/request/packet.ts'
import { canRun } from '../support/peers.ts'
import { filesOf, root } from '../support/project.ts'
import { exhibitPages, type MadePage, otherPages } from './made-pages.ts'

const pages = [...exhibitPages, ...otherPages]

/** Kept for a person to look at; nothing compares them. */
const pictures = `${root}/test-results`

/** What a Letter page holds between margins of an inch, in CSS pixels. */
const PRINTED = Math.round(6.5 * 96)

describe.skipIf(!canRun(browserPath))('in a real browser', async () => {
  const { descriptors } = readPacket('car-t', await filesOf('descriptors/car-t'), new VFile())!
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    browser = await launch()
  })
  afterAll(() => browser.close())

  async function open({ html }: MadePage, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(settings)
    await page.setContent(html)
    return page
  }
  const exhibitA = exhibitPages.find(page => page.name.endsWith('exhibit-a.html'))!

  describe.each(['light', 'dark'] as const)('in %s colours', colorScheme => {
    test.each(pages)('$name has no fault that axe knows, contrast included', async made => {
      const page = await open(made, { colorScheme })
      await page.evaluate(axe)
      const faults = await page.evaluate(async () => {
        const { axe } = globalThis as never as { axe: { run: () => Promise<{ violations: Violation[] }> } }
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
      })
      await page.screenshot({
        path: `${pictures}/${made.name.replaceAll('/', '-')}-${colorScheme}.png`,
        fullPage: true,
      })
      expect(faults).toEqual([])
      await page.close()
    })
  })

  test.each(pages)(
    '$name does not scroll sideways at 320 pixels, and a table that does takes the keyboard',
    async made => {
      const page = await open(made, { viewport: { width: 320, height: 640 } })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      const wide = await page
        .locator('section.table')
        .evaluateAll(all => all.filter(one => one.scrollWidth > one.clientWidth).length)
      for (let index = 0, seen = 0; seen < Math.min(wide, 2); index++) {
        const table = page.locator('section.table').nth(index)
        if (await table.evaluate(one => one.scrollWidth <= one.clientWidth)) continue
        seen++
        await table.focus()
        await page.keyboard.press('End')
        await page.keyboard.press('ArrowRight')
        await expect.poll(() => table.evaluate(one => one.scrollLeft)).toBeGreaterThan(0)
      }
      await page.close()
    },
  )

  test.each(pages)('$name is reached by the keyboard: the skip link first, then every link and table', async made => {
    const page = await open(made)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    const box = (await page.locator('.skip').boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => location.hash)).toBe('#text')
    const expected = await page.locator('main :is(a[href], [tabindex="0"], input:checked)').count()
    const reached = new Set<number>()
    for (let step = 0; step < expected; step++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const all = [...document.querySelectorAll('main :is(a[href], [tabindex="0"], input:checked)')]
        return all.indexOf(document.activeElement as Element)
      })
      reached.add(at)
    }
    expect([...reached]).toEqual(Array.from({ length: expected }, (_, index) => index))
    await page.close()
  })

  test.each(pages)('$name prints on Letter without cut text', async made => {
    const page = await open(made, { viewport: { width: PRINTED, height: 900 } })
    await page.emulateMedia({ media: 'print' })
    const cut = await page.evaluate(width => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      while (walker.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(walker.currentNode)
        const isCut = [...range.getClientRects()].some(box => box.width > 0 && (box.left < -1 || box.right > width + 1))
        if (isCut) found.push(String(walker.currentNode.textContent).slice(0, 60))
      }
      return found
    }, PRINTED)
    expect(cut).toEqual([])
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(['/MediaBox [0 0 612 792]']))
    await page.close()
  })

  test('the accessibility tree names each deletion and insertion, and its words say so', async () => {
    for (const made of pages) {
      const page = await open(made)
      const count = await page.locator('del, ins').count()
      const named = await changesInTree(await page.context().newCDPSession(page))
      expect([made.name, named.length]).toEqual([made.name, count])
      for (const { role, text } of named)
        expect(text).toMatch(role === 'deletion' ? /^\[struck\**: [\s\S]+\]$/ : /^\[inserted\**: [\s\S]+\]$/)
      await page.close()
    }
  })

  test('a redline that is copied with the keyboard still gives both descriptors', async () => {
    const page = await open(exhibitA)
    const redlines = page.locator('blockquote:has(del) p')
    for (const [index, { current, proposed }] of descriptors.entries()) {
      await redlines.nth(index).click({ clickCount: 3 })
      const copied = (await page.evaluate(() => String(getSelection()))).trim()
      expect(recoverWordings(copied)).toEqual({ current: current.long, proposed: proposed.long })
    }
    await page.keyboard.press('Control+C')
    await page.evaluate(() => document.body.append(document.createElement('textarea')))
    await page.locator('textarea').focus()
    await page.keyboard.press('Control+V')
    const { current, proposed } = descriptors.at(-1)!
    expect(recoverWordings((await page.locator('textarea').inputValue()).trim())).toEqual({
      current: current.long,
      proposed: proposed.long,
    })
    await page.close()
  })

  test('the side-by-side view switches by keyboard, without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.setContent(otherPages.find(one => one.name === 'side-by-side')!.html)
    const shown = async () => {
      const views = ['current', 'redline', 'proposed']
      const visible = await Promise.all(views.map(view => page.locator(`.columns .${view}`).first().isVisible()))
      return views.filter((_, index) => visible[index])
    }
    expect(await shown()).toEqual(['current', 'redline', 'proposed'])
    await page.getByLabel('all three').focus()
    for (const view of ['current', 'redline', 'proposed']) {
      await page.keyboard.press('ArrowRight')
      expect(await shown()).toEqual([view])
    }
    await context.close()
  })
})

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** The deletions and insertions of the tree that a screen reader is given, each with its text. */
async function changesInTree(session: CDPSession): Promise<{ role: string; text: string }[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const textOf = (id: string): string => {
    const node = byId.get(id)
    if (node?.role?.value === 'StaticText') return String(node.name?.value ?? '')
    return (node?.childIds ?? []).map(textOf).join('')
  }
  return nodes
    .filter(node => !node.ignored && ['deletion', 'insertion'].includes(String(node.role?.value)))
    .map(node => ({ role: String(node.role?.value), text: textOf(node.nodeId) }))
}
