import type { Code } from '../../types.ts'

const CODE = /\b[A-Z]\d{4}\b|(?<![\w./-])[a-z]\d{4}\b|\bNEW\d{1,2}\b/g

/** HCPCS Level II codes that a text names, and placeholders such as NEW1; one in small letters stands alone. */
export function codesIn(text: string): Code[] {
  return codesAt(text).map(({ code }) => code)
}

/** The same with where each starts. */
export function codesAt(text: string): { readonly code: Code; readonly index: number }[] {
  return Array.from(text.matchAll(CODE), ({ 0: code, index }) => ({ code: code.toUpperCase(), index }))
}

const CPT = '(?:\\d{5}|\\d{4}[AFMTU]|\\d[A-Z]\\d{3})'

/** Numbers that are not of five digits by chance: a page of the Federal Register, a document, an address. */
const BEFORE =
  '(?<![\\w.$#]|[A-Za-z]-|\\b\\d{4}-|\\bFR (?:at )?\\d{1,6}(?:[–-]|, (?:at )?)|\\b(?:[A-Z]{2}|FR at|Doc\\.|No\\.|pp?\\.|pages?|ZIP|Box) )'

const THINGS =
  'patients|people|beneficiaries|claims|cases|hospitals|doses|units|cells|days|services|procedures|treatments|infusions|episodes|visits|times|pages|words|characters|comments|dollars|thousand|million|billion|percent|mg|mcg|ml'

const SERVICE = new RegExp(`${BEFORE}${CPT}(?![\\w%]|[.,]\\d|-\\d{4}\\b| (?:${THINGS})\\b)`, 'g')

/** CPT codes that prose names, and placeholders of a proposed rule such as 3X018. */
export function servicesIn(text: string): Code[] {
  return text.match(SERVICE) ?? []
}

/** Whatever in a citation could be a CPT code. */
export function likeServicesIn(text: string): Code[] {
  return text.match(new RegExp(`\\b${CPT}\\b`, 'g')) ?? []
}

const TIMES: ReadonlyMap<string, number> = new Map([
  ...[['thousand', 1e3] as const, ['k', 1e3] as const],
  ...[['million', 1e6] as const, ['m', 1e6] as const],
  ...[['billion', 1e9] as const, ['b', 1e9] as const, ['bn', 1e9] as const],
  ['trillion', 1e12] as const,
])

const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)?)'
const SIZE = '(?:[ -]?(thousand|million|billion|trillion|bn|[kmb])\\b)?'
const AMOUNT = new RegExp(`(?:\\$|\\bUSD) ?${NUMBER}${SIZE}|(?<![\\d.,$])${NUMBER}${SIZE} (?:US )?dollars\\b`, 'gi')

/** "$1,644.59", "USD 1,644.59", "2.5 billion dollars" as they stand and in cents. */
export function amountsIn(text: string): { phrase: string; cents: number }[] {
  return Array.from(text.matchAll(AMOUNT), ([phrase, a, sizeA, b, sizeB]) => {
    const times = TIMES.get((sizeA ?? sizeB ?? '').toLowerCase()) ?? 1
    return { phrase: phrase.replace(/,$/, ''), cents: Math.round(Number((a ?? b)!.replaceAll(',', '')) * times * 100) }
  })
}
