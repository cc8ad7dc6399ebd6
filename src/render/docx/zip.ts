import { strToU8, zipSync } from 'fflate'

/** The files that a Word file is a zip of, by their paths. */
export type WordParts = ReadonlyMap<string, string | Uint8Array>

/**
 * A Word file whose bytes repeat from run to run and from machine to machine: the library writes the time of the run,
 * random names for relations, and numbers for bookmarks that it counts on from one document to the next.
 *
 * @param date the moment that the document says it was made, as `2026-11-23T00:00:00Z`
 */
export function zipParts(parts: WordParts, date: string): Uint8Array {
  const names = new Map<string, string>()
  for (const text of parts.values())
    for (const [id] of String(text).matchAll(/(?<=<Relationship Id=")rId[\w-]{21}(?=")/g))
      names.set(id, `rIdLink${names.size + 1}`)
  const repeated = [...parts].map(([path, part]) => {
    if (typeof part !== 'string') return [path, part] as const
    const named = [...names].reduce((made, [id, name]) => made.replaceAll(id, name), part)
    const dated = path === 'docProps/core.xml' ? named.replace(/(?<=W3CDTF">)[^<]*/g, date) : named
    return [path, strToU8(renumbered(dated))] as const
  })
  return zipSync(Object.fromEntries(repeated), { level: 9, mtime: FIRST_DAY })
}

/** Numbers the bookmarks from 1. */
function renumbered(text: string): string {
  const numbers = new Map<string, number>()
  return text.replace(/(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)/g, (_, before: string, id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
    return `${before}${numbers.get(id)}`
  })
}

/** The time of every file in a zip we make. A zip keeps local times without a zone; this one is the same number everywhere. */
export const FIRST_DAY = new Date(1980, 0, 1)
