import { redline } from '../../redline/redline.ts'
import type { Descriptor } from '../../request/types.ts'
import type { Inline } from '../template/values.ts'
import { asksOf, effectiveInWords, effectiveOf, inCmsForm, instructionsOf, isOnly, joinInstructions } from './asks.ts'
import { byCode, type Context, citationOf } from './context.ts'
import { changes, mixOf } from './mix.ts'
import { howToRead, marksOf } from './reading.ts'

/** Exhibit "Requested revisions", or "Requested changes": the values of `templates/revisions.md.hbs`. */
export function revisionsView(context: Context) {
  const { packet } = context
  const { descriptors, request } = packet
  const codes = descriptors.map(one => codeView(one, context))
  return {
    asks: asksOf(packet),
    onlyLong: isOnly(packet, 'long'),
    onlyShort: isOnly(packet, 'short'),
    effectiveDate: effectiveInWords(packet),
    howToRead: readingOf(context),
    hasProducts: descriptors.some(({ brand, maker }) => brand !== '' || maker !== ''),
    hasAdded: descriptors.some(({ added }) => added !== ''),
    why: request.sections.get('why'),
    notes: request.sections.get('notes on the wording') ?? false,
    codes,
  }
}

function readingOf({ packet, study }: Context): Inline {
  const { descriptors } = packet
  const revised = descriptors.filter(({ action }) => action === 'revise')
  const redlines = (codes: readonly Descriptor[]) => [
    ...codes
      .filter(one => one.action !== 'revise' || changes(one, 'long'))
      .map(one => byCode(study.codes, one.code).redline),
    ...codes
      .filter(one => changes(one, 'short'))
      .map(({ current, proposed }) => redline(current.short, proposed.short)),
  ]
  return howToRead(mixOf(packet), marksOf(redlines(descriptors)), marksOf(redlines(revised)))
}

function codeView(descriptor: Descriptor, { packet, study }: Context) {
  const { request } = packet
  const { code, action, brand, maker, added, current, proposed, source, replacedBy } = descriptor
  const made = byCode(study.codes, code).redline
  const product = [brand, maker && `(${maker})`].filter(Boolean).join(' ')
  const isRevised = action === 'revise'
  const [long, short] = [changes(descriptor, 'long'), changes(descriptor, 'short')]
  const effective = effectiveOf(descriptor, request)
  return {
    ...descriptor,
    ask: action,
    redline: made,
    longChanges: !isRevised || long,
    shortRedline: short ? redline(current.short, proposed.short) : false,
    onlyShort: short && !long && !isOnly(packet, 'short'),
    shortText: shortTextOf(descriptor),
    addedOn: added || false,
    isRevised,
    establish: action === 'establish',
    discontinue: action === 'discontinue',
    effective,
    ownDay: isRevised && effective !== request.effective,
    replacedBy: replacedBy ?? false,
    instruction: joinInstructions(instructionsOf(request, descriptor, 'long')),
    shortInstruction: joinInstructions(instructionsOf(request, descriptor, 'short')),
    forms: inCmsForm(descriptor).join(' '),
    product: product || '—',
    heading: [code, product].filter(Boolean).join(', '),
    cited: source === '' || action === 'establish' ? false : { source, citation: citationOf(packet, source) },
    rationale: descriptor.rationale ?? false,
  }
}

/** The short descriptor as it stands in the table of the codes: what it is, and what it would be. */
function shortTextOf(descriptor: Descriptor): string {
  const { action, current, proposed } = descriptor
  if (action !== 'revise') return current.short || proposed.short
  return changes(descriptor, 'short') ? `${current.short} → ${proposed.short}` : `${current.short}, unchanged`
}
