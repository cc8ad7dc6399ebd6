import { redline } from '../redline/redline.ts'
import { nearWordings } from './near-wordings.ts'
import { byCode } from './order.ts'
import type { ComparisonStudy, OwnStudy, Release, ReleaseComparison, ReleaseRecord, Replacement } from './types.ts'

/** What a score must reach at least: where the new code begins the day after the old one's last day, and where not. */
const LEAST = { nextDay: 0.62, otherwise: 0.9 } as const

/** How far a candidate may lie behind the nearest one of either of its codes. */
const BEHIND = 0.08

/** So many candidates for one code tell nothing: families of codes share all words but one. */
const MOST = 3

/** How many days before the old code's last day the new one may have begun: a quarter. */
const OVERLAP = 92

/** What was found for a comparison: a page, a table, and JSON are made of one. */
const known = new WeakMap<ReleaseComparison, readonly Replacement[]>()

/**
 * The likely replacements of the codes that ended between two releases, by code: those that CMS's own columns of
 * cross-references name, and, for codes that have none that the later release knows, added codes whose wording is near.
 * The rule and how it was measured stand in docs/releases.md.
 */
export function findReplacements(proposed: Release, comparison: ReleaseComparison): readonly Replacement[] {
  const found = known.get(comparison)
  if (found) return found
  const ended = endedBetween(comparison)
  const records = new Map(proposed.records.map(record => [record.code, record]))
  const named = ended.flatMap(record => crossReferences(record, records))
  const settled = new Set(named.filter(({ record }) => record).map(one => one.ended))
  const near = suggestByWording(
    ended.filter(record => !settled.has(record)),
    addedBetween(comparison),
  )
  const all = [...named, ...near.map(toReplacement)].sort(inOrder)
  known.set(comparison, all)
  return all
}

/** Those of which the reader asked for one of the codes. */
export function replacementsAmong({
  proposed,
  comparison,
  items,
}: Pick<ComparisonStudy, 'proposed' | 'comparison' | 'items'>): Replacement[] {
  const codes = new Set(items.map(({ code }) => code))
  return findReplacements(proposed, comparison).filter(({ ended, code }) => codes.has(ended.code) || codes.has(code))
}

/** What CMS’s cross-references name for the codes of a list of one’s own that had ended before. */
export function replacementsOfOwn({ rows }: OwnStudy, proposed: Release): Replacement[] {
  const ended = new Map(
    rows.flatMap(({ code, state, record }) => (state === 'ended' && record ? [[code, record]] : [])),
  )
  const records = new Map(proposed.records.map(record => [record.code, record]))
  return [...ended.values()].flatMap(record => crossReferences(record, records))
}

/** By the code that ended; what CMS names comes first, then the nearest. */
function inOrder(one: Replacement, other: Replacement): number {
  return one.ended === other.ended ? (other.score ?? 2) - (one.score ?? 2) : byCode(one.ended, other.ended)
}

/**
 * The codes that ended since the earlier release, as the later one has them: discontinued, gone, and those that came and
 * went between the two.
 */
export function endedBetween({ added, gone, changed }: ReleaseComparison): ReleaseRecord[] {
  return [
    ...gone,
    ...changed.filter(({ changes }) => changes.includes('terminated')).map(toProposed),
    ...added.filter(({ terminated }) => terminated !== undefined),
  ]
}

/** The codes that may stand in for others: added, taken up again, or given another meaning. */
export function addedBetween({ added, changed }: ReleaseComparison): ReleaseRecord[] {
  const anew = changed.filter(({ changes }) => changes.includes('reactivated') || changes.includes('reused'))
  return [...added, ...anew.map(toProposed)]
}

function toProposed({ proposed }: { readonly proposed: ReleaseRecord }): ReleaseRecord {
  return proposed
}

/** Level II codes and modifiers, and those of Level I (CPT), whose wordings no release has; not the word `CPT`. */
const CODE = /^(?:[A-Z]\d{4}|\d{4}[A-Z\d]|[A-Z\d]{2})$/

function crossReferences(ended: ReleaseRecord, records: ReadonlyMap<string, ReleaseRecord>): Replacement[] {
  const columns = Object.entries(ended.fields).filter(([name, value]) => /^XREF\d$/.test(name) && CODE.test(value))
  return columns.map(([column, code]) => {
    const record = records.get(code)
    const made = record && redline(ended.long, record.long)
    return { ended, code, record, evidence: 'cross-reference', column, score: undefined, redline: made }
  })
}

/** A code that ended, and one that was added whose wording is near. */
interface Pair {
  readonly ended: ReleaseRecord
  readonly added: ReleaseRecord
  readonly score: number
}

/** The pairs that the wordings alone suggest: near enough for their dates, and no nearer one beside them. */
export function suggestByWording(ended: readonly ReleaseRecord[], added: readonly ReleaseRecord[]): Pair[] {
  const near = nearWordings(ended, added, LEAST.nextDay, BEHIND, leastFor)
  const counts = new Map<readonly ReleaseRecord[], number>()
  for (const { ended, added } of near) counts.set(ended, (counts.get(ended) ?? 0) + added.length)
  return near
    .filter(({ ended }) => counts.get(ended)! <= MOST)
    .flatMap(({ ended, added, score }) =>
      ended.flatMap(one => added.map(other => ({ ended: one, added: other, score }))),
    )
}

/** What the days ask of a score, if they allow it; a code that is gone from the file has no last day, and any may follow it. */
function leastFor(ended: ReleaseRecord, added: ReleaseRecord): number | undefined {
  if (ended.kind !== added.kind) return undefined
  const days = daysBetween(ended, added)
  if (days === 1) return LEAST.nextDay
  return days === undefined || (days <= 0 && days >= -OVERLAP) ? LEAST.otherwise : undefined
}

/** From the last day of the one to the first day of the other. */
function daysBetween({ terminated }: ReleaseRecord, { added }: ReleaseRecord): number | undefined {
  if (terminated === undefined || added === undefined) return undefined
  return (Date.parse(added) - Date.parse(terminated)) / 86_400_000
}

function toReplacement({ ended, added: record, score }: Pair): Replacement {
  const made = redline(ended.long, record.long)
  return { ended, code: record.code, record, evidence: 'wording', column: undefined, score, redline: made }
}
