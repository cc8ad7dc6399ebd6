import type { IsoDate } from '../types.ts'
import { announceLong, announceShort } from './action-code.ts'
import type { Release, ReleaseRecord, WordingSpan } from './types.ts'

/**
 * The wordings of a code with the releases in which they stand, in order. `releases` are in order; those without records of
 * its kind tell nothing.
 *
 * The day from which wordings are valid is told by the action code that announces them, or adds a code that the release
 * before had not; the day until which, by the day from which the next are valid, or by the termination date.
 */
export function listSpans(releases: readonly Release[], code: string): WordingSpan[] {
  const kind = code.length === 2 ? 'modifier' : 'procedure'
  const telling = [...releases.entries()].filter(([, { lacks }]) => !lacks.includes(kind))
  const runs: Run[] = []
  let before: Seen | undefined
  for (const [index, release] of telling) {
    const record = release.records.find(candidate => candidate.code === code)
    const seen = { index, release, record }
    const open = runs.at(-1)
    if (record && open && before?.record && isSame(open.seen[0]!.record!, record)) open.seen.push(seen)
    else if (record) runs.push({ seen: [seen], begins: beginOf(before, record) })
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
}

function isSame(one: ReleaseRecord, other: ReleaseRecord): boolean {
  return one.long === other.long && one.short === other.short
}

function beginOf(before: Seen | undefined, record: ReleaseRecord): IsoDate | undefined {
  if (before === undefined) return undefined
  const { added, actionCode, actionEffective } = record
  if (before.record !== undefined) {
    const told = [announceLong(before.record, record), announceShort(before.record, record)].includes('announced')
    return told ? actionEffective : undefined
  }
  // A code that is new here may have been reworded since it was added: the last action tells.
  const isWorded = actionCode !== undefined && ['A', 'B', 'C', 'R', 'S'].includes(actionCode)
  return isWorded || actionEffective === added ? actionEffective : undefined
}

function toSpan({ seen, begins }: Run, next: Run | undefined, last: number | undefined): WordingSpan {
  const [first, end] = [seen[0]!, seen.at(-1)!]
  const { long, short } = end.record!
  // A release without termination dates does not say that a code is in force.
  const terminated = seen.findLast(({ release }) => !release.lacks.includes('terminated'))?.record?.terminated
  const date = next?.begins === undefined ? (next ? undefined : terminated) : dayBefore(next.begins)
  return {
    long,
    short,
    releases: seen.map(({ index }) => index),
    from: { release: first.release.name, edition: first.release.edition, date: begins },
    to: { release: end.release.name, edition: end.release.edition, date },
    stands: end.index === last && terminated === undefined,
  }
}

function dayBefore(date: IsoDate): IsoDate {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10) as IsoDate
}
