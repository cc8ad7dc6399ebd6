import { isAmong } from './items.ts'
import { codesOf } from './own-list.ts'
import type { CodeRange, OwnList, Release } from './types.ts'

/** The codes to follow, and what of that which was asked for stands for none. */
export interface ChosenCodes {
  readonly codes: readonly string[]
  /** Of a list: what is nearly a code, as `JO881`. */
  readonly slips: readonly string[]
  /** Ranges in which no release has a code. */
  readonly empty: readonly CodeRange[]
}

/**
 * The codes of some ranges, or those of a list that are within the ranges, in the order in which they are asked for. A
 * range stands for the codes that any of the releases has; a single code for itself, so that an unknown one is told.
 */
export function chooseCodes(releases: readonly Release[], ranges: readonly CodeRange[], list?: OwnList): ChosenCodes {
  const known = new Set(releases.flatMap(({ records }) => records.map(({ code }) => code)))
  if (list) return chooseOfList(list, known, ranges)
  const sorted = [...known].sort()
  const parts = ranges.map(range => {
    return { range, codes: range.from === range.to ? [range.from] : sorted.filter(code => isAmong(code, [range])) }
  })
  return {
    codes: [...new Set(parts.flatMap(({ codes }) => codes))],
    slips: [],
    empty: parts.filter(({ codes }) => codes.length === 0).map(({ range }) => range),
  }
}

function chooseOfList(list: OwnList, known: ReadonlySet<string>, ranges: readonly CodeRange[]): ChosenCodes {
  const all = codesOf(list, known)
  const isCode = (code: string) => known.has(code) || /^[A-Z]\d{4}$/.test(code)
  return {
    codes: all.filter(code => isCode(code) && isAmong(code, ranges)),
    // Two signs that no release has as a modifier are a word, not a slip of the pen.
    slips: all.filter(code => !isCode(code) && code.length > 2),
    empty: [],
  }
}
