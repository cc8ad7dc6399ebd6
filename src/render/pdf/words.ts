import type { PhrasingContent } from 'mdast'
import { marksOf } from '../../redline/marks.ts'
import { LONGEST, leadOf, piecesOf } from '../columns.ts'
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

/** What is not parted but at a blank; at one that is `kept`, only where what it joins is too long. */
interface Part {
  readonly kept: boolean
  readonly runs: Run[]
}

/**
 * A redline cut at its spaces. A line may end at a space only: elsewhere nobody who copies the text could tell whether
 * there was a space, for example between "[struck: 460]" and "[inserted: 510]".
 */
export function wordsOf(nodes: readonly PhrasingContent[]): Word[] {
  const parts: Part[] = []
  let wasBlank = true
  for (const { kind, mark, kept, text } of nodes.flatMap(textsOf)) {
    for (const part of text.split(/(\s+)/).filter(one => one !== '')) {
      const isBlank = part.trim() === ''
      if (isBlank || wasBlank) parts.push({ kept: isBlank && kept, runs: [] })
      parts.at(-1)!.runs.push({ kind, mark, pieces: piecesOf(part) })
      wasBlank = isBlank
    }
  }
  return joinPlain(joinKept(parts))
}

/** The mark of a change stays with its first word. */
function joinKept(parts: readonly Part[]): Run[][] {
  const words: Run[][] = []
  let joins = false
  for (const [index, { kept, runs }] of parts.entries()) {
    const last = words.at(-1)
    if (last && kept) joins = isShort([...last, ...runs, ...(parts[index + 1]?.runs ?? [])])
    if (last && joins) last.push(...runs)
    else words.push([...runs])
    joins &&= kept
  }
  return words
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

/** A text of one look; the blanks of one that is `kept` are no places for a line to end. */
interface Piece extends Pick<Run, 'kind' | 'mark'> {
  readonly kept: boolean
  readonly text: string
}

function textsOf(node: PhrasingContent): Piece[] {
  if (node.type === 'text') return [{ kind: 'same', mark: false, kept: false, text: node.value }]
  if (!isChange(node)) return unknownNode(node)
  const { before, after } = marksOf(node)
  const text = node.children.filter(isText).reduce((all, { value }) => all + value, '')
  const lead = leadOf(text)
  const piece = (text: string, mark: boolean, kept: boolean) => ({ kind: node.type, mark, kept, text })
  return [
    piece(before, true, true),
    piece(lead, false, true),
    piece(text.slice(lead.length), false, false),
    piece(after, true, false),
  ]
}

function isChange(node: PhrasingContent) {
  return node.type === 'delete' || node.type === 'insert'
}

function isText(node: PhrasingContent) {
  return node.type === 'text'
}
