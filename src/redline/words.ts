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

/** A stretch between commas or semicolons, two words or more: the words from `from` up to `to`. */
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

/** Clauses cut at every comma and semicolon, within brackets too: what a reader sees as one item. */
export function clausesOf({ texts }: Words): ClauseSpan[] {
  const clauses: ClauseSpan[] = []
  let from = 0
  for (let to = 0; to <= texts.length; to++) {
    if (to < texts.length && texts[to] !== ',' && texts[to] !== ';') continue
    if (to - from >= 2) clauses.push({ from, to, name: texts.slice(from, to).join(' ') })
    from = to + 1
  }
  return clauses
}
