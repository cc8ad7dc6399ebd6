import { VFile } from 'vfile'
import { makeComparison } from '../document/reports/comparison.ts'
import { toRows } from '../render/comparison/columns.ts'
import { toComparisonJson } from '../render/comparison/json.ts'
import { toPage } from '../render/report.ts'
import { toCsv } from '../render/tables/csv.ts'
import { type Query, type Session, studyOf } from './session.ts'
import { templates } from './templates.ts'

/** The formats in which a comparison can be saved, each with its type for the browser. */
export const SAVES = { csv: 'text/csv', json: 'application/json', html: 'text/html' } as const

export type SaveFormat = keyof typeof SAVES

/** The comparison as a file, the same as the command line writes. */
export function fileOf(session: Session, query: Query, format: SaveFormat): string {
  const study = studyOf(session, query)
  if (!study) throw new Error('Unexpected comparison that was not made, expected one')
  if (format === 'csv') return toCsv(toRows(study.items, study))
  if (format === 'json') return toComparisonJson(study)
  const { title, tree } = makeComparison(study, templates, new VFile())
  return toPage(tree, title, templates, 'comparison')
}
