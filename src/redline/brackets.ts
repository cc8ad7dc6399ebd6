import { type Hunk, join, type Span } from './hunks.ts'
import type { Token } from './types.ts'
import type { Words } from './words.ts'

/**
 * Widens every place until it holds whole pairs of brackets on both sides, taking in what stands between (R4). Does
 * nothing when a wording's own brackets do not pair.
 *
 * Current `bowel disease, ulcerative colitis`, proposed `bowel disease (or crohn's), ulcerative colitis` needs nothing;
 * proposed `bowel disease (or ulcerative colitis)` would insert a bracket at each of two places, so both become one.
 */
export function closeBrackets(hunks: readonly Hunk[], current: Words, proposed: Words): Hunk[] {
  if (!hunks.some(hunk => holdsBracket(current, hunk.current) || holdsBracket(proposed, hunk.proposed)))
    return [...hunks]
  const [own, other] = [partners(current.tokens), partners(proposed.tokens)]
  if (!own || !other) return [...hunks]
  const closed: Hunk[] = []
  const rest = [...hunks].reverse()
  for (let hunk = rest.pop(); hunk; hunk = rest.pop()) {
    const [left, right] = [reach(hunk, own, other, 'left'), reach(hunk, own, other, 'right')]
    if (left > 0) rest.push(widenLeft(hunk, left, closed))
    else if (right > 0) rest.push(widenRight(hunk, right, rest))
    else closed.push(hunk)
  }
  return closed
}

const PAIRS = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])
const OPENING = new Set(PAIRS.values())

function holdsBracket({ tokens }: Words, { from, to }: Span): boolean {
  for (let index = from; index < to; index++) if (isBracket(tokens[index]!.text)) return true
  return false
}

function isBracket(text: string): boolean {
  return text.length === 1 && (OPENING.has(text) || PAIRS.has(text))
}

/** For each bracket the index of its partner, or nothing when they do not all pair. */
function partners(tokens: readonly Token[]): Map<number, number> | undefined {
  const found = new Map<number, number>()
  const open: number[] = []
  for (let index = 0; index < tokens.length; index++) {
    const { text } = tokens[index]!
    if (!isBracket(text)) continue
    if (OPENING.has(text)) open.push(index)
    if (!PAIRS.has(text)) continue
    const partner = open.pop()
    if (partner === undefined || tokens[partner]!.text !== PAIRS.get(text)) return undefined
    found.set(index, partner).set(partner, index)
  }
  return open.length === 0 ? found : undefined
}

/** By how many tokens the hunk must grow to that side to hold the partners of all its brackets. */
function reach(hunk: Hunk, own: Map<number, number>, other: Map<number, number>, side: 'left' | 'right'): number {
  const one = ({ from, to }: Span, pairs: Map<number, number>) => {
    let most = 0
    for (let index = from; pairs.size > 0 && index < to; index++) {
      const partner = pairs.get(index) ?? index
      most = Math.max(most, side === 'left' ? from - partner : partner + 1 - to)
    }
    return most
  }
  return Math.max(one(hunk.current, own), one(hunk.proposed, other))
}

/** Grows to the left by so many tokens, or up to the hunk before and with it. */
function widenLeft({ current, proposed }: Hunk, by: number, closed: Hunk[]): Hunk {
  const before = closed.at(-1)
  if (!before || current.from - by > before.current.to)
    return {
      current: { from: current.from - by, to: current.to },
      proposed: { from: proposed.from - by, to: proposed.to },
    }
  closed.pop()
  return join(before, { current, proposed })
}

function widenRight({ current, proposed }: Hunk, by: number, rest: Hunk[]): Hunk {
  const after = rest.at(-1)
  if (!after || current.to + by < after.current.from)
    return {
      current: { from: current.from, to: current.to + by },
      proposed: { from: proposed.from, to: proposed.to + by },
    }
  rest.pop()
  return join({ current, proposed }, after)
}
