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
 */
export function recoverWordings(text: string): { current: string; proposed: string } {
  const stars = Math.max(0, ...Array.from(text.matchAll(/\[(?:struck|inserted)(\**): /g), match => match[1]!.length))
  const star = stars === 0 ? '' : `\\*{${stars}}`
  const marked = new RegExp(`\\[(struck|inserted)${star}: ([\\s\\S]*?)${star}\\]`, 'g')
  const keep = (word: string) => text.replace(marked, (_, kind: string, inner: string) => (kind === word ? inner : ''))
  return { current: keep('struck'), proposed: keep('inserted') }
}

/** The heading above the sources, in every format that lists them at its end. */
export const SOURCES_CITED = 'Sources cited'
