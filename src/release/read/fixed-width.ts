import type { VFile } from 'vfile'
import { quote, refuseSize, report } from './faults.ts'
import { fieldColumns, type RawRecord, type RawRelease } from './layout.ts'
import { most } from './limits.ts'

/** The columns of the layout; the last of them are blank. */
const fullWidth = 320

/** The last column of a record's long description, and the one with the action code. */
const longEnd = 91
const actionColumn = 293

const fieldsStart = fieldColumns[0]!.from
const fieldsEnd = fieldColumns.at(-1)!.to

const nothing: Readonly<Record<string, string>> = {}

/** Reads the records of a fixed-width text. Lines before the first record are notes; any later one is a record or a fault. */
export function readFixed(text: string, file: VFile): RawRelease {
  const records: RawRecord[] = []
  const notes: string[] = []
  let line = 0
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at)
    const end = found < 0 ? text.length : found
    const content = text.slice(at, text.charCodeAt(end - 1) === 13 ? end - 1 : end)
    line += 1
    at = end + 1
    if (isBlank(content)) continue
    if (end === text.length && content.length < fullWidth) reportTruncated(content, line, file)
    else if (isRecord(content)) {
      const record = readRecord(content, line, file)
      if (record !== undefined && records.push(record) > most.rows) refuseSize(file, 'text', most.rows, 'records', line)
    } else if (records.length === 0 && !looksLikeRecord(content)) notes.push(content)
    else
      report(file, 'release-record', `Unexpected ${quoteStart(content)}, expected code, sequence and record id`, line)
  }
  return { records, notes }
}

/** Some years end with a blank record. */
function isBlank(line: string): boolean {
  return line.length === 0 || (line.charCodeAt(0) === 32 && line.trim() === '')
}

/** A modifier has the ids 7 and 8, a procedure code 3 and 4. */
function isRecord(line: string): boolean {
  const ids = line.charCodeAt(0) === 32 ? '78' : '34'
  return isCode(line) && ids.includes(line.charAt(10) || ' ') && isDigits(line, 5, 10)
}

/** Three spaces and a modifier, or a letter and four digits. */
function isCode(line: string): boolean {
  const first = line.charCodeAt(0)
  if (first === 32) return line.startsWith('   ') && isAlphanumeric(line, 3) && isAlphanumeric(line, 4)
  return first >= 65 && first <= 90 && isDigits(line, 1, 5)
}

function isAlphanumeric(line: string, at: number): boolean {
  const unit = line.charCodeAt(at)
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90)
}

function isDigits(line: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = line.charCodeAt(at)
    if (!(unit >= 48 && unit <= 57)) return false
  }
  return true
}

/** A record that was damaged must not pass as a disclaimer. */
function looksLikeRecord(line: string): boolean {
  return isCode(line) || line.length === fullWidth
}

function quoteStart(line: string): string {
  return JSON.stringify(line.slice(0, 20))
}

function reportTruncated(line: string, number: number, file: VFile): void {
  const reason = `Unexpected missing columns after column ${line.length}, expected ${fullWidth} and a line end`
  report(file, 'release-truncated', reason, number, line.length + 1)
}

function readRecord(line: string, number: number, file: VFile): RawRecord | undefined {
  const id = line.charAt(10)
  const continuation = id === '4' || id === '8'
  if (!checkWidth(line, number, continuation ? longEnd : actionColumn, file)) return undefined
  return {
    line: number,
    code: line.slice(0, 5).trim(),
    sequence: line.slice(5, 10),
    id,
    long: line.slice(11, longEnd).trimEnd(),
    short: continuation ? '' : line.slice(longEnd, 119).trimEnd(),
    fields: continuation ? nothing : readFields(line),
    added: continuation ? '' : line.slice(268, 276).trim(),
    actionEffective: continuation ? '' : line.slice(276, 284).trim(),
    terminated: continuation ? '' : line.slice(284, 292).trim(),
    actionCode: continuation ? '' : line.slice(292, actionColumn).trim(),
  }
}

function checkWidth(line: string, number: number, least: number, file: VFile): boolean {
  const rest = line.slice(least).trim()
  if (line.length < least) {
    const reason = `Unexpected missing columns after column ${line.length}, expected at least ${least}`
    report(file, 'release-record', reason, number, line.length + 1)
  } else if (rest !== '') {
    const reason = `Unexpected ${quote(rest)} after column ${least}, expected spaces`
    report(file, 'release-record', reason, number, line.indexOf(rest, least) + 1)
  }
  return line.length >= least && rest === ''
}

/** The fields of records by the columns they stand in: the records of all releases share some thousand sets. */
const knownFields = new Map<string, Readonly<Record<string, string>>>()

function readFields(line: string): Readonly<Record<string, string>> {
  const columns = line.slice(fieldsStart, fieldsEnd)
  const known = knownFields.get(columns)
  if (known) return known
  const fields = cutFields(columns)
  if (knownFields.size < 10_000) knownFields.set(columns, fields)
  return fields
}

function cutFields(columns: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { name, from, to } of fieldColumns) {
    const cell = columns.slice(from - fieldsStart, to - fieldsStart).trim()
    if (cell !== '') fields[name] = cell
  }
  return fields
}
