import type { Release } from '../model.ts'
import { longPeriod, thousands } from './helpers.ts'

/** A release as templates name it. */
export function describeRelease({ name, edition, records, sha256 }: Release) {
  return { name, edition: longPeriod(edition?.period), codes: thousands(records.length), sha256 }
}
