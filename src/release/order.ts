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

/** Puts releases in the order of their latest add dates; those that cannot be told apart keep their order. */
export function sortReleases(releases: readonly Release[]): Release[] {
  const rank = { right: -1, wrong: 1, unknown: 0 }
  return [...releases].sort((one, other) => rank[findOrder(one, other)])
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
