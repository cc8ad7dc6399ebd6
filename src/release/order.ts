import { firstMonth } from './read/edition.ts'
import type { Release, ReleaseOrder, ReleaseRecord } from './types.ts'

/**
 * Tells which of two releases is the older: the one whose latest add date is earlier, since every release of CMS adds
 * codes of its own quarter and none of a later one. Where these are equal the editions decide, as far as they are told
 * with the same precision.
 */
export function findOrder(current: Release, proposed: Release): ReleaseOrder {
  const before = latestAdded(current)
  const after = latestAdded(proposed)
  if (before !== '' && after !== '' && before !== after) return before < after ? 'right' : 'wrong'
  const [from, to] = [current.edition?.period ?? '', proposed.edition?.period ?? '']
  if (from === '' || from === to || from.length !== to.length) return 'unknown'
  return from < to ? 'right' : 'wrong'
}

/**
 * Puts releases in the order of their latest add dates, then of the months in which their editions begin: an edition that
 * is a year alone stands before those of its months. Names and contents decide last, so that the order does not depend
 * on how the releases were given.
 */
export function sortReleases(releases: readonly Release[]): Release[] {
  const keyOf = (release: Release) => {
    const { edition, name, sha256 } = release
    const month = edition === undefined ? '' : firstMonth(edition.period)
    return [latestAdded(release), month, edition?.period ?? '', name, sha256]
  }
  const keys = new Map(releases.map(release => [release, keyOf(release)]))
  return [...releases].sort((one, other) => compareKeys(keys.get(one)!, keys.get(other)!))
}

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
