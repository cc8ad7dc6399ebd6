import { readFileSync } from 'node:fs'
import { readSide } from '../../src/commands/review-sides.ts'
import { reviewTree } from '../../src/exhibit/review.ts'
import type { InputFile } from '../../src/model.ts'
import { planBuild } from '../../src/pipeline.ts'
import { makeMistake, makePage, type State, toPreviewRequests } from '../../src/preview/site.ts'
import { review } from '../../src/redline/review.ts'
import { toHtml } from '../../src/render/html.ts'
import { filesOf, root } from '../project.ts'

/** A page by its name; each is complete in itself. */
export interface MadePage {
  readonly name: string
  readonly html: string
}

const [descriptors, templates] = await Promise.all([filesOf('descriptors'), filesOf('templates')])
const template = (name: string) => readFileSync(`${root}/templates/${name}`, 'utf8')

/** The packet's own pages, as the build makes them. */
export const exhibitPages: readonly MadePage[] = planBuild(descriptors, templates)
  .outputs.filter(output => output.path.endsWith('.html'))
  .map(({ path, content }) => ({ name: path.replace(/^out\//, ''), html: String(content) }))

/** Those of the preview, and a review as a page. */
export const otherPages: readonly MadePage[] = [...previewPages(), { name: 'review', html: await reviewPage() }]

function previewPages(): MadePage[] {
  const plan = planBuild(descriptors, templates)
  const texts = new Map(
    templates.map(file => [file.path.replace('templates/', ''), new TextDecoder().decode(file.bytes)]),
  )
  const state: State = { requests: toPreviewRequests(plan), descriptors, messages: [], templates: texts }
  const messages = [
    { rule: 'r', reason: 'Unexpected “60”, expected “600”', note: 'Mend it', place: { path: 'a.md', line: 1 } },
  ]
  return [
    { name: 'preview', html: makePage(state, '/')! },
    { name: 'side-by-side', html: makePage(state, '/side-by-side/car-t')! },
    { name: 'mistake', html: makeMistake({ ...state, messages }, '/car-t/exhibit-a.html')! },
  ]
}

/** A review of a changed dose and a reworded unit. */
export async function reviewPage(): Promise<string> {
  const change = ({ path, bytes }: InputFile): InputFile => {
    const text = new TextDecoder().decode(bytes)
    const changed = path.endsWith('/Q2042.md')
      ? text.replace(/(Proposed[\s\S]*)600/, '$160')
      : path.endsWith('/Q2055.md')
        ? text.replaceAll('per therapeutic dose', 'per infusion')
        : text
    return { path, bytes: new TextEncoder().encode(changed) }
  }
  const side = (files: readonly InputFile[]) =>
    readSide(async folder => [...(folder === 'descriptors' ? files : folder === 'templates' ? templates : [])], '')
  const [base, head] = [await side(descriptors), await side(descriptors.map(change))]
  const frame = { base: 'main', head: 'the branch “dose”', stale: [] }
  const tree = reviewTree(review(base.side, head.side), frame, template('review.md.hbs'), [])!
  const page = {
    title: 'Review',
    filing: 'HCPCS Redline',
    style: template('style.css'),
    template: template('page.html.hbs'),
  }
  return toHtml(tree, page)
}
