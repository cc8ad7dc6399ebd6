/**
 * How many times as long twice as much takes: 2 where time grows with the size, 4 where it grows with its square. The
 * median of several rounds, in each of which both are measured one after the other, in time of this process, so that it
 * depends neither on the machine nor on what else it does.
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
  const ratios = Array.from({ length: 5 }, () => time(twice) / time(once))
  return ratios.sort((a, b) => a - b)[2]!
}

/** More than what is linear takes, and less than what is quadratic. */
export const LINEAR = 3
