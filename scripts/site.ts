// Makes dist/site/: the workbench, the exhibits of all requests as pages, and a page that leads to them.
// What is for the writers alone, as the working paper, is not among them.
// usage: npm run site
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PhrasingContent, Root, RootContent } from 'mdast'
import { VFile } from 'vfile'
import { planBuild, type RequestReport } from '../src/build/plan.ts'
import { readFolder } from '../src/io/files.ts'
import { pageOf, toHtml } from '../src/render/html.ts'
import { stateOf } from '../src/request/open.ts'
import { root } from './lock.ts'
import { workbenchHtml } from './workbench.ts'

/** The pages of a request that are published, in the order in which they are listed. */
const PUBLISHED = /^(?:redline-sheet|packet|exhibit-[a-z]+)\.html$/

/** The files of the site by their paths. */
export async function makeSite(): Promise<ReadonlyMap<string, string>> {
  const read = (folder: string) => readFolder(root, folder, new VFile())
  const [descriptors, templates] = await Promise.all([read('descriptors'), read('templates')])
  const { outputs, requests, messages } = await planBuild(descriptors, templates, ['html'])
  if (messages.length > 0) throw new Error('Unexpected faults in the descriptors, expected none. Run: npm run build')
  const pages = outputs
    .map(({ path, content }) => [path.replace(/^out\//, ''), String(content)] as const)
    .filter(([path]) => PUBLISHED.test(path.split('/')[1] ?? ''))
  const texts = new Map(templates.map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]))
  const index = toHtml(
    indexTree(requests, pages),
    pageOf(texts, 'site', TITLE, 'Changes to HCPCS Level II code descriptors'),
  )
  return new Map([['index.html', index], ['workbench.html', await workbenchHtml()], ...pages])
}

const TITLE = 'Redlines of HCPCS descriptors'

function indexTree(requests: readonly RequestReport[], pages: readonly (readonly [string, string])[]): Root {
  return {
    type: 'root',
    children: [
      { type: 'heading', depth: 1, children: [text(TITLE)] },
      paragraph(link('workbench.html', 'The workbench'), text(WORKBENCH)),
      ...requests.flatMap(({ name, title, open }): RootContent[] => [
        { type: 'heading', depth: 2, children: [text(title)] },
        paragraph(text(`${stateOf(open)}.`)),
        { type: 'list', ordered: false, spread: false, children: linksOf(name, pages) },
      ]),
    ],
  }
}

const WORKBENCH =
  ' shows redlines and compares CMS’s releases in your browser. Nothing you type or drop there leaves your computer. You can save it and open it without a connection.'

/** The sheet and the packet first, then the exhibits by their letters. */
function linksOf(request: string, pages: readonly (readonly [string, string])[]) {
  const paths = pages.map(([path]) => path).filter(path => path.startsWith(`${request}/`))
  const sorted = paths.sort((one, other) => Number(isExhibit(one)) - Number(isExhibit(other)) || (one < other ? -1 : 1))
  return sorted.map(path => ({ type: 'listItem' as const, children: [paragraph(link(path, nameOf(path)))] }))
}

function isExhibit(path: string): boolean {
  return path.includes('/exhibit-')
}

/** "car-t/exhibit-a.html" as "Exhibit A", "car-t/redline-sheet.html" as "Redline sheet". */
function nameOf(path: string): string {
  const words = path.replace(/^.*\//, '').replace('.html', '').replace('-', ' ')
  const named = isExhibit(path) ? words.replace(/ .*/, letter => letter.toUpperCase()) : words
  return named[0]!.toUpperCase() + named.slice(1)
}

function paragraph(...children: PhrasingContent[]) {
  return { type: 'paragraph' as const, children }
}

function text(value: string): PhrasingContent {
  return { type: 'text', value }
}

function link(url: string, words: string): PhrasingContent {
  return { type: 'link', url, children: [text(words)] }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, 'dist', 'site')
  rmSync(folder, { recursive: true, force: true })
  const site = await makeSite()
  for (const [path, content] of site) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  console.log(`dist/site/: ${site.size} files`)
}
