import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pair } from '../scripts/measure.ts'
import type { Segment } from '../src/redline/types.ts'
import { joinNeighbors, segment } from './libraries.ts'
import { runProgram, runTool, versionOf } from './processes.ts'

/** A program that compares two files: how it is run on the pairs in a folder, and how what it prints reads as redlines. */
export interface Program {
  readonly version: string | undefined
  readonly run: (folder: string) => string
  readonly toRedlines: (printed: string) => readonly (readonly Segment[])[]
}

/** Parts one pair from the next: a line that both files have, of words that stand nowhere else. */
const parting = (index: number) => Array.from('abcdef', letter => `=${letter}${index}=`).join(' ')
const PARTING = /\n?(?:=[a-f]\d+= ?){6}\n/

/** Puts the pairs into a folder, in the forms that the programs read. */
export function writePairs(folder: string, pairs: readonly Pair[]): void {
  const lines = (side: 'current' | 'proposed') =>
    `${pairs.map((pair, index) => `${parting(index)}\n${pair[side]}\n`).join('')}${parting(pairs.length)}\n`
  writeFileSync(join(folder, 'current.txt'), lines('current'))
  writeFileSync(join(folder, 'proposed.txt'), lines('proposed'))
  writeFileSync(join(folder, 'pairs.ndjson'), pairs.map(pair => `${JSON.stringify(pair)}\n`).join(''))
}

const texts = (folder: string) => ['current.txt', 'proposed.txt'].map(name => join(folder, name))
/** Marks that stand in no descriptor. */
const STRUCK = '\uE010'
const PUT_IN = '\uE011'
const END = '\uE012'

/** The tool as a whole and what else can be run from a command line. */
export const programs: Readonly<Record<string, Program>> = {
  'this project, as a command': {
    version: '',
    run: folder => runTool(['redline', '--pairs', join(folder, 'pairs.ndjson')]),
    toRedlines: fromJson,
  },
  'git diff --word-diff': {
    version: versionOf('git'),
    run: folder => {
      const options = ['--no-index', '--no-color', '--word-diff=porcelain', '--unified=1000000', '--']
      return runProgram('git', ['diff', ...options, ...texts(folder)], folder, [0, 1])
    },
    toRedlines: fromPorcelain,
  },
  wdiff: {
    version: versionOf('wdiff'),
    run: folder => {
      const marks = ['-w', STRUCK, '-x', END, '-y', PUT_IN, '-z', END]
      return runProgram('wdiff', [...marks, ...texts(folder)], folder, [0, 1])
    },
    toRedlines: printed => cutAtPartings(fromMarks(printed)),
  },
  'Python difflib': {
    version: versionOf('python3'),
    run: folder => runProgram('python3', [join(import.meta.dirname, 'difflib_pairs.py'), join(folder, 'pairs.ndjson')]),
    toRedlines: fromJson,
  },
}

function fromJson(printed: string): Segment[][] {
  return printed
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).segments)
}

/** Lines of words with a sign before them; `~` is the end of a line of the texts. */
function fromPorcelain(printed: string): Segment[][] {
  const lines = printed.slice(printed.indexOf('\n', printed.indexOf('\n@@')) + 1).split('\n')
  const signs: Readonly<Record<string, number>> = { '-': -1, '+': 1, ' ': 0 }
  const parts = lines.flatMap(line => {
    if (line === '~') return [segment(0, '\n')]
    return line === '' ? [] : [segment(signs[line[0]!] ?? 0, line.slice(1))]
  })
  return cutAtPartings(parts)
}

/** A space between what is struck and what is inserted for it stands in neither text: wdiff keeps them apart with it. */
function fromMarks(printed: string): Segment[] {
  return printed
    .replaceAll(/(?<=\uE012)\s+(?=\uE011)/g, '')
    .split(/([\uE010\uE011][^\uE012]*\uE012)/)
    .map(part => {
      const sign = part.startsWith(STRUCK) ? -1 : part.startsWith(PUT_IN) ? 1 : 0
      return segment(sign, sign === 0 ? part : part.slice(1, -1))
    })
}

/** A redline of all texts as one, cut into the redlines of the pairs; a parting may come in several pieces. */
function cutAtPartings(parts: readonly Segment[]): Segment[][] {
  const redlines: Segment[][] = [[]]
  for (const part of joinNeighbors(parts)) {
    const [first, ...rest] = part.type === 'same' ? part.text.split(PARTING) : [part.text]
    redlines.at(-1)!.push({ ...part, text: first! })
    for (const text of rest) redlines.push([{ ...part, text }])
  }
  return redlines.slice(1, -1)
}
