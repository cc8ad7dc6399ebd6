import { diffArrays } from 'diff'

/** A stretch of words that stands in both wordings: where it starts in each, and how many words it holds. */
export interface Run {
  readonly current: number
  readonly proposed: number
  readonly length: number
}

/**
 * Edits beyond which two wordings are not compared word by word: their middle is then one replacement. The search costs
 * the square of it, so this keeps a text of a megabyte within seconds; the longest descriptor has some 400 words.
 */
const MAX_EDITS = 2000

/**
 * What two wordings have in common, in order: the truth by jsdiff, before any thought of readability. Words that both
 * wordings begin or end with are always in common.
 */
export function align(current: readonly string[], proposed: readonly string[]): Run[] {
  const head = sharedStart(current, proposed)
  const tail = sharedEnd(current, proposed, head)
  return [
    { current: 0, proposed: 0, length: head },
    ...alignMiddle(current.slice(head, current.length - tail), proposed.slice(head, proposed.length - tail), head),
    { current: current.length - tail, proposed: proposed.length - tail, length: tail },
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
  if (current.length === 0 || proposed.length === 0) return []
  const runs: Run[] = []
  let [i, j] = [offset, offset]
  for (const { added, removed, count } of diffArrays(current, proposed, { maxEditLength: MAX_EDITS }) ?? []) {
    if (!added && !removed) runs.push({ current: i, proposed: j, length: count })
    if (!added) i += count
    if (!removed) j += count
  }
  return runs
}
