import type { PhrasingContent } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import type { Cents } from '../../request/packet-types.ts'
import type { Prose, SourceId } from '../../request/types.ts'
import type { IsoDate } from '../../types.ts'
import type { Helpers } from './print.ts'
import type { Blocks, Inline } from './values.ts'

/** What templates may call. CONTRIBUTING.md lists these names for those who edit templates. */
export const helpers = {
  redline: (value: Redline): Inline => ({ inline: redlineNodes(value, true) }),
  referenceRedline: (value: Redline): Inline => ({ inline: redlineNodes(value) }),
  cite: (id: SourceId): Inline => ({ inline: [footnote(id)] }),
  prose: (value: Prose): Blocks => ({ blocks: value.nodes }),
  date: longDate,
  money: dollars,
  number: inWords,
  plural: (count: number, one: string, many: string): string => (count === 1 ? one : many),
  list: (items: readonly string[]): string => inSentence(items),
} satisfies Helpers

function footnote(id: SourceId): PhrasingContent {
  return { type: 'footnoteReference', identifier: id.toLowerCase(), label: id }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `2024-09-09` as "September 9, 2024". */
export function longDate(date: IsoDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${MONTHS[month - 1]} ${day}, ${year}`
}

/** `2024-07` as "July 2024", `2018` as it is. */
export function longPeriod(period: string | undefined): string {
  const [year, month] = (period ?? '').split('-')
  if (!year) return 'edition unknown'
  return month === undefined ? year : `${MONTHS[Number(month) - 1]} ${year}`
}

/** 250733 cents as "$2,507.33"; the thousands are set by hand so that no locale of the machine matters. */
export function dollars(cents: Cents): string {
  const [whole, part] = (cents / 100).toFixed(2).split('.') as [string, string]
  return `$${thousands(whole)}.${part}`
}

/** 8033 as "8,033". */
export function thousands(whole: number | string): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',')
}

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** Numbers up to twelve as words: 6 is "six", 0 is "no". */
export function inWords(value: number): string {
  return NUMBERS[value] ?? String(value)
}

/** "a", "a and b", "a, b, and c". */
export function inSentence(items: readonly string[]): string {
  if (items.length < 3) return items.join(' and ')
  return `${items.slice(0, -1).join(', ')}, and ${items.at(-1)}`
}
