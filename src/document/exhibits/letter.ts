import type { Text } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { redline } from '../../redline/redline.ts'
import type { Blank } from '../../request/open.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { ExhibitKey } from '../../request/study-types.ts'
import type { Descriptor, Request } from '../../request/types.ts'
import { inSentence } from '../template/helpers.ts'
import { asksOf, effectiveInWords, isOnly } from './asks.ts'
import { BREAK, byCode, type Context, fieldOf } from './context.ts'
import { changes, mixOf, titlesOf, whatIsShown } from './mix.ts'
import { paymentView } from './payment.ts'
import { explainMarks, inMarks, marksOf } from './reading.ts'

/** The letter: the values of `templates/letter.md.hbs`, or of `cover-letter.md.hbs`; what request.md leaves out is a blank. */
export function letterView(context: Context) {
  const { request } = context.packet
  const { addressee } = request.letter
  const { lines, ...view } = requestsView(context)
  const given = (name: Blank['field']) => fieldOf(request, name)
  return {
    ...view,
    lines,
    marks: explainMarks(marksOf(lines.map(one => one.redline)), marksOf([])),
    letterhead: given('letterhead'),
    letterDate: given('date'),
    addressee: addressee === undefined ? OFFICE : { inline: [text(addressee), BREAK, text(OFFICE)] },
    ruleTitle: given('ruleTitle'),
    contact: given('contact'),
    signer: given('signer'),
    position: given('position'),
    whoWeAre: request.sections.get('who we are') ?? false,
    whoBlank: fieldOf(request, 'whoWeAre'),
    attachments: attachmentsOf(context.packet),
    why: request.sections.get('why'),
    summary: request.sections.get('summary') ?? false,
  }
}

/** What is attached beside the exhibits, by the names of files. */
const FURTHER = [
  ['redline-sheet', 'Redline sheet'],
  ['summary', 'Summary for publication'],
  ['answers', 'Answers to the applicant’s form'],
  ['side-by-side', 'The descriptors, current and proposed, side by side'],
] as const

/** What the letter lists as attached: all that is attached by itself, or what request.md lists. */
function attachmentsOf({ request, answers }: Packet): string[] {
  const { filing, venue } = request
  const isApplication = venue.kind === 'application'
  const own = ['redline-sheet', ...(isApplication ? ['summary', ...(answers ? ['answers'] : [])] : [])]
  const isAttached = (name: string) => (filing ? filing.some(file => file.startsWith(`${name}.`)) : own.includes(name))
  return FURTHER.flatMap(([name, title]) => (isAttached(name) ? [title] : []))
}

/** Whether an exhibit is attached, by itself, with the others, or in the packet. */
export function isAttachedExhibit({ filing }: Request, letter: string): boolean {
  const names = ['packet', 'exhibits', `exhibit-${letter.toLowerCase()}`]
  return !filing || filing.some(file => names.some(name => file.startsWith(`${name}.`)))
}

/** To whom comments on a proposed rule of CMS go. */
const OFFICE = 'Administrator'

/** The text for the comment box, without what does not fit: the values of `templates/comment-box.md.hbs`. */
export function commentBoxView(context: Context, without: readonly CommentPart[]) {
  const { lines, ...view } = requestsView(context)
  return {
    ...view,
    lines,
    lineCount: lines.length,
    marks: inMarks(marksOf(lines.map(one => one.redline))),
    reasons: !without.includes('reasons') && reasonsInShort(context.packet.request),
    attached: whatIsAttached(context),
    withRedlines: !without.includes('redlines'),
    withSources: !without.includes('sources'),
  }
}

/** The words in bold type with which the reasons begin, each after its number. */
function reasonsInShort({ sections }: Request): string | false {
  const list = sections.get('why')?.nodes.find(node => node.type === 'list' && node.ordered)
  const items = list?.type === 'list' ? list.children : []
  const leads = items.flatMap(({ children: [first] }) => {
    const lead = first?.type === 'paragraph' ? first.children[0] : undefined
    return lead?.type === 'strong' ? [plainText(lead).trim()] : []
  })
  return leads.length > 0 && leads.map((lead, index) => `(${index + 1}) ${lead}`).join(' ')
}

/** What each exhibit shows, in the last sentence of the comment box. */
const SHOWN: Readonly<Record<ExhibitKey, string>> = {
  revisions: 'the redlines',
  precedent: 'the precedents',
  levels: 'the CPT codes of the services',
  payment: 'the payment requested',
  sources: 'the sources',
}

function whatIsAttached({ packet, letters }: Context): string {
  const shown = [...letters].flatMap(([key, letter]) => (isAttachedExhibit(packet.request, letter) ? [SHOWN[key]] : []))
  const { filing } = packet.request
  const hasLetter = !filing || filing.some(name => name.startsWith('letter.'))
  const letter = hasLetter ? 'The attached letter gives our reasons, and the' : 'The'
  if (shown.length === 0) return hasLetter ? 'The attached letter gives our reasons.' : ''
  return `${letter} attached exhibits show ${inSentence(shown)}.`
}

/** What the letter and the comment box show of a code: the descriptors that change, each on a line. */
function linesOf(descriptor: Descriptor, { study }: Context) {
  const { code, action, current, proposed } = descriptor
  const source = action === 'establish' ? false : descriptor.source
  const isLong = action !== 'revise' || changes(descriptor, 'long')
  const isShort = changes(descriptor, 'short')
  return [
    ...(isLong ? [{ name: code, source, redline: byCode(study.codes, code).redline }] : []),
    ...(isShort
      ? [{ name: `${code}, short descriptor`, source, redline: redline(current.short, proposed.short) }]
      : []),
  ]
}

/** What the comment box can go without. */
export type CommentPart = 'sources' | 'reasons' | 'redlines'

/** What is asked for. */
function requestsView(context: Context) {
  const { packet } = context
  const asks = asksOf(packet)
  const payment = paymentAsk(context)
  const lines = packet.descriptors.flatMap(one => linesOf(one, context))
  const mix = mixOf(packet)
  return {
    asks,
    lines,
    lineSources: [...new Set(lines.flatMap(({ source }) => source || []))],
    effectiveDate: effectiveInWords(packet),
    ...titlesOf(mix),
    changeCount: asks.length,
    askCount: asks.length + (payment ? 1 : 0),
    onlyLong: isOnly(packet, 'long'),
    onlyShort: isOnly(packet, 'short'),
    whatIsShown: whatIsShown(mix),
    payment: payment ?? false,
  }
}

/** The payment that is asked for where CMS proposed none. */
function paymentAsk(context: Context) {
  const { payment } = context.packet
  if (!payment || payment.asked.length === 0) return undefined
  const { services, codeHeading } = paymentView(context)
  const asked = services.filter(service => service.asked)
  return {
    services: asked,
    names: `${namesOf(codeHeading, asked.length)} ${inSentence(asked.map(({ code, step }) => `${code} (${step})`))}`,
    count: asked.length,
    source: payment.requested.source ?? false,
    unconfirmed: payment.toConfirm.length > 0,
    codeHeading,
  }
}

/** What services go by in a sentence. */
function namesOf(codeHeading: string, count: number): string {
  if (codeHeading === 'CPT code') return count === 1 ? 'CPT code' : 'CPT codes'
  return count === 1 ? 'the service with the placeholder number' : 'the services with the placeholder numbers'
}

function text(value: string): Text {
  return { type: 'text', value }
}
