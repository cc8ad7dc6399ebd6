import { toRows } from '../render/comparison/columns.ts'
import { toComparisonJson } from '../render/comparison/json.ts'
import { toCsv } from '../render/tables/csv.ts'
import { type Query, type Session, studyOf } from './session.ts'

/** The formats in which a comparison can be saved, each with its type for the browser. */
export const SAVES = { csv: 'text/csv', json: 'application/json' } as const

export type SaveFormat = keyof typeof SAVES

/** The comparison as a file, the same as the command line writes. */
export function fileOf(session: Session, query: Query, format: SaveFormat): string {
  const study = studyOf(session, query)
  if (!study) throw new Error('Unexpected comparison that was not made, expected one')
  return format === 'csv' ? toCsv(toRows(study.items)) : toComparisonJson(study)
}
