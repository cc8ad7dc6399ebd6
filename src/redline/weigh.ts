import type { Token } from '../model.ts'

/** What keeping each word of a wording is worth, in tenths of a content word. */
export type Weights = readonly number[]

/** A wording seen word by word: its tokens other than blanks. */
export interface Words {
  readonly tokens: readonly Token[]
  /** For each word its index in `tokens`. */
  readonly places: readonly number[]
  readonly texts: readonly string[]
}

const CONTENT = 10
const STOP = 7
const MARK = 1

/** What a word gains when its whole clause stands in both wordings: two such words already outweigh a gap (R8). */
const CLAUSE = 6

const STOP_WORDS = new Set(
  'a an and as at by for from in into is it its of on one or per than that the to was were when which with'.split(' '),
)

export function toWords(tokens: readonly Token[]): Words {
  const places = [...tokens.keys()].filter(index => tokens[index]!.type !== 'blank')
  return { tokens, places, texts: places.map(place => tokens[place]!.text) }
}

/** Weights for both wordings. The two words of a match may weigh differently: a match is worth the lesser. */
export function weigh(current: Words, proposed: Words): readonly [Weights, Weights] {
  const [own, other] = [clausesOf(current), clausesOf(proposed)]
  return [weighOne(current, own, namesOf(other)), weighOne(proposed, other, namesOf(own))]
}

interface Clause {
  readonly from: number
  readonly to: number
  readonly name: string
}

/** Clauses of two words or more, cut at every comma and semicolon. */
export function clausesOf(words: Words): Clause[] {
  const clauses: Clause[] = []
  for (let from = 0, to = 0; to <= words.texts.length; to++) {
    if (to < words.texts.length && words.texts[to] !== ',' && words.texts[to] !== ';') continue
    if (to - from >= 2) clauses.push({ from, to, name: words.texts.slice(from, to).join(' ') })
    from = to + 1
  }
  return clauses
}

function namesOf(clauses: readonly Clause[]): Set<string> {
  return new Set(clauses.map(clause => clause.name))
}

function weighOne(words: Words, clauses: readonly Clause[], others: ReadonlySet<string>): number[] {
  const weights = words.places.map((place, index) => weightOf(words.tokens[place]!, words.texts[index]!))
  for (const clause of clauses) {
    if (!others.has(clause.name)) continue
    for (let index = clause.from; index < clause.to; index++) weights[index] = weights[index]! + CLAUSE
  }
  return weights
}

function weightOf(token: Token, text: string): number {
  if (token.type === 'mark') return MARK
  return STOP_WORDS.has(text) ? STOP : CONTENT
}
