import { familyOf } from './columns.ts'
import type { Lack, Release, ReleaseName, ReleaseRecord } from './types.ts'

/** What is known of a code up to a release: what this one lacks altogether is that of the last earlier one that has it. */
export interface Known extends Pick<Release, 'lacks' | 'columns'> {
  readonly record: ReleaseRecord
  /** By property, or family of columns, the earlier release from which it is. */
  readonly earlier: Readonly<Record<string, ReleaseName>>
}

const PROPERTIES = ['actionEffective', 'terminated', 'actionCode'] as const satisfies readonly Lack[]

/** What is known after a release that has the code; `last` is the one before it that has, and `before` what was known then. */
export function learn(
  release: Release,
  record: ReleaseRecord,
  before: Known | undefined,
  last: ReleaseName | undefined,
): Known {
  if (before === undefined || last === undefined) {
    return { record, lacks: release.lacks, columns: release.columns, earlier: {} }
  }
  const families = new Set(release.columns.map(familyOf))
  const carried = before.columns.filter(column => !families.has(familyOf(column)))
  const properties = PROPERTIES.filter(name => release.lacks.includes(name) && !before.lacks.includes(name))
  const names = [...properties, ...carried.map(familyOf)]
  return {
    record: {
      ...record,
      ...Object.fromEntries(properties.map(name => [name, before.record[name]])),
      fields: { ...pick(before.record.fields, carried), ...record.fields },
    },
    lacks: release.lacks.filter(lack => before.lacks.includes(lack)),
    columns: [...carried, ...release.columns],
    earlier: Object.fromEntries(names.map(name => [name, before.earlier[name] ?? last])),
  }
}

function pick(fields: ReleaseRecord['fields'], columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => columns.includes(name)))
}
