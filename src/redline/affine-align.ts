import type { Run } from './align.ts'

/** Words of one wording and what keeping each of them is worth. */
export interface Side {
  readonly texts: readonly string[]
  readonly weights: readonly number[]
}

/** How a cell was reached: whether its match follows a gap; whether its gap goes left, and whether it follows a match. */
const MATCH_AFTER_GAP = 1
const GAP_LEFT = 2
const GAP_AFTER_MATCH = 4

/** Less than any sum of weights: this way is closed. */
const CLOSED = -1e9

/**
 * The words to keep: of all ways to align the two sides, the one whose kept words are worth most after every gap has
 * paid its price, whatever the gap strikes or inserts (affine gaps, Gotoh 1982). Before and after both sides something
 * kept is assumed. Takes time and memory of the product of the lengths.
 */
export function choose(current: Side, proposed: Side, price: number): Run[] {
  const { trace, endsInMatch } = fill(current, proposed, price)
  return walkBack(trace, current.texts.length, proposed.texts.length, endsInMatch)
}

interface Table {
  readonly trace: Uint8Array
  readonly endsInMatch: boolean
}

/**
 * Row by row in place. `match[j]` and `gap[j]`: the best for the words of `current` up to the row and the first j of
 * `proposed` that ends in a match, or in a gap.
 */
function fill(current: Side, proposed: Side, price: number): Table {
  const [rows, width] = [current.texts.length, proposed.texts.length + 1]
  const numbers = new Map<string, number>()
  const [own, other] = [toNumbers(current.texts, numbers), toNumbers(proposed.texts, numbers)]
  const trace = new Uint8Array((rows + 1) * width)
  const match = new Int32Array(width).fill(CLOSED)
  const gap = new Int32Array(width).fill(-price)
  match[0] = 0
  gap[0] = CLOSED
  trace.fill(GAP_LEFT, 1, width)
  if (width > 1) trace[1] = GAP_LEFT | GAP_AFTER_MATCH
  for (let row = 1; row <= rows; row++) {
    const [word, weight] = [own[row - 1]!, current.weights[row - 1]!]
    // What stands one column to the left: in the row above, and in this row.
    let [cornerMatch, cornerGap] = [match[0]!, gap[0]!]
    let [leftMatch, leftGap] = [CLOSED, -price]
    match[0] = leftMatch
    gap[0] = leftGap
    trace[row * width] = row === 1 ? GAP_AFTER_MATCH : 0
    for (let column = 1; column < width; column++) {
      const aboveMatch = match[column]!
      const aboveGap = gap[column]!
      let bits = 0
      // Four ways, the first of the best: no lists, which this innermost loop would make and drop a thousand times a table.
      let best = aboveGap
      if (aboveMatch - price > best) {
        best = aboveMatch - price
        bits = GAP_AFTER_MATCH
      }
      if (leftGap > best) {
        best = leftGap
        bits = GAP_LEFT
      }
      if (leftMatch - price > best) {
        best = leftMatch - price
        bits = GAP_LEFT | GAP_AFTER_MATCH
      }
      leftMatch = CLOSED
      if (word === other[column - 1]) {
        if (cornerGap > cornerMatch) bits |= MATCH_AFTER_GAP
        leftMatch = Math.max(cornerGap, cornerMatch) + Math.min(weight, proposed.weights[column - 1]!)
      }
      leftGap = best
      cornerMatch = aboveMatch
      cornerGap = aboveGap
      match[column] = leftMatch
      gap[column] = leftGap
      trace[row * width + column] = bits
    }
  }
  return { trace, endsInMatch: match[width - 1]! >= gap[width - 1]! }
}

/** Equal texts get equal numbers: numbers compare faster. */
function toNumbers(texts: readonly string[], numbers: Map<string, number>): Int32Array {
  const found = new Int32Array(texts.length)
  for (let index = 0; index < texts.length; index++) {
    let number = numbers.get(texts[index]!)
    if (number === undefined) {
      number = numbers.size
      numbers.set(texts[index]!, number)
    }
    found[index] = number
  }
  return found
}

function walkBack(trace: Uint8Array, rows: number, columns: number, endsInMatch: boolean): Run[] {
  const runs: { current: number; proposed: number; length: number }[] = []
  let [row, column, inMatch] = [rows, columns, endsInMatch]
  let open = false
  while (row > 0 || column > 0) {
    const bits = trace[row * (columns + 1) + column]!
    if (inMatch) {
      row--
      column--
      const last = runs.at(-1)
      if (open && last) {
        last.current--
        last.proposed--
        last.length++
      } else runs.push({ current: row, proposed: column, length: 1 })
      open = true
      inMatch = (bits & MATCH_AFTER_GAP) === 0
    } else {
      open = false
      if (bits & GAP_LEFT) column--
      else row--
      inMatch = (bits & GAP_AFTER_MATCH) !== 0
    }
  }
  return runs.reverse()
}
