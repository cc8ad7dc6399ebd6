import type { VFile } from 'vfile'
import type { IsoDate, Wording } from '../../types.ts'
import type { ActionCode, RecordKind, ReleaseRecord } from '../types.ts'
import { quote, refuse, remark, report } from './faults.ts'
import type { RawRecord } from './layout.ts'
import { most } from './limits.ts'

/**
 * Joins continuations to their records, converts dates and action codes, and sorts by kind and code. A record that
 * cannot be read is a fault; a code that stands twice is one when the texts differ, else a warning.
 */
export function joinRecords(raws: readonly RawRecord[], file: VFile): ReleaseRecord[] {
  const groups = groupRecords(raws, file)
  const records = new Map<string, ReleaseRecord>()
  for (const group of groups) {
    const record = toRecord(group, file)
    const known = records.get(record.code)
    if (known === undefined) records.set(record.code, record)
    else reportDuplicate(known, record, group.first.line, file)
  }
  return [...records.values()].sort(byKindAndCode)
}

/** Modifiers first. They have two characters and procedure codes five, so that a code tells its kind. */
function byKindAndCode(one: ReleaseRecord, other: ReleaseRecord): number {
  return one.code.length - other.code.length || (one.code < other.code ? -1 : 1)
}

/** A record and the texts of its continuations. */
interface Group {
  readonly first: RawRecord
  readonly texts: string[]
}

function groupRecords(raws: readonly RawRecord[], file: VFile): Group[] {
  const groups: Group[] = []
  for (const raw of raws) {
    const last = groups.at(-1)
    if (raw.id === '3' || raw.id === '7') groups.push({ first: raw, texts: [raw.long] })
    else if (last !== undefined && continues(raw, last)) last.texts.push(raw.long)
    else reportContinuation(raw, last, file)
  }
  return groups
}

/** Sequences count 00100, 00200 in text, 0010, 0020 in a table: the n-th record of a code has n times the first. */
function continues(raw: RawRecord, { first, texts }: Group): boolean {
  const expectedId = first.id === '3' ? '4' : '8'
  const expected = Number(first.sequence) * (texts.length + 1)
  return raw.code === first.code && raw.id === expectedId && Number(raw.sequence) === expected
}

function reportContinuation(raw: RawRecord, last: Group | undefined, file: VFile): void {
  const before = last === undefined ? 'no record' : `record ${last.texts.length} of ${last.first.code}`
  const reason = `Unexpected continuation ${raw.sequence} of ${raw.code} after ${before}, expected the next in sequence`
  report(file, 'release-record', reason, raw.line)
}

function toRecord({ first, texts }: Group, file: VFile): ReleaseRecord {
  const filed = { long: texts.join(' '), short: first.short }
  const length = Math.max(filed.long.length, filed.short.length)
  if (length > most.description) refuseLength(length, first, file)
  const wording = { long: tidy(filed.long), short: tidy(filed.short) }
  if (wording.long === '') reportBlank(first, file)
  return {
    code: first.code,
    kind: kindOf(first),
    long: wording.long,
    short: wording.short,
    filed: sameWording(filed, wording) ? undefined : filed,
    fields: first.fields,
    added: toDate(first, 'added', file),
    actionEffective: toDate(first, 'actionEffective', file),
    terminated: toDate(first, 'terminated', file),
    actionCode: toActionCode(first, file),
  }
}

function refuseLength(length: number, { code, line }: RawRecord, file: VFile): never {
  const reason = `Unexpected description of ${code} of ${length} characters, expected at most ${most.description}`
  return refuse(file, 'release-size', reason, line)
}

function reportBlank({ code, line }: RawRecord, file: VFile): void {
  report(file, 'release-record', `Unexpected empty long description of ${code}, expected words`, line)
}

function kindOf(raw: RawRecord): RecordKind {
  return raw.id === '3' ? 'procedure' : 'modifier'
}

function tidy(text: string): string {
  const tidied = !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ') && !/[^\S ]/.test(text)
  return tidied ? text : text.replace(/\s+/g, ' ').trim()
}

function sameWording(one: Wording, other: Wording): boolean {
  return one.long === other.long && one.short === other.short
}

function reportDuplicate(known: ReleaseRecord, record: ReleaseRecord, line: number, file: VFile): void {
  const what = `Unexpected second record of ${record.kind === 'modifier' ? 'modifier' : 'code'} ${record.code}`
  if (sameWording(known, record) && known.terminated === record.terminated) {
    remark(file, 'warning', 'release-duplicate', `${what} with the same text, expected one; the first is kept`, line)
  } else {
    report(file, 'release-duplicate', `${what} with another text or termination date, expected one`, line)
  }
}

const dateNames = { added: 'add date', actionEffective: 'action effective date', terminated: 'termination date' }

/** Converts a date of a record from YYYYMMDD; a blank one is `undefined`, any other is reported, as is one of no century of CMS’s. */
function toDate(raw: RawRecord, field: keyof typeof dateNames, file: VFile): IsoDate | undefined {
  const digits = raw[field]
  if (digits === '') return undefined
  const date = parseDate(digits)
  if (date === undefined) {
    const reason = `Unexpected ${dateNames[field]} ${quote(digits)} of ${raw.code}, expected a date of 1900 to 2099 as YYYYMMDD`
    report(file, 'release-record', reason, raw.line)
  }
  return date
}

/** A release has some hundred different dates, each many times over. */
const knownDates = new Map<string, IsoDate>()

function parseDate(digits: string): IsoDate | undefined {
  const known = knownDates.get(digits)
  if (known !== undefined) return known
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const time = /^(?:19|20)\d{6}$/.test(digits) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) return undefined
  if (knownDates.size < 10_000) knownDates.set(digits, date)
  return date
}

/** Checks the action code of a record; a blank one is `undefined`, an unfamiliar one is reported. */
function toActionCode(raw: RawRecord, file: VFile): ActionCode | undefined {
  if (raw.actionCode === '') return undefined
  if (isActionCode(raw.actionCode)) return raw.actionCode
  const shown = quote(raw.actionCode)
  report(file, 'release-record', `Unexpected action code ${shown} of ${raw.code}, expected one of ABCDFNPRST`, raw.line)
  return undefined
}

function isActionCode(text: string): text is ActionCode {
  return text.length === 1 && 'ABCDFNPRST'.includes(text)
}
