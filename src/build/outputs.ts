import type { Documents } from '../document/exhibits/exhibits.ts'
import { BOX, renderCommentBox } from '../render/comment-box.ts'
import { render } from '../render/render.ts'
import type { Format, Rendered, Surroundings } from '../render/types.ts'
import type { OpenItem } from '../request/open.ts'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'
import { planFiling } from './filing.ts'

/** What is made of the documents of one request, and what is to be said about it. */
export interface Outputs {
  readonly files: readonly OutputFile[]
  readonly notes: readonly string[]
}

/**
 * All that a build makes, or only what has faults of its own to tell beside those of the request. These are the PDFs, of
 * characters that the fonts lack and of what the compiler or PDF/UA refuses (page-glyph, page-template), and the text for
 * the comment box, of its length. Markdown, HTML, text and Word print whatever tree they get. The packet has every exhibit
 * in it, and no exhibit is longer: with it and the letter, all is told but that a Word file has more than 10 MB.
 */
export type Parts = 'all' | 'telling'

/** What is to be made of a request. */
export interface Wanted {
  readonly formats: readonly Format[]
  /** The files to attach, instead of those that request.md lists. */
  readonly only: readonly string[] | undefined
  readonly parts: Parts
}

const TELLING = ['txt', 'pdf'] as const

/**
 * Renders the documents of a request: each in every format, the text for the comment box, the files to attach, and the
 * index that leads to all of them.
 */
export async function planOutputs(
  documents: Documents,
  open: readonly OpenItem[],
  { formats: asked, only, parts }: Wanted,
  surroundings: Surroundings,
): Promise<Outputs> {
  const { exhibits, packet, papers, commentBoxes, index } = documents
  const { request, report } = surroundings
  const [formats, printed] = parts === 'all' ? [asked, exhibits] : [TELLING.filter(one => asked.includes(one)), []]
  const rendered = await render([...printed, packet, ...papers], formats, surroundings)
  const box = formats.includes('txt') && commentBoxes.length > 0 ? makeCommentBox(documents, surroundings) : undefined
  const made: readonly Rendered[] = box ? [...rendered, box.file] : rendered
  const names = {
    exhibits: exhibits.map(({ name }) => name),
    papers: papers.map(({ name }) => name),
    notice: surroundings.templates.get('notice.md.hbs')?.trim() ?? '',
  }
  const filing = planFiling(request, made, names, open, only, report)
  const pages = formats.filter(format => format === 'md' || format === 'html')
  const attached = [...made, ...filing].map(file => file.name)
  const all = [...made, ...filing, ...(await render([index(attached)], pages, surroundings))]
  const notes = box ? [box.note] : []
  return { files: all.map(({ name, ...rest }) => ({ path: `out/${request.name}/${name}`, ...rest })), notes }
}

function makeCommentBox({ commentBoxes }: Documents, { request, report }: Surroundings) {
  const made = renderCommentBox(commentBoxes)
  if (!made) {
    const reason = `Unexpected length of the shortest text for the comment box, expected at most ${BOX} characters`
    fault(report, 'comment-box', reason, request.at.title)
    return undefined
  }
  const { box, file, length } = made
  const lacks =
    box.without.length > 0 ? `; left out, because it would not fit: the ${box.without.join(' and the ')}` : ''
  return { file, note: `the text for the comment box has ${length} of at most ${BOX} characters${lacks}` }
}
