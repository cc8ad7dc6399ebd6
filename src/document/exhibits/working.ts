import { redline } from '../../redline/redline.ts'
import type { ElementRole, Redline } from '../../redline/types.ts'
import { applyChanges } from '../../request/changes/apply.ts'
import { changesOf } from '../../request/changes/of.ts'
import type { OpenItem } from '../../request/open.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Pattern, Study } from '../../request/study-types.ts'
import type { Descriptor } from '../../request/types.ts'
import { byCode, type Context, isOfAll, NONE, namesService, partOf, ROLES, revisedOf } from './context.ts'
import { evidenceView } from './evidence.ts'
import { changes } from './mix.ts'
import { paymentView } from './payment.ts'
import { explainMarks, marksOf } from './reading.ts'

/** The working paper: the values of `templates/working-paper.md.hbs`. */
export function workingView(context: Context, open: readonly OpenItem[]) {
  const { packet, study, checks, letters } = context
  const { request, descriptors, toConfirm, evidence, payment } = packet
  const decisions = descriptors.flatMap(one => (one.decided ? [decisionView(one)] : []))
  const pastDecisions = askedRevisions(packet)
  const patterns = patternsOf(packet, study)
  const printed = [
    ...decisions.map(one => one.redline).filter(one => one !== false),
    ...pastDecisions.flatMap(({ request, decision }) => [request, decision]),
    ...patterns.flatMap(({ rows }) => rows.flatMap(({ current, proposed }) => [current, proposed])),
  ]
  return {
    open: open.length > 0 && open,
    openCount: open.length,
    toConfirm: toConfirm.map(({ what, why }) => ({ what: what.trim(), why })),
    notes: request.sections.get('working notes') ?? false,
    status: request.sections.get('status since') ?? false,
    marks: printed.length > 0 && explainMarks(marksOf([]), marksOf(printed)),
    decisions,
    payment: payment ? paymentView(context) : { hasOutcomes: false },
    pastDecisions,
    patterns,
    subject: isOfAll(packet) ? 'each code' : 'each code whose long descriptor we ask CMS to revise',
    unread: packet.revisions.filter(({ from }) => from === undefined),
    others: othersOf(packet, study),
    proofs: descriptors.flatMap(one => (['long', 'short'] as const).flatMap(kind => proofOf(packet, one, kind))),
    evidence: (evidence?.releases ?? []).map(release => evidenceView(request.asOf, release)),
    checks: checks
      .map(({ exhibit, ...check }) => ({ ...check, exhibit: letters.get(exhibit) ?? NONE }))
      .sort((one, other) => (one.exhibit < other.exhibit ? -1 : Number(one.exhibit > other.exhibit))),
  }
}

/** The codes outside the request that it does not rely on. */
function othersOf({ precedents, related }: Packet, study: Study) {
  return [...precedents.filter(({ relation }) => relation === 'later'), ...related].map(one => ({
    ...one,
    product: one.brand || NONE,
    bearing: BEARINGS[one.relation],
    names: namesService(byCode(study.others, one.code).elements) ? 'yes' : 'no',
  }))
}

const BEARINGS = {
  precedent: 'has no such clause',
  later: 'has the pattern of the precedents, added after the deadline',
  'same clause': 'carries the struck clause',
  'kindred clause': 'has a similar clause',
  'not relied on': 'has no such clause, not relied on',
} as const

/** How many characters a revision strikes and inserts, and whether its changes, made, give the proposed descriptor. */
function proofOf({ request }: Packet, descriptor: Descriptor, kind: 'long' | 'short') {
  const { code, current, proposed } = descriptor
  if (!changes(descriptor, kind)) return []
  const { edits } = redline(current[kind], proposed[kind])
  const count = (of: 'deletion' | 'insertion') => edits.reduce((sum, edit) => sum + [...edit[of]].length, 0)
  const made = applyChanges(changesOf(request, descriptor, kind), current[kind])
  return [
    {
      code,
      descriptor: kind,
      charactersNow: String([...current[kind]].length),
      charactersProposed: String([...proposed[kind]].length),
      struck: String(count('deletion')),
      inserted: String(count('insertion')),
      holds: made === proposed[kind] ? 'yes' : 'no',
    },
  ]
}

/** What CMS did instead of what was asked. */
function decisionView(descriptor: Descriptor) {
  const { action, code, date, source } = descriptor.decided!
  return {
    code: descriptor.code,
    date,
    source,
    what: `${DECIDED[action]}${code === descriptor.code ? '' : `; the wording is now that of ${code}`}`,
    redline: decidedRedline(descriptor) ?? (false as const),
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

/** Each pattern of the precedents, and the revised codes against it. */
function patternsOf(packet: Packet, study: Study) {
  const revised = revisedOf(packet, study)
  return study.patterns.map(pattern => ({
    ...pattern,
    count: pattern.precedents.length,
    differing: stillDiffering(revised, pattern),
    rows: revised.flatMap(({ code, againstPatterns }) =>
      againstPatterns
        .filter(one => one.pattern === pattern)
        .map(one => ({
          code,
          brand: byCode(packet.descriptors, code).brand,
          current: one.current,
          proposed: one.proposed,
        })),
    ),
  }))
}

/** The elements that the proposed descriptors and the pattern do not have in common. */
function stillDiffering(codes: Study['codes'], pattern: Pattern): ElementRole[] {
  return ROLES.filter(role =>
    codes.some(({ proposed, againstPatterns }) =>
      againstPatterns
        .filter(one => one.pattern === pattern)
        .some(({ elements }) => partOf(elements, role) !== partOf(proposed, role)),
    ),
  )
}

/** What applicants asked for where CMS decided on other words, as redlines. */
function askedRevisions({ revisions }: Packet) {
  return revisions.flatMap(({ code, successor = false, source, from, asked, to }) => {
    if (from === undefined || to === undefined || asked === undefined) return []
    return [{ code, successor, source, request: redline(from, asked), decision: redline(asked, to) }]
  })
}
