// The workbench in Chromium beside the command line. Alone: npx tsx bench/workbench.ts [ROUNDS]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../scripts/browser.ts'
import { workbenchHtml } from '../scripts/workbench.ts'
import { runTool } from './processes.ts'
import { writeReleases, zips } from './releases.ts'
import { ratio, time } from './rounds.ts'
import { type Found, formatSpread, formatTime } from './table.ts'

/** Dropping two releases until the first rows stand there, beside a command that compares them; and what it costs. */
export async function benchWorkbench(rounds: number): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const browser = await launch()
  try {
    const file = join(folder, 'workbench.html')
    writeFileSync(file, await workbenchHtml())
    const address = pathToFileURL(file).href
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    const command = 'compare: CSV'
    const opened = 'the workbench: opened, and 2018 and 2019 dropped'
    const times = await time(
      {
        [command]: () => runTool(['compare', ...zips, '--formats', 'csv']),
        [opened]: () => compareIn(page, address, zips),
      },
      rounds,
    )
    await page.close()
    const longest = await longestTask(browser, address)
    const sizes = [9000, 90_000].map(size => writeReleases(folder, size))
    const memory: number[] = []
    for (const { paths } of sizes) memory.push(await memoryOf(address, paths))
    const by = ratio(times, opened, command)
    return {
      sections: [
        {
          heading: 'The workbench',
          says: `CMS’s annual files of 2018 and 2019 in Chromium, until the first rows stand there, beside a whole process of the command line. The longest task of the page’s own thread, while the two are read, compared, searched by words that are typed, and saved in every format: ${longest.toFixed(0)} ms. The most memory of the browser’s processes for the page, with two releases of 9,000 records and with two of 90,000: ${memory.map(one => `${one.toFixed(0)} MB`).join(' and ')}.`,
          rows: [
            ['', 'time', 'by the command'],
            [command, formatTime(times, command), formatSpread(ratio(times, command, command))],
            [opened, formatTime(times, opened), formatSpread(by)],
          ],
        },
      ],
      goals: [
        { says: 'the workbench with 2018 and 2019, by the command line', value: by.median, most: 3 },
        { says: 'the longest task of the workbench’s page, in ms', value: longest, most: 100 },
      ],
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

async function compareIn(page: Page, address: string, paths: readonly string[]): Promise<void> {
  await page.goto(address)
  await page.getByRole('tab', { name: 'Two releases' }).click()
  await page
    .getByLabel('Choose files')
    .first()
    .setInputFiles([...paths])
  await page.locator('#rows table').first().waitFor()
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

/** The longest task, in milliseconds, that a trace shows on the main thread of the page. */
async function longestTask(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  await page.goto('about:blank')
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] })
  await compareIn(page, address, zips)
  await page.getByLabel('Search', { exact: true }).pressSequentially('per dose', { delay: 50 })
  await page.getByLabel('Search', { exact: true }).fill('')
  for (const name of ['Word', 'Excel', 'CSV', 'Web page', 'JSON']) {
    const saved = page.waitForEvent('download')
    await page.locator('#comparison').getByRole('button', { name, exact: true }).click()
    await saved
  }
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
  await page.close()
  const main = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isMain = ({ pid, tid }: TraceEvent) => main.some(one => one.pid === pid && one.tid === tid)
  const tasks = traceEvents.filter(one => /RunTask$/.test(one.name) && isMain(one))
  if (tasks.length === 0) throw new Error('Unexpected trace without tasks, expected those of the page')
  return tasks.reduce((longest, { dur = 0 }) => Math.max(longest, dur), 0) / 1000
}

/** The most memory in MB (2^20 bytes) that the process of the page, in a browser of its own, had at one time. */
async function memoryOf(address: string, paths: readonly string[]): Promise<number> {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await compareIn(page, address, paths)
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const peaks = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))![1]))
    return Math.max(...peaks) / 1024
  } finally {
    await browser.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { sections, goals } = await benchWorkbench(Number(process.argv[2] ?? 5))
  for (const { says, rows } of sections) console.log([says, ...rows.map(row => row.join(' | '))].join('\n'))
  for (const { says, value, most } of goals!) console.log(`${says}: ${value.toFixed(2)}, at most ${most}`)
}
