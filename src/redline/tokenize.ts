import { codeAt } from './code-at.ts'
import type { Token, TokenType } from './types.ts'

/**
 * Cuts a wording into the pieces that a redline never cuts further. Lossless: the texts joined give the wording back,
 * whatever the wording. Linear in its length.
 *
 * `tokenize('(lvef) <= 40%, device(s)')` gives `(` `lvef` `)` ` ` `<= 40%` `,` ` ` `device(s)`.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; at += tokens.at(-1)!.text.length) tokens.push(tokenAt(text, at))
  return tokens
}

/**
 * The token that begins at a place. Most are a blank between two words, a word of plain letters, a comma or a bracket:
 * those need no search.
 */
function tokenAt(text: string, at: number): Token {
  const first = codeAt(text, at)
  if (first === SPACE && isPlain(codeAt(text, at + 1))) return BLANK
  if (isLetter(first)) {
    let end = at + 1
    while (isLetter(codeAt(text, end))) end++
    if (endsWord(codeAt(text, end))) return { type: 'word', text: text.slice(at, end) }
  } else if (isLoneMark(first) && isPlainOrBlank(codeAt(text, at + 1))) return { type: 'mark', text: text[at]! }
  TOKEN.lastIndex = at
  return toToken(TOKEN.exec(text)![0])
}

const [SPACE, COMMA, SEMICOLON, OPENING, CLOSING] = [0x20, 0x2c, 0x3b, 0x28, 0x29]
const BLANK: Token = { type: 'blank', text: ' ' }

/** A sign of ASCII that is drawn, and not a space. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

function isPlainOrBlank(code: number): boolean {
  return code === SPACE || isPlain(code)
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

/** What is a token by itself wherever no word holds it. */
function isLoneMark(code: number): boolean {
  return code === COMMA || code === SEMICOLON || code === OPENING || code === CLOSING
}

/** What no word goes on with; at the end of a text the code is no number. */
function endsWord(code: number): boolean {
  return code === SPACE || code === COMMA || code === SEMICOLON || code === CLOSING || Number.isNaN(code)
}

/**
 * Both wordings cut, each as `tokenize` cuts it. What they begin and end with alike is cut once: a word in front of a
 * blank ends a token whatever comes next, and a blank behind a word begins one whatever came before. Not so within
 * `> or = 140`, which is one token: there `isCut` takes no place.
 */
export function tokenizeBoth(current: string, proposed: string): [Token[], Token[]] {
  const own = tokenize(current)
  const most = Math.min(current.length, proposed.length)
  let [head, tail] = [0, 0]
  while (head < most && codeAt(current, head) === codeAt(proposed, head)) head++
  while (
    tail < most - head &&
    codeAt(current, current.length - 1 - tail) === codeAt(proposed, proposed.length - 1 - tail)
  )
    tail++
  const first = lastCut(own, current, head)
  const rest = firstCut(own, current, current.length - tail)
  const other = own.slice(0, first.index)
  const end = proposed.length - (current.length - rest.at)
  for (let at = first.at; at < end; at += other.at(-1)!.text.length) other.push(tokenAt(proposed, at))
  for (let index = rest.index; index < own.length; index++) other.push(own[index]!)
  return [own, other]
}

/** A place between two tokens: the index of the second, and the characters before it. */
interface Cut {
  readonly index: number
  readonly at: number
}

/** What may stand within a comparator, between its sign and its number: `> or = 140`, `< or equal to 20`. */
const WITHIN: ReadonlySet<string> = new Set(['or', 'equal', 'to'])

/**
 * Whether one wording may be cut in front of a token, a blank behind a word, wherever the other goes on or comes from.
 * Before such a place both are alike, or else behind it: so a comparator of the other that held it would show here, by
 * the word before or by what comes next.
 */
function isCut(tokens: readonly Token[], index: number): boolean {
  const [before, next] = [tokens[index - 1]!, tokens[index + 1]]
  return before.type === 'word' && !WITHIN.has(before.text) && next?.type !== 'number' && !WITHIN.has(next?.text ?? '')
}

/** The last such place that lies before `end`, or the start. */
function lastCut(tokens: readonly Token[], text: string, end: number): Cut {
  let [index, at] = [0, 0]
  while (at < end && index < tokens.length) at += tokens[index++]!.text.length
  while (index > 0) {
    at -= tokens[--index]!.text.length
    if (index > 0 && codeAt(text, at) === SPACE && isCut(tokens, index)) break
  }
  return { index, at }
}

/** The first such place that lies after `start`, or the end. */
function firstCut(tokens: readonly Token[], text: string, start: number): Cut {
  let [index, at] = [tokens.length, text.length]
  while (index > 0 && at > start) at -= tokens[--index]!.text.length
  while (index < tokens.length) {
    at += tokens[index++]!.text.length
    if (codeAt(text, at) === SPACE && isCut(tokens, index)) break
  }
  return { index, at }
}

/** Letters and digits with their combining marks. */
const RUN = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*`

/** An ending offered in brackets, `device(s)`, `body(ies)`, belongs to its word. */
const ENDING = String.raw`(?:\((?:s|es|ies|d|ed|r|er|ing)\)(?!\p{M}))`

/** Joins runs into one compound: `car-positive`, `and/or`, `patient's`, `1,000.5`, `11:40`; a comma, point or colon only between digits. */
const JOINT = String.raw`(?:['’/‐‑-]|(?<=\d)[.,:](?=\d))`
const PART = `${RUN}${ENDING}?`
const COMPOUND = `${PART}(?:${JOINT}${PART})*`

/** A comparator with words in it, `> or =` or `< or equal to`. */
export const SPELLED = String.raw`[<>]\s*or\s*(?:=|equal\s+to\b)`

/**
 * What belongs to the amount behind it: `<= 40`, `< = 40`, `</= 140`, `=> 2`, `=/> 2`, `> or = 140`, `< or equal to 20`,
 * `> 0`, `+/- 3`, `~5`, `$1.50`, `± 2`. Blanks never stand next to blanks here, so that the search stays linear.
 */
const COMPARATOR = String.raw`(?:${SPELLED}|[<>]\s*=|[<>]/=|=/?[<>]|[<>=≤≥]=?|\+\/-|[$~±])\s*(?=\d)`

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

/** The commonest come first and need no search: half of all tokens are a blank, and most of the rest plain words. */
function typeOf(text: string): TokenType {
  if (text === ' ') return 'blank'
  if (text === ',') return 'mark'
  const first = codeAt(text, 0) | 0x20
  if (first >= 0x61 && first <= 0x7a) return 'word'
  if (/^\s.*\s$|^\s$/s.test(text)) return 'blank'
  if (!/[\p{L}\p{N}]/u.test(text)) return 'mark'
  return /^[<>]|^[^\p{L}]*\d/u.test(text) ? 'number' : 'word'
}
