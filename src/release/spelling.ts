import type { Edit } from '../redline/types.ts'
import type { Release } from './types.ts'

/** The shortest word that can be called misspelled: of shorter ones, most are one letter from another. */
const SHORTEST = 4

/**
 * Tells edits that correct the spelling of one word: one letter comes, goes, changes, or two neighbors change places; the
 * old spelling stands nowhere in the later release, and the new one stood in the earlier. So “hypotension” in place of
 * “hypertension” is none, nor is a name that no other wording had: both may matter to what is billed.
 */
export function spellingIn(current: Release, proposed: Release): (edit: Edit) => boolean {
  const known = new Map<string, boolean>()
  return ({ deletion, insertion, touches }) => {
    if (touches.length !== 1 || touches[0] !== 'term') return false
    const [old, own] = [deletion.trim().toLowerCase(), insertion.trim().toLowerCase()]
    if (!isWord(old) || !isWord(own) || !isOneStep(old, own)) return false
    const key = `${old} ${own}`
    const told = known.get(key) ?? (!hasWord(proposed, old) && hasWord(current, own))
    known.set(key, told)
    return told
  }
}

function isWord(text: string): boolean {
  return text.length >= SHORTEST && /^\p{L}+$/u.test(text)
}

/** Whether one letter or one change of places lies between two words. */
function isOneStep(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const [rest, its] = [one.slice(start), other.slice(start)]
  if (rest.length !== its.length) return rest.slice(1) === its || its.slice(1) === rest
  return rest.slice(1) === its.slice(1) || (rest[0] === its[1] && rest[1] === its[0] && rest.slice(2) === its.slice(2))
}

/** Whether any wording of a release has the word, in small letters or with a capital. */
function hasWord({ records }: Release, word: string): boolean {
  const names = [word, word[0]!.toUpperCase() + word.slice(1)]
  return records.some(({ long, short }) => names.some(name => stands(name, long) || stands(name, short)))
}

function stands(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true
  return false
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /\p{L}/u.test(character)
}
