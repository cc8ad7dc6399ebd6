import { movesOf } from '../../redline/classify/moves.ts'
import type { Redline } from '../../redline/types.ts'
import { inSentence } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import type { Marks } from '../types.ts'
import { isAllRevisions, type Mix } from './mix.ts'

/** The marks of redlines that stand together. */
export function marksOf(redlines: readonly Redline[]): Marks {
  const edits = redlines.flatMap(one => one.edits)
  return {
    strikes: edits.some(({ deletion }) => deletion !== ''),
    inserts: edits.some(({ insertion }) => insertion !== ''),
    moves: [...new Set(redlines.flatMap(one => movesOf(one.edits)))],
  }
}

/**
 * How to read the redlines of an exhibit.
 *
 * @param requested the marks of all that is asked for
 * @param revised those of its revisions alone
 */
export function howToRead(mix: Mix, requested: Marks, revised: Marks): Inline {
  const value = ['', ...readMix(mix, revised)].join(' ')
  return { inline: [...explainMarks(requested, marksOf([])).inline, { type: 'text', value }] }
}

function readMix(mix: Mix, revised: Marks): string[] {
  const { establish, discontinue } = mix
  if (establish > 0 && establish === total(mix)) return ['The whole descriptor is new.']
  if (discontinue > 0 && discontinue === total(mix)) return ['The whole descriptor is struck: the code would end.']
  const reading = readRevision(revised)
  return [
    ...(mix.long + mix.short === 0
      ? []
      : [isAllRevisions(mix) ? capital(reading) : `Where a descriptor is revised, ${reading}`]),
    ...(establish > 0 ? ['The whole descriptor of a new code is inserted.'] : []),
    ...(discontinue > 0 ? ['The whole descriptor of a code that would end is struck.'] : []),
  ]
}

/** What the marks mean, of those that are there; how they look, each format says for itself. What moves is named. */
export function explainMarks(requested: Marks, reference: Marks): Inline {
  const moves = [...new Set([...requested.moves, ...reference.moves])].map(words => `“${words}”`)
  const value = ` Words that move are struck at one place and inserted at another: ${inSentence(moves)}.`
  const key = { type: 'redlineKey', requested, reference } as const
  return { inline: moves.length === 0 ? [key] : [key, { type: 'text', value }] }
}

function readRevision({ strikes, inserts }: Marks): string {
  if (!inserts) return 'without the struck words the text is the proposed descriptor; with them it is the current one.'
  if (!strikes)
    return 'with the inserted words the text is the proposed descriptor; without them it is the current one.'
  return 'without the struck words and with the inserted ones the text is the proposed descriptor; the other way round it is the current one.'
}

/** How a line of redlines is introduced where only words mark them: it continues "In each descriptor below,". */
export function inMarks({ strikes, inserts }: Marks): string {
  const parts = [
    ...(strikes ? ['the words to be struck stand between “[struck: ” and “]”'] : []),
    ...(inserts ? ['the words to be inserted stand between “[inserted: ” and “]”'] : []),
  ]
  return parts.join(' and ')
}

function total({ long, short, establish, discontinue }: Mix): number {
  return long + short + establish + discontinue
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}
