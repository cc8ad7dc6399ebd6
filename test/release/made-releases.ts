import { fieldColumns } from '../../src/release/read/layout.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'

/** A record in force since 2018, with whatever `changes` says otherwise. */
export function record(code: string, changes: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    code,
    kind: code.length === 2 ? 'modifier' : 'procedure',
    long: `Sample product ${code}, per dose`,
    short: `Sample ${code}`,
    filed: undefined,
    fields: { COV: 'D' },
    added: '2018-01-01',
    actionEffective: '2018-01-01',
    terminated: undefined,
    actionCode: 'N',
    ...changes,
  }
}

/** A release of these records, lacking nothing. */
export function release(records: readonly ReleaseRecord[], changes: Partial<Release> = {}): Release {
  return {
    name: 'made',
    edition: undefined,
    format: 'txt',
    sha256: '',
    records,
    lacks: [],
    columns: fieldColumns.map(({ name }) => name),
    doubts: [],
    notes: [],
    ...changes,
  }
}
