import type { Release, ReleaseRecord } from './types.ts'

/** What tells which of the remaining columns a release has. */
type Columned = Pick<Release, 'columns'>

/**
 * Numbered columns are one: `PRICE1` to `PRICE4` are filled in this order, so that a release with the first and without
 * the third has no third price, and lacks nothing.
 */
export function familyOf(column: string): string {
  return column.replace(/\d$/, '')
}

/** The columns, of those that one of two releases has, that the other one lacks altogether: nothing is concluded from them. */
export function unsharedColumns(one: Columned, other: Columned): string[] {
  return [...columnsBeyond(one, other), ...columnsBeyond(other, one)]
}

function columnsBeyond({ columns }: Columned, other: Columned): string[] {
  const families = new Set(other.columns.map(familyOf))
  return columns.filter(column => !families.has(familyOf(column)))
}

/** The remaining columns that differ between two records of one code, but for the `unshared` ones. */
export function differingColumns(
  { fields: before }: ReleaseRecord,
  { fields: after }: ReleaseRecord,
  unshared: ReadonlySet<string>,
): string[] {
  const differing: string[] = []
  if (before === after) return differing
  for (const name in before) if (before[name] !== after[name] && !unshared.has(name)) differing.push(name)
  for (const name in after) if (before[name] === undefined && !unshared.has(name)) differing.push(name)
  return differing
}
