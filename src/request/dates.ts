import type { IsoDate } from '../types.ts'

/** A month written `YYYY-MM`. */
export type IsoMonth = string

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const MONTH =
  '\\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?'
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(\\d{4})\\b'

/** How a day is written, and which of the parts found are its year, month and day. */
const FORMS: readonly { readonly pattern: RegExp; readonly parts: readonly [number, number, number] }[] = [
  // "September 9, 2024", "Sept. 9th 2024"
  { pattern: new RegExp(`${MONTH} ${DAY},? ${YEAR}`, 'gi'), parts: [3, 1, 2] },
  // "August 31 and September 14, 2026": the first of the two
  {
    pattern: new RegExp(`${MONTH} ${DAY}(?:,? (?:and|or|to|through) |–)(?=${MONTH} ${DAY},? ${YEAR})`, 'gi'),
    parts: [5, 1, 2],
  },
  // "9 September 2024"
  { pattern: new RegExp(`\\b${DAY} (?:of )?${MONTH},? ${YEAR}`, 'gi'), parts: [3, 2, 1] },
  // "9/9/2024"
  { pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g, parts: [3, 1, 2] },
  { pattern: /\b(\d{4})-(\d\d)-(\d\d)\b/g, parts: [1, 2, 3] },
]

/** "October 2031", "Oct. 2031", "October of 2031"; not the end of "9 October 2031". */
const MONTH_YEAR = new RegExp(`(?<!\\d(?:st|nd|rd|th)? (?:of )?)${MONTH},? (?:of )?${YEAR}`, 'gi')

/** The calendar days that a text names, in any of their usual American forms, as `YYYY-MM-DD`. */
export function datesIn(text: string): IsoDate[] {
  return FORMS.flatMap(({ pattern, parts: [year, month, day] }) =>
    Array.from(
      text.matchAll(pattern),
      found => `${found[year]}-${toMonth(found[month]!)}-${found[day]!.padStart(2, '0')}`,
    ),
  )
}

/** The months that a text names without a day: "October 2031", as `YYYY-MM`. */
export function monthsIn(text: string): IsoMonth[] {
  // "may 2025" in small letters is no month.
  const found = [...text.matchAll(MONTH_YEAR)].filter(([, month]) => month !== 'may')
  return found.map(([, month, year]) => `${year}-${toMonth(month!)}`)
}

function toMonth(name: string): string {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase())
  return index < 0 ? name.padStart(2, '0') : String(index + 1).padStart(2, '0')
}

/** The day, or the first day of the month, that comes so many months later: `2026-07` and 6 give `2027-01-01`. */
export function monthsAfter(date: IsoDate | IsoMonth, months: number): IsoDate {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year!, (month ?? 1) - 1 + months, day ?? 1)).toISOString().slice(0, 10)
}
