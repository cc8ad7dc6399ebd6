import { joinRows, ownHeads, ownRows } from '../../release/own-list.ts'
import type { OwnStudy } from '../../release/types.ts'

/** What stands before the head of a column of a list of one’s own where it could be taken for another. */
export const OF_LIST = 'My list: '

/** The columns of a list of one’s own: the head of each, and what all rows of a code have there. */
export function joinedColumns(own: OwnStudy) {
  const heads = ownHeads(own)
  const rows = new Map([...ownRows(own)].map(([code, cells]) => [code, joinRows(cells, heads.length)]))
  return heads.map((head, index) => ({ head, cellOf: (code: string) => rows.get(code)?.[index] ?? '' }))
}
