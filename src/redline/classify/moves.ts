import type { Edit } from '../types.ts'
import { POLARITY, STOP_WORDS } from '../words.ts'
import { NUMBER_WORDS } from './substance.ts'

/** Deletions times insertions beyond which moves are not looked for: a text of that many edits is past following. */
const MAX_COMPARISONS = 2500

/** Words of an edit beyond which it is not searched: the search takes the product of two lengths. */
const MAX_WORDS = 400

/** Words that an edit takes from one place and another edit puts at another, as they stand in each. */
interface Move {
  readonly from: number
  readonly to: number
  readonly taken: string
  readonly put: string
}

/**
 * Names what was struck at one place and inserted at another (R9), on both edits, each in its own words. Case and the
 * marks between the words do not matter.
 *
 * Struck `jaundice ` before `or any other sign`, inserted `, jaundice` after `tenderness`: both edits have `jaundice`
 * moved. Struck `An` … `less than `, inserted `Less than an`: both have `less than`, the second as `Less than`.
 */
export function nameMoves(edits: readonly Edit[]): Edit[] {
  const moves = findMoves(edits)
  if (moves.length === 0) return [...edits]
  return edits.map((edit, index) => {
    const taken = moves.filter(({ from }) => from === index).map(move => move.taken)
    const put = moves.filter(({ to }) => to === index).map(move => move.put)
    const moved = [...taken, ...put].join('; ')
    return moved === '' ? edit : { ...edit, moved }
  })
}

/** An edit gives one move at most, and takes one. */
function findMoves(edits: readonly Edit[]): Move[] {
  if (edits.length < 2 || edits.length ** 2 > MAX_COMPARISONS) return []
  const [deleted, put] = [edits.map(edit => namesOf(edit.deletion)), edits.map(edit => namesOf(edit.insertion))]
  const names = new Set(deleted.flat())
  if (!put.some(side => side.some(name => names.has(name) && isTopic(name)))) return []
  const struck = edits.map(({ deletion }, index) => toSide(deletion, deleted[index]!))
  const inserted = edits.map(({ insertion }, index) => toSide(insertion, put[index]!))
  const moves: Move[] = []
  for (let from = 0; from < edits.length; from++)
    for (let to = 0; to < edits.length; to++) {
      if (from === to || moves.some(move => move.from === from || move.to === to)) continue
      const isAlone = isOneSided(edits[from]!) || isOneSided(edits[to]!)
      const move = moveOf(struck[from]!, inserted[to]!, isAlone)
      if (move) moves.push({ from, to, ...move })
    }
  return moves
}

/** What moves within a wording, in the words of its first place. */
export function movesOf(edits: readonly Edit[]): string[] {
  return findMoves(edits).map(({ from, to, taken, put }) => (from < to ? taken : put))
}

/** "moved: “jaundice”, “per dose”" of what moves; empty where nothing does. */
export function describeMoves(edits: readonly Edit[]): string {
  const moves = movesOf(edits).map(words => `“${words}”`)
  return moves.length === 0 ? '' : `moved: ${moves.join(', ')}`
}

/** The words of a deletion or insertion in small letters, to compare them by. */
interface Side {
  readonly text: string
  readonly names: readonly string[]
  /** Those names that say what the text is about. */
  readonly topics: readonly string[]
}

const WORD = /[\p{L}\p{N}](?:[^\s,;()]*[\p{L}\p{N}%])?/gu

/** The words of a text in small letters; none where they are too many. */
function namesOf(text: string): string[] {
  const words = text.match(WORD) ?? []
  return words.length > MAX_WORDS ? [] : words.map(word => word.toLowerCase())
}

function toSide(text: string, names: readonly string[]): Side {
  return { text, names, topics: names.filter(isTopic) }
}

/** The text of a side from one of its words on, with what stands between the words. */
function cut({ text }: Side, start: number, length: number): string {
  const words = [...text.matchAll(WORD)].slice(start, start + length)
  const last = words.at(-1)!
  return text.slice(words[0]!.index, last.index + last[0].length)
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
function moveOf(struck: Side, inserted: Side, isAlone: boolean): Pick<Move, 'taken' | 'put'> | undefined {
  if (!struck.topics.some(topic => inserted.topics.includes(topic))) return undefined
  const { start, place, length } = sharedRun(struck.names, inserted.names)
  const run = struck.names.slice(start, start + length)
  const topics = run.filter(isTopic).length
  const isNamed = topics >= 2 || (topics === 1 && run.some(isNumber))
  const shorter = Math.min(struck.names.length, inserted.names.length)
  if (length * 2 >= shorter && (isNamed || (topics === 1 && length === shorter && (length > 1 || isAlone))))
    return { taken: cut(struck, start, length), put: cut(inserted, place, length) }
  if (struck.topics.length < 2 || String([...struck.names].sort()) !== String([...inserted.names].sort()))
    return undefined
  return { taken: cut(struck, 0, struck.names.length), put: cut(inserted, 0, inserted.names.length) }
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
