import type { Redline } from '../../redline/types.ts'
import { isAllRevisions, type Mix } from './mix.ts'

/** Which marks redlines have. */
export interface Marks {
  readonly strikes: boolean
  readonly inserts: boolean
}

/** The marks of redlines that stand together. */
export function marksOf(redlines: readonly Redline[]): Marks {
  const edits = redlines.flatMap(one => one.edits)
  return {
    strikes: edits.some(({ deletion }) => deletion !== ''),
    inserts: edits.some(({ insertion }) => insertion !== ''),
  }
}

/**
 * How to read the redlines of an exhibit.
 *
 * @param printed the marks of all that the exhibit prints
 * @param revised the marks of its revisions alone
 */
export function howToRead(mix: Mix, printed: Marks, revised: Marks): string {
  const { establish, discontinue } = mix
  const sentences = [explainMarks(printed)]
  if (establish > 0 && establish === total(mix)) return [...sentences, 'The whole descriptor is new.'].join(' ')
  if (discontinue > 0 && discontinue === total(mix))
    return [...sentences, `The whole descriptor is struck: the code would end.`].join(' ')
  const reading = readRevision(revised)
  if (mix.long + mix.short > 0)
    sentences.push(isAllRevisions(mix) ? capital(reading) : `Where a descriptor is revised, ${reading}`)
  if (establish > 0) sentences.push('The whole descriptor of a new code is inserted.')
  if (discontinue > 0) sentences.push('The whole descriptor of a code that would end is struck.')
  return sentences.join(' ')
}

/** What the marks mean, of those that are there. */
export function explainMarks({ strikes, inserts }: Marks): string {
  const struck = 'Words struck stand as [struck: …], with a line through them where the page shows it.'
  if (!inserts) return struck
  if (!strikes) return 'Words inserted stand as [inserted: …], underlined where the page shows it.'
  return `${struck} Words inserted stand as [inserted: …], underlined.`
}

function readRevision({ strikes, inserts }: Marks): string {
  if (!inserts) return 'without the struck words the text is the proposed descriptor; with them it is the current one.'
  if (!strikes)
    return 'with the inserted words the text is the proposed descriptor; without them it is the current one.'
  return 'without the struck words and with the inserted ones the text is the proposed descriptor; the other way round it is the current one.'
}

/** How a line of redlines is introduced where only words mark them: it continues "Each descriptor, with". */
export function inMarks({ strikes, inserts }: Marks): string {
  const parts = [
    ...(strikes ? ['what is struck between “[struck: ” and “]”'] : []),
    ...(inserts ? ['what is inserted between “[inserted: ” and “]”'] : []),
  ]
  return parts.join(' and ')
}

function total({ long, short, establish, discontinue }: Mix): number {
  return long + short + establish + discontinue
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}
