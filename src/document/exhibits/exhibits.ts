import type { Link, Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { VFile } from 'vfile'
import { DRAFT, openItems, WORKING_PAPER } from '../../request/open.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Check, ExhibitKey, Study } from '../../request/study-types.ts'
import { filingName } from '../../request/venue.ts'
import { fault } from '../../rules.ts'
import { fillNamed, type Templates } from '../template/fill.ts'
import type { Exhibit } from '../types.ts'
import { bindPacket, finish } from './assemble.ts'
import { type Context, commonView } from './context.ts'
import { indexView } from './index-page.ts'
import { type CommentPart, commentBoxView, isAttachedExhibit, letterView } from './letter.ts'
import { levelsView } from './levels.ts'
import { isAllRevisions, mixOf } from './mix.ts'
import { paymentView } from './payment.ts'
import { alternativeTexts, type Picture, picturesOf } from './pictures.ts'
import { precedentView } from './precedent.ts'
import { revisionsView } from './revisions.ts'
import { codeRows, proposedDescriptors, sideBySideView } from './schedule.ts'
import { sheetView } from './sheet.ts'
import { hasCertificate, sourcesView } from './sources.ts'
import { workingView } from './working.ts'

interface Plan {
  readonly key: ExhibitKey
  readonly title: (packet: Packet) => string
  readonly has: (packet: Packet) => boolean
  readonly view: (context: Context) => object
}

/** The exhibits in the order of the packet. One that the request has no data for is left out, and the letters close up. */
const PLANS: readonly Plan[] = [
  { key: 'revisions', title: titleOfChanges, has: () => true, view: revisionsView },
  {
    key: 'precedent',
    title: () => 'Precedent',
    has: ({ request }) => request.precedents.length > 0,
    view: precedentView,
  },
  { key: 'levels', title: () => 'Level I and Level II', has: hasLevels, view: levelsView },
  { key: 'payment', title: () => 'Payment', has: ({ payment }) => payment !== undefined, view: paymentView },
  {
    key: 'sources',
    title: packet => (hasCertificate(packet) ? 'Sources and certificate' : 'Sources'),
    has: () => true,
    view: sourcesView,
  },
]

function titleOfChanges(packet: Packet): string {
  const changes = isAllRevisions(mixOf(packet)) ? 'Requested revisions' : 'Requested changes'
  return packet.request.venue.kind === 'application' ? `${changes} and reasons` : changes
}

function hasLevels({ crosswalk, request, quotations }: Packet): boolean {
  return crosswalk !== undefined || request.sections.has('jurisdiction') || quotations.length > 0
}

/** Everything of one request that is rendered: the exhibits, all of them in one, and the index. */
export interface Documents {
  readonly exhibits: readonly Exhibit[]
  readonly packet: Exhibit
  /** The letter, the redline sheet, and the wordings side by side; of an application also the summary for publication and the answers to the form. */
  readonly papers: readonly Exhibit[]
  /** What the writers know and the docket does not get. */
  readonly workingPaper: Exhibit
  /** The page that leads to the files, given their names within the request's folder. */
  readonly index: (files: readonly string[]) => Exhibit
  /** The sheet and each redline, for slides. */
  readonly pictures: readonly Picture[]
  /** The codes as rows of text, the head first. */
  readonly codes: readonly (readonly string[])[]
  /** Plain texts to copy from, by their file names. */
  readonly texts: ReadonlyMap<string, string>
  /** The text for the comment box of a comment, whole and then without more and more. */
  readonly commentBoxes: readonly CommentBox[]
}

/** A text for the comment box of regulations.gov, and what was left out of it. */
export interface CommentBox {
  readonly without: readonly CommentPart[]
  readonly tree: Root
}

const COMMENT_BOXES: readonly (readonly CommentPart[])[] = [
  [],
  ['sources'],
  ['redlines'],
  ['redlines', 'sources'],
  ['redlines', 'sources', 'reasons'],
]

/**
 * Makes the trees of all documents of a request. With a fault in a template there are none.
 *
 * @param filing the files to attach, which the letter lists; without it, those that are attached by themselves
 */
export function makeDocuments(
  packet: Packet,
  study: Study,
  checks: readonly Check[],
  filing: readonly string[] | undefined,
  templates: Templates,
  report: VFile,
): Documents | undefined {
  const before = report.messages.length
  const open = openItems(packet)
  const isDraft = open.length > 0
  const mark = isDraft ? DRAFT : ''
  const plans = PLANS.filter(plan => plan.has(packet))
  const letters = new Map(plans.map((plan, index) => [plan.key, String.fromCharCode(65 + index)]))
  const context: Context = { packet, study, checks, letters }
  const fill = (name: string, data: object) => fillNamed(name, data, templates, report)
  const exhibits = plans.map((plan): Exhibit => {
    const letter = letters.get(plan.key)!
    const view = { ...commonView(context, plan.key), title: plan.title(packet), ...plan.view(context) }
    const body = fillExhibit(`${plan.key}.md.hbs`, view, templates, report)
    const tree = finish(letter, body, fill('notice.md.hbs', view), packet, true)
    return { letter, name: `exhibit-${letter.toLowerCase()}`, title: headingOf(body), tree }
  })
  const { title, venue } = packet.request
  const common = commonView(context, 'revisions')
  const entries = exhibits.map(({ letter, name }, index) => ({ letter, name, title: plans[index]!.title(packet) }))
  const attached: Context = { ...context, packet: { ...packet, request: { ...packet.request, filing } } }
  const attachedEntries = entries.filter(entry => isAttachedExhibit(attached.packet.request, entry.letter))
  const contents = { blocks: [contentsList(exhibits)] }
  const notice = fill('notice.md.hbs', common)
  const cover = fill('cover.md.hbs', { ...common, contents })
  const letter = letterView(attached)
  const complete = (name: string, view: object) =>
    marked(finish('', fill(name, { ...common, entries, ...view }), notice, packet, true), mark)
  const paper = (name: string, title: string, template: string, view: object): Exhibit => ({
    letter: '',
    name,
    title: `${title} · ${filingName(packet.request)}`,
    tree: complete(template, { ...view, entries: attachedEntries }),
  })
  const sheet = paper('redline-sheet', 'Redline sheet', 'redline-sheet.md.hbs', sheetView(context))
  const beside = paper('side-by-side', 'Side by side', 'side-by-side.md.hbs', sideBySideView(packet))
  const pictures = picturesOf(context, sheet, isDraft, (name, title, view) =>
    paper(name, title, 'picture.md.hbs', view),
  )
  const documents: Documents = {
    exhibits: exhibits.map(exhibit => ({ ...exhibit, tree: marked(exhibit.tree, mark) })),
    papers:
      venue.kind === 'comment'
        ? [paper('letter', 'Comment letter', 'letter.md.hbs', letter), sheet, beside]
        : [
            paper('letter', 'Cover letter', 'cover-letter.md.hbs', letter),
            sheet,
            paper('summary', 'Summary for publication', 'summary.md.hbs', letter),
            ...(packet.answers
              ? [paper('answers', 'Answers', 'answers.md.hbs', { answers: answersView(packet) })]
              : []),
            beside,
          ],
    pictures,
    codes: codeRows(packet, isDraft),
    texts: new Map([
      ['proposed-descriptors.txt', proposedDescriptors(packet, isDraft)],
      ['pictures/alternative-texts.txt', alternativeTexts(pictures)],
    ]),
    commentBoxes: (venue.kind === 'comment' ? COMMENT_BOXES : []).map(without => ({
      without,
      tree: complete('comment-box.md.hbs', commentBoxView(attached, without)),
    })),
    packet: { letter: '', name: 'packet', title, tree: marked(bindPacket(cover, exhibits), mark) },
    workingPaper: {
      letter: '',
      name: 'working-paper',
      title: `Working paper · ${filingName(packet.request)}`,
      tree: marked(
        finish('', fill('working-paper.md.hbs', { ...common, ...workingView(context, open) }), notice, packet, false),
        WORKING_PAPER,
      ),
    },
    index: files => {
      const view = indexView(packet.request, open, entries, files)
      return { letter: '', name: 'index', title, tree: complete('index.md.hbs', view) }
    },
  }
  return report.messages.length > before ? undefined : documents
}

/** Each question and its answer, one paragraph a paragraph of the answer. */
function answersView({ answers }: Packet) {
  return (answers ?? []).map(({ question, answer }) => ({
    question,
    answer: { blocks: answer.split(/\n{2,}/).map(paragraphOf) },
    isOpen: answer === '',
  }))
}

function paragraphOf(text: string): RootContent {
  return { type: 'paragraph', children: [{ type: 'text', value: text.trim() }] }
}

/** What is not for filing says so before all else. */
function marked(tree: Root, mark: string): Root {
  if (mark === '') return tree
  const first: RootContent = {
    type: 'paragraph',
    children: [{ type: 'strong', children: [{ type: 'text', value: mark }] }],
  }
  return { ...tree, children: [first, ...tree.children] }
}

/** Fills the template of an exhibit, which begins with its heading. */
function fillExhibit(name: string, view: object, templates: Templates, report: VFile): Root {
  const before = report.messages.length
  const body = fillNamed(name, view, templates, report)
  if (headingOf(body) === '' && report.messages.length === before) {
    const reason = 'Unexpected start of an exhibit, expected its heading'
    fault(report, 'template-heading', reason, { path: `templates/${name}`, line: 1 })
  }
  return body
}

/** An exhibit goes by its heading, to which the contents of the packet lead. */
function headingOf({ children: [first] }: Root): string {
  return first?.type === 'heading' ? plainText(first).trim() : ''
}

function contentsList(exhibits: readonly Exhibit[]): RootContent {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: exhibits.map(({ letter, title }) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: [linkTo(letter, title)] }],
    })),
  }
}

/** `bindPacket` knows the address. */
function linkTo(exhibit: string, title: string): Link {
  return { type: 'link', url: '', data: { exhibit }, children: [{ type: 'text', value: title }] }
}
