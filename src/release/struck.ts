import { sortReleases } from './order.ts'
import type { Release, ReleaseRecord, StruckClause } from './types.ts'

/**
 * Finds the codes from whose long description CMS struck a clause that begins with "includ…" (includes, including, …),
 * over releases given in any order. The rest of the wording may have changed as well, but not the subject: the clause
 * before the struck one still stands. Sorted by code.
 */
export function findStruckClauses(releases: readonly Release[]): StruckClause[] {
  const seen = new Map<string, Seen>()
  const struck: StruckClause[] = []
  for (const release of sortReleases(releases)) {
    for (const record of release.records) {
      const before = seen.get(record.code)
      if (before !== undefined) struck.push(...strikesBetween(before, { release, record }))
      seen.set(record.code, { release, record })
    }
  }
  return struck.sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0))
}

interface Seen {
  readonly release: Release
  readonly record: ReleaseRecord
}

function strikesBetween(before: Seen, after: Seen): StruckClause[] {
  const [current, proposed] = [before.record, after.record]
  if (current.long === proposed.long || !/\binclud/i.test(current.long)) return []
  const between = [before.release.name, after.release.name] as const
  return struckFrom(current.long, proposed.long).map(clause => ({
    code: current.code,
    clause,
    current,
    proposed,
    between,
  }))
}

/** A clause that was only reworded, or moved into brackets, has its words still there. */
function struckFrom(current: string, proposed: string): string[] {
  const clauses = splitClauses(current)
  const kept = new Set(splitClauses(proposed))
  const including = splitClauses(proposed).filter(clause => startsIncluding.test(clause))
  return clauses.filter((clause, index) => {
    const subject = clauses[index - 1]
    if (!startsIncluding.test(clause) || subject === undefined || !kept.has(subject)) return false
    return including.length === 0 && !proposed.includes(clause)
  })
}

const startsIncluding = /^\(?includ/i

/** The parts of a wording up to a comma or semicolon outside brackets; a bracket is a part of its own. */
function splitClauses(text: string): string[] {
  const parts = text.match(/\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,;(]+/g) ?? []
  return parts.map(part => part.trim()).filter(part => part !== '')
}
