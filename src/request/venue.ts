import type { Request } from './types.ts'

const QUARTERS = { Q1: 'first', Q2: 'second', Q3: 'third', Q4: 'fourth' } as const

/** What a filing goes by, in headers and titles: its file code, or the cycle it is for. */
export function filingName({ venue }: Pick<Request, 'venue'>): string {
  return venue.kind === 'comment' ? venue.fileCode : `HCPCS Level II application, ${cycleName(venue.cycle)}`
}

/** Where a request goes, as a person who files it looks for it. */
export function venueName({ venue }: Pick<Request, 'venue'>): string {
  return venue.kind === 'comment'
    ? `Comment on ${venue.fileCode}, docket ${venue.docket}`
    : `HCPCS Level II application, ${cycleName(venue.cycle)}`
}

/** `2027-Q1` as "first quarter of 2027". */
export function cycleName(cycle: string): string {
  const [year, quarter] = cycle.split('-') as [string, keyof typeof QUARTERS]
  return `${QUARTERS[quarter]} quarter of ${year}`
}

/**
 * The day on which applications for a cycle are due: "the first business day of each quarter", as `YYYY-MM-DD`. New Year's
 * Day is the one federal holiday that can be among the first days of a quarter; on a Sunday it is observed on Monday.
 */
export function cycleDeadline(cycle: string): string {
  const [year, quarter] = cycle.split('-Q').map(Number) as [number, number]
  const first = new Date(Date.UTC(year, (quarter - 1) * 3, 1))
  const isFree = (day: Date) => {
    const isNewYear = quarter === 1 && (day.getUTCDate() === 1 || (day.getUTCDate() === 2 && day.getUTCDay() === 1))
    return isNewYear || day.getUTCDay() === 0 || day.getUTCDay() === 6
  }
  while (isFree(first)) first.setUTCDate(first.getUTCDate() + 1)
  return first.toISOString().slice(0, 10)
}
