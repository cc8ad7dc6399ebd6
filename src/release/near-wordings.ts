import { NUMBER_WORDS } from '../redline/classify/substance.ts'
import { isUnit } from '../redline/classify/units.ts'
import { POLARITY, STOP_WORDS } from '../redline/words.ts'
import type { ReleaseRecord } from './types.ts'

/** Two records whose long descriptors are near, and how near: 1 for the same words, 0 for none in common. */
export interface Near {
  readonly ended: ReleaseRecord
  readonly added: ReleaseRecord
  readonly score: number
}

/** The words of a wording that say what it is of, each with how often it stands there, and its words such as `without`. */
interface Name {
  readonly words: ReadonlyMap<string, number>
  readonly polarity: string
}

/**
 * All pairs of a record that ended and one that was added whose score is `least` or more, and that `mayFollow` lets follow. The score is
 * twice the weight of the words that both have, by the weight of the words of either; a word weighs the more, the fewer
 * of these records have it: the logarithm of 1 + (records / records with the word). Amounts and units do not count, for a
 * new amount is the commonest reason for a new code; `without` and its like must be the same in both.
 *
 * Looks each record up by its rarest words only: by those without which the score cannot be reached.
 */
export function nearWordings(
  ended: readonly ReleaseRecord[],
  added: readonly ReleaseRecord[],
  least: number,
  mayFollow: (ended: ReleaseRecord, added: ReleaseRecord) => boolean,
): Near[] {
  const names = new Map([...ended, ...added].map(record => [record, nameOf(record.long)]))
  const weightOf = weigh([...names.values()])
  const weights = new Map([...names].map(([record, name]) => [record, sum(name.words, weightOf)]))
  const having = byWord(added, names)
  const found: Near[] = []
  for (const record of ended) {
    const name = names.get(record)!
    const candidates = new Set(neededWords(name, least, weightOf).flatMap(word => having.get(word) ?? []))
    for (const other of candidates) {
      const its = names.get(other)!
      if (other.code === record.code || its.polarity !== name.polarity || !mayFollow(record, other)) continue
      const common = sum(its.words, weightOf, name.words)
      const score = (2 * common) / (weights.get(record)! + weights.get(other)!)
      if (score >= least) found.push({ ended: record, added: other, score })
    }
  }
  return found
}

/** `Inj` and `hcl` as CMS writes them where there is little room. */
const SPELLED_OUT: Readonly<Record<string, string>> = { inj: 'injection', hcl: 'hydrochloride' }

/** “not otherwise specified” tells what a code is not, and turns nothing round. */
const REST = /,?\s*\bnot otherwise (?:specified|classified)\b/g

const WORD = /[a-z\u00c0-\u024f][a-z\d\u00c0-\u024f]*/g

function nameOf(long: string): Name {
  const words = new Map<string, number>()
  const turns: string[] = []
  let before = ''
  for (const part of long.toLowerCase().replace(REST, '').match(WORD) ?? []) {
    const turn = POLARITY.get(part)
    if (turn !== undefined) turns.push(turn)
    else if (!STOP_WORDS.has(part) && !NUMBER_WORDS.has(part) && !isUnit(part, before)) {
      const word = SPELLED_OUT[part] ?? part.replace(/(?<=\p{L}{3})s$/u, '')
      words.set(word, (words.get(word) ?? 0) + 1)
    }
    before = part
  }
  return { words, polarity: turns.sort().join(' ') }
}

function weigh(names: readonly Name[]): (word: string) => number {
  const having = new Map<string, number>()
  for (const { words } of names) for (const word of words.keys()) having.set(word, (having.get(word) ?? 0) + 1)
  const weights = new Map([...having].map(([word, number]) => [word, Math.log(1 + names.length / number)]))
  return word => weights.get(word)!
}

/** The weight of all words, or of those that stand in `other` too. */
function sum(words: Name['words'], weightOf: (word: string) => number, other?: Name['words']): number {
  let total = 0
  for (const [word, number] of words) {
    const counted = other ? Math.min(number, other.get(word) ?? 0) : number
    if (counted > 0) total += counted * weightOf(word)
  }
  return total
}

function byWord(
  records: readonly ReleaseRecord[],
  names: ReadonlyMap<ReleaseRecord, Name>,
): Map<string, ReleaseRecord[]> {
  const having = new Map<string, ReleaseRecord[]>()
  for (const record of records)
    for (const word of names.get(record)!.words.keys()) {
      const known = having.get(word)
      if (known) known.push(record)
      else having.set(word, [record])
    }
  return having
}

/**
 * The rarest words of a name: what is left weighs too little for the score. For a score of s the words in common weigh
 * at least s / (2 − s) of the name, since the other name weighs no less than what it has in common with this one.
 */
function neededWords({ words }: Name, least: number, weightOf: (word: string) => number): string[] {
  const rarest = [...words.keys()].sort((one, other) => weightOf(other) - weightOf(one))
  let rest = sum(words, weightOf)
  const needed = (least / (2 - least)) * rest
  return rarest.filter(word => {
    const isNeeded = rest >= needed - 1e-9
    rest -= words.get(word)! * weightOf(word)
    return isNeeded
  })
}
