import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpusPath, readPairs } from '../scripts/gate.ts'
import { type Figures, measure, type Pair } from '../scripts/measure.ts'
import type { Segment } from '../src/model.ts'
import { recoverWordings } from '../src/render/marks.ts'
import { libraries } from './libraries.ts'
import { MANY, repeat } from './pairs.ts'
import { root } from './processes.ts'
import { programs, writePairs } from './programs.ts'
import { ratio, time } from './rounds.ts'
import { type Found, faultsOf, formatMeasures, formatSpread, formatTime, MEASURES } from './table.ts'

type Redlines = readonly (readonly Segment[])[]

/** Redlines beside those of other tools: how good they are, and how long they take. */
export async function benchRedlines(rounds: number): Promise<Found> {
  const pairs = readPairs(corpusPath('long-descriptors'))
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const quality = measureAll(pairs, readHardPairs(), folder)
    const many = repeat(pairs, MANY)
    writePairs(folder, many)
    const drawn = await time(
      Object.fromEntries(Object.entries(libraries).map(([name, { draw }]) => [name, () => drawAll(draw, many)])),
      rounds,
    )
    const run = await time(
      Object.fromEntries(Object.entries(present()).map(([name, { run }]) => [name, () => run(folder)])),
      rounds,
    )
    const timeRow = (times: typeof drawn, to: string) => (name: string) => [
      name,
      formatTime(times, name),
      formatSpread(ratio(times, name, to)),
    ]
    const [command, words] = ['this project, as a command', 'jsdiff diffWords']
    return {
      sections: [
        {
          heading: 'Redlines: how good',
          says: `${pairs.length} changes of long descriptors (\`test/corpus/long-descriptors.ndjson\`), and in the last column the hard pairs of \`test/corpus/hard-pairs.txt\` that come out as a careful editor would mark them. The measures are explained in \`scripts/measure.ts\`.`,
          rows: [['', 'version', ...MEASURES, 'as an editor'], ...quality.map(({ row }) => row)],
        },
        {
          heading: 'Redlines: how fast, within a program',
          says: `${MANY.toLocaleString('en')} pairs, the same ones over and over; the time by that of diffWords.`,
          rows: [['', 'time', `by ${words}`], ...Object.keys(libraries).map(timeRow(drawn, words))],
        },
        {
          heading: 'Redlines: how fast, as a command',
          says: `The same ${MANY.toLocaleString('en')} pairs from a file, whole processes with their start; the time by that of this project.`,
          rows: [['', 'time', 'by this project'], ...Object.keys(present()).map(timeRow(run, command))],
        },
      ],
      goals: [
        {
          says: `redlines of ${MANY.toLocaleString('en')} pairs, by diffWords`,
          value: ratio(drawn, 'this project', words).median,
          most: 1,
        },
      ],
      bars: [
        {
          title: `Time for ${MANY.toLocaleString('en')} redlines, by diffWords`,
          values: Object.keys(libraries).map(name => [name, ratio(drawn, name, words).median]),
        },
        {
          title: `Faults in ${pairs.length} redlines: not exact, a word or number split, a bracket unpaired`,
          values: quality.map(({ name, faults }) => [name, faults] as const),
        },
      ],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Those programs that this machine has. */
function present(): typeof programs {
  return Object.fromEntries(Object.entries(programs).filter(([, { version }]) => version !== undefined))
}

function drawAll(draw: (current: string, proposed: string) => unknown, pairs: readonly Pair[]): void {
  for (const { current, proposed } of pairs) draw(current, proposed)
}

function measureAll(pairs: readonly Pair[], hard: readonly HardPair[], folder: string) {
  const describe = (name: string, version: string, redlinesOf: (pairs: readonly Pair[]) => Redlines) => {
    const figures = measureRedlines(pairs, redlinesOf(pairs))
    const asEdited = redlinesOf(hard).filter((made, index) => isSame(made, hard[index]!.segments)).length
    const row = [name, version, ...formatMeasures(figures), `${asEdited} of ${hard.length}`]
    return { name, row, faults: faultsOf(figures) }
  }
  const others = Object.entries(present()).filter(([name]) => !name.startsWith('this'))
  return [
    ...Object.entries(libraries).map(([name, { draw, toSegments }]) =>
      describe(name, packageVersion(name), all =>
        all.map(({ current, proposed }) => toSegments(draw(current, proposed))),
      ),
    ),
    ...others.map(([name, { version, run, toRedlines }]) =>
      describe(name, /\d[\w.]*/.exec(version!)?.[0] ?? '', all => {
        writePairs(folder, all)
        return toRedlines(run(folder))
      }),
    ),
  ]
}

function measureRedlines(pairs: readonly Pair[], redlines: Redlines): Figures {
  if (redlines.length !== pairs.length) throw new Error(`${redlines.length} redlines of ${pairs.length} pairs`)
  const made = new Map(pairs.map((pair, index) => [pair, redlines[index]!]))
  return measure(pairs, pair => made.get(pair)!)
}

interface HardPair extends Pair {
  readonly segments: readonly Segment[]
}

/** The lines of the file, each a redline with its marks. */
function readHardPairs(): HardPair[] {
  const lines = readFileSync(join(root, 'test/corpus/hard-pairs.txt'), 'utf8').split('\n')
  return lines
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({ id: line, ...recoverWordings(line), segments: toSegments(line) }))
}

function toSegments(line: string): Segment[] {
  return line.split(/(\[(?:struck|inserted): [^\]]*\])/).map(part => {
    const [, mark, text = part] = /^\[(struck|inserted): (.*)\]$/s.exec(part) ?? []
    return { type: mark === 'struck' ? 'deletion' : mark === 'inserted' ? 'insertion' : 'same', text }
  })
}

function isSame(one: readonly Segment[], other: readonly Segment[]): boolean {
  const shown = (all: readonly Segment[]) => JSON.stringify(all.filter(({ text }) => text !== ''))
  return shown(one) === shown(other)
}

/** Of the library whose name begins the name of a row; the project's own has none. */
function packageVersion(name: string): string {
  if (name.startsWith('this')) return ''
  const library = name.startsWith('jsdiff') ? 'diff' : name.split(',')[0]!
  return createRequire(import.meta.url)(`${library}/package.json`).version
}
