import type { IsoDate } from '../types.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** The calendar days that a text names, "September 9, 2024", "9 September 2024" or 2024-09-09, as `YYYY-MM-DD`. */
export function datesIn(text: string): IsoDate[] {
  const names = MONTHS.join('|')
  const pattern = new RegExp(
    `(?:(${names}) (\\d{1,2}), (\\d{4}))|(?:\\b(\\d{1,2}) (${names}) (\\d{4}))|\\b(\\d{4}-\\d\\d-\\d\\d)\\b`,
    'g',
  )
  return Array.from(text.matchAll(pattern), ([, monthA, dayA, yearA, dayB, monthB, yearB, iso]) => {
    if (iso !== undefined) return iso
    const month = MONTHS.indexOf((monthA ?? monthB)!) + 1
    return `${yearA ?? yearB}-${String(month).padStart(2, '0')}-${(dayA ?? dayB)!.padStart(2, '0')}`
  })
}
