import type { Redline, Segment } from '../model.ts'
import { align } from './align.ts'
import { classify } from './classify.ts'
import { toSegments } from './hunks.ts'
import { readable } from './readable.ts'
import { tokenize } from './tokenize.ts'
import { toWords } from './words.ts'

/** Joins two wordings in one: see `Redline` in model.ts for what always holds. Deterministic. */
export function redline(current: string, proposed: string): Redline {
  const [own, other] = [toWords(tokenize(current)), toWords(tokenize(proposed))]
  const segments = toSegments(readable(align(own.texts, other.texts), own, other), own, other)
  return { segments, edits: classify(segments) }
}

/** The proposed wording. */
export function accept({ segments }: Redline): string {
  return join(segments.filter(segment => segment.type !== 'deletion'))
}

/** The current wording. */
export function reject({ segments }: Redline): string {
  return join(segments.filter(segment => segment.type !== 'insertion'))
}

function join(segments: readonly Segment[]): string {
  return segments.map(segment => segment.text).join('')
}
