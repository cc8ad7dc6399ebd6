import type { PhrasingContent } from 'mdast'
import { LONGEST, piecesOf } from './columns.ts'
import { marksOf } from './marks.ts'

/** A stretch of a redline of one look; `mark` is one of the words "[struck: ". It may be parted between its pieces. */
interface Run {
  readonly kind: 'same' | 'delete' | 'insert'
  readonly mark: boolean
  readonly pieces: readonly string[]
}

/** What stands between two blanks, or the blanks. A `whole` word is never parted at the end of a line. */
export interface Word {
  readonly whole: boolean
  readonly runs: readonly Run[]
}

/**
 * A redline cut at its blanks. A line may end at a blank only: elsewhere nobody who copies the text could tell whether
 * there was a blank, for example between "[struck: 460]" and "[inserted: 510]".
 */
export function wordsOf(nodes: readonly PhrasingContent[]): Word[] {
  const words: Run[][] = []
  let wasBlank = true
  for (const { kind, mark, text } of nodes.flatMap(textsOf)) {
    for (const part of text.split(/(\s+)/).filter(one => one !== '')) {
      const isBlank = part.trim() === ''
      if (isBlank || wasBlank) words.push([])
      words.at(-1)!.push({ kind, mark, pieces: piecesOf(part) })
      wasBlank = isBlank
    }
  }
  return words.map(runs => ({ whole: isWhole(runs.flatMap(run => run.pieces).join('')), runs }))
}

/** Whether nodes that stand in one line are a redline of plain texts. */
export function isRedline(nodes: readonly PhrasingContent[]): boolean {
  return (
    nodes.some(isChange) && nodes.every(node => node.type === 'text' || (isChange(node) && node.children.every(isText)))
  )
}

function isWhole(word: string): boolean {
  return word.trim() !== '' && word.length <= LONGEST
}

function textsOf(node: PhrasingContent): { kind: Run['kind']; mark: boolean; text: string }[] {
  if (node.type === 'text') return [{ kind: 'same', mark: false, text: node.value }]
  if (!isChange(node)) return []
  const { before, after } = marksOf(node)
  const part = (text: string, mark: boolean) => ({ kind: node.type, mark, text })
  return [part(before, true), ...node.children.filter(isText).map(child => part(child.value, false)), part(after, true)]
}

function isChange(node: PhrasingContent) {
  return node.type === 'delete' || node.type === 'insert'
}

function isText(node: PhrasingContent) {
  return node.type === 'text'
}
