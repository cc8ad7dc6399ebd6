import { movesOf } from '../../redline/classify/moves.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { groupChanges } from '../../release/groups.ts'
import { replacementsAmong } from '../../release/replacements.ts'
import type { ChangeGroup, ComparedItem, ComparisonStudy, Replacement } from '../../release/types.ts'

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

/** What a comparison knows of a code beside its own two records. */
type Known = Pick<ComparisonStudy, 'current' | 'proposed' | 'comparison' | 'items'>

/**
 * The comparison as rows of text, the head first: a row a code, the same for every table of it. With `known` two columns more:
 * what likely stands in for the code, with what says so, and, where several codes changed alike, what tells all of it.
 */
export function toRows(items: readonly ComparedItem[], known?: Known): readonly (readonly string[])[] {
  const columns = known ? [...COLUMNS, ...columnsOf(known)] : COLUMNS
  return [columns.map(([head]) => head), ...items.map(item => columns.map(([, cell]) => cell(item) ?? ''))]
}

function columnsOf(known: Known): readonly Column[] {
  const replacements = replacementsAmong(known)
  const { groups, told } = groupChanges(known)
  const alike = (code: string) => groups.filter(({ codes }) => codes.includes(code)).map(nameOf)
  return [
    [
      'Likely replaced by',
      ({ code }) =>
        replacements
          .filter(({ ended }) => ended.code === code)
          .map(replaced)
          .join(', '),
    ],
    ['Changed alike', item => (told.has(item) ? alike(item.code).join('; ') : '')],
  ]
}

/** "J0567 (cross-referenced by CMS)", "Q2042 (suggested by wording)". */
function replaced({ code, evidence }: Replacement): string {
  return `${code} (${evidence === 'wording' ? 'suggested by wording' : 'cross-referenced by CMS'})`
}

/** "long: “abuse” → “misuse”", "short: spelling". */
function nameOf({ field, kind, touches, edits: [first] }: ChangeGroup): string {
  if (kind !== 'words') return `${field}: ${kind === 'spelling' ? kind : touches.join(' and ')}`
  const { deletion, insertion } = first!
  const parts = [...(deletion === '' ? [] : [`“${deletion}”`]), ...(insertion === '' ? [] : [`“${insertion}”`])]
  const verb = deletion === '' ? 'inserted ' : insertion === '' ? 'struck ' : ''
  return `${field}: ${verb}${parts.join(' → ')}`
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
