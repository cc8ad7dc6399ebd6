import type { Edition, ReleaseRecord } from '../types.ts'

/** A name that may tell the edition, and where it stands. */
export interface NameSource {
  readonly from: 'archive entry' | 'file name' | 'sheet name'
  readonly name: string
}

/**
 * Tells the edition of a release by the first name that holds a year (and a month or quarter), else by the latest add
 * date, which in every release of CMS lies in its own quarter.
 */
export function findEdition(names: readonly NameSource[], records: readonly ReleaseRecord[]): Edition | undefined {
  for (const { from, name } of names) {
    const period = findPeriod(name)
    if (period !== undefined) return { period, from }
  }
  const latest = records.reduce(
    (date, record) => (record.added !== undefined && record.added > date ? record.added : date),
    '',
  )
  return latest === '' ? undefined : { period: latest.slice(0, 7), from: 'latest date' }
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const month = `(${months.join('|')})[A-Z]*`
const yearThenName = new RegExp(`(20\\d\\d)[-_ ]?${month}`)
const nameThenYear = new RegExp(`(?<![A-Z])${month}[-_ ]?(20\\d\\d)`)
const yearThenNumber = /(20\d\d)-(0[1-9]|1[0-2])(?!\d)/
const yearAlone = /(?<!\d)(20\d\d)(?!\d)/

/** `HCPC2024_APR_ANWEB.csv` 2024-04, `july-2020-alpha.zip` 2020-07, `2020-04/anweb.xlsx` 2020-04, `HCPC2018_…` 2018. */
function findPeriod(name: string): string | undefined {
  const upper = name.toUpperCase().split(/[/\\]/).slice(-2).join('/')
  const numbered = yearThenNumber.exec(upper)
  if (numbered !== null) return numbered[0]
  const named = yearThenName.exec(upper)
  if (named !== null) return `${named[1]}-${monthNumber(named[2]!)}`
  const reversed = nameThenYear.exec(upper)
  if (reversed !== null) return `${reversed[2]}-${monthNumber(reversed[1]!)}`
  return yearAlone.exec(upper)?.[1]
}

function monthNumber(name: string): string {
  return String(months.indexOf(name) + 1).padStart(2, '0')
}
