import type { Table } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { itemsByCode } from '../../release/items.ts'
import { replacementsAmong, replacementsOfOwn } from '../../release/replacements.ts'
import type { ComparedItem, ComparisonStudy, Replacement } from '../../release/types.ts'
import { makeTable, type Row, strong } from '../tables.ts'
import { longDate } from '../template/helpers.ts'

export const REPLACEMENTS = {
  heading: 'Likely replacements',
  heads: ['Ended', 'Instead', 'Why', 'Last day', 'From the old wording to the new'],
  says: 'What may stand in for codes that ended. Cross-referenced by CMS: its own columns XREF name the other code. Suggested by wording: the other code was added as this one ended, and the wordings are near; CMS does not say so. Read the redline, and check before you bill.',
} as const

/** A row for each code that likely stands in for another one. */
export function makeReplacements(found: readonly Replacement[], items: readonly ComparedItem[]): Table {
  const byCode = itemsByCode(items)
  return makeTable(
    REPLACEMENTS.heads,
    found.map(one => replacementRow(one, byCode)),
  )
}

/** A code that likely stands in for another one, with what the page filters it by. */
export function replacementRow(one: Replacement, byCode: ReadonlyMap<string, ComparedItem>): Row {
  const { ended, code, redline } = one
  const item = byCode.get(ended.code) ?? byCode.get(code)!
  const kinds = item.kinds.filter(kind => kind === 'terminated' || kind === 'gone' || kind === 'added')
  const pair = `${ended.code} ${code}`
  const data = { dataCode: item.code, dataPair: pair, dataKinds: kinds.join(' '), dataSeverity: item.severity }
  return {
    cells: [
      [strong(ended.code)],
      [strong(code)],
      describeEvidence(one),
      ended.terminated ? longDate(ended.terminated) : '—',
      redline ? redlineNodes(redline) : '—',
    ],
    data,
  }
}

/** What likely stands in for each code that ended: “J0567 (cross-referenced by CMS)”, “J1171 (suggested by wording, 84%; another number or unit)”. */
export function replacedBy(
  study: Pick<ComparisonStudy, 'proposed' | 'comparison' | 'items' | 'own'>,
): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  const found = [...replacementsAmong(study), ...(study.own ? replacementsOfOwn(study.own, study.proposed) : [])]
  for (const { ended, code, record, evidence, score = 0, redline } of found) {
    const why = evidence === 'wording' ? `suggested by wording, ${percent(score)}` : 'cross-referenced by CMS'
    const before = all.get(ended.code)
    all.set(ended.code, `${before ? `${before}, ` : ''}${code} (${why}${otherAmount(redline)}${itselfEnded(record)})`)
  }
  return all
}

/** What a code bills may be another amount than what the old one billed: the charge is then another, too. */
function otherAmount(redline: Replacement['redline']): string {
  const touches = redline?.edits.flatMap(edit => edit.touches) ?? []
  return touches.includes('number') || touches.includes('unit') ? '; another number or unit' : ''
}

function percent(score: number): string {
  return `${Math.round(100 * score)}%`
}

/** "; itself ended December 31, 2018", of a code that stands in for another one and is no longer in force. */
export function itselfEnded(record: Replacement['record']): string {
  return record?.terminated ? `; itself ended ${longDate(record.terminated)}` : ''
}

/** "Cross-referenced by CMS (XREF1)", "Suggested by wording (93%); itself ended December 31, 2018". */
export function describeEvidence({ code, record, evidence, column, score = 0 }: Replacement): string {
  if (evidence === 'wording') return `Suggested by wording (${percent(score)})${itselfEnded(record)}`
  const named = `Cross-referenced by CMS (${column})`
  if (record) return `${named}${itselfEnded(record)}`
  return /^\d/.test(code) ? `${named}; a code of Level I (CPT)` : `${named}; the file has no such code`
}
