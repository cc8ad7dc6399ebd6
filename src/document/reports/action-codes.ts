import type { ActionCode, ReleaseRecord } from '../../release/types.ts'
import { longDate } from '../template/helpers.ts'

/** What CMS says it did, in its own words. */
const ACTIONS: Readonly<Record<ActionCode, string>> = {
  A: 'added',
  B: 'administrative data and long description',
  C: 'long description',
  D: 'discontinued',
  F: 'administrative data',
  N: 'no maintenance',
  P: 'payment',
  R: 're-activated',
  S: 'short description',
  T: 'miscellaneous',
}

/** "C (long description), January 1, 2019"; a dash where the release has no action codes. */
export function describeAction({ actionCode, actionEffective }: ReleaseRecord): string {
  if (actionCode === undefined) return '—'
  const date = actionEffective === undefined ? '' : `, ${longDate(actionEffective)}`
  return `${actionCode} (${ACTIONS[actionCode]})${date}`
}
