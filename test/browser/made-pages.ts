import { picturePages } from '../../scripts/picture-pages.ts'
import { planBuild } from '../../src/build/plan.ts'
import { makeMistake, makePage, type State, toPreviewRequests } from '../../src/cli/preview/site.ts'
import { filesOf, root } from '../support/project.ts'

/** A page by its name; each is complete in itself. */
export interface MadePage {
  readonly name: string
  readonly html: string
}

const [descriptors, templates] = await Promise.all([filesOf('descriptors'), filesOf('templates')])
const plan = await planBuild(descriptors, templates, ['html'])

/** The packet's own pages, as the build makes them. */
export const exhibitPages: readonly MadePage[] = plan.outputs
  .filter(output => output.path.endsWith('.html'))
  .map(({ path, content }) => ({ name: path.replace(/^out\//, ''), html: String(content) }))

/** The pages that README.md shows pictures of. */
export const pictured = await picturePages(root)

/** Those of the preview, and a review as a page. */
export const otherPages: readonly MadePage[] = [...previewPages(), ...pictured.filter(page => page.name === 'review')]

export const allPages: readonly MadePage[] = [...exhibitPages, ...otherPages]

function previewPages(): MadePage[] {
  const texts = new Map(
    templates.map(file => [file.path.replace('templates/', ''), new TextDecoder().decode(file.bytes)]),
  )
  const state: State = { requests: toPreviewRequests(plan), descriptors, messages: [], templates: texts }
  const messages = [
    { rule: 'r', reason: 'Unexpected “60”, expected “600”', note: 'Fix it', place: { path: 'a.md', line: 1 } },
  ]
  return [
    { name: 'preview', html: makePage(state, '/')! },
    { name: 'side-by-side', html: makePage(state, '/side-by-side/car-t')! },
    { name: 'mistake', html: makeMistake({ ...state, messages }, '/car-t/exhibit-a.html')! },
  ]
}
