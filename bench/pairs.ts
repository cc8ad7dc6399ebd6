import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pair } from '../scripts/measure.ts'
import { root } from './processes.ts'

/** About as many pairs as a release has codes. */
export const MANY = 8000

/** The pairs of a corpus of the tests. */
export function readCorpus(name: string): Pair[] {
  const lines = readFileSync(join(root, `test/corpus/${name}.ndjson`), 'utf8')
    .trim()
    .split('\n')
  return lines.map(line => JSON.parse(line) as Pair)
}

/** The pairs over and over, until there are so many. */
export function repeat(pairs: readonly Pair[], count: number): Pair[] {
  return Array.from({ length: count }, (_, index) => pairs[index % pairs.length]!)
}
