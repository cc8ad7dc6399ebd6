import { movesOf } from '../../redline/classify/moves.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import type { ComparedItem } from '../../release/types.ts'

type Column = readonly [head: string, cell: (item: ComparedItem) => string | undefined]

const COLUMNS: readonly Column[] = [
  ['Code', ({ code }) => code],
  ['Kind', ({ kind }) => kind],
  ['What changed', ({ kinds }) => kinds.join(', ')],
  ['Severity', ({ severity }) => severity],
  ['Touches', ({ change }) => touches(change)],
  ['Long descriptor before', ({ current }) => current?.long],
  ['Long descriptor after', ({ proposed }) => proposed?.long],
  ['Long descriptor redlined', ({ change }) => inLine(change?.long)],
  ['Short descriptor before', ({ current }) => current?.short],
  ['Short descriptor after', ({ proposed }) => proposed?.short],
  ['Short descriptor redlined', ({ change }) => inLine(change?.short)],
  ['Action code', ({ proposed }) => proposed?.actionCode],
  ['Action effective', ({ proposed }) => proposed?.actionEffective],
  ['Added', ({ proposed, current }) => (proposed ?? current)?.added],
  ['Terminated', ({ proposed }) => proposed?.terminated],
  ['Long descriptor announced', ({ change }) => change?.longAnnounced],
  ['Short descriptor announced', ({ change }) => change?.shortAnnounced],
  ['Moved', ({ change }) => moves(change)],
]

/** The comparison as rows of text, the head first: a row a code, the same for every table of it. */
export function toRows(items: readonly ComparedItem[]): readonly (readonly string[])[] {
  return [COLUMNS.map(([head]) => head), ...items.map(item => COLUMNS.map(([, cell]) => cell(item) ?? ''))]
}

function inLine(redline: Redline | undefined): string | undefined {
  return redline && toLine(redlineNodes(redline))
}

function moves(change: ComparedItem['change']): string {
  return movesOf((change?.long ?? change?.short)?.edits ?? []).join('; ')
}

function touches(change: ComparedItem['change']): string {
  const { edits = [] } = change?.long ?? change?.short ?? {}
  return [...new Set(edits.flatMap(edit => edit.touches))].join(', ')
}
