import { VFile } from 'vfile'
import { makeComparison } from '../document/reports/comparison.ts'
import { firstDay } from '../release/read/edition.ts'
import { toRows } from '../render/comparison/columns.ts'
import { toComparisonJson } from '../render/comparison/json.ts'
import { toWorkList } from '../render/comparison/work-list.ts'
import { toReportWord } from '../render/docx/docx.ts'
import { REPORT_HEAD, toPage } from '../render/report.ts'
import { toCsv } from '../render/tables/csv.ts'
import type { SaveFormat } from './formats.ts'
import { type Query, type Session, studyOf } from './session.ts'
import { templates } from './templates.ts'

/** The comparison as a file, the same as the command line writes. */
export function fileOf(session: Session, query: Query, format: SaveFormat): string | Uint8Array {
  const study = studyOf(session, query)
  if (!study) throw new Error('Unexpected comparison that was not made, expected one')
  if (format === 'csv') return toCsv(toRows(study.items, study))
  if (format === 'json') return toComparisonJson(study)
  const made = makeComparison(study, templates, new VFile())
  if (format === 'xlsx') return toWorkList(study, made.title)
  if (format === 'docx') return toReportWord(made, REPORT_HEAD, firstDay(study.proposed))
  return toPage(made.tree, made.title, templates, 'comparison')
}
