import { diffArrays } from 'diff'

/** A stretch of words that stands in both wordings: where it starts in each, and how many words it holds. */
export interface Run {
  readonly current: number
  readonly proposed: number
  readonly length: number
}

/** A run of this many words is no coincidence. */
const TRUSTED = 12

/** Pairs of words up to which a middle needs no cutting: a hundred words by two hundred are settled at once. */
const SMALL = 20_000

/**
 * Edits beyond which a middle is not compared word by word: it is then one replacement. The search costs the square of
 * it, so this keeps a text of a megabyte within seconds; the longest descriptor has some 400 words.
 */
const MAX_EDITS = 2000

/**
 * The runs that stay as they are, in order: what both wordings begin and end with, and the long runs that jsdiff finds
 * in a long middle. What lies between them is for `settle` to decide.
 */
export function align(current: readonly string[], proposed: readonly string[]): Run[] {
  const head = sharedStart(current, proposed)
  const tail = sharedEnd(current, proposed, head)
  const [currentEnd, proposedEnd] = [current.length - tail, proposed.length - tail]
  const isSmall = (currentEnd - head) * (proposedEnd - head) <= SMALL
  return [
    { current: 0, proposed: 0, length: head },
    ...(isSmall ? [] : alignMiddle(current.slice(head, currentEnd), proposed.slice(head, proposedEnd), head)),
    { current: currentEnd, proposed: proposedEnd, length: tail },
  ].filter(run => run.length > 0)
}

function sharedStart(current: readonly string[], proposed: readonly string[]): number {
  let length = 0
  while (length < current.length && length < proposed.length && current[length] === proposed[length]) length++
  return length
}

function sharedEnd(current: readonly string[], proposed: readonly string[], head: number): number {
  const most = Math.min(current.length, proposed.length) - head
  let length = 0
  while (length < most && current.at(-1 - length) === proposed.at(-1 - length)) length++
  return length
}

function alignMiddle(current: string[], proposed: string[], offset: number): Run[] {
  const runs: Run[] = []
  let [i, j] = [offset, offset]
  for (const { added, removed, count } of diffArrays(current, proposed, { maxEditLength: MAX_EDITS }) ?? []) {
    if (!added && !removed && count >= TRUSTED) runs.push({ current: i, proposed: j, length: count })
    if (!added) i += count
    if (!removed) j += count
  }
  return runs
}
