import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { planBuild } from '../src/build/plan.ts'
import { readSides } from '../src/cli/review-sides.ts'
import { reviewTree } from '../src/document/reports/review.ts'
import { readFolder } from '../src/io/files.ts'
import { toHtml } from '../src/render/html.ts'
import { review } from '../src/review/review.ts'
import type { InputFile } from '../src/types.ts'
import { workbenchHtml } from './workbench.ts'

/** A page that README.md shows a picture of; `until` is the last part that is in it. */
export interface PicturePage {
  readonly name: string
  readonly html: string
  readonly until: string
  /** What is pressed before the picture is taken. */
  readonly press?: readonly string[]
  /** What the picture was made from, where that is not the page itself. */
  readonly from?: string
}

/** Exhibit A, and a review of two changes to it: real output of the descriptors at hand. */
export async function picturePages(root: string): Promise<PicturePage[]> {
  const descriptors = await readFolder(root, 'descriptors', new VFile())
  const templates = await readFolder(root, 'templates', new VFile())
  const { outputs } = await planBuild(descriptors, templates, ['html'])
  const exhibit = outputs.find(({ path }) => path.endsWith('car-t/exhibit-a.html'))
  if (!exhibit) throw new Error('Unexpected faults in the descriptors, expected none. Run: npm run build')
  return [
    { name: 'exhibit-a', html: String(exhibit.content), until: 'blockquote' },
    { name: 'review', html: await reviewPage(descriptors, templates), until: 'blockquote >> nth=1' },
  ]
}

/** The workbench with its made-up releases. Its picture changes with its page, not with each line of its program. */
export async function workbenchPicture(root: string): Promise<PicturePage> {
  const files = ['src/workbench/page.html', 'src/workbench/page.css', 'src/workbench/sample.ts', 'templates/style.css']
  const texts = files.map(path => readFileSync(join(root, path), 'utf8'))
  return {
    name: 'workbench',
    html: await workbenchHtml(),
    until: '#rows table >> nth=0',
    press: ['Two releases', 'Show a sample'],
    from: texts.join('\n'),
  }
}

/** What a picture was made from, as 64 hex digits: another page, another picture. */
export function digestOf({ html, until, from = html }: PicturePage): string {
  return createHash('sha256').update(`${until}\n${from}`).digest('hex')
}

async function reviewPage(descriptors: readonly InputFile[], templates: readonly InputFile[]): Promise<string> {
  const text = (name: string) => templateText(templates, name)
  const state = (name: string, files: readonly InputFile[]) => ({
    name,
    read: async (folder: string) =>
      folder === 'descriptors' ? [...files] : folder === 'templates' ? [...templates] : [],
  })
  const [before, after] = [state('main', descriptors), state('the files as they are', descriptors.map(change))]
  const { base, head } = await readSides(before, after, { own: templates, all: templates }, false)
  const frame = { base: before.name, head: after.name, stale: [], otherTemplates: false }
  const texts = new Map(['review.md.hbs'].map(name => [name, text(name)]))
  const tree = reviewTree(review(base, head), frame, texts, new VFile())
  const page = {
    title: 'Review',
    kind: 'review',
    filing: 'npm run review',
    style: text('style.css'),
    script: text('page.js'),
    template: text('page.html.hbs'),
  }
  return toHtml(tree, page)
}

function templateText(templates: readonly InputFile[], name: string): string {
  return new TextDecoder().decode(templates.find(file => file.path === `templates/${name}`)!.bytes)
}

/** A dose that was mistyped, and a unit that was reworded in both descriptors so that the build does not see it. */
function change({ path, bytes }: InputFile): InputFile {
  const text = new TextDecoder().decode(bytes)
  if (path.endsWith('/Q2042.md')) return encode(path, text.replace(/(## Proposed[\s\S]*)600/, '$160'))
  return path.endsWith('/Q2055.md')
    ? encode(path, text.replaceAll('per therapeutic dose', 'per infusion'))
    : { path, bytes }
}

function encode(path: string, text: string): InputFile {
  return { path, bytes: new TextEncoder().encode(text) }
}
