import type { Hunk, Span } from './hunks.ts'
import type { Token } from './types.ts'
import { endsPhrase, STOP_WORDS, type Words } from './words.ts'

/**
 * Moves a lone deletion or insertion to the place where a reader would cut. The same words can often be struck at
 * several places: of `cells, including leukapheresis, per dose` one may strike `, including leukapheresis` or
 * ` including leukapheresis,`. The first takes a clause with its own comma and leaves `cells, per dose` clean (R4).
 */
export function slide(hunks: readonly Hunk[], current: Words, proposed: Words): Hunk[] {
  return hunks.map((hunk, index) => {
    const [before, after] = [hunks[index - 1], hunks[index + 1]]
    if (isEmpty(hunk.proposed)) {
      const room = { from: before?.current.to ?? -1, to: after?.current.from ?? current.tokens.length + 1 }
      return shift(hunk, bestShift(current.tokens, hunk.current, room))
    }
    if (!isEmpty(hunk.current)) return hunk
    const room = { from: before?.proposed.to ?? -1, to: after?.proposed.from ?? proposed.tokens.length + 1 }
    return shift(hunk, bestShift(proposed.tokens, hunk.proposed, room))
  })
}

function isEmpty({ from, to }: Span): boolean {
  return from === to
}

function shift({ current, proposed }: Hunk, by: number): Hunk {
  return {
    current: { from: current.from + by, to: current.to + by },
    proposed: { from: proposed.from + by, to: proposed.to + by },
  }
}

/** Tokens that a place is moved by at most: a clause's own length will do, and `a a a ... a` must not take minutes. */
const MAX_SHIFT = 200

/**
 * How far to move the span, left or right within its room, so that the wording stays the same and the edges are best.
 * Something kept must part it from the next place.
 */
function bestShift(tokens: readonly Token[], span: Span, room: Span): number {
  let [best, bestScore] = [0, scoreEdges(tokens, span.from, span.to)]
  for (const step of [-1, 1])
    for (let by = step; Math.abs(by) <= MAX_SHIFT && canShift(tokens, span, room, by, step); by += step) {
      const score = scoreEdges(tokens, span.from + by, span.to + by)
      if (score > bestScore) [best, bestScore] = [by, score]
    }
  return best
}

/** Whether a span that was moved by one step less can be moved by this one too. */
function canShift(tokens: readonly Token[], { from, to }: Span, room: Span, by: number, step: number): boolean {
  if (step < 0 ? from + by <= room.from : to + by >= room.to) return false
  const [left, right] = step < 0 ? [from + by, to + by] : [from + by - 1, to + by - 1]
  return tokens[left]?.text === tokens[right]?.text
}

const SEPARATOR = /^[,;]$/
const END = /^[,;:.)\]]$/
const START = /^[(:[]$/

/** A sentence with its own full stop, or an item with its own line: with the blank behind it, or else the one before it. */
function isSentence(tokens: readonly Token[], from: number, to: number): boolean {
  const end = tokens[to - 1]!.type === 'blank' ? to - 2 : to - 1
  if (!endsPhrase(tokens, end) || tokens[end]!.text === ':') return false
  return from === 0 || endsPhrase(tokens, from - (to - end))
}

function isLine(tokens: readonly Token[], from: number, to: number): boolean {
  const breaks = (index: number) => index < 0 || index >= tokens.length || tokens[index]!.text.includes('\n')
  return (breaks(from - 1) && breaks(to - 1)) || (breaks(from) && breaks(to))
}

/**
 * The more alike to a clause or phrase what stands from `from` up to `to` is, the higher. Each kind of sign outweighs
 * all that come after it: whole brackets, a clause with one comma of its own or a whole sentence, item or line, a
 * bracketed whole, a word not glued to the next, an end on a word that carries meaning, blanks behind, not in front.
 */
function scoreEdges(tokens: readonly Token[], from: number, to: number): number {
  const [before, first, last, after] = [tokens[from - 1], tokens[from]!, tokens[to - 1]!, tokens[to]]
  let score = 0
  if (!isBalanced(tokens, from, to)) score -= 100
  if (SEPARATOR.test(first.text) && (!after || END.test(after.text))) score += 20
  if (SEPARATOR.test(tokens[to - 2]?.text ?? '') && last.type === 'blank' && (!before || START.test(before.text)))
    score += 20
  if (first.text === '•' && (!after || after.text === '•')) score += 20
  if (isSentence(tokens, from, to)) score += 20
  if (isLine(tokens, from, to)) score += 20
  if (first.text === '(' && last.text === ')') score += 10
  if (isStop(last) || (last.type === 'blank' && isStop(tokens[to - 2]))) score -= 2
  if (isStop(first)) score += 1
  if (first.type === 'blank') score -= after && !END.test(after.text) ? 1 : 0
  if (last.type !== 'blank' && after?.type === 'word') score -= 5
  return score
}

function isStop(token: Token | undefined): boolean {
  return token !== undefined && STOP_WORDS.has(token.text)
}

function isBalanced(tokens: readonly Token[], from: number, to: number): boolean {
  let depth = 0
  for (let index = from; index < to && depth >= 0; index++) {
    if (tokens[index]!.text === '(') depth++
    if (tokens[index]!.text === ')') depth--
  }
  return depth === 0
}
