import type { Change, Descriptor, Request } from '../types.ts'
import type { DescriptorKind } from './types.ts'

/** The changes that are declared for one of a code's two descriptors, in the order of `request.md`. */
export function changesOf({ changes }: Request, { code, action }: Descriptor, kind: DescriptorKind): Change[] {
  if (action !== 'revise') return []
  return changes.filter(change => change.in === kind && (change.codes?.includes(code) ?? true))
}

/**
 * The clause that a request takes out of long descriptors and puts nothing in its place: the longest, where there are
 * several. Other codes carry it, or do without.
 */
export function struckClause({ changes }: Request): string | undefined {
  const clauses = changes.filter(change => change.in === 'long' && change.insert === '').map(change => change.strike)
  return clauses.sort((one, other) => other.length - one.length)[0]
}
