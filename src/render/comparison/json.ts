import type { Redline } from '../../redline/types.ts'
import { groupChanges } from '../../release/groups.ts'
import { countItems } from '../../release/items.ts'
import { countOwn, ownCells, ownHeads, ownRows } from '../../release/own-list.ts'
import { replacementsAmong } from '../../release/replacements.ts'
import type {
  ComparedItem,
  ComparisonStudy,
  OwnStudy,
  Release,
  ReleaseRecord,
  Replacement,
} from '../../release/types.ts'
import { changeId } from '../../review/change-id.ts'

/** The comparison as JSON, in the form of `schemas/comparison-2.schema.json`: an object a code, one a line. */
export function toComparisonJson(study: ComparisonStudy): string {
  const { current, proposed, comparison, items, asked, own } = study
  const head = {
    schema: 'hcpcs-redline/comparison',
    version: 2,
    current: releaseOf(current),
    proposed: releaseOf(proposed),
    kinds: comparison.kinds,
    narrowedTo: asked,
    counts: countItems(study),
    list: own ? listOf(own) : null,
  }
  const rows = own && ownRows(own)
  const lists = [
    linesOf('replacements', replacementsAmong(study).map(replacementOf)),
    linesOf('grouped', groupChanges(study).groups),
    linesOf(
      'items',
      items.map(item => ({ ...itemOf(item), own: rows?.get(item.code) ?? [] })),
    ),
  ]
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n${lists.join(',\n')}\n}\n`
}

function linesOf(name: string, objects: readonly object[]): string {
  const lines = objects.map(one => `\n    ${JSON.stringify(one)}`)
  return `  "${name}": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]`
}

function replacementOf({ ended, code, record, evidence, column, score, redline }: Replacement): object {
  return {
    ended: ended.code,
    by: code,
    evidence: evidence === 'wording' ? 'suggested by wording' : 'cross-referenced by CMS',
    column: column ?? null,
    score: score === undefined ? null : Math.round(1000 * score) / 1000,
    terminated: ended.terminated ?? null,
    added: record?.added ?? null,
    byTerminated: record?.terminated ?? null,
    current: ended.long,
    proposed: record?.long ?? null,
    long: redlineOf(redline),
  }
}

/** A list of one’s own: its columns beside the codes, how many codes are in each state, and what is not among the items. */
function listOf(own: OwnStudy): object {
  const rest = own.rows.filter(({ state, item }) => item === undefined && state !== 'unchanged')
  return {
    file: own.name,
    columns: ownHeads(own),
    counts: countOwn(own),
    rowsWithoutCode: own.without,
    rows: rest.map(({ code, state, cells }) => ({ code, state, own: ownCells(own, cells) })),
  }
}

function releaseOf({ name, edition, format, sha256, records, lacks, columns }: Release): object {
  return { file: name, edition: edition?.period ?? null, format, sha256, codes: records.length, lacks, columns }
}

function itemOf(item: ComparedItem): object {
  const { code, kind, kinds, severity, current, proposed, change } = item
  return {
    id: changeId(item),
    code,
    kind,
    changes: kinds,
    severity,
    current: current ? recordOf(current) : null,
    proposed: proposed ? recordOf(proposed) : null,
    long: redlineOf(change?.long),
    short: redlineOf(change?.short),
    longAnnounced: change?.longAnnounced ?? null,
    shortAnnounced: change?.shortAnnounced ?? null,
  }
}

function recordOf({ long, short, added, actionCode, actionEffective, terminated, fields }: ReleaseRecord): object {
  return {
    long,
    short,
    added: added ?? null,
    actionCode: actionCode ?? null,
    actionEffective: actionEffective ?? null,
    terminated: terminated ?? null,
    fields,
  }
}

function redlineOf(redline: Redline | undefined): object | null {
  return redline ? { segments: redline.segments, edits: redline.edits } : null
}
