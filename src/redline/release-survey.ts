import type { Release, ReleaseRecord } from '../model.ts'

/** A record whose long description names certain words, with the offsets (from, to) of each place it does. */
export interface WordsFound {
  readonly record: ReleaseRecord
  readonly places: readonly (readonly [from: number, to: number])[]
}

/** The finds, apart by whether the record has a termination date. */
export interface Survey {
  readonly inForce: readonly WordsFound[]
  readonly terminated: readonly WordsFound[]
}

/**
 * Finds the codes whose long description names `words`: whole words one after another, in any case. A release that
 * lacks termination dates gives all of them as in force.
 */
export function surveyWords(release: Release, words: string): Survey {
  const pattern = toPattern(words)
  if (pattern === undefined) return { inForce: [], terminated: [] }
  const found = release.records.map(record => ({ record, places: findPlaces(record.long, pattern) }))
  const named = found.filter(({ places }) => places.length > 0)
  return {
    inForce: named.filter(({ record }) => record.terminated === undefined),
    terminated: named.filter(({ record }) => record.terminated !== undefined),
  }
}

function toPattern(words: string): RegExp | undefined {
  const escaped = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (escaped === '') return undefined
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped.replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
}

function findPlaces(text: string, pattern: RegExp): [number, number][] {
  return [...text.matchAll(pattern)].map(match => [match.index, match.index + match[0].length])
}
