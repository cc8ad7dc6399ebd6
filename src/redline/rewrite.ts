import type { Run } from './align.ts'
import { clausesOf, type Words } from './words.ts'
const E=(k:string,d:number)=>process.env[k]?Number(process.env[k]):d

const LONG = E('LONG', 12), FLOOR_LONG = E('FL', 0.33), FLOOR_SHORT = E('FS', 0.2)

/** Keeps nothing when too little is kept to be worth several places, unless a whole clause survives (R6, R8). */
export function rewrite(runs: readonly Run[], current: Words, proposed: Words): Run[] {
  if (placesBetween(runs, current, proposed) < 2) return [...runs]
  const [longest, kept] = [Math.max(countWords(current), countWords(proposed)), countKept(runs, current)]
  const floor = longest < LONG ? FLOOR_SHORT : FLOOR_LONG
  return kept >= floor * longest || keepsClause(runs, current, proposed) ? [...runs] : []
}

function placesBetween(runs: readonly Run[], current: Words, proposed: Words): number {
  const [first, last] = [runs[0], runs.at(-1)]
  if (!first || !last) return 1
  const opens = first.current > 0 || first.proposed > 0
  const closes = last.current + last.length < current.texts.length || last.proposed + last.length < proposed.texts.length
  return runs.length - 1 + Number(opens) + Number(closes)
}

function countWords({ tokens, places }: Words, from = 0, to = places.length): number {
  let count = 0
  for (let index = from; index < to; index++) if (tokens[places[index]!]!.type !== 'mark') count++
  return count
}

function countKept(runs: readonly Run[], current: Words): number {
  return runs.reduce((sum, run) => sum + countWords(current, run.current, run.current + run.length), 0)
}

function keepsClause(runs: readonly Run[], current: Words, proposed: Words): boolean {
  const names = new Set(clausesOf(proposed).map(clause => clause.name))
  return clausesOf(current).some(
    ({ from, to, name }) => names.has(name) && runs.some(run => run.current <= from && to <= run.current + run.length),
  )
}
