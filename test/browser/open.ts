import type { Page } from 'playwright-core'
import type { MadePage } from './made-pages.ts'

/** What a Letter page holds between margins of an inch, in CSS pixels. */
export const PRINTED = 6.5 * 96

interface Settings {
  readonly width?: number
  readonly media?: 'screen' | 'print'
}

/** Shows a made page anew in the one page that all tests of a browser share: to open another takes a second. */
export async function open(page: Page, { html }: MadePage, { width = 1280, media = 'screen' }: Settings = {}) {
  await page.goto('about:blank')
  await page.setViewportSize({ width, height: 720 })
  await page.emulateMedia({ media, colorScheme: 'light' })
  await page.setContent(html)
}
