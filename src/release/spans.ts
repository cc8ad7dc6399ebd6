import type { IsoDate } from '../types.ts'
import { announceLong, announceShort, speaksOfShort } from './action-code.ts'
import { findRecord } from './find-record.ts'
import { firstDay } from './read/edition.ts'
import type { Release, ReleaseRecord, WordingSpan } from './types.ts'

/**
 * The wordings of a code with the releases in which they stand, in order. `releases` are in order; those without records of
 * its kind tell nothing.
 *
 * The day from which wordings are valid is told by the action code that announces them, or by the add date where nothing
 * can have come between; the day until which, by the day from which the next are valid, or by the termination date.
 */
export function listSpans(releases: readonly Release[], code: string): WordingSpan[] {
  const kind = code.length === 2 ? 'modifier' : 'procedure'
  const telling = [...releases.entries()].filter(([, { lacks }]) => !lacks.includes(kind))
  const runs: Run[] = []
  let before: Seen | undefined
  for (const [index, release] of telling) {
    const record = findRecord(release, code)
    const seen = { index, release, record }
    const open = runs.at(-1)
    if (record && open && before?.record && isSame(open.seen[0]!.record!, record)) open.seen.push(seen)
    else if (record) {
      const begins = laterThan(runs, before?.release, beginOf(before?.record, release, record))
      runs.push({ seen: [seen], begins, follows: before?.record !== undefined })
    }
    before = seen
  }
  const last = telling.at(-1)?.[0]
  return runs.map((run, place) => toSpan(run, runs[place + 1], last))
}

interface Seen {
  readonly index: number
  readonly release: Release
  readonly record: ReleaseRecord | undefined
}

interface Run {
  readonly seen: Seen[]
  readonly begins: IsoDate | undefined
  /** Whether the release before has the code, with other wordings. */
  readonly follows: boolean
}

function isSame(one: ReleaseRecord, other: ReleaseRecord): boolean {
  return one.long === other.long && one.short === other.short
}

function beginOf(before: ReleaseRecord | undefined, release: Release, record: ReleaseRecord): IsoDate | undefined {
  if (before === undefined) return beginOfFirst(release, record)
  const told = [announceLong(before, record), announceShort(before, record)].includes('announced')
  return told ? record.actionEffective : undefined
}

/**
 * The day from which the wordings are valid in a release that has a code while the one before has not, or is not known:
 * the code may be far older than the release. “Added” is CMS’s word that nothing came since. “No maintenance” is not: C9764
 * was reworded after July 2020, and has stood under N with the day of its add date since. Any other day counts only if it
 * is not before the edition, for the wordings of modifier CS changed from April to July 2020 under one C of March.
 */
function beginOfFirst(release: Release, record: ReleaseRecord): IsoDate | undefined {
  const { added, actionCode, actionEffective } = record
  if (actionCode === 'A' && actionEffective === added) return added
  const isWorded = actionCode !== undefined && speaksOfShort.includes(actionCode)
  const isUntouched = added !== undefined && (actionEffective === undefined || actionEffective <= added)
  const begins = isWorded ? actionEffective : isUntouched ? added : undefined
  const isProved = begins !== undefined && release.edition !== undefined && begins >= firstDay(release)
  return isProved ? begins : undefined
}

/** A day proves nothing if earlier wordings still stood in an edition that begins no earlier, or themselves began later. */
function laterThan(earlier: readonly Run[], before: Release | undefined, begins: IsoDate | undefined) {
  if (earlier.length === 0 || begins === undefined) return begins
  const stood = before?.edition && firstDay(before)
  const isLater = earlier.every(run => begins > (run.begins ?? ''))
  return stood !== undefined && begins > stood && isLater ? begins : undefined
}

function toSpan(run: Run, next: Run | undefined, last: number | undefined): WordingSpan {
  const { seen, begins } = run
  const [first, end] = [seen[0]!, seen.at(-1)!]
  const { long, short } = end.record!
  const terminated = terminationOf(run)
  return {
    long,
    short,
    releases: seen.map(({ index }) => index),
    from: { release: first.release.name, edition: first.release.edition, date: begins },
    to: { release: end.release.name, edition: end.release.edition, date: endOf(terminated, next) },
    stands: end.index === last && terminated === undefined,
  }
}

/** A release without termination dates does not say that a code is in force. */
function terminationOf({ seen }: Run): IsoDate | undefined {
  return seen.findLast(({ release }) => !release.lacks.includes('terminated'))?.record?.terminated
}

/** The last day of wordings: that before the next begin, unless the code ended earlier and was added anew. */
function endOf(terminated: IsoDate | undefined, next: Run | undefined): IsoDate | undefined {
  if (next === undefined || !next.follows) return terminated
  const { added = '' } = next.seen[0]!.record!
  if (terminated !== undefined && added > terminated) return terminated
  const last = next.begins && dayBefore(next.begins)
  // An end before that was taken back: nothing tells whether the wordings stood on.
  return last !== undefined && terminated !== undefined && terminated < last ? undefined : last
}

function dayBefore(date: IsoDate): IsoDate {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10) as IsoDate
}
