// Makes the pictures of README.md in pictures/, from real output, and notes what each was made from.
// usage: npm run pictures   (needs Chromium or Chrome)
import { mkdir, writeFile } from 'node:fs/promises'
import { launch } from './browser.ts'
import { digestOf, type PicturePage, picturePages, workbenchPicture } from './picture-pages.ts'

/** As wide as README.md shows a picture. */
const WIDTH = 860

const root = process.cwd()
const browser = await launch()
const pages = [...(await picturePages(root)), await workbenchPicture(root)]
await mkdir(`${root}/pictures`, { recursive: true })
for (const page of pages) await takePicture(page)
const digests = Object.fromEntries(pages.map(page => [page.name, digestOf(page)]))
await writeFile(`${root}/pictures/made-from.json`, `${JSON.stringify(digests, null, 2)}\n`)
await browser.close()

/** From the top of the page to the end of the part named by `until`. */
async function takePicture({ name, html, until, press = [] }: PicturePage): Promise<void> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 600 }, colorScheme: 'light' })
  await page.setContent(html)
  for (const label of press)
    await page.locator('[role="tab"], button', { hasText: label }).locator('visible=true').click()
  await page.locator(until).first().waitFor()
  const end = (await page.locator(until).first().boundingBox())!
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.ceil(end.y + end.height + 16) }
  await page.screenshot({ path: `${root}/pictures/${name}.png`, clip, fullPage: true })
  console.log(`pictures/${name}.png: ${clip.width} × ${clip.height}`)
}
