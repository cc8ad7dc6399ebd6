import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { browserPath } from '../../scripts/browser.ts'
import { filesBelow } from '../../src/workbench/dropped-folder.ts'
import { placeFiles } from '../../src/workbench/places.ts'
import { canRun } from '../support/peers.ts'
import { root } from '../support/project.ts'
import { emptyFolder } from '../support/scratch.ts'
import { axeFaults, type Bench, download, openBench } from './workbench-page.ts'

const DEMO = `${root}/test/fixtures/base/descriptors/demo`

describe.skipIf(!canRun(browserPath))('a request in the workbench', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  beforeEach(async () => {
    await bench.open()
    await bench.page.getByRole('tab', { name: 'A request' }).click()
  })
  afterAll(async () => {
    await bench?.close()
    expect(bench?.faults).toEqual([])
  })
  const choose = async (folder: string) => {
    await bench.page.getByLabel('Choose a folder').setInputFiles(folder)
    await bench.page.locator('#requests h3, #request-said li').first().waitFor()
  }

  test('gives the files that the build makes of it, byte for byte', async () => {
    await choose(`${root}/descriptors/car-t`)
    for (const [button, file] of [
      ['Redline sheet, web page', 'redline-sheet.html'],
      ['Redline sheet, Word', 'redline-sheet.docx'],
      ['Redline sheet, Word with tracked changes', 'redline-sheet-tracked.docx'],
      ['Packet, web page', 'packet.html'],
      ['Packet, Word', 'packet.docx'],
      ['Packet, Word with tracked changes', 'packet-tracked.docx'],
    ] as const) {
      const { name, bytes } = await download(bench.page, button)
      expect(name).toBe(`car-t-${file}`)
      expect(bytes.equals(readFileSync(`${root}/out/car-t/${file}`)), file).toBe(true)
    }
  })

  test('is dropped, as a folder among others, in a workspace', async () => {
    const { page } = bench
    const folder = await emptyFolder()
    await cp(DEMO, join(folder, 'descriptors', 'demo'), { recursive: true })
    writeFileSync(join(folder, 'README.md'), 'x')
    const { x, y } = (await page.locator('#request-files').boundingBox())!
    const session = await page.context().newCDPSession(page)
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const data = { items: [], files: [folder], dragOperationsMask: 1 }
      await session.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data })
    }
    await page.locator('#requests h3').waitFor()
    expect(await page.locator('#requests h3').allTextContents()).toEqual(['Strike the services from two descriptors'])
  })

  test('opens as a page of its own, which runs its own script and loads nothing', async () => {
    const { page } = bench
    await choose(DEMO)
    const waiting = page.context().waitForEvent('page')
    await page.getByRole('link', { name: 'the packet' }).click()
    const opened = await waiting
    await opened.waitForLoadState()
    expect(await opened.locator('.copy button').count()).toBeGreaterThan(0)
    expect(opened.url()).toMatch(/^blob:/)
    await opened.close()
  })

  test('is told its faults in the sentences of the build, and nothing is made', async () => {
    const folder = join(await emptyFolder(), 'demo')
    await cp(DEMO, folder, { recursive: true })
    const path = join(folder, 'Q2041.md')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^added: .*$/m, 'added: <img src=x onerror=alert(1)>'))
    writeFileSync(join(folder, 'photo.png'), 'x')
    await choose(folder)
    const { page } = bench
    const said = await page.locator('#request-said').textContent()
    expect(said).toContain('descriptors/demo/photo.png')
    expect(said).toContain('Unexpected file photo.png, expected request.md')
    expect(said).toContain('descriptors/demo/Q2041.md')
    expect(await page.locator('#request-progress').textContent()).toMatch(/^\d faults?; nothing was made\.$/)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.locator('#requests button').count()).toBe(0)
  })

  test('that is too large is refused in a sentence', async () => {
    const folder = join(await emptyFolder(), 'large')
    mkdirSync(folder)
    writeFileSync(join(folder, 'request.md'), 'a'.repeat(2_000_000))
    await choose(folder)
    expect(await bench.page.locator('#request-said').textContent()).toContain('expected at most 1000000')
  })

  test.each(['light', 'dark'] as const)(
    'has no fault that axe knows in %s colors, at 320 pixels',
    async colorScheme => {
      const { page } = bench
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 320, height: 640 })
      await choose(DEMO)
      await page.locator('#requests summary').first().click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      expect(await axeFaults(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 800 })
    },
  )
})

describe('a folder that is dropped', () => {
  test.each([
    [
      'a request',
      ['car-t/request.md', 'car-t/related/Q1.md'],
      ['descriptors/car-t/request.md', 'descriptors/car-t/related/Q1.md'],
    ],
    ['descriptors/', ['descriptors/a/request.md', 'descriptors/.DS_Store'], ['descriptors/a/request.md', undefined]],
    [
      'a workspace',
      [
        'w/descriptors/a/request.md',
        'w/templates/letter.md.hbs',
        'w/out/a/packet.md',
        'w/node_modules/descriptors/a.md',
      ],
      ['descriptors/a/request.md', 'templates/letter.md.hbs', undefined, undefined],
    ],
    ['requests by another name', ['mine/a/request.md'], ['descriptors/a/request.md']],
  ])('is %s', (_, given, placed) => {
    expect(placeFiles(given)).toEqual(placed)
  })

  test('is read in the older way, too, which tells the entries of a folder in parts', async () => {
    const file = (fullPath: string) => ({
      ...{ fullPath, isFile: true },
      file: (done: (file: File) => void) => done(new File([fullPath], 'x')),
    })
    const folder = (fullPath: string, ...parts: object[][]) => ({
      ...{ fullPath, isFile: false },
      createReader: () => ({ readEntries: (done: (part: object[]) => void) => done(parts.shift() ?? []) }),
    })
    const inner = folder('/w/descriptors', [file('/w/descriptors/a.md')], [file('/w/descriptors/b.md')])
    const top = folder('/w', [inner, folder('/w/node_modules', [file('/w/node_modules/c.md')])], [file('/w/d.md')])
    const files = await filesBelow([{ webkitGetAsEntry: () => top }] as never)
    expect(files.map(({ path }) => path).sort()).toEqual(['w/d.md', 'w/descriptors/a.md', 'w/descriptors/b.md'])
  })

  test('has no name that leads out of it', () => {
    for (const name of placeFiles(['a/request.md', 'a/../../b.md'])) expect(dirname(name ?? '.')).not.toContain('..')
  })
})
