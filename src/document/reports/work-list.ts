import type { Heading, Paragraph } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { joinRows, ownHeads, ownRows } from '../../release/own-list.ts'
import type { ComparedItem, ComparisonStudy } from '../../release/types.ts'
import { type Carried, keyOf, WRITTEN } from '../../release/work-list.ts'
import { changeId } from '../../review/change-id.ts'
import { makeTable, type Row, strong } from '../tables.ts'
import type { Document } from './document.ts'

/** When a change holds: the last day of a code that ends, the first of one that is new, or that of CMS’s action. */
export function whenOf({ kinds, proposed }: ComparedItem): string {
  if (proposed === undefined) return ''
  if (kinds.includes('terminated')) return `ends ${proposed.terminated}`
  if (kinds.includes('added')) return proposed.added ? `added ${proposed.added}` : ''
  return proposed.actionEffective ? `from ${proposed.actionEffective}` : ''
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
    ['Code', 5, ({ code }) => [strong(code)]],
    ['What changed', 8, ({ kinds }) => kinds.join(', ')],
    ['Long descriptor', 32, item => wordingOf(item, 'long')],
    ['Short descriptor', 14, item => wordingOf(item, 'short')],
    ['When', 10, whenOf],
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
  ['Owner', 8],
  ['Decision', 9],
  ['Due', 8],
  ['Notes', 13],
])

function listColumns({ own }: ComparisonStudy): Column[] {
  if (!own) return []
  const heads = ownHeads(own)
  const rows = new Map([...ownRows(own)].map(([code, cells]) => [code, joinRows(cells, heads.length)]))
  return heads.map((head, index) => [head, 8, ({ code }) => rows.get(code)?.[index] ?? ''])
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
