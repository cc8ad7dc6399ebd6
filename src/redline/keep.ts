import { choose, type Side } from './affine-align.ts'
import type { Run } from './align.ts'
import type { Token } from './types.ts'
import { areShort, type ClauseSpan, clausesOf, STOP_WORDS, type Words } from './words.ts'

/** Cells of the table of `choose`: a stretch of 1,000 by 1,000 words without a trusted run is a rewrite. */
const MAX_CELLS = 1_000_000

/**
 * What a further place costs, in tenths of a content word: more than one word and less than two, so that a lone word
 * between two edits is given up and two words are kept. In a short descriptor even one word is kept. A higher price
 * trades two words for every place saved: on the corpus no price gives both 1.45 edits a pair and 98.5% of the words.
 */
const PRICE = 13
const PRICE_SHORT = 9

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
  const [own, other] = weigh(current, proposed)
  const price = areShort(current, proposed) ? PRICE_SHORT : PRICE
  const chosen = gaps.flatMap(({ from, to }) => {
    const left = cut({ texts: current.texts, weights: own }, from.current, to.current)
    const right = cut({ texts: proposed.texts, weights: other }, from.proposed, to.proposed)
    return choose(left, right, price).map(run => moveBy(run, from))
  })
  return joinRuns([...runs, ...chosen].sort((one, two) => one.current - two.current))
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

function cut({ texts, weights }: Side, from: number, to: number): Side {
  return { texts: texts.slice(from, to), weights: weights.slice(from, to) }
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

/** What keeping each word of a wording is worth, in tenths of a content word. */
type Weights = readonly number[]

const CONTENT = 10
const STOP = 7

/** Punctuation anchors nothing, but among equals the way that keeps it wins. */
const MARK = 1

/** A bracket that is given up takes its partner along, and all between them. */
const BRACKET = 4

/** What a word gains when its whole clause stands in both wordings: two such words already outweigh a place (R8). */
const CLAUSE = 6

/** Weights for both wordings. The two words of a match may weigh differently: a match is worth the lesser. */
function weigh(current: Words, proposed: Words): readonly [Weights, Weights] {
  const [own, other] = [clausesOf(current), clausesOf(proposed)]
  return [weighOne(current, own, namesOf(other)), weighOne(proposed, other, namesOf(own))]
}

function namesOf(clauses: readonly ClauseSpan[]): Set<string> {
  return new Set(clauses.map(clause => clause.name))
}

function weighOne(words: Words, clauses: readonly ClauseSpan[], others: ReadonlySet<string>): number[] {
  const weights = words.places.map(place => weightOf(words.tokens[place]!))
  for (const { from, to, name } of clauses) {
    if (!others.has(name)) continue
    for (let index = from; index < to; index++) weights[index] = weights[index]! + CLAUSE
  }
  return weights
}

function weightOf({ type, text }: Token): number {
  if (type === 'mark') return '()[]'.includes(text) ? BRACKET : MARK
  return STOP_WORDS.has(text) ? STOP : CONTENT
}
