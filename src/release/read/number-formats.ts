import type { Element } from './xml.ts'

/** How a cell of a workbook shows its number: as it is, as a day, a time, or a percentage, or with zeros before it. */
export type NumberFormat = 'plain' | 'date' | 'time' | 'percent' | { readonly digits: number }

/** Excel’s own formats of days, and of days with times, by their numbers. */
const DAYS = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)])

/** Its formats of times, and of percentages. */
const TIMES = new Set([...range(18, 21), ...range(45, 47)])
const PERCENTAGES = new Set([9, 10])

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The format of each style of a workbook, by the number that cells give it. */
export function formatsOf(styles: readonly Element[], codes: readonly Element[]): NumberFormat[] {
  const own = new Map(codes.map(({ attributes }) => [attributes.get('numFmtId'), attributes.get('formatCode') ?? '']))
  return styles.map(({ attributes }) => {
    const id = attributes.get('numFmtId') ?? '0'
    const code = own.get(id)
    return code === undefined ? known(Number(id)) : formatOf(code)
  })
}

function known(id: number): NumberFormat {
  if (DAYS.has(id)) return 'date'
  if (TIMES.has(id)) return 'time'
  return PERCENTAGES.has(id) ? 'percent' : 'plain'
}

function formatOf(code: string): NumberFormat {
  if (/^0{2,}$/.test(code)) return { digits: code.length }
  // Colors, places, words, and what `_` and `*` take as a width or a filler are no letters of a day; hours in brackets
  // count on past a day.
  const letters = code.replace(/[_*]\\?.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|"[^"]*"|\\./gi, '')
  if (/[yd]/i.test(letters)) return 'date'
  if (/[hs]/i.test(letters)) return 'time'
  if (/m/i.test(letters)) return 'date'
  return letters.includes('%') ? 'percent' : 'plain'
}

/** Days from Excel’s day 0 to that of Unix; March 1, 1900 is the first after a day that never was. */
const [EPOCH, FIRST, LAST] = [25_569, 61, 2_958_466]
/** What workbooks of old Macs count fewer. */
const SINCE_1904 = 1462
const [MINUTES, SECONDS] = [1440, 86_400]

/**
 * A number as people see it, with all its places: `46402` as `2027-01-15`, `0.125` as `12.5%` or as `3:00`, `123` as
 * `00123`, `1.1000000000000001` as `1.1`. What its format cannot show whole is as it is stored.
 */
export function showNumber(stored: string, format: NumberFormat, since1904: boolean): string {
  const number = Number(stored)
  if (stored === '' || !Number.isFinite(number)) return stored
  if (typeof format === 'object') return /^\d+$/.test(stored) ? stored.padStart(format.digits, '0') : stored
  const days = number + (since1904 ? SINCE_1904 : 0)
  if (format === 'date' && days >= FIRST && days < LAST) return showDay(days)
  const seconds = Math.round(number * SECONDS)
  if (format === 'time' && number >= 0 && Math.abs(number * SECONDS - seconds) < 0.001) return showTime(seconds)
  if (format === 'percent') return `${tidy(number * 100)}%`
  return stored.replace(/\D/g, '').length > 15 ? tidy(number) : stored
}

/** Excel counts with 15 digits; what stands behind them is no one’s. */
function tidy(number: number): string {
  return String(Number(number.toPrecision(15)))
}

/** Hours count on past a day. */
function showTime(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const time = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`
}

function showDay(days: number): string {
  const minutes = Math.round((days - EPOCH) * MINUTES)
  const [day, time] = new Date(minutes * 60_000).toISOString().slice(0, 16).split('T') as [string, string]
  return time === '00:00' ? day : `${day} ${time}`
}
