import { align, type Run } from './align.ts'
import { closeBrackets } from './brackets.ts'
import { classify } from './classify/classify.ts'
import { absorb, type Hunk, toHunks, toSegments } from './hunks.ts'
import { settle } from './keep.ts'
import { rewrite } from './rewrite.ts'
import { slide } from './sliders.ts'
import { tokenizeBoth } from './tokenize.ts'
import type { Redline, Segment } from './types.ts'
import { toWords, type Words } from './words.ts'

/**
 * Joins two wordings in one: see `Redline` in types.ts for what always holds. Deterministic.
 *
 * @example
 * import { redline } from 'hcpcs-redline'
 *
 * const made = redline('Product, per day', 'Product, per dose')
 * made.segments // [{ type: 'same', text: 'Product, per ' }, { type: 'deletion', text: 'day' }, { type: 'insertion', text: 'dose' }]
 * made.edits.map(edit => edit.effect) // ['substantive']
 */
export function redline(current: string, proposed: string): Redline {
  const [tokens, others] = tokenizeBoth(current, proposed)
  const [own, other] = [toWords(tokens), toWords(others)]
  const segments = toSegments(readable(align(own.texts, other.texts), own, other), own, other)
  return { segments, edits: classify(segments) }
}

/**
 * The proposed wording.
 *
 * @example
 * import { accept, redline } from 'hcpcs-redline'
 *
 * accept(redline('per day', 'per dose')) // 'per dose'
 */
export function accept({ segments }: Redline): string {
  return join(segments.filter(segment => segment.type !== 'deletion'))
}

/**
 * The current wording.
 *
 * @example
 * import { redline, reject } from 'hcpcs-redline'
 *
 * reject(redline('per day', 'per dose')) // 'per day'
 */
export function reject({ segments }: Redline): string {
  return join(segments.filter(segment => segment.type !== 'insertion'))
}

function join(segments: readonly Segment[]): string {
  return segments.map(segment => segment.text).join('')
}

/**
 * From what two wordings have in common to the places a careful editor would mark: few, each whole, with clean edges
 * and paired brackets. Each step says which rule it serves.
 */
function readable(runs: readonly Run[], current: Words, proposed: Words): Hunk[] {
  const kept = rewrite(settle(runs, current, proposed), current, proposed)
  const slid = slide(toHunks(kept, current, proposed), current, proposed)
  return absorb(closeBrackets(slid, current, proposed), current)
}
