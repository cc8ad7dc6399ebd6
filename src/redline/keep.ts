import { choose, type Side } from './affine-align.ts'
import type { Run } from './align.ts'
import { toSpan, type WeighedSpan, weigh } from './weights.ts'
import { areSentences, areShort, type Words } from './words.ts'

/** Cells of the table of `choose`: a stretch of 1,000 by 1,000 words without a trusted run is a rewrite. */
const MAX_CELLS = 1_000_000

/**
 * What a further place costs, in tenths of a content word: more than one word and less than two, so that a lone word
 * between two edits is given up and two words are kept. In a short descriptor even one word is kept. A higher price
 * trades two words for every place saved: on the corpus no price gives both 1.45 edits a pair and 98.5% of the words.
 */
const PRICE = 13
const PRICE_SHORT = 9

/** In sentences even one content word is kept: their verbs and nouns are not the names of another code. */
const PRICE_SENTENCES = 9

/**
 * Chooses which words between the aligned runs are shown as kept, so that a reader sees few places, each whole (R5),
 * and no clause struck that stands in both wordings (R8).
 *
 * Current `in the medicare-approved care model, which`, proposed `in a medicare-approved project, which`: the one word
 * in the middle is no reason for two edits, so `the medicare-approved care model` gives way as a whole.
 */
export function settle(runs: readonly Run[], current: Words, proposed: Words): Run[] {
  const gaps = gapsBetween(runs, current.texts, proposed.texts)
  if (gaps.length === 0) return [...runs]
  const [start, end] = [gaps[0]!.from, gaps.at(-1)!.to]
  const [own, other] = [toSpan(current, start.current, end.current), toSpan(proposed, start.proposed, end.proposed)]
  weigh(own, other)
  const price = priceOf(current, proposed)
  const chosen = gaps.flatMap(({ from, to }) => {
    const [left, right] = [cut(own, from.current, to.current), cut(other, from.proposed, to.proposed)]
    return choose(left, right, price).map(run => moveBy(run, from))
  })
  return joinRuns([...runs, ...chosen].sort((one, two) => one.current - two.current))
}

function priceOf(current: Words, proposed: Words): number {
  if (areShort(current, proposed)) return PRICE_SHORT
  return areSentences(current, proposed) ? PRICE_SENTENCES : PRICE
}

interface Gap {
  readonly from: Corner
  readonly to: Corner
}

interface Corner {
  readonly current: number
  readonly proposed: number
}

/** The stretches around the runs that have words in common, other than rewrites. */
function gapsBetween(runs: readonly Run[], current: readonly string[], proposed: readonly string[]): Gap[] {
  const gaps: Gap[] = []
  let from: Corner = { current: 0, proposed: 0 }
  for (const to of [...runs, { current: current.length, proposed: proposed.length, length: 0 }]) {
    const cells = (to.current - from.current) * (to.proposed - from.proposed)
    if (cells > 0 && cells <= MAX_CELLS && share(from, to, current, proposed)) gaps.push({ from, to })
    from = { current: to.current + to.length, proposed: to.proposed + to.length }
  }
  return gaps
}

function share(from: Corner, to: Corner, current: readonly string[], proposed: readonly string[]): boolean {
  const words = new Set(current.slice(from.current, to.current))
  return proposed.slice(from.proposed, to.proposed).some(word => words.has(word))
}

function cut({ words, from: start, weights }: WeighedSpan, from: number, to: number): Side {
  return { texts: words.texts.slice(from, to), weights: weights.slice(from - start, to - start) }
}

function moveBy({ current, proposed, length }: Run, by: Corner): Run {
  return { current: current + by.current, proposed: proposed + by.proposed, length }
}

function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    const follows = last && last.current + last.length === run.current && last.proposed + last.length === run.proposed
    if (follows) joined[joined.length - 1] = { ...last, length: last.length + run.length }
    else joined.push(run)
  }
  return joined
}
