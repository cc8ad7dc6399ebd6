import type { PhrasingContent, Table } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Segment } from '../../redline/types.ts'
import { itemsByCode } from '../../release/items.ts'
import type { ChangeGroup, ComparedItem, GroupedEdit } from '../../release/types.ts'
import { makeTable, type Row, strong } from '../tables.ts'
import { thousands } from '../template/helpers.ts'
import { excerpt } from './excerpt.ts'

export const ALIKE_HEADS = ['How many', 'The same change', 'For example', 'The codes']

/** How many different edits of one kind are shown; the rest are counted. */
const SHOWN = 3

/** A row for each change that several codes have alike, with all of its codes. */
export function makeAlike(groups: readonly ChangeGroup[], items: readonly ComparedItem[]): Table {
  const byCode = itemsByCode(items)
  return makeTable(
    ALIKE_HEADS,
    groups.map(group => alikeRow(group, byCode)),
  )
}

/** A change with all the codes that have it, by which the page filters it; how much it matters is that of the change. */
export function alikeRow(group: ChangeGroup, byCode: ReadonlyMap<string, ComparedItem>): Row {
  const { codes, severity } = group
  return {
    cells: [[strong(`${thousands(codes.length)} codes`)], describe(group), example(group, byCode), codes.join(', ')],
    data: { dataAlike: codes.join(' '), dataSeverity: severity },
  }
}

function describe({ field, kind, touches, edits }: ChangeGroup): PhrasingContent[] {
  const what = kind === 'words' ? '' : `, ${kind === 'spelling' ? kind : touches.join(' and ')}`
  const shown = edits
    .slice(0, SHOWN)
    .flatMap((edit, index) => [...(index === 0 ? [] : [text('; ')]), ...nodesOf(edit, kind)])
  const more = edits.length > SHOWN ? [text(`; and ${edits.length - SHOWN} more`)] : []
  return [text(`${field === 'long' ? 'Long' : 'Short'} descriptor${what}: `), ...shown, ...more]
}

/** The edit as a redline; of several that make a row, with how many codes have it. */
function nodesOf({ deletion, insertion, codes }: GroupedEdit, kind: ChangeGroup['kind']): PhrasingContent[] {
  const count = kind === 'words' ? '' : ` (${thousands(codes.length)})`
  if (deletion === '' && insertion === '') return [text(`blanks${count}`)]
  const segments = [
    { type: 'deletion', text: deletion },
    { type: 'insertion', text: insertion },
  ] as const
  return [...redlineNodes({ segments: segments.filter(hasText) }), ...(count === '' ? [] : [text(count)])]
}

function hasText(segment: Segment): boolean {
  return segment.text !== ''
}

/** The change in its place, in the first of the codes. */
function example({ field, edits }: ChangeGroup, byCode: ReadonlyMap<string, ComparedItem>): PhrasingContent[] {
  const code = edits[0]!.codes[0]!
  const made = byCode.get(code)?.change?.[field]
  return made ? [text(`${code}: `), ...excerpt(made)] : []
}

function text(value: string): PhrasingContent {
  return { type: 'text', value }
}
