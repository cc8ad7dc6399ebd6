import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { toLine } from '../src/redline/to-line.ts'
import { redlineNodes } from '../src/redline/to-mdast.ts'
import type { Segment } from '../src/redline/types.ts'
import { type Figures, measurePair, type Pair, total } from './measure.ts'

// The gate of readability: the figures of each corpus are a file, and a redline may not get worse than it says.

export const CORPORA = ['long-descriptors', 'short-descriptors', 'neighbors', 'prose'] as const
export const corpusPath = (name: string) => fileURLToPath(new URL(`../test/corpus/${name}.ndjson`, import.meta.url))
export const FIXTURE = fileURLToPath(new URL('../test/corpus/figures.json', import.meta.url))

/** What may never be otherwise, in no redline. */
export const EXACT = {
  rejectFails: 0,
  acceptFails: 0,
  numbersSplit: 0,
  wordsSplit: 0,
  hyphensSplit: 0,
  comparatorsSplit: 0,
  unbalanced: 0,
  insertionFirst: 0,
}

/** All that counts against a redline, as it is in a perfect one: of each, less is better. */
const PERFECT = {
  ...EXACT,
  edits: 1,
  islands0: 0,
  islands1: 0,
  wordsLost: 0,
  clausesStruck: 0,
}
type Losses = typeof PERFECT
const NAMES = Object.keys(PERFECT) as (keyof Losses)[]

export interface CorpusFigures {
  /** What the pairs hold, however their redlines are drawn. */
  readonly corpus: Pick<Figures, 'pairs' | 'wordsKeepable' | 'clauses'>
  readonly totals: Losses
  /** By the id of each pair whose redline is not perfect: what is otherwise than in a perfect one. */
  readonly imperfect: Readonly<Record<string, Partial<Losses>>>
}

type Fixture = Readonly<Record<string, CorpusFigures>>
type Draw = (pair: Pair) => readonly Segment[]

export function readPairs(path: string): Pair[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Pair)
}

export function figuresOf(pairs: readonly Pair[], draw: Draw): CorpusFigures {
  const measured = pairs.map(pair => [pair.id, measurePair(pair, draw(pair))] as const)
  const sum = total(measured.map(([, figures]) => figures))
  const imperfect = measured.map(([id, figures]) => [id, imperfections(lossesOf(figures))] as const)
  return {
    corpus: { pairs: sum.pairs, wordsKeepable: sum.wordsKeepable, clauses: sum.clauses },
    totals: lossesOf(sum),
    imperfect: Object.fromEntries(imperfect.filter(([, losses]) => Object.keys(losses).length > 0)),
  }
}

function lossesOf(figures: Figures): Losses {
  const losses = { ...figures, wordsLost: figures.wordsKeepable - figures.wordsKept }
  return Object.fromEntries(NAMES.map(name => [name, losses[name]])) as Losses
}

function imperfections(losses: Losses): Partial<Losses> {
  return Object.fromEntries(NAMES.filter(name => losses[name] !== PERFECT[name]).map(name => [name, losses[name]]))
}

// ------------------------------------------------------------------------------------------------------------ fixture

export function readFixture(): Fixture {
  return existsSync(FIXTURE) ? JSON.parse(readFileSync(FIXTURE, 'utf8')) : {}
}

/** JSON with a line for each pair, so that a change of one pair is a change of one line. */
export function printFixture(fixture: Fixture): string {
  const json = JSON.stringify(fixture, null, 2)
  return `${json.replace(/\{[^{}]+\}/g, innermost => innermost.replace(/\s+/g, ' '))}\n`
}

// ------------------------------------------------------------------------------------------------------------- report

const WRITE = '`npm run figures -- --write`'

/** What is otherwise than `known` has it, and what to do about it; nothing where all is the same. */
export function report(name: string, known: CorpusFigures | undefined, pairs: readonly Pair[], draw: Draw): string {
  const found = figuresOf(pairs, draw)
  if (known === undefined || !isDeepStrictEqual(found.corpus, known.corpus))
    return `Unexpected corpus ${name}, expected the one that figures.json was written for.\nWhat to do: run ${WRITE}.\n`
  if (isDeepStrictEqual(found, known)) return ''
  const totals = changesOf(known.totals, found.totals)
  const changed = pairs.map(pair => ({ pair, changes: changesOf(lossesIn(known, pair), lossesIn(found, pair)) }))
  const worse = changed.filter(({ changes }) => changes.some(isLoss))
  const better = changed.filter(({ changes }) => changes.length > 0 && !changes.some(isLoss))
  const pairsInWords = [
    `Pairs that got worse: ${worse.length}, better: ${better.length}.`,
    ...worse.map(({ pair, changes }) => `  ${pair.id}: ${inWords(changes)}\n    ${inText(draw(pair))}`),
    ...better.map(({ pair, changes }) => `  ${pair.id}: ${inWords(changes)}`),
  ].join('\n')
  return worse.length > 0 ? sayLoss(name, totals, pairsInWords) : sayStale(name, totals, pairsInWords)
}

function sayLoss(name: string, totals: readonly Change[], pairs: string): string {
  return `Unexpected loss in ${name}, expected no pair worse than in figures.json: ${inWords(totals) || 'the totals are the same'}.
${pairs}
What to do: fix the redline. Where the loss is the price of something better, run ${WRITE} and say so in the commit.
`
}

function sayStale(name: string, totals: readonly Change[], pairs: string): string {
  return `Unexpected figures of ${name}, expected those of figures.json: ${inWords(totals) || 'the totals are the same'}.
${pairs}
What to do: run ${WRITE}; from then on nothing may fall behind these figures.
`
}

interface Change {
  readonly name: keyof Losses
  readonly before: number
  readonly after: number
}

function changesOf(known: Losses, found: Losses): Change[] {
  const all = NAMES.map(name => ({ name, before: known[name], after: found[name] }))
  return all.filter(({ before, after }) => before !== after)
}

function isLoss({ before, after }: Change): boolean {
  return after > before
}

function inWords(changes: readonly Change[]): string {
  return changes.map(({ name, before, after }) => `${name} ${before} → ${after}`).join(', ')
}

function lossesIn({ imperfect }: CorpusFigures, { id }: Pair): Losses {
  return { ...PERFECT, ...imperfect[id] }
}

function inText(segments: readonly Segment[]): string {
  return toLine(redlineNodes({ segments }))
}
