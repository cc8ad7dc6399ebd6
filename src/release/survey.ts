import type { IsoDate } from '../types.ts'
import { sortReleases } from './order.ts'
import type { Release, Survey } from './types.ts'

/**
 * Finds the codes whose long description names `words`: whole words one after another, in any case. Where the release
 * lacks termination dates, those of the latest of the `others` that has the code are taken.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { readRelease, surveyWords } from 'hcpcs-redline/release'
 *
 * const { release } = await readRelease('HCPC2018_JAN.txt', await readFile('HCPC2018_JAN.txt'))
 * surveyWords(release, 'million cells').inForce.map(({ record }) => record.code) // ['Q9001']
 */
export function surveyWords(release: Release, words: string, others: readonly Release[] = []): Survey {
  const pattern = wordsPattern(words)
  if (pattern === undefined) return { inForce: [], terminated: [] }
  const known = release.lacks.includes('terminated') ? terminations(others) : undefined
  const found = release.records.map(record => ({
    record,
    places: findPlaces(record.long, pattern),
    terminated: record.terminated ?? known?.get(record.code),
  }))
  const named = found.filter(({ places }) => places.length > 0)
  return {
    inForce: named.filter(({ terminated }) => terminated === undefined),
    terminated: named.filter(({ terminated }) => terminated !== undefined),
  }
}

function terminations(releases: readonly Release[]): Map<string, IsoDate | undefined> {
  const dated = sortReleases(releases).filter(({ lacks }) => !lacks.includes('terminated'))
  return new Map(dated.flatMap(({ records }) => records.map(({ code, terminated }) => [code, terminated])))
}

/** What finds words in a text: whole ones, one after another, in any case; nothing where there are none. */
export function wordsPattern(words: string): RegExp | undefined {
  const escaped = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (escaped === '') return undefined
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped.replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
}

function findPlaces(text: string, pattern: RegExp): [number, number][] {
  return [...text.matchAll(pattern)].map(match => [match.index, match.index + match[0].length])
}
