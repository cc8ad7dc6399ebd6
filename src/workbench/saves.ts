import { VFile } from 'vfile'
import { makeComparison } from '../document/reports/comparison.ts'
import { toRows } from '../render/comparison/columns.ts'
import { toComparisonJson } from '../render/comparison/json.ts'
import { toReportWord } from '../render/docx/docx.ts'
import { REPORT_HEAD, toPage } from '../render/report.ts'
import { toCsv } from '../render/tables/csv.ts'
import { toXlsx } from '../render/tables/xlsx.ts'
import type { SaveFormat } from './formats.ts'
import { type Query, type Session, studyOf } from './session.ts'
import { templates } from './templates.ts'

/** The comparison as a file: but for the Word file, which it does not write, the same as the command line writes. */
export async function fileOf(session: Session, query: Query, format: SaveFormat): Promise<string | Uint8Array> {
  const study = studyOf(session, query)
  if (!study) throw new Error('Unexpected comparison that was not made, expected one')
  if (format === 'csv') return toCsv(toRows(study.items, study))
  if (format === 'json') return toComparisonJson(study)
  if (format === 'xlsx') return await toXlsx(toRows(study.items), { sheet: 'Changes', csv: 'comparison.csv' })
  const made = makeComparison(study, templates, new VFile())
  return format === 'docx'
    ? toReportWord(made, REPORT_HEAD, today())
    : toPage(made.tree, made.title, templates, 'comparison')
}

/** In the form 2026-11-26, as the computer has it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
