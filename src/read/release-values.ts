import type { ActionCode, IsoDate } from '../model.ts'
import { type Faults, report } from './release-faults.ts'
import type { RawRecord } from './release-layout.ts'

const dateNames = { added: 'add date', actionEffective: 'action effective date', terminated: 'termination date' }

/** Converts a date of a record from YYYYMMDD; a blank one is `undefined`, any other is reported. */
export function toDate(raw: RawRecord, field: keyof typeof dateNames, faults: Faults): IsoDate | undefined {
  const digits = raw[field]
  if (digits === '') return undefined
  const date = parseDate(digits)
  if (date === undefined) {
    const reason = `Unexpected ${dateNames[field]} ${JSON.stringify(digits)} of ${raw.code}, expected a date as YYYYMMDD`
    report(faults, 'release-field', reason, raw.line)
  }
  return date
}

/** A release has some hundred different dates, each many times over. */
const knownDates = new Map<string, IsoDate>()

function parseDate(digits: string): IsoDate | undefined {
  const known = knownDates.get(digits)
  if (known !== undefined) return known
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const time = /^\d{8}$/.test(digits) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) return undefined
  if (knownDates.size < 10_000) knownDates.set(digits, date)
  return date
}

/** Checks the action code of a record; a blank one is `undefined`, an unfamiliar one is reported. */
export function toActionCode(raw: RawRecord, faults: Faults): ActionCode | undefined {
  if (raw.actionCode === '') return undefined
  if (isActionCode(raw.actionCode)) return raw.actionCode
  const shown = JSON.stringify(raw.actionCode)
  report(
    faults,
    'release-field',
    `Unexpected action code ${shown} of ${raw.code}, expected one of ABCDFNPRST`,
    raw.line,
  )
  return undefined
}

function isActionCode(text: string): text is ActionCode {
  return text.length === 1 && 'ABCDFNPRST'.includes(text)
}
