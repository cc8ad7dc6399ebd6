import type { Span, WordChange } from './types.ts'

/** A change in a wording: the characters that give way, and the words by which they were found. */
interface Located<C extends WordChange> {
  readonly change: C
  readonly span: Span
  readonly words: Span
}

/**
 * The wording that the changes give. Each is sought in `current` as it is, so that their order means nothing; they are made
 * from the last to the first, so that what comes before stays where it is.
 *
 * @returns `undefined` where a change is not found exactly once, or two of them meet
 */
export function applyChanges(changes: readonly WordChange[], current: string): string | undefined {
  const found = locateAll(changes, current)
  if (found.length < changes.length || meeting(found)) return undefined
  return [...found]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((text, { change, span }) => text.slice(0, span.start) + change.insert + text.slice(span.end), current)
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
  return locate(change, current)?.span
}

/**
 * Two changes that meet: one takes words that the other takes too, or by which it is found, or both change the same place.
 * Those that only touch meet as well: whoever makes one of them no longer finds where the other one was to be.
 */
export function findOverlap<C extends WordChange>(changes: readonly C[], current: string): readonly [C, C] | undefined {
  return meeting(locateAll(changes, current))
}

function meeting<C extends WordChange>(found: readonly Located<C>[]): readonly [C, C] | undefined {
  for (const [index, one] of found.entries()) {
    for (let before = 0; before < index; before++) {
      if (doMeet(found[before]!, one)) return [found[before]!.change, one.change]
    }
  }
  return undefined
}

function doMeet(one: Located<WordChange>, other: Located<WordChange>): boolean {
  const touch = one.span.start <= other.span.end && other.span.start <= one.span.end
  return touch || cuts(one.span, other.words) || cuts(other.span, one.words)
}

/** Whether a change lies among the words by which another one is found. */
function cuts({ start, end }: Span, words: Span): boolean {
  return start < words.end && words.start < end
}

function locateAll<C extends WordChange>(changes: readonly C[], current: string): Located<C>[] {
  return changes.map(change => locate(change, current)).filter(found => found !== undefined)
}

function locate<C extends WordChange>(change: C, current: string): Located<C> | undefined {
  if (countIn(change, current) !== 1) return undefined
  const start = current.indexOf(soughtWords(change))
  const words = { start, end: start + soughtWords(change).length }
  const at = change.anchor?.side === 'before' ? words.start : words.end
  return { change, span: change.strike === '' ? { start: at, end: at } : words, words }
}
