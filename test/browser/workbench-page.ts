import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { source as axe } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../../scripts/browser.ts'
import { workbenchHtml } from '../../scripts/workbench.ts'
import { type Made, makeFiller } from '../release/release-maker.ts'

/** A code of the two made-up releases. */
export const kept: Made = {
  code: 'Q9001',
  long: 'Sample product, per 10 mg',
  short: 'Sample',
  added: '20180101',
  action: 'N',
}
const ended: Made = { code: 'Q9002', long: 'Old “product” – sample', short: 'Old', added: '20180101', action: 'N' }
/** The records of a made-up release, and of the one after it. */
export const earlier = [...makeFiller(), kept, ended, { ...kept, code: 'Q9003', long: 'Sample kit, each' }]
export const later = [
  ...makeFiller(),
  { ...kept, long: 'Sample product, per 20 mg', action: 'C', effective: '20190101' },
  { ...ended, terminated: '20181231', action: 'D', effective: '20190101' },
  { ...kept, code: 'Q9003', long: 'Sample kit; each', action: 'C', effective: '20190101' },
  { ...kept, code: 'Q9004', long: 'New <b>product</b>, each', added: '20190101', action: 'A', effective: '20190101' },
]

/** The workbench in a browser, opened from a file as its users open it, and what went wrong in it. */
export interface Bench {
  readonly browser: Browser
  readonly page: Page
  readonly html: string
  /** Messages of the console, errors, and each request for anything but the page and what it made itself. */
  readonly faults: string[]
  readonly open: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function openBench(start: () => Promise<Browser> = launch): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
  const html = await workbenchHtml()
  const path = join(folder, 'workbench.html')
  writeFileSync(path, html)
  const address = pathToFileURL(path).href
  const browser = await start()
  const page = await browser.newPage()
  page.setDefaultTimeout(15_000)
  const faults: string[] = []
  page.on('console', message => faults.push(message.text()))
  page.on('pageerror', error => faults.push(String(error)))
  page.on('request', request => {
    if (request.url() !== address && !request.url().startsWith('blob:')) faults.push(request.url())
  })
  const open = async () => {
    await page.goto(address)
  }
  await open()
  const close = async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { browser, page, html, faults, open, close }
}

/** The file that a button saves. */
export async function download(page: Page, button: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).first().click()
  const made = await waiting
  return { name: made.suggestedFilename(), bytes: readFileSync(await made.path()) }
}

/** As the workbench writes it into a Word file. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** What the clipboard holds, by way of a paste. */
export async function pasted(page: Page): Promise<{ html: string; text: string }> {
  await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement('textarea'))
    field.addEventListener('paste', ({ clipboardData: data }) => {
      Object.assign(globalThis, { pasted: { html: data!.getData('text/html'), text: data!.getData('text/plain') } })
    })
    field.id = 'paste-here'
    field.focus()
  })
  await page.keyboard.press('Control+V')
  return page.evaluate(() => {
    document.getElementById('paste-here')!.remove()
    return (globalThis as never as { pasted: { html: string; text: string } }).pasted
  })
}

/** The types of the files that the clipboard holds, by way of a paste. */
export async function pastedTypes(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const onpaste = ({ clipboardData }: ClipboardEvent) => {
      Object.assign(globalThis, { pastedTypes: [...clipboardData!.files].map(({ type }) => type) })
    }
    document.addEventListener('paste', onpaste, { once: true })
    document.getElementById('current')!.focus()
  })
  await page.keyboard.press('Control+V')
  return page.evaluate(() => (globalThis as never as { pastedTypes: string[] }).pastedTypes)
}

/** What axe finds. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(faultsOf)
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** In the browser: what axe, loaded before, finds. */
async function faultsOf(): Promise<string[]> {
  const { axe } = globalThis as never as { axe: { run: () => Promise<{ violations: Violation[] }> } }
  const { violations } = await axe.run()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
}
