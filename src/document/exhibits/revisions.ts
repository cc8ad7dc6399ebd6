import { redline } from '../../redline/redline.ts'
import type { Redline } from '../../redline/types.ts'
import type { Descriptor } from '../../request/types.ts'
import type { Wording } from '../../types.ts'
import { asksOf, inCmsForm, instructionsOf, isOnlyLong, joinInstructions } from './asks.ts'
import { byCode, type Context, citationOf } from './context.ts'

/** Exhibit "Requested revisions": the values of `templates/revisions.md.hbs`. */
export function revisionsView(context: Context) {
  const { packet } = context
  const { descriptors, request } = packet
  return {
    asks: asksOf(packet),
    onlyLong: isOnlyLong(packet),
    inserts: descriptors.some(({ action, current, proposed }) => action === 'establish' || inserts(current, proposed)),
    why: request.sections.get('why'),
    notes: request.sections.get('notes on the wording') ?? false,
    codes: descriptors.map(one => codeView(one, context)),
  }
}

function inserts(current: Wording, proposed: Wording): boolean {
  const edits = (['long', 'short'] as const).flatMap(kind => redline(current[kind], proposed[kind]).edits)
  return edits.some(({ insertion }) => insertion !== '')
}

function codeView(descriptor: Descriptor, { packet, study }: Context) {
  const { request } = packet
  const { code, action, brand, maker, added, current, proposed, source, replacedBy, decided } = descriptor
  const made = byCode(study.codes, code).redline
  const product = [brand, maker && `(${maker})`].filter(Boolean).join(' ')
  const isRevised = action === 'revise'
  const shortChanges = isRevised && current.short !== proposed.short
  return {
    ...descriptor,
    ask: action,
    redline: made,
    longChanges: !isRevised || current.long !== proposed.long,
    shortRedline: shortChanges ? redline(current.short, proposed.short) : false,
    shortText: isRevised && !shortChanges ? `${current.short}, unchanged` : current.short || proposed.short,
    addedOn: added || false,
    lengths: [[...current.long].length, [...proposed.long].length].filter(length => length > 0).join(', proposed '),
    isRevised,
    establish: action === 'establish',
    discontinue: action === 'discontinue',
    effective: descriptor.effective ?? request.effective,
    replacedBy: replacedBy ?? false,
    instruction: joinInstructions(instructionsOf(request, descriptor, 'long')),
    shortInstruction: joinInstructions(instructionsOf(request, descriptor, 'short')),
    proof: proofOf(made),
    forms: inCmsForm(descriptor),
    product: product || '–',
    heading: [code, product].filter(Boolean).join(' – '),
    cited: source === '' ? false : { source, citation: citationOf(packet, source) },
    decided: decided ? decisionView(descriptor) : false,
    rationale: descriptor.rationale ?? false,
  }
}

/** "57 characters are struck and none are inserted" */
function proofOf({ edits }: Redline): string {
  const count = (of: 'deletion' | 'insertion') => edits.reduce((sum, edit) => sum + [...edit[of]].length, 0)
  const [struck, inserted] = [count('deletion'), count('insertion')]
  const are = (characters: number) => (characters === 1 ? '1 character is' : `${characters} characters are`)
  if (inserted === 0) return `${are(struck)} struck, none are inserted`
  return struck === 0
    ? `Nothing is struck, ${are(inserted)} inserted`
    : `${are(struck)} struck, ${are(inserted)} inserted`
}

/** What CMS did instead of what was asked: the redline between the two. */
function decisionView({ code, current, proposed, decided }: Descriptor) {
  const { action, long, date, source } = decided!
  const asked = proposed.long || current.long
  return {
    date,
    source,
    what: `${DECIDED[action]}${decided!.code === code ? '' : `; the wording is now that of ${decided!.code}`}`,
    redline: long === '' ? false : redline(asked, long),
  }
}

const DECIDED = {
  revise: 'CMS revised the code',
  establish: 'CMS established a code',
  discontinue: 'CMS discontinued the code',
  none: 'CMS left the code as it was',
} as const
