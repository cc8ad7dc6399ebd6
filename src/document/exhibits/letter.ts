import type { PhrasingContent } from 'mdast'
import { redline } from '../../redline/redline.ts'
import { type Blank, letterBlanks } from '../../request/open.ts'
import type { Descriptor } from '../../request/types.ts'
import { inSentence } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { asksOf, isOnly } from './asks.ts'
import { byCode, type Context } from './context.ts'
import { changes, mixOf, whatIsShown } from './mix.ts'
import { paymentView } from './payment.ts'
import { inMarks, marksOf } from './reading.ts'

/** The letter: the values of `templates/letter.md.hbs`, or of `cover-letter.md.hbs`; what request.md leaves out is a blank. */
export function letterView(context: Context) {
  const { request } = context.packet
  const { filedBy, letter, sections } = request
  const blanks = letterBlanks(request)
  const given = (name: Blank['field']): string | Inline => {
    const left = blanks.find(({ field }) => field === name)
    return left ? { inline: [blank(left.what)] } : ((name === 'filedBy' ? filedBy : letter[name]) ?? '')
  }
  return {
    ...requestsView(context),
    letterDate: given('date'),
    ruleTitle: given('ruleTitle'),
    filedBy: given('filedBy'),
    contact: given('contact'),
    signer: given('signer'),
    position: given('position'),
    whoWeAre: sections.get('who we are') ?? false,
    why: sections.get('why'),
    summary: sections.get('summary') ?? false,
  }
}

/** The text for the comment box, without what does not fit: the values of `templates/comment-box.md.hbs`. */
export function commentBoxView(context: Context, without: readonly CommentPart[]) {
  const lines = context.packet.descriptors.flatMap(one => boxLines(one, context))
  return {
    ...requestsView(context),
    lines,
    lineCount: lines.length,
    marks: inMarks(marksOf(lines.map(one => one.redline))),
    hasPrecedents: context.letters.has('precedent'),
    withRedlines: !without.includes('redlines'),
    withSources: !without.includes('sources'),
  }
}

/** What the comment box shows of a code: the descriptors that change, each on a line. */
function boxLines(descriptor: Descriptor, { study }: Context) {
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
export type CommentPart = 'sources' | 'redlines'

/** What is asked for. */
function requestsView(context: Context) {
  const { packet } = context
  const asks = asksOf(packet)
  const payment = paymentAsk(context)
  return {
    asks,
    askCount: asks.length + (payment ? 1 : 0),
    onlyLong: isOnly(packet, 'long'),
    onlyShort: isOnly(packet, 'short'),
    whatIsShown: whatIsShown(mixOf(packet)),
    payment: payment ?? false,
  }
}

/** The payment that is asked for where CMS proposed none. */
function paymentAsk(context: Context) {
  const { payment } = context.packet
  if (!payment || payment.asked.length === 0) return undefined
  const { askedCodes, services, codeHeading } = paymentView(context)
  return {
    services: services.filter(service => service.asked),
    names: `${namesOf(codeHeading, askedCodes.length)} ${inSentence(askedCodes)}`,
    count: askedCodes.length,
    source: payment.requested.source ?? false,
    codeHeading,
    hasOutcomes: payment.outcomes.length > 0,
  }
}

/** What services go by in a sentence. */
function namesOf(codeHeading: string, count: number): string {
  if (codeHeading === 'CPT code') return count === 1 ? 'CPT code' : 'CPT codes'
  return count === 1 ? 'the service with the placeholder number' : 'the services with the placeholder numbers'
}

/** A place that the signer fills in; it shows in every format. */
export function blank(what: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: `[fill in: ${what}]` }] }
}
