/**
 * How many times as long twice as much takes: 2 where time grows with the size, 4 where it grows with its square. The
 * least time of each in several rounds, measured one after the other, in time of this process: what else the machine does
 * only ever makes a time longer.
 *
 * @param make what is to be read, at a size; it is not measured
 */
export function ratioOfDouble<T>(size: number, make: (size: number) => T, read: (made: T) => unknown): number {
  const [once, twice] = [make(size), make(2 * size)]
  const time = (made: T) => {
    const before = process.cpuUsage()
    read(made)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  time(twice)
  const rounds = Array.from({ length: 7 }, () => [time(once), time(twice)] as const)
  const least = (of: 0 | 1) => Math.min(...rounds.map(round => round[of]))
  return least(1) / least(0)
}

/** More than what is linear takes, and less than what is quadratic. */
export const LINEAR = 3
