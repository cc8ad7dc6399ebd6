import type { Span, WordChange } from './types.ts'

/**
 * The wording that the changes give. Each is sought in `current` as it is, so that their order means nothing; they are made
 * from the last to the first, so that what comes before stays where it is.
 *
 * @returns `undefined` where a change is not found exactly once, or two of them meet
 */
export function applyChanges(changes: readonly WordChange[], current: string): string | undefined {
  const found = changes.map(change => ({ insert: change.insert, span: spanOf(change, current) }))
  if (found.some(({ span }) => span === undefined) || findOverlap(changes, current)) return undefined
  return found
    .sort((one, other) => other.span!.start - one.span!.start)
    .reduce((text, { insert, span }) => text.slice(0, span!.start) + insert + text.slice(span!.end), current)
}

/** The words by which a change is found in the current wording: those that it strikes, or beside which it inserts. */
export function soughtWords({ strike, anchor }: WordChange): string {
  return strike === '' ? (anchor?.words ?? '') : strike
}

/** How often the words of a change stand in a wording. Those that overlap count too: ", aa, aa" is twice in ", aa, aa, aa". */
export function countIn(change: WordChange, current: string): number {
  const words = soughtWords(change)
  let count = 0
  for (let at = current.indexOf(words); at >= 0 && words !== ''; at = current.indexOf(words, at + 1)) count++
  return count
}

/** Where a change stands; nothing where its words are not found exactly once. */
export function spanOf(change: WordChange, current: string): Span | undefined {
  const taken = takenBy(change, current)
  if (!taken || change.strike !== '') return taken
  const at = change.anchor?.side === 'before' ? taken.start : taken.end
  return { start: at, end: at }
}

/**
 * Two changes that meet: one takes words that the other takes too, or by which it is found, or both change the same place.
 * Those that only touch meet as well: whoever makes one of them no longer finds where the other one was to be.
 */
export function findOverlap<C extends WordChange>(changes: readonly C[], current: string): readonly [C, C] | undefined {
  for (const [index, one] of changes.entries()) {
    const other = changes.slice(0, index).find(before => doMeet(before, one, current))
    if (other) return [other, one]
  }
  return undefined
}

function doMeet(one: WordChange, other: WordChange, current: string): boolean {
  const [a, b] = [spanOf(one, current), spanOf(other, current)]
  if (!a || !b) return false
  const touch = a.start <= b.end && b.start <= a.end
  return touch || cuts(a, takenBy(other, current)!) || cuts(b, takenBy(one, current)!)
}

/** Whether a change lies among the words by which another one is found. */
function cuts({ start, end }: Span, words: Span): boolean {
  return start < words.end && words.start < end
}

/** The words that a change needs for itself: those struck, or the anchor. */
function takenBy(change: WordChange, current: string): Span | undefined {
  const words = soughtWords(change)
  if (countIn(change, current) !== 1) return undefined
  const start = current.indexOf(words)
  return { start, end: start + words.length }
}
