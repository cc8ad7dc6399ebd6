import type { Edit } from '../types.ts'
import { POLARITY, STOP_WORDS } from '../words.ts'
import { NUMBER_WORDS } from './substance.ts'

/** Deletions times insertions beyond which moves are not looked for: a text of that many edits is past following. */
const MAX_COMPARISONS = 2500

/** Words of an edit beyond which it is not searched: the search takes the product of two lengths. */
const MAX_WORDS = 400

/**
 * Names what was struck at one place and inserted at another (R9), on both edits, each in its own words. Case and the
 * marks between the words do not matter.
 *
 * Struck `jaundice ` before `or any other sign`, inserted `, jaundice` after `tenderness`: both edits have `jaundice`
 * moved. Struck `An` … `less than `, inserted `Less than an`: both have `less than`, the second as `Less than`.
 */
export function nameMoves(edits: readonly Edit[]): Edit[] {
  if (edits.length < 2 || edits.length ** 2 > MAX_COMPARISONS) return [...edits]
  const [from, to] = [edits.map(edit => sideOf(edit.deletion)), edits.map(edit => sideOf(edit.insertion))]
  const struckTopics = new Set(from.flatMap(side => side.topics))
  if (!to.some(side => side.topics.some(topic => struckTopics.has(topic)))) return [...edits]
  const [taken, put] = [new Map<number, string>(), new Map<number, string>()]
  for (const [index, struck] of from.entries())
    for (const [place, inserted] of to.entries()) {
      if (index === place || taken.has(index) || put.has(place)) continue
      const move = moveOf(struck, inserted, isOneSided(edits[index]!) && isOneSided(edits[place]!))
      if (!move) continue
      taken.set(index, move.taken)
      put.set(place, move.put)
    }
  return edits.map((edit, index) => {
    const moved = [taken.get(index), put.get(index)].filter(name => name !== undefined)
    return moved.length > 0 ? { ...edit, moved: moved.join('; ') } : edit
  })
}

/** What moves within a wording, each once, in the words of its first place. */
export function movesOf(edits: readonly Edit[]): string[] {
  const names = new Map<string, string>()
  for (const moved of edits.flatMap(edit => edit.moved?.split('; ') ?? [])) {
    const words = moved.toLowerCase().split(' ').sort().join(' ')
    if (!names.has(words)) names.set(words, moved)
  }
  return [...names.values()]
}

/** "moved: “jaundice”, “per dose”" of what moves; empty where nothing does. */
export function describeMoves(edits: readonly Edit[]): string {
  const moves = movesOf(edits).map(words => `“${words}”`)
  return moves.length === 0 ? '' : `moved: ${moves.join(', ')}`
}

/** The words of a deletion or insertion as they stand, and in small letters to compare them by. */
interface Side {
  readonly words: readonly string[]
  readonly names: readonly string[]
  /** Those names that say what the text is about. */
  readonly topics: readonly string[]
}

const NOTHING: Side = { words: [], names: [], topics: [] }

function sideOf(text: string): Side {
  const words = text.match(/[\p{L}\p{N}](?:[^\s,;()]*[\p{L}\p{N}%])?/gu) ?? []
  if (words.length > MAX_WORDS) return NOTHING
  const names = words.map(word => word.toLowerCase())
  return { words, names, topics: names.filter(isTopic) }
}

/** Not a number and no `not`, which stand at two places by chance: a replaced dose is no move. */
function isTopic(name: string): boolean {
  return name.length > 2 && !isNumber(name) && /\p{L}/u.test(name) && !STOP_WORDS.has(name) && !POLARITY.has(name)
}

function isNumber(name: string): boolean {
  return /^\d/.test(name) || NUMBER_WORDS.has(name)
}

function isOneSided({ deletion, insertion }: Edit): boolean {
  return deletion === '' || insertion === ''
}

/**
 * What two sides have in common: the longest run of words, when it makes up at least half of one of the two, or else
 * all of both, in another order. One word alone may be in the wordings twice: it moves only where nothing replaces it.
 */
function moveOf(struck: Side, inserted: Side, alone: boolean): { taken: string; put: string } | undefined {
  if (!struck.topics.some(topic => inserted.topics.includes(topic))) return undefined
  const { start, place, length } = sharedRun(struck.names, inserted.names)
  const run = struck.names.slice(start, start + length)
  const topics = run.filter(isTopic).length
  const isNamed = topics >= 2 || (topics === 1 && run.some(isNumber))
  const shorter = Math.min(struck.names.length, inserted.names.length)
  if (length * 2 >= shorter && (isNamed || (topics === 1 && length === shorter && (length > 1 || alone))))
    return {
      taken: struck.words.slice(start, start + length).join(' '),
      put: inserted.words.slice(place, place + length).join(' '),
    }
  if (struck.topics.length < 2 || String([...struck.names].sort()) !== String([...inserted.names].sort()))
    return undefined
  return { taken: struck.words.join(' '), put: inserted.words.join(' ') }
}

/** The longest run of words that stands in both: where it starts in each. */
function sharedRun(one: readonly string[], other: readonly string[]): { start: number; place: number; length: number } {
  const best = { start: 0, place: 0, length: 0 }
  let above: number[] = []
  for (const [index, word] of one.entries()) {
    const row = other.map((candidate, at) => (candidate === word ? (above[at - 1] ?? 0) + 1 : 0))
    for (const [at, length] of row.entries())
      if (length > best.length) Object.assign(best, { start: index + 1 - length, place: at + 1 - length, length })
    above = row
  }
  return best
}
