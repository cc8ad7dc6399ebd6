/** The words around a deletion or an insertion. */
export interface Marks {
  readonly before: string
  readonly after: string
}

/** "[struck: " and "]"; with `stars` 2: "[struck**: " and "**]". */
export function marksOf(node: {
  readonly type: 'delete' | 'insert'
  readonly data?: { stars?: number | undefined } | undefined
}): Marks {
  const stars = '*'.repeat(node.data?.stars ?? 0)
  return { before: `[${node.type === 'delete' ? 'struck' : 'inserted'}${stars}: `, after: `${stars}]` }
}

/**
 * Recovers both wordings from the plain text of a redline that has an edit. Words with the most stars are its marks: a
 * wording may hold "[struck: " itself, but always with fewer.
 *
 * @example
 * import { recoverWordings } from 'hcpcs-redline'
 *
 * recoverWordings('per [struck: day][inserted: dose]') // { current: 'per day', proposed: 'per dose' }
 */
export function recoverWordings(text: string): { current: string; proposed: string } {
  const found = Array.from(text.matchAll(/\[(?:struck|inserted)(\**): /g), match => match[1]!.length)
  const stars = found.reduce((most, one) => Math.max(most, one), 0)
  return { current: keep(text, 'struck', stars), proposed: keep(text, 'inserted', stars) }
}

/** The text with the words of one mark, without those of the other. A mark that does not end is text; linear. */
function keep(text: string, word: 'struck' | 'inserted', stars: number): string {
  const closing = `${'*'.repeat(stars)}]`
  let [kept, at] = ['', 0]
  for (const match of text.matchAll(new RegExp(`\\[(struck|inserted)\\*{${stars}}: `, 'g'))) {
    const start = match.index + match[0].length
    if (match.index < at) continue
    const end = text.indexOf(closing, start)
    if (end < 0) break
    kept += text.slice(at, match.index) + (match[1] === word ? text.slice(start, end) : '')
    at = end + closing.length
  }
  return kept + text.slice(at)
}

/** The heading above the sources, in every format that lists them at its end. */
export const SOURCES_CITED = 'Sources cited'
