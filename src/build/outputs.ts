import type { Documents } from '../document/exhibits/exhibits.ts'
import { BOX, renderCommentBox } from '../render/comment-box.ts'
import { render, renderPictures } from '../render/render.ts'
import { renderCodes } from '../render/tables/tables.ts'
import { type Format, formatsOf, type Rendered, type Surroundings } from '../render/types.ts'
import { type OpenItem, WORKING_PAPER } from '../request/open.ts'
import type { Request } from '../request/types.ts'
import { filingName } from '../request/venue.ts'
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
 * Renders the documents of a request: each in every format, the text for the comment box, pictures, the table of the
 * codes, the files to attach, and the index that leads to all of them.
 */
export async function planOutputs(
  documents: Documents,
  open: readonly OpenItem[],
  { formats: asked, only, parts }: Wanted,
  surroundings: Surroundings,
): Promise<Outputs> {
  const { exhibits, packet, papers, workingPaper, commentBoxes, index } = documents
  const { request, report } = surroundings
  const [formats, printed] =
    parts === 'all' ? [formatsOf(asked), exhibits] : [formatsOf(TELLING.filter(one => asked.includes(one))), []]
  const rendered = await render([...printed, packet, ...papers], formats.documents, surroundings)
  const isText = formats.documents.includes('txt')
  const box = isText && commentBoxes.length > 0 ? makeCommentBox(documents, surroundings) : undefined
  const made: readonly Rendered[] = [
    ...rendered,
    ...(box ? [box.file] : []),
    ...(parts === 'all' ? await renderFurther(documents, formats, surroundings) : []),
  ]
  const names = {
    exhibits: exhibits.map(({ name }) => name),
    papers: papers.map(({ name }) => name),
    notice: surroundings.templates.get('notice.md.hbs')?.trim() ?? '',
  }
  const filing = planFiling(request, made, names, open, only, report)
  const working =
    parts === 'all'
      ? await render([workingPaper], formats.documents, { ...surroundings, head: workingHead(request), isDraft: false })
      : []
  const pages = formats.documents.filter(format => format === 'md' || format === 'html')
  const attached = [...made, ...working, ...filing].map(file => file.name)
  const all = [...made, ...working, ...filing, ...(await render([index(attached)], pages, surroundings))]
  const notes = box ? [box.note] : []
  return { files: all.map(({ name, ...rest }) => ({ path: `out/${request.name}/${name}`, ...rest })), notes }
}

/** What stands at the head of each page that is never filed. */
function workingHead(request: Request): string {
  return `${WORKING_PAPER} · ${filingName(request)}`
}

/** The pictures, the table of the codes, and the texts to copy from. */
async function renderFurther(
  { pictures, codes, texts }: Documents,
  formats: ReturnType<typeof formatsOf>,
  surroundings: Surroundings,
): Promise<Rendered[]> {
  const plain = formats.documents.includes('txt') ? [...texts].map(([name, content]) => ({ name, content })) : []
  return [
    ...(await renderPictures(pictures, formats.pictures, surroundings)),
    ...(await renderCodes(codes, formats.tables)),
    ...plain,
  ]
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
