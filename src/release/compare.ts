import { unsharedColumns } from './columns.ts'
import { type Basis, compareRecords } from './compare-record.ts'
import { byCode, findOrder } from './order.ts'
import { endsSince } from './read/edition.ts'
import type { RecordChange, RecordKind, Release, ReleaseComparison, ReleaseRecord } from './types.ts'

/**
 * Compares two releases, the older one first. Only kinds of record that both have are compared, and nothing is
 * concluded from a column that one of them lacks, but that a code whose last day does not lie before the edition of the
 * earlier one has ended since. All lists are sorted by kind and code.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { compareReleases, readRelease } from 'hcpcs-redline/release'
 *
 * const january = await readRelease('HCPC2018_JAN.txt', await readFile('HCPC2018_JAN.txt'))
 * const april = await readRelease('HCPC2018_APR.txt', await readFile('HCPC2018_APR.txt'))
 * const { added, gone, changed } = compareReleases(january.release, april.release)
 * added.map(record => record.code) // ['Q9003']
 * gone.map(record => record.code) // []
 * changed.map(change => change.proposed.code) // ['Q9001']
 */
export function compareReleases(current: Release, proposed: Release): ReleaseComparison {
  const kinds = commonKinds(current, proposed)
  const before = recordsOf(current, kinds)
  const after = recordsOf(proposed, kinds)
  const basis: Basis = {
    lacks: new Set([...current.lacks, ...proposed.lacks]),
    unshared: new Set(unsharedColumns(current, proposed)),
    hasEndedSince: end => endsSince(current, end),
  }
  return {
    order: findOrder(current, proposed),
    kinds,
    added: sorted([...after].filter(([key]) => !before.has(key)).map(([, record]) => record)),
    gone: sorted([...before].filter(([key]) => !after.has(key)).map(([, record]) => record)),
    changed: sorted(compareCommon(before, after, basis)),
  }
}

/**
 * The records of the second release, from those of the first and the comparison of both; sorted by kind and code.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { applyComparison, compareReleases, readRelease } from 'hcpcs-redline/release'
 *
 * const january = await readRelease('HCPC2018_JAN.txt', await readFile('HCPC2018_JAN.txt'))
 * const april = await readRelease('HCPC2018_APR.txt', await readFile('HCPC2018_APR.txt'))
 * const comparison = compareReleases(january.release, april.release)
 * applyComparison(january.release.records, comparison) // april.release.records
 */
export function applyComparison(records: readonly ReleaseRecord[], comparison: ReleaseComparison): ReleaseRecord[] {
  const result = new Map(records.map(record => [record.code, record]))
  for (const record of comparison.gone) result.delete(record.code)
  for (const record of comparison.added) result.set(record.code, record)
  for (const { proposed } of comparison.changed) result.set(proposed.code, proposed)
  return sorted([...result.values()])
}

function commonKinds(current: Release, proposed: Release): RecordKind[] {
  const lacks = [...current.lacks, ...proposed.lacks]
  return (['modifier', 'procedure'] as const).filter(kind => !lacks.includes(kind))
}

function recordsOf(release: Release, kinds: readonly RecordKind[]): Map<string, ReleaseRecord> {
  const records = release.records.filter(record => kinds.includes(record.kind))
  return new Map(records.map(record => [record.code, record]))
}

function sorted<T extends ReleaseRecord | RecordChange>(items: readonly T[]): T[] {
  return [...items].sort(byCode)
}

function compareCommon(
  before: ReadonlyMap<string, ReleaseRecord>,
  after: ReadonlyMap<string, ReleaseRecord>,
  basis: Basis,
): RecordChange[] {
  const changes: RecordChange[] = []
  for (const [key, current] of before) {
    const proposed = after.get(key)
    const change = proposed && compareRecords(current, proposed, basis)
    if (change !== undefined) changes.push(change)
  }
  return changes
}
