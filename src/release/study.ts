import { compareReleases } from './compare.ts'
import { itemKinds, listItems, narrow } from './items.ts'
import { studyOwn } from './own-list.ts'
import type { ComparedItem, ComparisonStudy, NamedList, Narrowing, Release } from './types.ts'

/**
 * Compares two releases as a reader wants to see it. With a list of one’s own it is narrowed to the codes of that, and the
 * list to the codes and words that are asked for.
 *
 * @param asked what is asked for, in words
 */
export function studyReleases(
  pair: readonly [Release, Release],
  narrowing: Narrowing = ANY,
  asked: readonly string[] = [],
  named?: NamedList,
): ComparisonStudy {
  const [current, proposed] = pair
  const comparison = compareReleases(current, proposed)
  const all = listItems(comparison)
  const own = named && studyOwn(named.list, named.name, pair, changed(all, narrowing), narrowing)
  const whole = { ...narrowing, among: own && new Set(own.rows.map(({ code }) => code)) }
  const within = narrow(all, { ...whole, kinds: itemKinds })
  const items = narrow(within, { ...ANY, kinds: whole.kinds })
  return { current, proposed, comparison, items, within, asked, narrowing: whole, own }
}

/** What counts as a change of a code of one’s own: what always does, and what is asked for. */
function changed(all: readonly ComparedItem[], { kinds }: Narrowing): ComparedItem[] {
  return [...new Set([...narrow(all, ANY), ...narrow(all, { ...ANY, kinds })])]
}

/** Every change of a wording, and every code that comes or goes. */
const ANY: Narrowing = { codes: [], kinds: [], severities: [] }
