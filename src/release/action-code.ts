import type { ActionCode, Announcement, ReleaseRecord } from './types.ts'

/** The action codes that speak of a changed long description; A and R speak of the whole record. */
const speaksOfLong: readonly ActionCode[] = ['A', 'B', 'C', 'R']

/** A changed long description takes its short one along: S is used for a short description that changes alone. */
export const speaksOfShort: readonly ActionCode[] = ['A', 'B', 'C', 'R', 'S']

/** Holds the action code of `proposed` against what became of the long description. */
export function announceLong(current: ReleaseRecord, proposed: ReleaseRecord): Announcement | undefined {
  if (current.long !== proposed.long) return announced(proposed, speaksOfLong)
  return unfulfilled(current, proposed, ['B', 'C'])
}

/** Holds the action code of `proposed` against what became of the short description. */
export function announceShort(current: ReleaseRecord, proposed: ReleaseRecord): Announcement | undefined {
  if (current.short !== proposed.short) return announced(proposed, speaksOfShort)
  return unfulfilled(current, proposed, ['S'])
}

function announced({ actionCode }: ReleaseRecord, speaking: readonly ActionCode[]): Announcement {
  if (actionCode === undefined) return 'unknown'
  if (actionCode === 'N') return 'unannounced'
  return speaking.includes(actionCode) ? 'announced' : 'otherwise'
}

/** An action code that stood in the older release already, with the same date, was fulfilled before it. */
function unfulfilled(
  current: ReleaseRecord,
  proposed: ReleaseRecord,
  claiming: readonly ActionCode[],
): Announcement | undefined {
  const { actionCode, actionEffective } = proposed
  if (actionCode === undefined || !claiming.includes(actionCode)) return undefined
  if (actionCode === current.actionCode && actionEffective === current.actionEffective) return undefined
  return 'unfulfilled'
}
