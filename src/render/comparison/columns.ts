import { replacedBy } from '../../document/reports/comparison-replacements.ts'
import { otherColumns } from '../../document/reports/comparison-sections.ts'
import { joinedColumns, OF_LIST } from '../../document/reports/own-columns.ts'
import { movesOf } from '../../redline/classify/moves.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { groupChanges } from '../../release/groups.ts'
import { countedEdits, touchesOf } from '../../release/items.ts'
import type { ChangeGroup, ComparedItem, ComparisonStudy, ItemKind, OwnStudy } from '../../release/types.ts'
import { WRITTEN } from '../../release/work-list.ts'
import { changeId } from '../../review/change-id.ts'

type Column = readonly [head: string, cell: (item: ComparedItem) => string | undefined]

const COLUMNS: readonly Column[] = [
  ['Code', ({ code }) => code],
  ['Kind', ({ kind }) => kind],
  ['What changed', ({ kinds }) => kinds.join(', ')],
  ['Severity', ({ severity, state }) => (state ? '' : severity)],
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
  ['Other columns', ({ change }) => change && otherColumns(change)],
]

export const REPLACED = 'Likely replaced by'
const ALIKE = 'Changed alike'

const ID: Column = ['Id', changeId]

/** What a comparison knows of a code beside its own two records. */
type Known = Pick<ComparisonStudy, 'current' | 'proposed' | 'comparison' | 'items' | 'own'>

/**
 * The comparison as rows of text, the head first: a row a code, the same for every table of it. With `known` there is more:
 * what likely stands in for the code, with what says so; where several codes changed alike, what tells all of it; and what
 * a list of one’s own has of the code, at the end, unless it is left out.
 */
export function toRows(items: readonly ComparedItem[], known?: Known, withList = true): readonly (readonly string[])[] {
  const list = listColumns(withList ? known?.own : undefined)
  const columns = [...COLUMNS, ...(known ? columnsOf(known) : []), ID, ...list]
  return [columns.map(([head]) => head), ...items.map(item => columns.map(([, cell]) => cell(item) ?? ''))]
}

/** The columns of a list of one’s own, marked as such: one may have the name of another. */
export function listColumns(own: OwnStudy | undefined): Column[] {
  return own ? joinedColumns(own).map(({ head, cellOf }) => [`${OF_LIST}${head}`, ({ code }) => cellOf(code)]) : []
}

function columnsOf(known: Known): readonly Column[] {
  const { groups, told } = groupChanges(known)
  const instead = replacedBy(known)
  const alike = gather(groups.flatMap(group => group.codes.map(code => [code, nameOf(group)] as const)))
  return [
    [REPLACED, ({ code }) => instead.get(code)],
    [ALIKE, item => (told.has(item) && !item.kinds.some(isMore) ? alike.get(item.code)?.join('; ') : '')],
  ]
}

/** Whether more became of a code than a group tells, so that whoever leaves the group out still sees the code. */
function isMore(kind: ItemKind): boolean {
  return kind === 'terminated' || kind === 'reactivated' || kind === 'reused' || kind === 'gone'
}

/** What is told of each code, in order. */
function gather(said: readonly (readonly [code: string, says: string])[]): Map<string, string[]> {
  const gathered = new Map<string, string[]>()
  for (const [code, says] of said) {
    const known = gathered.get(code)
    if (known) known.push(says)
    else gathered.set(code, [says])
  }
  return gathered
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
  return change ? movesOf(countedEdits(change)).join('; ') : ''
}

function touches(change: ComparedItem['change']): string {
  return change ? touchesOf(change).join(', ') : ''
}

/** The columns of a work list that are printed, before those of a list of one’s own and those in which people write. */
export const WORK_HEADS = ['Code', 'Change', 'Long descriptor', 'Short descriptor', 'When'] as const

/** The editions that are compared, for a row of a work list that is kept when others are. */
export const BETWEEN = 'Between'

/** The columns of the CSV that stand behind those, by their numbers. */
export function restOf(heads: readonly string[]): number[] {
  return heads.flatMap((head, column) => (WORK_HEADS.some(one => one === head) ? [] : [column]))
}

/** The heads of all columns of a work list in their order, whatever is listed, but for those that people add. */
export function workListHeads(own: OwnStudy | undefined): string[] {
  return headsAround(listColumns(own).map(([head]) => head))
}

/** The same of a work list that is there, by the heads of its sheet: the columns of a list of one’s own stand before those in which people write. */
export function madeHeads(heads: readonly string[]): string[] {
  const before = heads.slice(0, Math.max(0, heads.indexOf(WRITTEN[0])))
  return headsAround(before.filter(head => head.startsWith(OF_LIST)))
}

function headsAround(ofList: readonly string[]): string[] {
  const heads = [...COLUMNS.map(([head]) => head), REPLACED, ALIKE, ID[0]]
  const rest = restOf(heads).map(column => heads[column]!)
  return [...WORK_HEADS, ...ofList, ...WRITTEN, BETWEEN, ...rest]
}
