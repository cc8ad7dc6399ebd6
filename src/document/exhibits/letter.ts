import type { PhrasingContent } from 'mdast'
import { type Blank, letterBlanks } from '../../request/open.ts'
import type { Inline } from '../template/values.ts'
import { asksOf, isOnlyLong } from './asks.ts'
import { byCode, type Context } from './context.ts'
import { paymentView } from './payment.ts'

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
  const { packet, study } = context
  const codes = packet.descriptors.map(({ code, source }) => ({
    code,
    source: source || false,
    redline: byCode(study.codes, code).redline,
  }))
  const withRedlines = !without.includes('redlines')
  const inserts = codes.some(one => one.redline.edits.some(({ insertion }) => insertion !== ''))
  return { ...requestsView(context), codes, inserts, withRedlines, withSources: !without.includes('sources') }
}

const NAMES: Readonly<Record<string, string>> = {
  'CPT code': 'CPT codes',
  'Placeholder in the proposed rule': 'the services with the placeholder numbers',
}

/** What the comment box can go without. */
export type CommentPart = 'sources' | 'redlines'

/** What is asked for. */
function requestsView(context: Context) {
  const { payment } = context.packet
  const asks = asksOf(context.packet)
  const onlyLong = isOnlyLong(context.packet)
  const askCount = asks.length + (payment ? 1 : 0)
  if (!payment)
    return {
      asks,
      askCount,
      onlyLong,
      payment: false,
      askedCodes: [],
      askedServices: [],
      requestedSource: false,
      codeHeading: '',
      askedName: '',
      hasOutcomes: false,
    }
  const { askedCodes, services, codeHeading } = paymentView(context)
  const askedServices = services.filter(service => service.asked)
  return {
    asks,
    askCount,
    onlyLong,
    payment: true,
    askedCodes,
    askedServices,
    requestedSource: payment.requested.source ?? false,
    codeHeading,
    askedName: NAMES[codeHeading] ?? '',
    hasOutcomes: payment.outcomes.length > 0,
  }
}

/** A place that the signer fills in; it shows in every format. */
function blank(what: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: `[fill in: ${what}]` }] }
}
