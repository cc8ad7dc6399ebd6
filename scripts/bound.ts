import { choose, type Side } from '../src/redline/affine-align.ts'
import { ATOMS, COMPOUND, type Pair, wordsOf } from './measure.ts'

/** What a further edit costs, in words lost. */
const PRICE = 2

/**
 * The least `words lost + 2 x edits` that any redline of these pairs can have, whatever its rules, as long as it cuts no
 * number, word or compound in two. Brackets may come out unpaired here; pairing them costs more.
 *
 * @param keepable the words of all pairs that could be kept, as measured
 */
export function leastCost(pairs: readonly Pair[], keepable: number): number {
  return pairs.reduce((sum, { current, proposed }) => {
    const [kept, edits] = weigh(toSide(current), toSide(proposed))
    return sum - kept + PRICE * edits
  }, keepable)
}

/** The pieces that must stay whole, and every other character by itself. */
function toSide(text: string): Side {
  const glued = new Set<number>()
  for (const pattern of [...Object.values(ATOMS), COMPOUND]) {
    for (const { 0: atom, index } of text.matchAll(pattern)) {
      for (let at = index + 1; at < index + atom.length; at++) glued.add(at)
    }
  }
  const starts = Array.from(text, (_, at) => at).filter(at => !glued.has(at))
  const texts = starts.map((start, index) => text.slice(start, starts[index + 1]))
  return { texts, weights: texts.map(piece => wordsOf(piece).length) }
}

/** Words kept, and the places between them, of the best choice. */
function weigh(own: Side, other: Side): [kept: number, edits: number] {
  let [kept, edits, current, proposed] = [0, 0, 0, 0]
  const end = { current: own.texts.length, proposed: other.texts.length, length: 0 }
  for (const run of [...choose(own, other, PRICE), end]) {
    if (run.current > current || run.proposed > proposed) edits++
    for (let index = 0; index < run.length; index++) kept += own.weights[run.current + index]!
    current = run.current + run.length
    proposed = run.proposed + run.length
  }
  return [kept, edits]
}
