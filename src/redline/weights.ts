import type { Token } from './types.ts'
import { type ClauseSpan, clausesOf, endsPhrase, isBullet, POLARITY, STOP_WORDS, type Words } from './words.ts'

/** What keeping each word of a wording is worth, in tenths of a content word. */
type Weights = number[]

const CONTENT = 10
const STOP = 7

/** Punctuation anchors nothing, but among equals the way that keeps it wins. */
const MARK = 1

/** A bracket that is given up takes its partner along, and all between them. */
const BRACKET = 4

/** The mark before an item, or after a key: with its one word it outweighs a place, as `- eggs` or `, risk:` does. */
const ITEM = 4

/** What a word gains when its whole clause stands in both wordings: two such words already outweigh a place (R8). */
const CLAUSE = 6

/** What a word gains that the other wording has without its `not`: alone it outweighs a place (R12). */
const TURNED = 8

/** Weights for both wordings. The two words of a match may weigh differently: a match is worth the lesser. */
export function weigh(current: Words, proposed: Words): readonly [Weights, Weights] {
  const [own, other] = [clausesOf(current), clausesOf(proposed)]
  const weights = [weighOne(current, own, namesOf(other)), weighOne(proposed, other, namesOf(own))] as const
  raiseTurned(current, weights[0], proposed, weights[1])
  raiseTurned(proposed, weights[1], current, weights[0])
  return weights
}

function namesOf(clauses: readonly ClauseSpan[]): Set<string> {
  return new Set(clauses.map(clause => clause.name))
}

function weighOne(words: Words, clauses: readonly ClauseSpan[], others: ReadonlySet<string>): Weights {
  const weights = words.places.map(place => weightOf(words.tokens, place))
  for (const { from, to, name } of clauses) {
    if (!others.has(name)) continue
    for (let index = from; index < to; index++) weights[index] = weights[index]! + CLAUSE
  }
  return weights
}

function weightOf(tokens: readonly Token[], place: number): number {
  const { type, text } = tokens[place]!
  if (type !== 'mark') return STOP_WORDS.has(text) ? STOP : CONTENT
  if ('()[]'.includes(text)) return BRACKET
  return (text === ':' && endsPhrase(tokens, place)) || isBullet(tokens, place) ? ITEM : MARK
}

/**
 * Raises the word behind each `not` of one wording where the other has it behind the word in front of that `not`: the
 * `not` is then struck or put in by itself and not buried in a larger edit. `without soap` is `with soap` turned round.
 */
function raiseTurned(words: Words, own: Weights, other: Words, others: Weights): void {
  const turned = new Map<string, number[]>()
  for (let index = 0; index + 1 < words.texts.length; index++) {
    const sense = POLARITY.get(words.texts[index]!.toLowerCase())
    if (sense === undefined) continue
    const before = words.texts[index - 1]
    for (const word of sense === 'without' ? [before, 'with'] : [before]) {
      const key = keyOf(word, words, index + 1)
      turned.set(key, [...(turned.get(key) ?? []), index + 1])
    }
  }
  if (turned.size === 0) return
  const raised = new Set<number>()
  for (let index = 0; index < other.texts.length; index++) {
    const found = turned.get(keyOf(other.texts[index - 1], other, index))
    if (!found) continue
    others[index] = others[index]! + TURNED
    for (const at of found) raised.add(at)
  }
  for (const at of raised) own[at] = own[at]! + TURNED
}

/** A word with the one before it. A mark or the start says little: then the word behind is asked too. */
function keyOf(before: string | undefined, { texts }: Words, index: number): string {
  const isWord = before !== undefined && /[\p{L}\p{N}]/u.test(before)
  return `${before ?? ''} ${texts[index]} ${isWord ? '' : (texts[index + 1] ?? '')}`
}
