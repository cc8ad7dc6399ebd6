/** How many words are suggested at most. */
const MOST = 3

/** A word as descriptors have them, with the hyphens, slashes and apostrophes within it. */
const WORD = /[\p{L}\p{N}]+(?:[-/’'][\p{L}\p{N}]+)*/gu

/**
 * The words of texts that come nearest to one that none of them has: first those that share a part with it (`car-t`,
 * `car-positive`), then those that differ in a few letters (`leukopheresis`, `leukapheresis`).
 *
 * @param counts how often the texts have each word, from `countWords`
 */
export function nearWords(sought: string, counts: ReadonlyMap<string, number>): string[] {
  const word = sought.toLowerCase()
  const parts = partsOf(word)
  const farthest = Math.max(1, Math.floor(word.length / 4))
  const ranked = [...counts].flatMap(([candidate, count]) => {
    const shared = partsOf(candidate).filter(part => parts.includes(part)).length
    if (shared === 0 && Math.abs(word.length - candidate.length) > farthest) return []
    const far = distance(word, candidate)
    return shared === 0 && far > farthest ? [] : [{ candidate, shared, far, count }]
  })
  ranked.sort((one, other) => other.shared - one.shared || one.far - other.far || other.count - one.count)
  return ranked.slice(0, MOST).map(({ candidate }) => candidate)
}

/** The parts of a word between its hyphens that tell something: `per` in `per-dose`, not `t` in `car-t`. */
function partsOf(word: string): string[] {
  return word.split(/[-/’']/).filter(part => part.length > 2)
}

/** How often texts have each word, in lower case. */
export function countWords(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [found] of text.toLowerCase().matchAll(WORD)) counts.set(found, (counts.get(found) ?? 0) + 1)
  return counts
}

/** How many letters part two words. In the one file of the workbench the library for it has no room. */
function distance(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1
      next.push(Math.min(last[to]! + 1, next[to - 1]! + 1, last[to - 1]! + same))
    }
    last = next
  }
  return last.at(-1)!
}
