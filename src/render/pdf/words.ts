import type { PhrasingContent } from 'mdast'
import { marksOf } from '../../redline/marks.ts'
import { LONGEST, piecesOf } from '../columns.ts'
import { unknownNode } from '../unknown-node.ts'

/** A stretch of a redline of one look; `mark` is one of the words "[struck: ". It may be parted between its pieces. */
interface Run {
  readonly kind: 'same' | 'delete' | 'insert'
  readonly mark: boolean
  readonly pieces: readonly string[]
}

/** What stands between two spaces, or plain words and spaces of one look. A `whole` word is never parted at a line's end. */
export interface Word {
  readonly whole: boolean
  readonly runs: readonly Run[]
}

/**
 * A redline cut at its spaces. A line may end at a space only: elsewhere nobody who copies the text could tell whether
 * there was a space, for example between "[struck: 460]" and "[inserted: 510]".
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
  return joinPlain(words)
}

/** A plain word cannot be parted anyway: it is joined with the spaces and plain words of its look before it. */
function joinPlain(words: readonly (readonly Run[])[]): Word[] {
  const joined: Word[] = []
  let group: Run | undefined
  for (const runs of words) {
    const plain = runs.length === 1 && isPlain(runs[0]!) ? runs[0]! : undefined
    if (plain && group && plain.kind === group.kind && plain.mark === group.mark) {
      group = { ...group, pieces: [group.pieces[0]! + plain.pieces[0]!] }
      joined[joined.length - 1] = { whole: false, runs: [group] }
    } else {
      group = plain
      joined.push({ whole: !plain && isShort(runs), runs })
    }
  }
  return joined
}

function isPlain({ pieces }: Run): boolean {
  return pieces.length === 1 && /^(?:\s+|[(“"]?[\p{L}\p{N}]+[.,;:)”"]*)$/u.test(pieces[0]!)
}

/** Whether nodes that stand in one line are a redline of plain texts. */
export function isRedline(nodes: readonly PhrasingContent[]): boolean {
  return (
    nodes.some(isChange) && nodes.every(node => node.type === 'text' || (isChange(node) && node.children.every(isText)))
  )
}

function isShort(runs: readonly Run[]): boolean {
  return runs.flatMap(run => run.pieces).join('').length <= LONGEST
}

function textsOf(node: PhrasingContent): { kind: Run['kind']; mark: boolean; text: string }[] {
  if (node.type === 'text') return [{ kind: 'same', mark: false, text: node.value }]
  if (!isChange(node)) return unknownNode(node)
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
