import { VFile } from 'vfile'
import { makeComparison } from '../document/reports/comparison.ts'
import { makeWorkTable } from '../document/reports/work-list.ts'
import { firstDay } from '../release/read/edition.ts'
import type { ComparisonStudy } from '../release/types.ts'
import { toRows } from '../render/comparison/columns.ts'
import { toComparisonJson } from '../render/comparison/json.ts'
import { toWholeList } from '../render/comparison/whole-list.ts'
import { toWorkList } from '../render/comparison/work-list.ts'
import { toReportWord } from '../render/docx/docx.ts'
import { toWordList } from '../render/docx/work-list.ts'
import { REPORT_HEAD, toPage } from '../render/report.ts'
import { toCsv } from '../render/tables/csv.ts'
import type { OwnFormat, SaveFormat } from './formats.ts'
import { studyOfOwn } from './own-codes.ts'
import { type Query, type Session, studyOf } from './session.ts'
import { templates } from './templates.ts'

/** The comparison as a file, the same as the command line writes. */
export function fileOf(session: Session, query: Query, format: SaveFormat): string | Uint8Array {
  return toFile(studyOf(session, query), format)
}

/** What became of a list of one’s own, the same as the command line writes where nothing is searched. */
export function fileOfOwn(session: Session, search: string, format: OwnFormat): string | Uint8Array {
  return toFile(studyOfOwn(session, search), format)
}

function toFile(study: ComparisonStudy | undefined, format: SaveFormat | OwnFormat): string | Uint8Array {
  if (!study) throw new Error('Unexpected comparison that was not made, expected one')
  if (format === 'csv') return toCsv(toRows(study.items, study))
  if (format === 'list.csv') return toCsv(toWholeList(study))
  if (format === 'json') return toComparisonJson(study)
  const made = makeComparison(study, templates, new VFile())
  if (format === 'xlsx') return toWorkList(study, made.title)
  if (format === 'docx') return toReportWord(made, REPORT_HEAD, firstDay(study.proposed))
  if (format === 'worklist.docx')
    return toWordList(makeWorkTable(study, made.title, undefined), firstDay(study.proposed))
  return toPage(made.tree, made.title, templates, 'comparison')
}
