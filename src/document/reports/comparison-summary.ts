import { slug } from 'github-slugger'
import { monthsBetween } from '../../release/read/edition.ts'
import type { ComparedItem, ComparisonStudy } from '../../release/types.ts'
import { inSentence, thousands } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { has, SECTIONS } from './comparison-sections.ts'

/** Where action code and wording disagree, with the headings that say so. */
const CLAIMS = [
  ['unannounced', 'Changed, though the action code says “no maintenance”'],
  ['unfulfilled', 'Announced, but not changed'],
] as const

const CLAIM_SAYS = {
  unannounced: 'The wording differs, but the later file marks the code N. In brackets: which descriptor changed.',
  unfulfilled:
    'The later file has a new action code for a change of wording, but the wording is the same. In brackets: which descriptor was to change.',
}

const TOTALS = [
  ['long', 'Long descriptors changed, in all'],
  ['short', 'Short descriptors changed, in all'],
] as const

/** Of files whose editions are unknown. */
const MAY_BE_SILENT =
  ' Between files that are more than a quarter apart, N may also have followed upon the action code of the change.'

/** The months of a quarter. */
const QUARTER = 3

/**
 * Whether N says nothing of a change: between files further apart than a quarter, it may have followed upon the action code
 * of the change. It is told nonetheless where it is asked for.
 */
export function isNSilent({
  current,
  proposed,
  narrowing,
}: Pick<ComparisonStudy, 'current' | 'proposed' | 'narrowing'>): boolean {
  const isAsked = narrowing?.kinds.includes('unannounced') ?? false
  return !isAsked && (monthsBetween(current, proposed) ?? 0) > QUARTER
}

/** Every section with its count, linked where there is something to see; then the totals. */
export function summarize(study: ComparisonStudy): { words: Inline; count: string }[] {
  const { items, current, proposed } = study
  const untold = [current, proposed].some(({ lacks }) => lacks.includes('terminated')) ? OF_DATES : []
  const number = (test: (item: ComparedItem) => boolean) => items.filter(test).length
  const claimed = CLAIMS.map(([kind, heading]) => {
    const found = kind === 'unannounced' && isNSilent(study) ? undefined : number(has(kind))
    return { heading, found }
  })
  const listed = SECTIONS.filter(({ columns }) => !columns.some(([head]) => head === 'Other columns')).map(one => ({
    ...one,
    found: number(one.has),
  }))
  return [
    ...listed.map(({ heading, found }) => ({
      words: linkTo(`${heading} (${thousands(found)})`, heading, found),
      found: found === 0 && untold.includes(heading) ? undefined : found,
    })),
    ...TOTALS.map(([kind, text]) => ({ words: linkTo('', text, 0), found: number(has(kind)) })),
    ...claimed.map(({ heading, found }) => ({ words: linkTo(heading, heading, found ?? 0), found })),
  ].map(({ words, found }) => ({ words, count: found === undefined ? '—' : thousands(found) }))
}

/** What only termination dates tell: a file without them tells neither that there is such a code nor that there is none. */
const OF_DATES: readonly string[] = ['Discontinued', 'Re-activated']

/** A text that leads to a heading, where it has found something. */
export function linkTo(heading: string, value: string, found: number): Inline {
  const text = { type: 'text', value } as const
  return { inline: [found > 0 ? { type: 'link', url: `#${slug(heading)}`, children: [text] } : text] }
}

/** The codes whose action code and wording disagree, a paragraph for either way. */
export function describeClaims(study: ComparisonStudy): { heading: string; says: string; codes: string }[] {
  const told = CLAIMS.filter(([kind]) => kind !== 'unannounced' || !isNSilent(study))
  const all = told.map(([kind, heading]) => ({ heading, says: saysOf(kind, study), codes: claims(study.items, kind) }))
  return all.filter(({ codes }) => codes !== '')
}

function saysOf(kind: (typeof CLAIMS)[number][0], { current, proposed }: ComparisonStudy): string {
  const isUnknown = monthsBetween(current, proposed) === undefined
  return CLAIM_SAYS[kind] + (kind === 'unannounced' && isUnknown ? MAY_BE_SILENT : '')
}

function claims(items: readonly ComparedItem[], claim: 'unannounced' | 'unfulfilled'): string {
  const named = items.filter(has(claim)).map(({ code, change }) => {
    const which = [
      ...(change?.longAnnounced === claim ? ['long'] : []),
      ...(change?.shortAnnounced === claim ? ['short'] : []),
    ]
    return `${code} (${which.join(', ')})`
  })
  return inSentence(named)
}
