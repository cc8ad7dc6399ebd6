import { compareRecords } from './compare-record.ts'
import { sortReleases } from './order.ts'
import type { CodeState, Release, ReleaseRecord } from './types.ts'

/**
 * Follows one code (or modifier) through releases given in any order. A state is told only where something changed: the
 * first is where the code appears, one without a record is where it is gone. A release without records of its kind
 * tells nothing.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { codeHistory, readRelease } from 'hcpcs-redline/release'
 *
 * const january = await readRelease('HCPC2018_JAN.txt', await readFile('HCPC2018_JAN.txt'))
 * const april = await readRelease('HCPC2018_APR.txt', await readFile('HCPC2018_APR.txt'))
 * codeHistory([january.release, april.release], 'Q9001').length // 2
 */
export function codeHistory(releases: readonly Release[], code: string): CodeState[] {
  const kind = code.length === 2 ? 'modifier' : 'procedure'
  const states: CodeState[] = []
  let last: Release | undefined
  for (const release of sortReleases(releases).filter(({ lacks }) => !lacks.includes(kind))) {
    const record = release.records.find(candidate => candidate.code === code)
    const state = nextState(states.at(-1), last, release, record)
    if (state !== undefined) states.push(state)
    if (record !== undefined) last = release
  }
  return states
}

function nextState(
  before: CodeState | undefined,
  last: Release | undefined,
  release: Release,
  record: ReleaseRecord | undefined,
): CodeState | undefined {
  const state = { release: release.name, edition: release.edition, record, change: undefined }
  if (before?.record === undefined || record === undefined) return before?.record === record ? undefined : state
  const lacks = new Set([...(last?.lacks ?? []), ...release.lacks])
  const change = compareRecords(before.record, record, lacks)
  return change === undefined || change.changes.length === 0 ? undefined : { ...state, change }
}
