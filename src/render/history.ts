import type { CodeData } from '../document/reports/history-tables.ts'
import type { PropertyChange, Release, SpanEnd, WordingSpan } from '../release/types.ts'

const HEADS = [
  'Edition',
  'File',
  'Code',
  'Property',
  'Prior',
  'Current',
  'Kind',
  'Action code',
  'Effective',
  'Prior edition',
  'Prior file',
]

/** Every change of the codes as rows of text, the head first: a row a property that changed. */
export function toHistoryRows(histories: readonly CodeData[]): readonly (readonly string[])[] {
  const rows = histories
    .flatMap(({ deltas }) => deltas)
    .map(one => [
      one.edition?.period ?? '',
      one.release,
      one.code,
      one.property,
      one.prior ?? '',
      one.current ?? '',
      one.kind,
      one.actionCode ?? '',
      one.effective ?? '',
      one.from?.edition?.period ?? '',
      one.from?.release ?? '',
    ])
  return [HEADS, ...rows]
}

/** The histories as JSON, in the form of `schemas/history-1.schema.json`. */
export function toHistoryJson(histories: readonly CodeData[], releases: readonly Release[]): string {
  const data = {
    schema: 'hcpcs-redline/history',
    version: 1,
    releases: releases.map(({ name, edition, format, sha256, records, lacks, columns }) => {
      return { file: name, edition: edition?.period ?? null, format, sha256, codes: records.length, lacks, columns }
    }),
    codes: histories.map(({ code, spans, deltas }) => {
      return { code, wordings: spans.map(spanOf), changes: deltas.map(changeOf) }
    }),
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}

function spanOf({ long, short, releases, from, to, stands }: WordingSpan): object {
  return { long, short, releases, from: endOf(from), to: endOf(to), stands }
}

function endOf({ release, edition, date }: SpanEnd): object {
  return { file: release, edition: edition?.period ?? null, date: date ?? null }
}

function changeOf({ release, edition, property, prior, from, current, kind, ...more }: PropertyChange): object {
  const { actionCode, effective, redline } = more
  return {
    file: release,
    edition: edition?.period ?? null,
    property,
    prior: prior ?? null,
    priorFile: from?.release ?? null,
    priorEdition: from?.edition?.period ?? null,
    current: current ?? null,
    kind,
    actionCode: actionCode ?? null,
    effective: effective ?? null,
    redline: redline ? { segments: redline.segments, edits: redline.edits } : null,
  }
}
