import type { Heading, Paragraph } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { ComparedItem, ComparisonStudy, ItemKind } from '../../release/types.ts'
import { type Carried, keyOf, WRITTEN } from '../../release/work-list.ts'
import { changeId } from '../../review/change-id.ts'
import { makeTable, type Row, strong } from '../tables.ts'
import { longDate } from '../template/helpers.ts'
import type { Document } from './document.ts'
import { joinedColumns } from './own-columns.ts'

/** When a change holds: the last day of a code that ends, the first of one that is new, or that of CMS’s action, if it is new. */
export function whenOf({ kinds, current, proposed }: ComparedItem): string {
  if (proposed === undefined) return ''
  const { terminated, added, actionEffective } = proposed
  if (kinds.includes('terminated')) return terminated ? `ends ${longDate(terminated)}` : ''
  if (kinds.includes('added')) return added ? `added ${longDate(added)}` : ''
  return actionEffective && actionEffective !== current?.actionEffective ? `from ${longDate(actionEffective)}` : ''
}

/** What happened to a code, for those who bill it; what they need not know of is said where nothing else happened. */
const HAPPENED = [
  ['reused', 'reused for something else'],
  ['terminated', 'discontinued'],
  ['gone', 'gone from the file'],
  ['reactivated', 'back in force'],
  ['added', 'added'],
  ['long', 'long descriptor reworded'],
  ['short', 'short descriptor reworded'],
] as const satisfies readonly (readonly [ItemKind, string])[]

const BESIDES: Readonly<Partial<Record<ItemKind, string>>> = {
  spacing: 'spaces only',
  dates: 'add date or termination date',
  action: 'action code',
  other: 'other columns',
  unfulfilled: 'announced, but not changed',
}

/** “Discontinued, long descriptor reworded”. */
export function changeInWords({ kinds }: ComparedItem): string {
  const main = HAPPENED.flatMap(([kind, words]) => (kinds.includes(kind) ? [words] : []))
  const said = main.length > 0 ? main : kinds.flatMap(kind => BESIDES[kind] ?? [])
  const text = said.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The work list as one table for Word, and what share of the line each column takes. */
export interface WorkTable extends Document {
  readonly shares: readonly number[]
}

type Column = readonly [head: string, share: number, cell: (item: ComparedItem) => Row['cells'][number]]

/** The columns of the workbook that are printed, with redlines in words. */
export function makeWorkTable(
  study: ComparisonStudy,
  title: string,
  carried: Pick<Carried, 'written' | 'added'> | undefined,
): WorkTable {
  const written = [...WRITTEN.map(head => ({ head, key: keyOf({ head, nth: 0 }) })), ...(carried?.added ?? [])]
  const columns: readonly Column[] = [
    ['Code', 9, ({ code }) => [strong(code)]],
    ['Change', 14, changeInWords],
    ['Long descriptor', 30, item => wordingOf(item, 'long')],
    ['Short descriptor', 17, item => wordingOf(item, 'short')],
    ['When', 11, whenOf],
    ...listColumns(study),
    ...written.map(({ head, key }): Column => {
      return [head, SHARES.get(head) ?? 8, item => carried?.written.get(changeId(item))?.get(key) ?? '']
    }),
  ]
  const heads = columns.map(([head]) => head)
  const rows = study.items.map(item => ({ cells: columns.map(([, , cell]) => cell(item)) }))
  const all = columns.reduce((sum, [, share]) => sum + share, 0)
  return {
    title,
    tree: { type: 'root', children: [headingOf(title), keyOfRedlines(), makeTable(heads, rows)] },
    shares: columns.map(([, share]) => share / all),
  }
}

const SHARES: ReadonlyMap<string, number> = new Map([
  ['Owner', 10],
  ['Decision', 11],
  ['Due', 9],
  ['Notes', 13],
])

function listColumns({ own }: ComparisonStudy): Column[] {
  return own ? joinedColumns(own).map(({ head, cellOf }) => [head, 14, ({ code }) => cellOf(code)]) : []
}

function wordingOf({ change, current, proposed }: ComparedItem, which: 'long' | 'short'): Row['cells'][number] {
  const made = change?.[which]
  return made ? redlineNodes(made) : (proposed ?? current)![which]
}

function headingOf(title: string): Heading {
  return { type: 'heading', depth: 1, children: [{ type: 'text', value: title }] }
}

function keyOfRedlines(): Paragraph {
  const value = 'Struck words have a line through them, and inserted words are underlined; both say so in words.'
  return { type: 'paragraph', children: [{ type: 'text', value }] }
}
