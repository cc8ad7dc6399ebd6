import { firstMonth } from './read/edition.ts'
import type { Release, ReleaseOrder, ReleaseRecord } from './types.ts'

/** Tells which of two releases is the older: by the first part of their times that differs, where both have it. */
export function findOrder(current: Release, proposed: Release): ReleaseOrder {
  const [before, after] = [timeOf(current), timeOf(proposed)]
  const at = before.findIndex((part, index) => part !== after[index])
  if (at < 0 || before[at] === '' || after[at] === '') return 'unknown'
  return before[at]! < after[at]! ? 'right' : 'wrong'
}

/**
 * Puts releases in the order of their times, those that tell nothing of it first. Where times are equal the names decide,
 * then the contents, so that the order does not depend on how the releases were given.
 */
export function sortReleases(releases: readonly Release[]): Release[] {
  const keyed = releases.map(release => ({ release, key: [...timeOf(release), release.name, release.sha256] }))
  return keyed.sort((one, other) => compareKeys(one.key, other.key)).map(({ release }) => release)
}

/**
 * When a release is from: the month in which its edition begins (that of its latest add date where it has no edition),
 * then the latest add date, which tells the issues of one edition apart. A part that it lacks is empty.
 */
function timeOf(release: Release): readonly [month: string, latest: string] {
  const latest = latestAdded(release)
  return [release.edition ? firstMonth(release.edition.period) : latest.slice(0, 7), latest]
}

/** By the first part that differs, by code units: no locale of the machine matters. */
function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index])
  if (at < 0) return 0
  return one[at]! < other[at]! ? -1 : 1
}

/** Two files of one name, from two folders, are told apart by their editions. */
export function tellApart(releases: readonly Release[]): Release[] {
  return releases.map(release => {
    const twins = releases.filter(({ name, sha256 }) => name === release.name && sha256 !== release.sha256)
    return twins.length === 0 ? release : { ...release, name: `${release.name} (${release.edition?.period ?? '?'})` }
  })
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
