import type { Segment } from '../src/redline/types.ts'

/** Two wordings to compare. `id` names the releases and the code. */
export interface Pair {
  readonly id: string
  readonly current: string
  readonly proposed: string
}

/** Counts over pairs. A split, a bracket or an insertion first counts once a pair; edits, islands and words each. */
export interface Figures {
  readonly pairs: number
  readonly rejectFails: number
  readonly acceptFails: number
  readonly numbersSplit: number
  readonly wordsSplit: number
  readonly hyphensSplit: number
  readonly comparatorsSplit: number
  readonly unbalanced: number
  readonly insertionFirst: number
  readonly edits: number
  /** Kept stretches between two edits that hold no word, and one. */
  readonly islands0: number
  readonly islands1: number
  /** Words that some redline could keep, and those this one keeps. */
  readonly wordsKeepable: number
  readonly wordsKept: number
  /** Clauses, sentences and items of two words or more that stand in both wordings in order, and those of them that are struck. */
  readonly clauses: number
  readonly clausesStruck: number
}

/** Measures the redlines that `redline` draws of the pairs. */
export function measure(pairs: readonly Pair[], redline: (pair: Pair) => readonly Segment[]): Figures {
  return total(pairs.map(pair => measurePair(pair, redline(pair))))
}

export function total(all: readonly Figures[]): Figures {
  const names = Object.keys(all[0] ?? {}) as (keyof Figures)[]
  return Object.fromEntries(
    names.map(name => [name, all.reduce((sum, one) => sum + one[name], 0)]),
  ) as unknown as Figures
}

export function measurePair(pair: Pair, drawn: readonly Segment[]): Figures {
  const segments = drawn.filter(({ text }) => text !== '')
  return {
    pairs: 1,
    rejectFails: Number(textOf(segments, 'deletion') !== pair.current),
    acceptFails: Number(textOf(segments, 'insertion') !== pair.proposed),
    ...measureSplits(segments),
    unbalanced: Number(unbalances(pair, segments)),
    insertionFirst: Number(
      segments.some(({ type }, at) => type === 'deletion' && segments[at - 1]?.type === 'insertion'),
    ),
    ...measurePlaces(segments),
    ...measureWords(pair, segments),
    ...measureClauses(pair, segments),
  }
}

/** The wording of one side: what is the same and what only this side has. */
function textOf(segments: readonly Segment[], side: Segment['type']): string {
  return segments.map(({ type, text }) => (type === 'same' || type === side ? text : '')).join('')
}

// ------------------------------------------------------------------------------------------------------------ splits

export const ATOMS = {
  numbersSplit: /\d+(?:[.,]\d+)*/g,
  wordsSplit: /[\p{L}\p{N}]+/gu,
  hyphensSplit: /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu,
  comparatorsSplit:
    /(?:[<>]\s*or\s*(?:=|equal\s+to)|[<>]\s*=|[<>]\/=|=\/?[<>]|[<>=≤≥]=?|\+\/-|[$~±])\s*\d+(?:[.,]\d+)*%?/g,
}

function measureSplits(segments: readonly Segment[]): Record<keyof typeof ATOMS, number> {
  const sides = (['deletion', 'insertion'] as const).map(side => ({
    text: textOf(segments, side),
    marks: markedAt(segments, side),
  }))
  const isSplit = (atom: RegExp) => sides.some(({ text, marks }) => cuts(text, atom, marks))
  return Object.fromEntries(Object.entries(ATOMS).map(([name, atom]) => [name, Number(isSplit(atom))])) as Record<
    keyof typeof ATOMS,
    number
  >
}

/** Where in the wording of a side an edit starts or ends. */
function markedAt(segments: readonly Segment[], side: Segment['type']): number[] {
  const marks: number[] = []
  let at = 0
  for (const { type, text } of segments) {
    if (type !== 'same') marks.push(at)
    if (type === 'same' || type === side) at += text.length
    if (type === side) marks.push(at)
  }
  return marks
}

function cuts(text: string, atom: RegExp, marks: readonly number[]): boolean {
  return [...text.matchAll(atom)].some(({ 0: found, index }) =>
    marks.some(mark => mark > index && mark < index + found.length),
  )
}

// ---------------------------------------------------------------------------------------------------------- brackets

function unbalances({ current, proposed }: Pair, segments: readonly Segment[]): boolean {
  if (!isBalanced(current) || !isBalanced(proposed)) return false
  return segments.some(({ type, text }) => type !== 'same' && !isBalanced(text))
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (depth < 0) return false
  }
  return depth === 0
}

// ------------------------------------------------------------------------------------------------------------ places

/** Edits as a person counts them: what stands together without a kept character between is one. */
function measurePlaces(segments: readonly Segment[]): Pick<Figures, 'edits' | 'islands0' | 'islands1'> {
  const starts = segments.filter(({ type }, at) => type !== 'same' && (at === 0 || segments[at - 1]!.type === 'same'))
  const islands = segments.slice(1, -1).filter(({ type }) => type === 'same')
  const sizes = islands.map(({ text }) => text.match(ATOMS.wordsSplit)?.length ?? 0)
  return {
    edits: starts.length,
    islands0: sizes.filter(size => size === 0).length,
    islands1: sizes.filter(size => size === 1).length,
  }
}

// ------------------------------------------------------------------------------------------------- words and clauses

function measureWords({ current, proposed }: Pair, segments: readonly Segment[]) {
  const keepable = common(wordsOf(current), wordsOf(proposed)).length
  const kept = segments.reduce((sum, { type, text }) => sum + (type === 'same' ? wordsOf(text).length : 0), 0)
  return { wordsKeepable: keepable, wordsKept: Math.min(keepable, kept) }
}

/** Of two clauses that change places either one can stay: it counts how many stay, not which. */
function measureClauses({ current, proposed }: Pair, segments: readonly Segment[]) {
  const own = clausesOf(current)
  const clauses = common(own, clausesOf(proposed)).length
  const kept = segments.flatMap(({ type, text }) => (type === 'same' ? clausesOf(text) : []))
  return { clauses, clausesStruck: Math.max(0, clauses - common(own, kept).length) }
}

/** A word with what is joined to it by hyphen, stroke or apostrophe. */
export const COMPOUND = /[\p{L}\p{N}]+(?:(?<=\d)[.,]\d+)*(?:['’\-/][\p{L}\p{N}]+)*/gu

export function wordsOf(text: string): string[] {
  return text.match(COMPOUND) ?? []
}

/** A comma within a number ends none; a sentence, a key, and an item of a list end where a reader ends them. */
const CLAUSE_END = /\s*(?:;|,(?!\d))\s*|[.!?:](?:\s+|$)|\s*•\s*|(?:^|\s*\n)\s*[-*–—]\s+|\s*\n\s*/

function clausesOf(text: string): string[] {
  const clauses = text.split(CLAUSE_END).map(clause => clause.trim().toLowerCase())
  return clauses.filter(clause => wordsOf(clause).length >= 2)
}

/** A longest common subsequence; of equal ones, the one that leaves words of the first list behind. */
function common(one: readonly string[], other: readonly string[]): string[] {
  const rest = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1))
  const at = (i: number, j: number) => rest[i]![j]!
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      rest[i]![j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const found: string[] = []
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      found.push(one[i]!)
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}
