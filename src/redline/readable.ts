import { absorb } from './absorb.ts'
import type { Run } from './align.ts'
import { closeBrackets } from './brackets.ts'
import { slide } from './edges.ts'
import { type Hunk, toHunks } from './hunks.ts'
import { rewrite } from './rewrite.ts'
import { settle } from './settle.ts'
import type { Words } from './words.ts'

/**
 * From what two wordings have in common to the places a careful editor would mark: few, each whole, with clean edges
 * and paired brackets. Each step says which rule it serves.
 */
export function readable(runs: readonly Run[], current: Words, proposed: Words): Hunk[] {
  const kept = rewrite(settle(runs, current, proposed), current, proposed)
  const slid = slide(toHunks(kept, current, proposed), current, proposed)
  return absorb(closeBrackets(slid, current, proposed), current)
}
