import type { Element } from './xml.ts'

/** How a cell of a workbook shows its number: as it is, as a day, or with zeros before it. */
export type NumberFormat = 'plain' | 'date' | { readonly digits: number }

/** Excel’s own formats of days, and of days with times, by their numbers. */
const DAYS = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)])

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The format of each style of a workbook, by the number that cells give it. */
export function formatsOf(styles: readonly Element[], codes: readonly Element[]): NumberFormat[] {
  const own = new Map(codes.map(({ attributes }) => [attributes.get('numFmtId'), attributes.get('formatCode') ?? '']))
  return styles.map(({ attributes }) => {
    const id = attributes.get('numFmtId') ?? '0'
    const code = own.get(id)
    if (code === undefined) return DAYS.has(Number(id)) ? 'date' : 'plain'
    if (/^0{2,}$/.test(code)) return { digits: code.length }
    // Colors, places, and words in a format are no letters of a day.
    return /[ymd]/i.test(code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '')) ? 'date' : 'plain'
  })
}

/** Days from Excel’s day 0 to that of Unix; March 1, 1900 is the first after a day that never was. */
const [EPOCH, FIRST, LAST] = [25_569, 61, 2_958_466]
/** What workbooks of old Macs count fewer. */
const SINCE_1904 = 1462
const MINUTES = 1440

/** A number as people see it: `46402` as `2027-01-15`, `123` as `00123`, `1.1000000000000001` as `1.1`. */
export function showNumber(stored: string, format: NumberFormat, since1904: boolean): string {
  const number = Number(stored)
  if (stored === '' || !Number.isFinite(number)) return stored
  if (typeof format === 'object') return /^\d+$/.test(stored) ? stored.padStart(format.digits, '0') : stored
  const days = number + (since1904 ? SINCE_1904 : 0)
  if (format === 'date' && days >= FIRST && days < LAST) return showDay(days)
  return stored.replace(/\D/g, '').length > 15 ? String(Number(number.toPrecision(15))) : stored
}

function showDay(days: number): string {
  const minutes = Math.round((days - EPOCH) * MINUTES)
  const [day, time] = new Date(minutes * 60_000).toISOString().slice(0, 16).split('T') as [string, string]
  return time === '00:00' ? day : `${day} ${time}`
}
