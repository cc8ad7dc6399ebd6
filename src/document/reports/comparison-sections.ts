import type { PhrasingContent } from 'mdast'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Touch } from '../../redline/types.ts'
import { countedEdits, severityOfWording, touchesOf } from '../../release/items.ts'
import type { ComparedItem, ItemKind, RecordChange, ReleaseRecord, Severity } from '../../release/types.ts'
import { type Row, strong } from '../tables.ts'
import { longDate } from '../template/helpers.ts'
import { describeAction } from './action-codes.ts'

/** A column of a section: its head, and its cell for an item. */
export type Column = readonly [head: string, cell: (item: ComparedItem) => Row['cells'][number]]

const CODE: Column = ['Code', ({ code }) => [strong(code)]]
const LONG: Column = ['Long descriptor', item => wording(item, 'long')]
const SHORT: Column = ['Short descriptor', item => wording(item, 'short')]
const TOUCHES: Column = ['Touches', ({ change }) => (change ? touches(change) : '')]
const ACTION: Column = ['CMS’s action', ({ proposed }) => (proposed ? describeAction(proposed) : '')]
const ADDED: Column = ['Added', ({ proposed }) => addedAndEnded(proposed)]
export const ENDED: Column = [
  'Terminated',
  ({ proposed }) => (proposed?.terminated ? longDate(proposed.terminated) : '—'),
]
export const OTHER: Column = ['Other columns', ({ change }) => (change && otherColumns(change)) || '—']

function addedAndEnded({ added, terminated }: Partial<ReleaseRecord> = {}): string {
  const days = [...(added ? [longDate(added)] : []), ...(terminated ? [`ends ${longDate(terminated)}`] : [])]
  return days.join(', ') || '—'
}

/** A list of codes to which the same happened, with the columns that tell it. */
export interface Section {
  readonly heading: string
  readonly says: string
  readonly has: (item: ComparedItem) => boolean
  /** Of the codes that were reworded: how much the changes in it matter. */
  readonly reworded?: Severity
  /** Whether its codes ended, so that a reader asks what to take instead. */
  readonly ended?: true
  readonly columns: readonly Column[]
}

/** Whether a kind of change is among those of an item. */
export const has = (kind: ItemKind) => (item: ComparedItem) => item.kinds.includes(kind)

/** How much the new wording of a code matters, whatever else became of it; nothing where it has none, or another meaning. */
function worded(item: ComparedItem): Severity | undefined {
  if (has('reused')(item) || !(has('long')(item) || has('short')(item))) return undefined
  return severityOfWording(item.change!)
}

const WORDED = [CODE, LONG, SHORT, TOUCHES, ACTION]

/** What changes what may be billed comes first. A code that was both reworded and terminated stands in both sections. */
export const SECTIONS: readonly Section[] = [
  {
    heading: 'Reused with another meaning',
    says: 'An old code that now means something else. Claims and rules that name the code speak of another item.',
    has: has('reused'),
    columns: WORDED,
  },
  {
    heading: 'Reworded: a number, a unit, or the polarity',
    says: 'What may be billed, or how much of it, may have changed. The polarity is whether something is in or out.',
    has: item => worded(item) === 'critical',
    reworded: 'critical',
    columns: WORDED,
  },
  {
    heading: 'Discontinued',
    says: 'Their last day is new; where the earlier file has no last days, it does not lie before that edition. Some of them may have been added since, too.',
    has: has('terminated'),
    ended: true,
    columns: [CODE, LONG, SHORT, ENDED, ACTION],
  },
  {
    heading: 'Gone from the file',
    says: 'The later file no longer has them.',
    has: has('gone'),
    ended: true,
    columns: [CODE, LONG, SHORT],
  },
  {
    heading: 'Re-activated',
    says: 'The termination date is gone.',
    has: has('reactivated'),
    columns: [CODE, LONG, SHORT, ACTION],
  },
  {
    heading: 'Added',
    says: 'The earlier file does not have them. Those that have ended again are discontinued, too.',
    has: has('added'),
    columns: [CODE, LONG, SHORT, ADDED],
  },
  {
    heading: 'Reworded: other words',
    says: 'Words were inserted, struck, or replaced.',
    has: item => worded(item) === 'substantive',
    reworded: 'substantive',
    columns: WORDED,
  },
  {
    heading: 'Reworded: punctuation, hyphens, and case',
    says: 'The words are the same: marks, capitals, or a blank between two words differ.',
    has: item => worded(item) === 'editorial',
    reworded: 'editorial',
    columns: WORDED,
  },
  {
    heading: 'Other columns only',
    says: 'No wording changed, and no code came or went.',
    has: ({ kinds }) => kinds.every(kind => ['spacing', 'dates', 'action', 'other', 'unfulfilled'].includes(kind)),
    columns: [CODE, LONG, OTHER, ACTION],
  },
]

/** How many sections stand before the likely replacements of the codes that ended. */
export const BEFORE_REPLACEMENTS = SECTIONS.findIndex(({ heading }) => heading === 'Gone from the file') + 1

/** An item as a row, with what the page filters it by; `kinds` are those of which the page tells, `severity` that of what its section tells. */
export function toRow(
  item: ComparedItem,
  columns: readonly Column[],
  kinds = item.kinds,
  severity = item.severity,
): Row {
  const data = { dataCode: item.code, dataKinds: kinds.join(' '), dataSeverity: severity }
  return { cells: columns.map(([, cell]) => cell(item)), data }
}

function wording({ change, current, proposed }: ComparedItem, which: 'long' | 'short'): Row['cells'][number] {
  const made = change?.[which]
  return made ? redlineNodes(made) : (proposed ?? current)![which]
}

/** Whether what is touched may change what is billed. */
function isWeighty(touch: Touch): boolean {
  return touch === 'number' || touch === 'unit' || touch === 'polarity'
}

/** What the edits touch, each once, the weighty first and in strong type, and what moves; those of the short one where it changed alone. */
function touches(change: RecordChange): PhrasingContent[] {
  const sorted = [...touchesOf(change)].sort((one, other) => Number(isWeighty(other)) - Number(isWeighty(one)))
  const named = sorted.flatMap((touch, index): PhrasingContent[] => {
    const node: PhrasingContent = isWeighty(touch) ? strong(touch) : { type: 'text', value: touch }
    return index === 0 ? [node] : [{ type: 'text', value: ', ' }, node]
  })
  const moves = describeMoves(countedEdits(change))
  return moves === '' ? named : [...named, { type: 'text', value: `; ${moves}` }]
}

const MEANINGS: Readonly<Record<Touch, string>> = {
  number: 'a number, in digits or in words',
  unit: 'what is counted, such as “mg”, “each”, or “per dose”',
  polarity: 'whether something is in or out, as by “not” or “without”',
  term: 'any other word',
  clause: 'a part between commas or semicolons, put in or taken out',
  punctuation: 'commas and other marks',
  hyphen: 'hyphens and dashes',
  case: 'capital and small letters',
  spacing: 'blanks between words',
}

/** What the words of the column “Touches” mean, those that stand in it; nothing where a section has no such column. */
export function explainTouches({ columns }: Section, items: readonly ComparedItem[]): string {
  if (!columns.includes(TOUCHES)) return ''
  const there = new Set(items.flatMap(({ change }) => (change ? touchesOf(change) : [])))
  const named = (Object.keys(MEANINGS) as Touch[]).filter(touch => there.has(touch))
  return ` “Touches” names what the edits change: ${named.map(touch => `${touch} (${MEANINGS[touch]})`).join(', ')}.`
}

const COLUMNS = { added: 'add date', terminated: 'termination date' } as const

/** “PRICE1 51 → 11; add date 2018-01-01 → 2018-04-01”: what differs beside wordings and what is told of them. */
export function otherColumns({ changes, columns, current, proposed }: RecordChange): string {
  const ends = current.terminated !== undefined && proposed.terminated !== undefined
  const ended = ends || changes.includes('terminated') || changes.includes('reactivated')
  const dates = (['added', 'terminated'] as const)
    .filter(name => current[name] !== proposed[name] && (name === 'added' || ended))
    .map(name => `${COLUMNS[name]} ${current[name] ?? 'blank'} → ${proposed[name] ?? 'blank'}`)
  const fields = columns.map(name => `${name} ${current.fields[name] ?? 'blank'} → ${proposed.fields[name] ?? 'blank'}`)
  return [...dates, ...fields].join('; ')
}
