import type { Token } from '../model.ts'
import { type ClauseSpan, clausesOf, STOP_WORDS, type Words } from './words.ts'

/** What keeping each word of a wording is worth, in tenths of a content word. */
export type Weights = readonly number[]

const CONTENT = 10
const STOP = 7

/** Punctuation anchors nothing, but among equals the way that keeps it wins. */
const MARK = 1

/** A bracket that is given up takes its partner along, and all between them. */
const BRACKET = 4

/** What a word gains when its whole clause stands in both wordings: two such words already outweigh a place (R8). */
const CLAUSE = 6

/** Weights for both wordings. The two words of a match may weigh differently: a match is worth the lesser. */
export function weigh(current: Words, proposed: Words): readonly [Weights, Weights] {
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
