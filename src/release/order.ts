import { firstMonth } from './read/edition.ts'
import type { Release, ReleaseOrder, ReleaseRecord } from './types.ts'

/** Tells which of two releases is the older; unknown where one tells nothing of its time, or both tell the same. */
export function findOrder(current: Release, proposed: Release): ReleaseOrder {
  const [before, after] = [timeOf(current), timeOf(proposed)]
  if (before === after || before === NO_TIME || after === NO_TIME) return 'unknown'
  return before < after ? 'right' : 'wrong'
}

/**
 * Puts releases in the order of their times, those that tell nothing of it first. Where times are equal the names decide,
 * then the contents, so that the order does not depend on how the releases were given.
 */
export function sortReleases(releases: readonly Release[]): Release[] {
  const keys = new Map(releases.map(release => [release, [timeOf(release), release.name, release.sha256]]))
  return [...releases].sort((one, other) => compareKeys(keys.get(one)!, keys.get(other)!))
}

/**
 * A text that sorts as the release does in time: the month in which its edition begins (that of its latest add date where
 * it has no edition), then the latest add date, which parts the issues of one edition.
 */
function timeOf(release: Release): string {
  const latest = latestAdded(release)
  return `${release.edition ? firstMonth(release.edition.period) : latest.slice(0, 7)} ${latest}`
}

const NO_TIME = ' '

/** By the first part that differs, by code units: no locale of the machine matters. */
function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index])
  if (at < 0) return 0
  return one[at]! < other[at]! ? -1 : 1
}

/** The latest add date of a release; empty when it has none. */
export function latestAdded(release: Release): string {
  return release.records.reduce((latest, { added = '' }) => (added > latest ? added : latest), '')
}

/** The order of all lists: modifiers first, then by code. A modifier has two characters, so no code is both. */
export function byCode(one: Coded, other: Coded): number {
  if (one.kind !== other.kind) return one.kind < other.kind ? -1 : 1
  return one.code < other.code ? -1 : 1
}

type Coded = Pick<ReleaseRecord, 'kind' | 'code'>
