import type { Redline } from '../../redline/types.ts'
import type { ComparedItem, ComparisonStudy, Release, ReleaseRecord } from '../../release/types.ts'

/** The comparison as JSON, in the form of `schemas/comparison-1.schema.json`: an object a code, one a line. */
export function toComparisonJson({ current, proposed, comparison, items, asked }: ComparisonStudy): string {
  const head = {
    schema: 'hcpcs-redline/comparison',
    version: 1,
    current: releaseOf(current),
    proposed: releaseOf(proposed),
    kinds: comparison.kinds,
    narrowedTo: asked,
  }
  const lines = items.map(item => `\n    ${JSON.stringify(itemOf(item))}`)
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "items": [${lines.join(',')}\n  ]\n}\n`
}

function releaseOf({ name, edition, format, sha256, records, lacks }: Release): object {
  return { file: name, edition: edition?.period ?? null, format, sha256, codes: records.length, lacks }
}

function itemOf({ code, kind, kinds, severity, current, proposed, change }: ComparedItem): object {
  return {
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
