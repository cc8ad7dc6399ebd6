import { NUMBER_WORDS } from '../redline/classify/substance.ts'
import { isUnit } from '../redline/classify/units.ts'
import { POLARITY, STOP_WORDS } from '../redline/words.ts'
import type { ReleaseRecord } from './types.ts'

/** Two lists of records whose long descriptors are near, and how near: 1 for the same words, 0 for none in common. */
export interface Near {
  readonly ended: readonly ReleaseRecord[]
  readonly added: readonly ReleaseRecord[]
  readonly score: number
}

/** The words of a wording that say what it is of, each with how often it stands there, and its words such as `without`. */
interface Name {
  readonly words: ReadonlyMap<string, number>
  readonly polarity: string
}

/** Records with the same name and the same days: what is near to one of them is as near to all. */
interface Alike extends Name {
  readonly records: ReleaseRecord[]
  readonly weight: number
}

/** From so many wordings on with the rare words of a code, these words tell a family, and nothing is near. */
const FAMILY = 1000

/**
 * Records that ended and those that were added whose score is what `leastFor` asks of them or more, and lies behind that of
 * the nearest one of either by `behind` at most. The score is twice the weight of the words that both have, by the weight
 * of the words of either; a word weighs the more, the fewer of these records have it: the logarithm of 1 + (records /
 * records with the word). Amounts and units do not count, for a new amount is the commonest reason for a new code;
 * `without` and its like must be the same in both.
 *
 * Looks each record up by its rarest words only: by those without which the score cannot be reached. Records that are alike
 * are looked up, and given, as one.
 *
 * @param least what `leastFor` asks at least; `undefined` where the one may not follow the other
 */
export function nearWordings(
  ended: readonly ReleaseRecord[],
  added: readonly ReleaseRecord[],
  least: number,
  behind: number,
  leastFor: (ended: ReleaseRecord, added: ReleaseRecord) => number | undefined,
): Near[] {
  const names = new Map([...ended, ...added].map(record => [record, nameOf(record.long)]))
  const weightOf = weigh([...names.values()])
  const codes = new Set(ended.map(({ code }) => code))
  const inBoth = new Set(added.flatMap(({ code }) => (codes.has(code) ? [code] : [])))
  const having = byWord(gather(added, names, weightOf, inBoth))
  const best = new Map<Alike, number>()
  const near = gather(ended, names, weightOf, inBoth).flatMap(one => {
    const scored = candidatesOf(one, having, least, weightOf).flatMap(other => {
      const [first, follower] = [one.records[0]!, other.records[0]!]
      if (other.polarity !== one.polarity || first.code === follower.code) return []
      const asked = leastFor(first, follower)
      if (asked === undefined) return []
      const score = scoreOf(one, other, weightOf)
      return score >= asked ? [{ other, score }] : []
    })
    const nearest = scored.reduce((highest, { score }) => Math.max(highest, score), 0)
    for (const { other, score } of scored) best.set(other, Math.max(best.get(other) ?? 0, score))
    return scored.flatMap(({ other, score }) => (score >= nearest - behind ? [{ one, other, score }] : []))
  })
  return near
    .filter(({ other, score }) => score >= best.get(other)! - behind)
    .map(({ one, other, score }) => ({ ended: one.records, added: other.records, score }))
}

/** Records that are alike together; a code that stands on both sides is alone, for it does not follow itself. */
function gather(
  records: readonly ReleaseRecord[],
  names: ReadonlyMap<ReleaseRecord, Name>,
  weightOf: (word: string) => number,
  inBoth: ReadonlySet<string>,
): Alike[] {
  const gathered = new Map<string, Alike>()
  for (const record of records) {
    const { words, polarity } = names.get(record)!
    const { kind, added, terminated, code } = record
    const key = JSON.stringify([...words, polarity, kind, added, terminated, inBoth.has(code) ? code : ''])
    const known = gathered.get(key)
    if (known) known.records.push(record)
    else gathered.set(key, { words, polarity, records: [record], weight: sum(words, weightOf) })
  }
  return [...gathered.values()]
}

function candidatesOf(
  name: Name,
  having: ReadonlyMap<string, readonly Alike[]>,
  least: number,
  weightOf: (word: string) => number,
): Alike[] {
  const candidates = new Set<Alike>()
  for (const word of neededWords(name, least, weightOf))
    for (const other of having.get(word) ?? []) if (candidates.add(other).size > FAMILY) return []
  return [...candidates]
}

function scoreOf(one: Alike, other: Alike, weightOf: (word: string) => number): number {
  return (2 * sum(other.words, weightOf, one.words)) / (one.weight + other.weight)
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

function byWord(all: readonly Alike[]): Map<string, Alike[]> {
  const having = new Map<string, Alike[]>()
  for (const one of all)
    for (const word of one.words.keys()) {
      const known = having.get(word)
      if (known) known.push(one)
      else having.set(word, [one])
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
