import type { Hunk } from './hunks.ts'
import type { Words } from './words.ts'

/**
 * Joins places that nothing but blanks or lone punctuation parts: marks anchor nothing (R5). A bracket does part, since
 * its partner stays where it is.
 */
export function absorb(hunks: readonly Hunk[], current: Words): Hunk[] {
  const joined: Hunk[] = []
  for (const hunk of hunks) {
    const last = joined.at(-1)
    if (last && !hasAnchor(current, last.current.to, hunk.current.from)) joined[joined.length - 1] = join(last, hunk)
    else joined.push(hunk)
  }
  return joined
}

/** Both places and all between them as one. */
export function join(first: Hunk, second: Hunk): Hunk {
  return {
    current: { from: first.current.from, to: second.current.to },
    proposed: { from: first.proposed.from, to: second.proposed.to },
  }
}

function hasAnchor({ tokens }: Words, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const { type, text } = tokens[index]!
    if (type === 'word' || type === 'number' || '()[]{}'.includes(text)) return true
  }
  return false
}
