import type { Token, TokenType } from './types.ts'

/**
 * Cuts a wording into the pieces that a redline never cuts further. Lossless: the texts joined give the wording back,
 * whatever the wording. Linear in its length.
 *
 * `tokenize('(lvef) <= 40%, device(s)')` gives `(` `lvef` `)` ` ` `<= 40%` `,` ` ` `device(s)`.
 */
export function tokenize(text: string): Token[] {
  return text.match(TOKEN)?.map(toToken) ?? []
}

/** Letters and digits with their combining marks. */
const RUN = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*`

/** An ending offered in brackets, `device(s)`, `body(ies)`, belongs to its word. */
const ENDING = String.raw`(?:\((?:s|es|ies|d|ed|r|er|ing)\)(?!\p{M}))`

/** Joins runs into one compound: `car-positive`, `and/or`, `patient's`, `1,000.5`, `11:40`; a comma, point or colon only between digits. */
const JOINT = String.raw`(?:['’/‐‑-]|(?<=\d)[.,:](?=\d))`
const PART = `${RUN}${ENDING}?`
const COMPOUND = `${PART}(?:${JOINT}${PART})*`

/** What belongs to the amount behind it: `<= 40`, `</= 140`, `=> 2`, `> 0`, `+/- 3`, `~5`, `$1.50`, `± 2`. */
const COMPARATOR = String.raw`(?:[<>]/=|=[<>]|[<>=≤≥]=?|\+\/-|[$~±])\s*(?=\d)`

/** A minus is a sign only where nothing stands before it: `-5`, `(-5)`; in `40%-50%` it is a mark. */
const SIGN = String.raw`(?<=^|[\s(])[-−+](?=\d)`

/** `e.g.`, `i.e.`, `u.s.`: single letters with a point each; five at most, so that the search stays linear. */
const LETTERS = String.raw`(?<![\p{L}\p{N}\p{M}])(?:\p{L}\.){2,5}(?![\p{L}\p{N}\p{M}])`

/** One character with all that is drawn on it: accents, joiners, variants; a surrogate pair is one character. */
const CHARACTER = String.raw`[^](?:[\p{M}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]|(?<=\u200d)\p{So})*`

const BLANKS = String.raw`\s+(?!\p{M})`
const WORD = String.raw`(?:${COMPARATOR}|${SIGN})?${COMPOUND}(?:%(?!\p{M}))?`
const TOKEN = new RegExp(`${BLANKS}|${LETTERS}|${WORD}|${CHARACTER}`, 'gu')

function toToken(text: string): Token {
  return { type: typeOf(text), text }
}

/** The two commonest come first: half of all tokens are a blank. */
function typeOf(text: string): TokenType {
  if (text === ' ') return 'blank'
  if (/^[A-Za-z]/.test(text)) return 'word'
  if (/^\s.*\s$|^\s$/s.test(text)) return 'blank'
  if (!/[\p{L}\p{N}]/u.test(text)) return 'mark'
  return /^[^\p{L}]*\d/u.test(text) ? 'number' : 'word'
}
