import type { Span, WordChange } from './types.ts'

/**
 * The wording that the changes give. Each is sought in `current` as it is, so that their order means nothing.
 *
 * @returns `undefined` where a change is not found exactly once, or two of them meet
 */
export function applyChanges(changes: readonly WordChange[], current: string): string | undefined {
  const spans = changes.map(change => ({ change, span: spanOf(change, current) }))
  if (spans.some(({ span }) => span === undefined) || findOverlap(changes, current)) return undefined
  const ordered = spans.map(({ change, span }) => ({ ...change, ...span! })).sort((a, b) => a.start - b.start)
  let text = ''
  let at = 0
  for (const { start, end, insert } of ordered) {
    text += current.slice(at, start) + insert
    at = end
  }
  return text + current.slice(at)
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

/** Two changes that meet: of words that one of them takes and the other takes too, or stands beside, no order is right. */
export function findOverlap<C extends WordChange>(changes: readonly C[], current: string): readonly [C, C] | undefined {
  for (const [index, one] of changes.entries()) {
    const other = changes.slice(0, index).find(before => doMeet(before, one, current))
    if (other) return [other, one]
  }
  return undefined
}

function doMeet(one: WordChange, other: WordChange, current: string): boolean {
  const [a, b] = [takenBy(one, current), takenBy(other, current)]
  if (!a || !b) return false
  const [p, q] = [spanOf(one, current)!, spanOf(other, current)!]
  const bothStay = one.strike === '' && other.strike === ''
  // Two insertions may stand beside the same words, but not at the same place: which comes first?
  if (bothStay) return p.start === q.start
  return a.start < b.end && b.start < a.end
}

/** The words that a change needs for itself: those struck, or the anchor. */
function takenBy(change: WordChange, current: string): Span | undefined {
  const words = soughtWords(change)
  if (countIn(change, current) !== 1) return undefined
  const start = current.indexOf(words)
  return { start, end: start + words.length }
}
