// Prints how good the redlines are, beside jsdiff's diffWords and diffWordsWithSpace; or writes the figures that the gate holds them to.
// usage: npm run figures -- [PAIRS.ndjson]   (a line {"id","current","proposed"} a pair)
//        npm run figures -- --write
import { existsSync, writeFileSync } from 'node:fs'
import { diffWords, diffWordsWithSpace } from 'diff'
import { redline } from '../src/redline/redline.ts'
import type { Segment } from '../src/redline/types.ts'
import { readArguments, refuse } from './arguments.ts'
import { leastCost } from './bound.ts'
import { CORPORA, corpusPath, FIXTURE, figuresOf, printFixture, readFixture, readPairs, report } from './gate.ts'
import { type Figures, measure, type Pair } from './measure.ts'

/** Pairs a timed run holds, the corpus over and over: about as many as a release has codes. */
const TIMED = 8000
const RUNS = 7

const GOALS: readonly (readonly [name: string, goal: string, value: (figures: Figures) => string])[] = [
  ['reject is not current', '0', figures => `${figures.rejectFails}`],
  ['accept is not proposed', '0', figures => `${figures.acceptFails}`],
  ['pairs with a number split', '0', figures => `${figures.numbersSplit}`],
  ['pairs with a word split', '0', figures => `${figures.wordsSplit}`],
  ['pairs with a hyphen compound split', '0', figures => `${figures.hyphensSplit}`],
  ['pairs with a comparator split', '0', figures => `${figures.comparatorsSplit}`],
  ['pairs with unbalanced brackets', '0', figures => `${figures.unbalanced}`],
  ['pairs with an insertion first', '0', figures => `${figures.insertionFirst}`],
  ['edits a pair', '<= 1.45', figures => (figures.edits / figures.pairs).toFixed(3)],
  ['islands of no word a pair', '~ 0', figures => (figures.islands0 / figures.pairs).toFixed(3)],
  ['islands of one word a pair', '<= 0.03', figures => (figures.islands1 / figures.pairs).toFixed(3)],
  ['keepable words kept, %', '>= 98.5', figures => ((100 * figures.wordsKept) / figures.wordsKeepable).toFixed(2)],
  ['clauses struck and put back', '<= 1', figures => `${figures.clausesStruck} of ${figures.clauses}`],
]

const draw = ({ current, proposed }: Pair) => redline(current, proposed).segments
const USAGE = 'npm run figures -- [PAIRS.ndjson | --write]'
const { values, words } = readArguments({ write: { type: 'boolean' } }, 1, USAGE)
const [path = corpusPath('long-descriptors')] = words
if (values.write && words.length > 0) refuse('Unexpected file beside --write, expected --write alone', USAGE)
else if (!existsSync(path)) refuse(`Unexpected file ${path}, which is not there, expected a file of pairs`, USAGE)
else if (values.write) writeFixture()
else printFigures(readPairs(path))

/** Says first what the new figures change, so that a loss is never written unseen. */
function writeFixture(): void {
  const known = readFixture()
  const corpora = CORPORA.map(name => [name, readPairs(corpusPath(name))] as const)
  for (const [name, pairs] of corpora) process.stdout.write(report(name, known[name], pairs, draw))
  writeFileSync(
    FIXTURE,
    printFixture(Object.fromEntries(corpora.map(([name, pairs]) => [name, figuresOf(pairs, draw)]))),
  )
}

function printFigures(pairs: readonly Pair[]): void {
  const ours = measure(pairs, draw)
  const [words, spaces] = [measure(pairs, by(diffWords)), measure(pairs, by(diffWordsWithSpace))]
  const all = [ours, words, spaces]
  printRow('', 'redline', 'diffWords', '…WithSpace', 'goal for long descriptors')
  printRow('pairs', ...all.map(one => `${one.pairs}`), '')
  for (const [name, goal, value] of GOALS) printRow(name, ...all.map(value), goal)
  printRow('words lost + 2 x edits', ...all.map(cost), `least possible ${leastCost(pairs, ours.wordsKeepable)}`)
  const times = [redline, diffWordsWithSpace].map(compare => timeRatio(pairs, compare).toFixed(2))
  printRow(`time for ${TIMED} pairs, of diffWords'`, times[0]!, '1.00', times[1]!, '<= 0.80')
}

function cost({ wordsKeepable, wordsKept, edits }: Figures): string {
  return `${wordsKeepable - wordsKept + 2 * edits}`
}

function by(compare: typeof diffWordsWithSpace): (pair: Pair) => Segment[] {
  return ({ current, proposed }) =>
    compare(current, proposed).map(({ added, removed, value }) => ({
      type: added ? 'insertion' : removed ? 'deletion' : 'same',
      text: value,
    }))
}

/** The middle of several ratios, each of two runs next to each other: a busy machine slows both alike. */
function timeRatio(pairs: readonly Pair[], compare: Compare): number {
  const ratios = Array.from({ length: RUNS }, () => time(pairs, compare) / time(pairs, diffWords))
  return ratios.sort((one, other) => one - other)[(RUNS - 1) / 2]!
}

type Compare = (current: string, proposed: string) => unknown

/** Of the processor, in microseconds: what else the machine does counts as little as it can. */
function time(pairs: readonly Pair[], compare: Compare): number {
  const start = process.cpuUsage()
  for (let run = 0; run < TIMED; run++) {
    const { current, proposed } = pairs[run % pairs.length]!
    compare(current, proposed)
  }
  const { user, system } = process.cpuUsage(start)
  return user + system
}

function printRow(name: string, ...cells: readonly string[]): void {
  console.log([name.padEnd(40), ...cells.map(cell => cell.padStart(11))].join(' '))
}
