import type { Pair } from '../scripts/measure.ts'

/** About as many pairs as a release has codes. */
export const MANY = 8000

/** The pairs over and over, until there are so many. */
export function repeat(pairs: readonly Pair[], count: number): Pair[] {
  return Array.from({ length: count }, (_, index) => pairs[index % pairs.length]!)
}
