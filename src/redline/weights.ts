import type { Token } from './types.ts'
import { type ClauseSpan, clausesOf, endsPhrase, isBullet, isItem, POLARITY, STOP_WORDS, type Words } from './words.ts'

/** The words from `from` up to `to` of a wording, and what keeping each is worth, in tenths of a content word. */
export interface WeighedSpan {
  readonly words: Words
  readonly from: number
  readonly to: number
  readonly weights: number[]
}

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

/** The words of a span by themselves, without a look at the other wording. */
export function toSpan(words: Words, from: number, to: number): WeighedSpan {
  const weights: number[] = []
  for (let index = from; index < to; index++) weights.push(weightOf(words.tokens, words.places[index]!))
  return { words, from, to, weights }
}

/** Raises what the other wording has too. The two words of a match may weigh differently: a match is worth the lesser. */
export function weigh(current: WeighedSpan, proposed: WeighedSpan): void {
  const own = clausesOf(current.words, current.from, current.to)
  const other = clausesOf(proposed.words, proposed.from, proposed.to)
  raiseSwapped(current, proposed)
  raiseClauses(current, own, namesOf(other))
  raiseClauses(proposed, other, namesOf(own))
  raiseTurned(current, proposed)
  raiseTurned(proposed, current)
}

function namesOf(clauses: readonly ClauseSpan[]): Set<string> {
  return new Set(clauses.map(clause => clause.name))
}

function raiseClauses(span: WeighedSpan, clauses: readonly ClauseSpan[], others: ReadonlySet<string>): void {
  for (const { from, to, name } of clauses) {
    if (!others.has(name)) continue
    for (let index = Math.max(from, span.from); index < Math.min(to, span.to); index++) raise(span, index, CLAUSE)
  }
}

/**
 * Raises two items of one word each that change places, `sterile, each` to `each, sterile`: one of them then stays, and
 * the other is seen to move. Of items with more words each already outweighs a place.
 */
function raiseSwapped(current: WeighedSpan, proposed: WeighedSpan): void {
  const starts = startsOfPairs(current)
  if (starts.length === 0) return
  const { texts } = current.words
  const own = new Map<string, number>()
  for (const start of starts) own.set(`${texts[start + 2]} ${texts[start + 1]} ${texts[start]}`, start)
  for (const start of startsOfPairs(proposed)) {
    const found = own.get(proposed.words.texts.slice(start, start + 3).join(' '))
    if (found === undefined) continue
    for (const at of [start, start + 2]) raise(proposed, at, CLAUSE)
    for (const at of [found, found + 2]) raise(current, at, CLAUSE)
  }
}

/** Where two items of one word each are neighbors. */
function startsOfPairs({ words, from, weights }: WeighedSpan): number[] {
  const starts: number[] = []
  for (let mark = 1; mark + 1 < weights.length; mark++)
    if (weights[mark] === MARK && isItem(words, from + mark - 1) && isItem(words, from + mark + 1))
      starts.push(from + mark - 1)
  return starts
}

function raise({ weights, from }: WeighedSpan, index: number, by: number): void {
  weights[index - from] = weights[index - from]! + by
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
function raiseTurned(own: WeighedSpan, other: WeighedSpan): void {
  const { texts } = own.words
  const turned = new Map<string, number[]>()
  for (let index = own.from; index + 1 < own.to; index++) {
    const sense = POLARITY.get(texts[index]!.toLowerCase())
    if (sense === undefined) continue
    const before = texts[index - 1]
    for (const word of sense === 'without' ? [before, 'with'] : [before]) {
      const key = keyOf(word, own.words, index + 1)
      turned.set(key, [...(turned.get(key) ?? []), index + 1])
    }
  }
  if (turned.size === 0) return
  const raised = new Set<number>()
  for (let index = other.from; index < other.to; index++) {
    const found = turned.get(keyOf(other.words.texts[index - 1], other.words, index))
    if (!found) continue
    raise(other, index, TURNED)
    for (const at of found) raised.add(at)
  }
  for (const at of raised) raise(own, at, TURNED)
}

/** A word with the one before it. A mark or the start says little: then the word behind is asked too. */
function keyOf(before: string | undefined, { texts }: Words, index: number): string {
  const isWord = before !== undefined && /[\p{L}\p{N}]/u.test(before)
  return `${before ?? ''} ${texts[index]} ${isWord ? '' : (texts[index + 1] ?? '')}`
}
