import { redline } from '../../redline/redline.ts'
import type { Redline } from '../../redline/types.ts'
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
  const decided = descriptors.flatMap(one => (one.decided ? decidedRedline(one) : undefined) ?? [])
  return howToRead(mixOf(packet), marksOf(redlines(descriptors)), marksOf(redlines(revised)), marksOf(decided))
}

function codeView(descriptor: Descriptor, { packet, study }: Context) {
  const { request } = packet
  const { code, action, brand, maker, added, current, proposed, source, replacedBy, decided } = descriptor
  const made = byCode(study.codes, code).redline
  const product = [brand, maker && `(${maker})`].filter(Boolean).join(' ')
  const isRevised = action === 'revise'
  const [long, short] = [changes(descriptor, 'long'), changes(descriptor, 'short')]
  const instructions = instructionsOf(request, descriptor, 'long')
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
    lengths: lengthsOf(descriptor),
    isRevised,
    establish: action === 'establish',
    discontinue: action === 'discontinue',
    effective,
    ownDay: isRevised && effective !== request.effective,
    replacedBy: replacedBy ?? false,
    instruction: joinInstructions(instructions),
    shortInstruction: joinInstructions(instructionsOf(request, descriptor, 'short')),
    proof: `${proofOf(made)}: made in the current descriptor, the ${instructions.length === 1 ? 'instruction gives' : 'instructions give'} the proposed one, character for character.`,
    forms: inCmsForm(descriptor).join(' '),
    product: product || '—',
    heading: [code, product].filter(Boolean).join(', '),
    cited: source === '' || action === 'establish' ? false : { source, citation: citationOf(packet, source) },
    decided: decided ? decisionView(descriptor) : false,
    rationale: descriptor.rationale ?? false,
  }
}

/** The short descriptor as it stands in the table of the codes: what it is, and what it would be. */
function shortTextOf(descriptor: Descriptor): string {
  const { action, current, proposed } = descriptor
  if (action !== 'revise') return current.short || proposed.short
  return changes(descriptor, 'short') ? `${current.short} → ${proposed.short}` : `${current.short}, unchanged`
}

/** "170, proposed 113", "48, unchanged", and of a code without the one or the other what there is. */
function lengthsOf(descriptor: Descriptor): string {
  const { action, current, proposed } = descriptor
  const [now, then] = [[...current.long].length, [...proposed.long].length]
  if (action !== 'revise') return action === 'establish' ? `proposed ${then}` : `${now}`
  return changes(descriptor, 'long') ? `${now}, proposed ${then}` : `${now}, unchanged`
}

/** "57 characters are struck and none are inserted" */
function proofOf({ edits }: Redline): string {
  const count = (of: 'deletion' | 'insertion') => edits.reduce((sum, edit) => sum + [...edit[of]].length, 0)
  const [struck, inserted] = [count('deletion'), count('insertion')]
  const are = (characters: number) => (characters === 1 ? '1 character is' : `${characters} characters are`)
  if (inserted === 0) return `${are(struck)} struck and none are inserted`
  return struck === 0
    ? `Nothing is struck and ${are(inserted)} inserted`
    : `${are(struck)} struck and ${inserted} ${inserted === 1 ? 'is' : 'are'} inserted`
}

/** What CMS did instead of what was asked. */
function decisionView(descriptor: Descriptor) {
  const { action, code, date, source } = descriptor.decided!
  return {
    date,
    source,
    what: `${DECIDED[action]}${code === descriptor.code ? '' : `; the wording is now that of ${code}`}`,
    redline: decidedRedline(descriptor) ?? false,
  }
}

/** From what was asked to what CMS decided. */
function decidedRedline({ current, proposed, decided }: Descriptor): Redline | undefined {
  return decided!.long === '' ? undefined : redline(proposed.long || current.long, decided!.long)
}

const DECIDED = {
  revise: 'CMS revised the code',
  establish: 'CMS established a code',
  discontinue: 'CMS discontinued the code',
  none: 'CMS left the code as it was',
} as const
