import type { Edit } from '../types.ts'
import { STOP_WORDS } from '../words.ts'

/** Deletions times insertions beyond which moves are not looked for: a text of that many edits is past following. */
const MAX_COMPARISONS = 2500

/** Words of an edit beyond which it is not searched: the search takes the product of two lengths. */
const MAX_WORDS = 400

/**
 * Names what was struck at one place and inserted at another (R9): the longest run of words in common, when it makes up
 * at least half of one of the two, and two of its words carry meaning or it is all of a side.
 *
 * Struck `jaundice ` before `or any other sign`, inserted `, jaundice` after `tenderness`: both edits have `jaundice`
 * moved.
 */
export function nameMoves(edits: readonly Edit[]): Edit[] {
  if (edits.length < 2 || edits.length ** 2 > MAX_COMPARISONS) return [...edits]
  const moved = new Map<number, string>()
  const words = edits.map(edit => [wordsOf(edit.deletion), wordsOf(edit.insertion)] as const)
  for (const [from, [struck]] of words.entries())
    for (const [to, [, inserted]] of words.entries()) {
      if (from === to || moved.has(from) || moved.has(to)) continue
      const run = sharedRun(struck, inserted)
      if (!isMove(run, struck, inserted)) continue
      moved.set(from, run.join(' ')).set(to, run.join(' '))
    }
  return edits.map((edit, index) => (moved.has(index) ? { ...edit, moved: moved.get(index)! } : edit))
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}](?:[^\s,;()]*[\p{L}\p{N}%])?/gu) ?? []
}

function isMove(run: readonly string[], struck: readonly string[], inserted: readonly string[]): boolean {
  const content = run.filter(word => !STOP_WORDS.has(word) && word.length > 2).length
  const shorter = Math.min(struck.length, inserted.length)
  return content > 0 && run.length * 2 >= shorter && (content >= 2 || run.length === shorter)
}

/** The longest run of words that stands in both. */
function sharedRun(one: readonly string[], other: readonly string[]): string[] {
  if (one.length > MAX_WORDS || other.length > MAX_WORDS) return []
  let [best, end] = [0, 0]
  let above: number[] = []
  for (const [index, word] of one.entries()) {
    const row = other.map((candidate, at) => (candidate === word ? (above[at - 1] ?? 0) + 1 : 0))
    const longest = Math.max(0, ...row)
    if (longest > best) [best, end] = [longest, index + 1]
    above = row
  }
  return one.slice(end - best, end)
}
