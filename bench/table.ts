import type { Figures } from '../scripts/measure.ts'
import { type Spread, spread, type Times } from './rounds.ts'

/** A part of the report: what was measured, and a table whose first row is its head. */
export interface Section {
  readonly heading: string
  readonly says: string
  readonly rows: readonly (readonly string[])[]
}

/** A figure that was aimed at. */
export interface Goal {
  readonly says: string
  readonly value: number
  readonly most: number
}

/** Longer or shorter bars, for the plot. */
export interface Bars {
  readonly title: string
  readonly values: readonly (readonly [name: string, value: number])[]
}

/** What a part of the benchmark found. */
export interface Found {
  readonly sections: readonly Section[]
  readonly goals?: readonly Goal[]
  readonly bars?: readonly Bars[]
}

/** "0.82 (0.79 to 0.86)": the middle, the least and the greatest. */
export function formatSpread({ median, least, greatest }: Spread): string {
  return `${digits(median)} (${digits(least)} to ${digits(greatest)})`
}

/** "812 ms": the middle of the rounds. */
export function formatTime(times: Times, name: string): string {
  return `${digits(spread(times[name]!).median)} ms`
}

/** About three digits. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** The measures of a set of redlines, a cell each, below `MEASURES`. */
export function formatMeasures(figures: Figures): string[] {
  const each = (value: number) => (value / figures.pairs).toFixed(2)
  return [
    `${figures.rejectFails} · ${figures.acceptFails}`,
    `${figures.numbersSplit} · ${figures.wordsSplit} · ${figures.hyphensSplit} · ${figures.comparatorsSplit}`,
    `${figures.unbalanced}`,
    each(figures.edits),
    each(figures.islands1),
    ((100 * figures.wordsKept) / figures.wordsKeepable).toFixed(1),
    `${figures.clausesStruck}`,
  ]
}

export const MEASURES = [
  'reject · accept is another text',
  'number · word · compound · comparator split',
  'brackets unpaired',
  'edits a pair',
  'one-word islands a pair',
  'keepable words kept, %',
  'clauses struck and put back',
]
