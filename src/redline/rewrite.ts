import type { Run } from './align.ts'
import { areShort, clausesOf, STOP_WORDS, type Words } from './words.ts'

/**
 * The share of the shorter wording's words below which keeping them is worth no further place (R6). Of a few words,
 * half are soon in common by coincidence: neighboring codes of one family. In a short descriptor each word stands for
 * several, so a third of them will do.
 */
const FLOOR = 0.45
const FLOOR_FEW = 0.55
const FLOOR_SHORT = 0.3
const FEW = 10

/** Words with a meaning that do not stand together by chance. */
const SEVERAL = 3

/**
 * Keeps nothing when what is kept is a coincidence rather than a text: the whole is then one replacement (R6). Never so
 * when there is one place only, or when a whole clause survives (R8).
 */
export function rewrite(runs: readonly Run[], current: Words, proposed: Words): Run[] {
  if (countPlaces(runs, current, proposed) < 2) return [...runs]
  const shorter = Math.min(countWords(current), countWords(proposed))
  const floor = areShort(current, proposed) ? FLOOR_SHORT : shorter <= FEW ? FLOOR_FEW : FLOOR
  return countKept(runs, current) >= floor * shorter ||
    keepsClause(runs, current, proposed) ||
    keepsHalf(runs, current, shorter)
    ? [...runs]
    : []
}

/** Whether one run alone holds half of the shorter wording and several words with a meaning: that is no coincidence. */
function keepsHalf(runs: readonly Run[], current: Words, shorter: number): boolean {
  return runs.some(({ current: from, length }) => {
    const meaning = countWords(current, from, from + length) - countStopWords(current, from, from + length)
    return meaning >= SEVERAL && countWords(current, from, from + length) * 2 >= shorter
  })
}

/** Places before, between and after the runs. */
function countPlaces(runs: readonly Run[], current: Words, proposed: Words): number {
  const [first, last] = [runs[0], runs.at(-1)]
  if (!first || !last) return 1
  const opens = first.current > 0 || first.proposed > 0
  const closes =
    last.current + last.length < current.texts.length || last.proposed + last.length < proposed.texts.length
  return runs.length - 1 + Number(opens) + Number(closes)
}

function countKept(runs: readonly Run[], current: Words): number {
  return runs.reduce((sum, run) => sum + countWords(current, run.current, run.current + run.length), 0)
}

/** Words and numbers, without the marks. */
function countWords({ tokens, places }: Words, from = 0, to = places.length): number {
  let count = 0
  for (let index = from; index < to; index++) if (tokens[places[index]!]!.type !== 'mark') count++
  return count
}

function countStopWords({ texts }: Words, from: number, to: number): number {
  return texts.slice(from, to).filter(text => STOP_WORDS.has(text)).length
}

/**
 * Whether a clause that stands in both stays, each of its words: they may lie in two runs. Of `The plan covers two visits.
 * The form is signed.` before `The form is signed.`, the first `The` is what both begin with, and is slid back later.
 */
function keepsClause(runs: readonly Run[], current: Words, proposed: Words): boolean {
  const kept = new Uint8Array(current.texts.length)
  for (const run of runs) kept.fill(1, run.current, run.current + run.length)
  const names = new Set(clausesOf(proposed).map(clause => clause.name))
  return clausesOf(current).some(({ from, to, name }) => names.has(name) && !kept.subarray(from, to).includes(0))
}
