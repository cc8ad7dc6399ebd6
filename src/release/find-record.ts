import type { Release, ReleaseRecord } from './types.ts'

/** The records of each release by their codes: whoever follows a thousand codes would read it through a thousand times. */
const known = new WeakMap<Release, ReadonlyMap<string, ReleaseRecord>>()

/** The record of a code, or of a modifier, in a release; nothing where it has none. */
export function findRecord(release: Release, code: string): ReleaseRecord | undefined {
  const records = known.get(release) ?? new Map(release.records.map(record => [record.code, record]))
  known.set(release, records)
  return records.get(code)
}
