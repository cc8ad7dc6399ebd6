import { mkdirSync } from 'node:fs'
import { source as axe } from 'axe-core'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, launch } from '../../scripts/browser.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { readPacket } from '../../src/request/packet.ts'
import { canRun, pipe } from '../support/peers.ts'
import { filesOf, root } from '../support/project.ts'
import { allPages, exhibitPages, otherPages } from './made-pages.ts'
import { open, openPage, PRINTED } from './open.ts'

/** `PICTURES=1` leaves pictures of all pages here, for a person to look at; nothing compares them. */
const pictures = process.env.PICTURES && `${root}/test-results`

describe.skipIf(!canRun(browserPath))('in a real browser', async () => {
  const { descriptors } = readPacket('car-t', await filesOf('descriptors/car-t'), new VFile())!
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    if (pictures) mkdirSync(pictures, { recursive: true })
    browser = await launch()
    page = await openPage(browser)
  })
  afterAll(() => browser.close())

  test.each(allPages)('$name has no fault that axe knows, nor in dark colors', async made => {
    await open(page, made)
    await page.evaluate(axe)
    expect(await page.evaluate(faultsOf, {})).toEqual([])
    await picture(made.name, 'light')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await page.evaluate(faultsOf, { runOnly: 'cat.color' })).toEqual([])
    await picture(made.name, 'dark')
  })

  async function picture(name: string, colors: string): Promise<void> {
    if (pictures)
      await page.screenshot({ path: `${pictures}/${name.replaceAll('/', '-')}-${colors}.png`, fullPage: true })
  }

  test.each(allPages)('$name: a table that is wider than 320 pixels takes the keyboard', async made => {
    await open(page, made, { width: 320 })
    const tables = page.locator('.table')
    const wide = await tables.evaluateAll(all =>
      all.flatMap((one, at) => (one.scrollWidth > one.clientWidth ? [at] : [])),
    )
    const regions = await tables.evaluateAll(all => all.flatMap((one, at) => (one.role === 'region' ? [at] : [])))
    expect(regions).toEqual(wide)
    for (const at of wide.slice(0, 2)) {
      await tables.nth(at).focus()
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => tables.nth(at).evaluate(one => one.scrollLeft), { timeout: 60_000 }).toBeGreaterThan(0)
    }
  })

  test.each(allPages)(
    '$name is reached by the keyboard: the skip link first, then every link and table',
    async made => {
      await open(page, made)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
      const box = (await page.locator('.skip').boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => location.hash)).toBe('#text')
      const expected = await page.evaluate(noteFocus)
      for (let step = 0; step < expected; step++) await page.keyboard.press('Tab')
      const reached = await page.evaluate(() => (globalThis as never as { reached: number[] }).reached)
      expect(reached).toEqual(Array.from({ length: expected }, (_, index) => index))
    },
  )

  test.each(allPages)('$name is printed on Letter', async made => {
    await open(page, made, { width: PRINTED })
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(['/MediaBox [0 0 612 792]']))
  })

  test.skipIf(!canRun('pdftotext'))('each exhibit of a packet starts on a new page', async () => {
    await open(page, exhibitPages.find(made => made.name === 'car-t/packet.html')!, { width: PRINTED })
    await page.emulateMedia({ media: 'print' })
    const pages = pipe('pdftotext', ['-', '-'], await page.pdf({ preferCSSPageSize: true })).split('\f')
    const starts = pages.flatMap(text => /^\s*(Exhibit [A-Z])\. /.exec(text)?.[1] ?? [])
    expect(starts).toEqual(['A', 'B', 'C', 'D', 'E'].map(letter => `Exhibit ${letter}`))
  })

  test.each(allPages)(
    '$name: the accessibility tree names each deletion and insertion, and its words say so',
    async made => {
      await open(page, made)
      const count = await page.locator('del, ins').count()
      const named = await changesInTree(await page.context().newCDPSession(page))
      expect(named).toHaveLength(count)
      for (const { role, text } of named)
        expect(text).toMatch(role === 'deletion' ? /^\[struck\**: [\s\S]+\]$/ : /^\[inserted\**: [\s\S]+\]$/)
    },
  )

  test('a redline that is copied with the keyboard still gives both descriptors', async () => {
    await open(page, exhibitPages.find(made => made.name.endsWith('exhibit-a.html'))!)
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

/** In the browser: what axe, loaded before, finds. */
async function faultsOf(options: object): Promise<string[]> {
  const { axe } = globalThis as never as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }
  const { violations } = await axe.run(options)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
}

/** In the browser: notes from now on, by its place, each link, table and button that is reached, and gives their number. */
function noteFocus(): number {
  const all = [...document.querySelectorAll('main :is(a[href], button, [tabindex="0"], input:checked)')]
  const reached: number[] = []
  Object.assign(globalThis, { reached })
  document.addEventListener('focusin', ({ target }) => reached.push(all.indexOf(target as Element)))
  return all.length
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
