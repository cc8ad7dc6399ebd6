import type { Change, Descriptor, Request } from '../types.ts'
import type { DescriptorKind } from './types.ts'

/** The changes that are declared for one of a code's two descriptors, in the order of `request.md`. */
export function changesOf({ changes }: Request, { code, action }: Descriptor, kind: DescriptorKind): Change[] {
  if (action !== 'revise') return []
  return changes.filter(change => change.in === kind && (change.codes?.includes(code) ?? true))
}

/**
 * The clause that a request takes out of long descriptors and puts nothing in its place: of several, the one that the most
 * codes share, and then the longest. Other codes carry it, or do without.
 */
export function struckClause({ changes, codes: all }: Request): string | undefined {
  const clauses = changes.filter(change => change.in === 'long' && change.insert === '')
  const share = ({ codes = all }: Change) => codes.length
  return clauses.sort((one, other) => share(other) - share(one) || other.strike.length - one.strike.length)[0]?.strike
}
