import type { Browser, Page } from 'playwright-core'
import type { MadePage } from './made-pages.ts'

/** What a Letter page holds between margins of an inch, in CSS pixels. */
export const PRINTED = 6.5 * 96

interface Settings {
  readonly width?: number
  readonly media?: 'screen' | 'print'
}

/** The page that all tests of a file share: to open another takes a second. Nothing in it is timed. */
export async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  return page
}

/** Shows a made page in it. */
export async function open(page: Page, { html }: MadePage, { width = 1280, media = 'screen' }: Settings = {}) {
  await page.goto('about:blank')
  await page.setViewportSize({ width, height: 720 })
  await page.emulateMedia({ media, colorScheme: 'light' })
  await page.setContent(html)
}
