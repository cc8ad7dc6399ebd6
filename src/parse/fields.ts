import * as v from 'valibot'

/** Forms that a field's value may have; each message continues "expected …". */

/** What `npm run new` writes where a release does not tell, and `init` wherever; a request that still holds it is not built. */
export const PLACEHOLDER = 'FILL IN'

export const text = v.pipe(v.string(), v.trim(), v.nonEmpty('a text'))

/** A descriptor in a field: CMS's files hold printable ASCII only. */
export const wording = v.pipe(
  v.string(),
  v.regex(/^[ -~]+$/, 'characters that CMS uses: plain letters, digits and punctuation'),
)

export const code = v.pipe(
  v.string(),
  v.regex(/^[A-Z]\d{4}$/, 'an HCPCS Level II code: a capital letter and four digits'),
)

/** A code of a request: one that CMS has, or a placeholder for one that is to be established. */
export const requestedCode = v.pipe(
  v.string(),
  v.regex(
    /^(?:[A-Z]\d{4}|NEW[1-9]\d?)$/,
    'an HCPCS Level II code, or NEW1, NEW2 … for one that CMS has not numbered yet',
  ),
)

/** A CPT code; the codes of a proposed rule may be placeholders such as `3X018`. */
export const serviceCode = v.pipe(
  v.string(),
  v.regex(
    /^(?:\d{4}[\dA-Z]|\d[\dA-Z]\d{3})$/,
    'a CPT code: five digits, or four and a letter; or a placeholder such as 3X018',
  ),
)

export const placeholder = v.pipe(v.string(), v.regex(/^\d[\dA-Z]\d{3}$/, 'a placeholder code such as 3X018'))

export const date = v.pipe(
  v.string(),
  v.check(isDate, 'a date such as 2024-09-09'),
  v.check(isOfOurTime, 'a date of 1900 to 2099, such as 2024-09-09'),
)

export const year = v.pipe(v.string(), v.regex(/^20\d\d$/, 'a year such as 2025'), v.transform(Number))

export const fileCode = v.pipe(v.string(), v.regex(/^CMS-\d{4}-[A-Z]{1,4}\d?$/, 'a file code such as CMS-1809-P'))

export const docket = v.pipe(v.string(), v.regex(/^CMS-20\d\d-\d{4}$/, 'a docket ID such as CMS-2024-0196'))

export const source = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'the name of a footnote of request.md'))

/** A coding cycle of CMS: the first quarter of 2027 is `2027-Q1`. */
export const cycle = v.pipe(v.string(), v.regex(/^20\d\d-Q[1-4]$/, 'a coding cycle such as 2027-Q1'))

/** Dollars and cents, as whole cents: `1644.59` is 164459. */
export const money = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}\.\d\d$/, 'dollars and cents without a sign or commas, such as 1644.59'),
  v.transform(amount => Number(amount.replace('.', ''))),
)

export const apc = v.pipe(v.string(), v.regex(/^\d{4}$/, 'an APC: four digits'))

export const status = v.pipe(v.string(), v.regex(/^[A-Z]\d?$/, 'a status indicator such as S or J1'))

/** The oldest date in a file of CMS’s is of 1982: 0219 is 2019, mistyped. */
export function isOfOurTime(value: string): boolean {
  return /^(?:19|20)/.test(value)
}

/** Whether a text is a calendar date `YYYY-MM-DD`. */
export function isDate(value: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  if (!parts) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}
