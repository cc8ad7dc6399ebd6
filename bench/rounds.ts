import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is timed: anything that is done once a round. */
export type Runs = Readonly<Record<string, () => unknown>>

/** How many milliseconds each took in each round. */
export type Times = Readonly<Record<string, readonly number[]>>

/** The middle of several figures, the least and the greatest. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly greatest: number
}

/**
 * Runs all of them once a round, each round beginning with another, after one round that is not counted. Ratios are taken
 * within a round: what runs next to each other is slowed alike when the machine has other work. Before each run memory is
 * tidied, so that none pays for what another left behind.
 */
export async function time(runs: Runs, rounds: number): Promise<Times> {
  const names = Object.keys(runs)
  const times = Object.fromEntries(names.map(name => [name, [] as number[]]))
  for (let round = -1; round < rounds; round++) {
    for (const index of names.keys()) {
      const name = names[(index + Math.max(0, round)) % names.length]!
      collectGarbage()
      const start = performance.now()
      await runs[name]!()
      if (round >= 0) times[name]!.push(performance.now() - start)
    }
  }
  return times
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The time of one by the time of another in the same round. */
export function ratio(times: Times, name: string, to: string): Spread {
  return spread(times[name]!.map((one, round) => one / times[to]![round]!))
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other)
  return { median: sorted[Math.floor(sorted.length / 2)]!, least: sorted[0]!, greatest: sorted.at(-1)! }
}
