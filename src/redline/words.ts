import type { Token } from './types.ts'

/** A wording seen word by word: its tokens other than blanks, numbers and marks too. */
export interface Words {
  readonly tokens: readonly Token[]
  /** For each word its index in `tokens`. */
  readonly places: readonly number[]
  readonly texts: readonly string[]
  /** Characters of the wording, blanks counted. */
  readonly size: number
}

/** A clause, a sentence without commas, or an item of a list, two words or more: the words from `from` up to `to`. */
export interface ClauseSpan {
  readonly from: number
  readonly to: number
  /** The words joined by one blank: two clauses of one name read the same. */
  readonly name: string
}

/** Words that carry no meaning alone: no reason to keep a place, and no good end for an edit. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and as at by for from in into is it its of on one or per than that the to was were when which with'.split(' '),
)

/** Leaves the blanks of a wording aside. */
export function toWords(tokens: readonly Token[]): Words {
  const places: number[] = []
  const texts: string[] = []
  let size = 0
  for (let place = 0; place < tokens.length; place++) {
    const { type, text } = tokens[place]!
    size += text.length
    if (type === 'blank') continue
    places.push(place)
    texts.push(text)
  }
  return { tokens, places, texts, size }
}

/** What CMS allows a short descriptor. Its four to six words are cut down to the bone: each of them counts. */
const SHORT = 28

/** Whether neither wording is longer than a short descriptor. */
export function areShort(current: Words, proposed: Words): boolean {
  return Math.max(current.size, proposed.size) <= SHORT
}

/**
 * Whether both wordings are text to be read rather than the name of something: each has lines, or ends as a sentence
 * does, or holds the end of one and the start of another.
 */
export function areSentences(current: Words, proposed: Words): boolean {
  return hasSentence(current) && hasSentence(proposed)
}

function hasSentence({ tokens }: Words): boolean {
  for (let place = tokens.length - 1; place > 0; place--) {
    const { type, text } = tokens[place]!
    if (type === 'blank' && text !== ' ' && text.includes('\n')) return true
    if (type !== 'mark' || text === ':' || !endsPhrase(tokens, place)) continue
    const next = tokens[place + 2]
    if (next === undefined || /^\p{Lu}/u.test(next.text)) return true
  }
  return false
}

/** Words that turn round what is said. One sense is as good as another: `not covered` to `non-covered` loses none. */
export const POLARITY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    not: 'no no not non none neither nor never cannot',
    without: 'without w/o wo',
    except: 'except excepting excluding excludes exclude excluded exclusive unless',
  }).flatMap(([sense, words]) => words.split(' ').map(word => [word, sense] as const)),
)

/**
 * Clauses cut at commas, semicolons, colons and ends of sentences, within brackets too, and at the marks of lists: what a
 * reader sees as one item. Those that a stretch of words touches, or all of them.
 */
export function clausesOf(words: Words, start = 0, end = words.texts.length): ClauseSpan[] {
  const { texts } = words
  const clauses: ClauseSpan[] = []
  let from = start
  while (from > 0 && !isSeparator(words, from - 1)) from--
  for (let to = from; from < end; to++) {
    if (to < texts.length && (!isSeparator(words, to) || isInPair(words, from, to))) continue
    if (to - from >= 2) clauses.push({ from, to, name: texts.slice(from, to).join(' ') })
    from = to + 1
  }
  return clauses
}

/** Whether a colon stands between a key and a value of one word each, `size: large`: neither is a clause without the other. */
function isInPair(words: Words, from: number, colon: number): boolean {
  const { texts } = words
  if (texts[colon] !== ':' || colon - from !== 1 || colon + 2 > texts.length) return false
  return !isSeparator(words, colon + 1) && (colon + 2 === texts.length || isSeparator(words, colon + 2))
}

/** Whether a word is an item by itself: `sterile` between two commas. */
export function isItem(words: Words, index: number): boolean {
  const { texts, tokens, places } = words
  return (
    (index === 0 || isSeparator(words, index - 1)) &&
    (index + 1 === texts.length || isSeparator(words, index + 1)) &&
    tokens[places[index]!]!.type === 'word'
  )
}

function isSeparator({ tokens, places }: Words, index: number): boolean {
  const place = places[index]!
  const { type, text } = tokens[place]!
  if (type !== 'mark') return false
  return text === ',' || text === ';' || endsPhrase(tokens, place) || isBullet(tokens, place)
}

/** Whether the token is the mark that ends a sentence or a key: `.` before a blank or at the end, not that of `sq.in`. */
export function endsPhrase(tokens: readonly Token[], place: number): boolean {
  if (!/^[.!?:]$/.test(tokens[place]?.text ?? '')) return false
  const after = tokens[place + 1]
  return after === undefined || after.type === 'blank'
}

/** Whether the token is the mark before an item: `•` anywhere, `-` or `*` at the start of a line. */
export function isBullet(tokens: readonly Token[], place: number): boolean {
  const { text } = tokens[place]!
  if (text === '•') return true
  const before = tokens[place - 1]
  return /^[-*–—]$/.test(text) && (before === undefined || before.text.includes('\n'))
}
