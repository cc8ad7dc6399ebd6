import { unsharedColumns } from './columns.ts'
import { compareRecords } from './compare-record.ts'
import { findRecord } from './find-record.ts'
import { type Known, learn } from './known.ts'
import { sortReleases } from './order.ts'
import type { CodeState, Release, ReleaseName, ReleaseRecord } from './types.ts'

/**
 * Follows one code (or modifier) through releases given in any order. A state is told only where something changed: the
 * first is where the code appears, one without a record is where it is gone. A release without records of its kind
 * tells nothing, and what a release lacks altogether is compared with the last earlier one that has it.
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
  return followCode(sortReleases(releases), code)
}

/** The same through releases that are in order already. */
export function followCode(releases: readonly Release[], code: string): CodeState[] {
  const kind = code.length === 2 ? 'modifier' : 'procedure'
  const states: CodeState[] = []
  let before: ReleaseName | undefined
  let known: Known | undefined
  for (const release of releases.filter(({ lacks }) => !lacks.includes(kind))) {
    const record = findRecord(release, code)
    const state = nextState(known, before, release, record)
    if (state !== undefined) states.push(state)
    known = record && learn(release, record, known, before)
    before = { release: release.name, edition: release.edition }
  }
  return states
}

function nextState(
  known: Known | undefined,
  before: ReleaseName | undefined,
  release: Release,
  record: ReleaseRecord | undefined,
): CodeState | undefined {
  const { name, edition } = release
  const state = { release: name, edition, record, change: undefined, before, earlier: known?.earlier ?? {} }
  if (known === undefined || record === undefined) return known?.record === record ? undefined : state
  const basis = {
    lacks: new Set([...known.lacks, ...release.lacks]),
    unshared: new Set(unsharedColumns(known, release)),
  }
  const change = compareRecords(known.record, record, basis)
  return change === undefined || change.changes.length === 0 ? undefined : { ...state, change }
}
