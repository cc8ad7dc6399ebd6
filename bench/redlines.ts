import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpusPath, readPairs } from '../scripts/gate.ts'
import { type Figures, measurePair, type Pair, total } from '../scripts/measure.ts'
import { recoverWordings } from '../src/redline/marks.ts'
import type { Segment } from '../src/redline/types.ts'
import { joinNeighbors, libraries } from './libraries.ts'
import { MANY, repeat } from './pairs.ts'
import { root } from './processes.ts'
import { programs, writePairs } from './programs.ts'
import { ratio, time } from './rounds.ts'
import { type Found, formatMeasures, formatSpread, formatTime, MEASURES } from './table.ts'

type Redlines = readonly (readonly Segment[])[]

/** Redlines beside those of other tools: how good they are, and how long they take. */
export async function benchRedlines(rounds: number): Promise<Found> {
  const pairs = readPairs(corpusPath('long-descriptors'))
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const quality = measureAll(pairs, readHardPairs(), folder)
    const many = repeat(pairs, MANY)
    writePairs(folder, many)
    // A round is short: whatever else the machine does for a moment would fall on one side of it alone.
    const shortRounds = 3 * rounds
    const drawn = await time(
      Object.fromEntries(Object.entries(libraries).map(([name, { draw }]) => [name, () => drawAll(draw, many)])),
      shortRounds,
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
          says: `${pairs.length} changes of long descriptors (\`test/corpus/long-descriptors.ndjson\`); the measures are explained in \`scripts/measure.ts\`. Where reject or accept gives another text, “only spaces differ” says in how many of these redlines nothing but spaces is lost; a space that is lost may make two words look like one that is split. The last column has the pairs of \`test/corpus/hard-pairs.txt\`, written for this project, that come out as a careful editor would mark them, spaces at the edges of an edit aside.`,
          rows: [['', 'version', ...MEASURES, 'only spaces differ', 'as an editor'], ...quality.map(({ row }) => row)],
        },
        {
          heading: 'Redlines: how fast, within a program',
          says: `${MANY.toLocaleString('en')} pairs, the same ones over and over, ${shortRounds} rounds; the time by that of diffWords.`,
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
          most: 0.8,
        },
      ],
      bars: [
        {
          title: `Time for ${MANY.toLocaleString('en')} redlines, by diffWords`,
          values: Object.keys(libraries).map(name => [name, ratio(drawn, name, words).median]),
        },
        {
          title: `Of ${pairs.length} redlines: another text than the wordings, a word or number split, or a bracket unpaired`,
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
    const redlines = redlinesOf(pairs)
    if (redlines.length !== pairs.length) throw new Error(`${redlines.length} redlines of ${pairs.length} pairs`)
    const each = pairs.map((pair, index) => measurePair(pair, redlines[index]!))
    const onlyBlanks = pairs.filter((pair, index) => differsByBlanks(pair, redlines[index]!)).length
    const asEdited = redlinesOf(hard).filter((made, index) => isSame(made, hard[index]!.segments)).length
    const row = [name, version, ...formatMeasures(total(each)), `${onlyBlanks}`, `${asEdited} of ${hard.length}`]
    return { name, row, faults: each.filter(hasFault).length }
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

/** Whether nobody could file the redline of a pair as it is. */
function hasFault(of: Figures): boolean {
  const faults = [of.rejectFails, of.acceptFails, of.numbersSplit, of.wordsSplit, of.hyphensSplit, of.comparatorsSplit]
  return [...faults, of.unbalanced].some(count => count > 0)
}

/** Whether the redline gives other texts than the wordings, but none that differ in more than spaces. */
function differsByBlanks({ current, proposed }: Pair, redline: readonly Segment[]): boolean {
  const given = (['deletion', 'insertion'] as const).map(side =>
    redline.map(({ type, text }) => (type === 'same' || type === side ? text : '')).join(''),
  )
  const dense = (text: string) => text.replace(/\s+/g, '')
  const wordings = [current, proposed]
  return String(given) !== String(wordings) && given.every((text, side) => dense(text) === dense(wordings[side]!))
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
  const shown = (all: readonly Segment[]) =>
    joinNeighbors(all)
      .map(({ type, text }) => [type, text.trim()])
      .filter(([, text]) => text !== '')
  return JSON.stringify(shown(one)) === JSON.stringify(shown(other))
}

/** Of the library whose name begins the name of a row; the project's own has none. */
function packageVersion(name: string): string {
  if (name.startsWith('this')) return ''
  const library = name.startsWith('jsdiff') ? 'diff' : name.split(',')[0]!
  return createRequire(import.meta.url)(`${library}/package.json`).version
}
