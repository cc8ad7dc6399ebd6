import type { Root as HtmlTree } from 'hast'
import { VFile } from 'vfile'
import { makeHistory } from '../document/reports/history.ts'
import { makeTable, strong } from '../document/tables.ts'
import { longPeriod } from '../document/template/helpers.ts'
import { codeHistory } from '../release/history.ts'
import { surveyWords } from '../release/survey.ts'
import type { ReleaseRecord } from '../release/types.ts'
import { toHtmlTree } from '../render/html.ts'
import { sourceOf } from '../request/new-files.ts'
import type { Session } from './session.ts'
import { templates } from './templates.ts'

/** What the dropped releases say of a code or of words. */
export interface Looked {
  /** The code as the newest release that has it describes it. */
  readonly record?: Pick<ReleaseRecord, 'code' | 'long' | 'short' | 'added' | 'terminated'>
  /** The name under which a request cites that release. */
  readonly source?: string
  /** What that release is called in a text, such as “July 2026”. */
  readonly edition?: string
  readonly tree: HtmlTree
  readonly found: number
}

/** How many codes that name the words are listed. */
const MOST = 200

/** The history of a code over all releases, or the codes of the newest one that name the words. */
export function lookUp({ releases }: Session, asked: string): Looked {
  const code = asked.trim().toUpperCase()
  const release = releases.findLast(({ records }) => records.some(one => one.code === code))
  const record = release?.records.find(one => one.code === code)
  if (!release || !record) return nameWords({ releases }, asked)
  const report = new VFile()
  const { tree } = makeHistory([{ code, states: codeHistory(releases, code) }], releases, templates, report)
  const { long, short, added, terminated } = record
  return {
    record: { code, long, short, added, terminated },
    source: sourceOf(release),
    edition: longPeriod(release.edition?.period),
    tree: toHtmlTree({ ...tree, children: tree.children.slice(1, -1) }),
    found: 1,
  }
}

function nameWords({ releases }: Session, words: string): Looked {
  const newest = releases.at(-1)
  const { inForce, terminated } = newest ? surveyWords(newest, words, releases) : { inForce: [], terminated: [] }
  const rows = [...inForce, ...terminated].slice(0, MOST).map(({ record, terminated }) => ({
    cells: [[strong(record.code)], record.long, terminated ?? 'in force'],
    data: { dataCode: record.code },
  }))
  const table = makeTable(['Code', 'Long descriptor', 'Ended'], rows)
  const children = rows.length === 0 ? [] : [table]
  return { tree: toHtmlTree({ type: 'root', children }), found: inForce.length + terminated.length }
}
