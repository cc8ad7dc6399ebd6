import type { PhrasingContent } from 'mdast'
import type { Inline } from '../template/values.ts'
import { byCode, type Context } from './context.ts'
import { paymentView } from './payment.ts'

/** The letter: the values of `templates/letter.md.hbs`, and the blanks that request.md leaves in it. */
export function letterView(context: Context) {
  const { filedBy, letter, sections } = context.packet.request
  const blanks: string[] = []
  const given = (value: string | undefined, what: string): string | Inline => {
    if (value !== undefined) return value
    blanks.push(what)
    return { inline: [blank(what)] }
  }
  const view = {
    ...requestsView(context),
    letterDate: given(letter.date, 'date'),
    ruleTitle: given(letter.ruleTitle, 'full title of the proposed rule'),
    filedBy: given(filedBy, 'name of the hospital or society'),
    contact: given(letter.contact, 'name, telephone and e-mail address for questions'),
    signer: given(letter.signer, 'name of the signer'),
    position: given(letter.position, 'position of the signer'),
    whoWeAre: sections.get('who we are') ?? false,
    why: sections.get('why'),
  }
  return { view, blanks }
}

/** The text for the comment box, without what does not fit: the values of `templates/comment-box.md.hbs`. */
export function commentBoxView(context: Context, without: readonly CommentPart[]) {
  const { packet, study } = context
  const codes = packet.descriptors.map(({ code, source }) => ({
    code,
    source,
    redline: byCode(study.codes, code).redline,
  }))
  const withRedlines = !without.includes('redlines')
  return { ...requestsView(context), codes, withRedlines, withSources: !without.includes('sources') }
}

/** What the comment box can go without. */
export type CommentPart = 'sources' | 'redlines'

/** What is asked for. */
function requestsView(context: Context) {
  const { payment } = context.packet
  if (!payment) return { payment: false, askedCodes: [], askedServices: [], requestedSource: '' }
  const { askedCodes, services } = paymentView(context)
  const askedServices = services.filter(service => service.asked)
  return { payment: true, askedCodes, askedServices, requestedSource: payment.requested.source }
}

/** A place that the signer fills in; it shows in every format. */
function blank(what: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: `[fill in: ${what}]` }] }
}
