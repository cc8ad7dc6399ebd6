import { redline } from '../redline/redline.ts'
import type { IsoDate } from '../types.ts'
import { announceLong, announceShort } from './action-code.ts'
import { differingColumns } from './columns.ts'
import type { ChangeKind, Lack, RecordChange, ReleaseRecord } from './types.ts'

/** From what of two releases nothing can be concluded, and from what something is. */
export interface Basis {
  readonly lacks: ReadonlySet<Lack>
  readonly unshared: ReadonlySet<string>
  /** Whether a last day is news where the earlier release has no last days at all. */
  readonly hasEndedSince?: (end: IsoDate | undefined) => boolean
}

/**
 * Compares two records of one code; `undefined` when they are equal. Columns in `lacks` and `unshared`, which one release
 * has nowhere, count for nothing in `changes`.
 */
export function compareRecords(
  current: ReleaseRecord,
  proposed: ReleaseRecord,
  { lacks, unshared, hasEndedSince }: Basis,
): RecordChange | undefined {
  if (current === proposed || isSame(current, proposed)) return undefined
  const columns = lacks.has('fields') ? [] : differingColumns(current, proposed, unshared)
  const changes = findChanges(current, proposed, lacks, columns, hasEndedSince)
  if (changes.length === 0 && sameColumns(current, proposed)) return undefined
  const has = (kind: ChangeKind) => changes.includes(kind)
  return {
    code: current.code,
    kind: current.kind,
    current,
    proposed,
    changes,
    columns,
    long: has('long') ? redline(current.long, proposed.long) : undefined,
    short: has('short') ? redline(current.short, proposed.short) : undefined,
    longAnnounced: announceLong(current, proposed),
    shortAnnounced: announceShort(current, proposed),
  }
}

function findChanges(
  current: ReleaseRecord,
  proposed: ReleaseRecord,
  lacks: ReadonlySet<Lack>,
  columns: readonly string[],
  hasEndedSince: Basis['hasEndedSince'] = () => false,
): ChangeKind[] {
  const changes: ChangeKind[] = []
  const add = (kind: ChangeKind, holds: boolean) => holds && changes.push(kind)
  const datesKnown = !lacks.has('terminated')
  add('reused', isReused(current, proposed, datesKnown))
  const isNews = datesKnown ? proposed.terminated !== undefined : hasEndedSince(proposed.terminated)
  add('terminated', current.terminated === undefined && isNews)
  add('reactivated', datesKnown && comesBack(current, proposed))
  add('long', current.long !== proposed.long)
  add('short', current.short !== proposed.short)
  add('spacing', isRespaced(current, proposed))
  add('dates', current.added !== proposed.added || (datesKnown && isMoved(current.terminated, proposed.terminated)))
  add('action', isNewAction(current, proposed, lacks))
  add('other', columns.length > 0)
  return changes
}

/**
 * CMS gives an old code a new meaning under a new add date, or after its termination: in 2018 G9890 was "Dilated macular
 * exam performed, …" and became "Bridge payment: a one-time payment …". A corrected date with a corrected comma is none.
 */
function isReused(current: ReleaseRecord, proposed: ReleaseRecord, datesKnown: boolean): boolean {
  const anew = current.added !== proposed.added || (datesKnown && comesBack(current, proposed))
  return anew && shareOfWords(current.long, proposed.long) < 0.5
}

function comesBack(current: ReleaseRecord, proposed: ReleaseRecord): boolean {
  return current.terminated !== undefined && proposed.terminated === undefined
}

/** Twice the words both have, by the words of either: 1 for the same words, 0 for none in common. */
function shareOfWords(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  const common = [...words].filter(word => others.has(word)).length
  return (2 * common) / Math.max(1, words.size + others.size)
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

/** Only spaces differ, in one wording or both. */
function isRespaced(current: ReleaseRecord, proposed: ReleaseRecord): boolean {
  const [before, after] = [current.filed ?? current, proposed.filed ?? proposed]
  const long = current.long === proposed.long && before.long !== after.long
  return long || (current.short === proposed.short && before.short !== after.short)
}

function isMoved(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after
}

function isNewAction(current: ReleaseRecord, proposed: ReleaseRecord, lacks: ReadonlySet<Lack>): boolean {
  if (!lacks.has('actionCode') && current.actionCode !== proposed.actionCode) return true
  return !lacks.has('actionEffective') && current.actionEffective !== proposed.actionEffective
}

function sameFields({ fields: before }: ReleaseRecord, { fields: after }: ReleaseRecord): boolean {
  if (before === after) return true
  for (const name in before) if (before[name] !== after[name]) return false
  for (const name in after) if (before[name] === undefined) return false
  return true
}

/** Most records are the same in both releases, and need no closer look. */
function isSame(current: ReleaseRecord, proposed: ReleaseRecord): boolean {
  const sameWording = current.long === proposed.long && current.short === proposed.short
  return sameWording && current.filed === proposed.filed && sameColumns(current, proposed)
}

const columns = ['added', 'actionEffective', 'terminated', 'actionCode'] as const

/** What `lacks` keeps out of the changes still has to be carried from one release to the other. */
function sameColumns(current: ReleaseRecord, proposed: ReleaseRecord): boolean {
  return columns.every(column => current[column] === proposed[column]) && sameFields(current, proposed)
}
