import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import type { Lack, Release, ReleaseRecord } from '../types.ts'
import { readArchive } from './archive.ts'
import { findDoubts } from './doubts.ts'
import { findEdition } from './edition.ts'
import { refuse, remark } from './faults.ts'
import { fieldColumns } from './layout.ts'
import { most, mostBytes } from './limits.ts'
import { sha256 } from './platform.ts'
import { joinRecords } from './records.ts'
import { readTextRelease, type Source } from './source.ts'

/** What reading a release gives: without `release`, at least one of the messages is fatal. */
export interface ReadRelease {
  readonly release?: Release
  readonly messages: readonly VFileMessage[]
}

/**
 * Reads a release of CMS: a zip, a fixed-width text, a workbook or a CSV, recognized by content. `name` is the file's
 * path as given; it serves the messages and, where CMS gave it, the edition. Never throws: whatever is wrong with the bytes is a message,
 * and a release with a fatal message is not handed out.
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { readRelease } from 'hcpcs-redline/release'
 *
 * const { release, messages } = await readRelease('HCPC2018_JAN.txt', await readFile('HCPC2018_JAN.txt'))
 * release.edition.period // '2018-01'
 * release.records.map(record => record.code) // ['ZA', 'Q9001', 'Q9002']
 * messages.filter(message => message.fatal) // []
 */
export async function readRelease(name: string, bytes: Uint8Array): Promise<ReadRelease> {
  const file = new VFile({ path: name || 'release' })
  try {
    const release = await read(bytes, file)
    return isRefused(file) ? { messages: file.messages } : { release, messages: file.messages }
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    return { messages: file.messages }
  }
}

function isRefused({ messages }: VFile): boolean {
  return messages.some(message => message.fatal)
}

async function read(bytes: Uint8Array, file: VFile): Promise<Release> {
  const source = await readSource(bytes, file)
  const records = joinRecords(source.raw.records, source.file)
  if (records.length === 0)
    refuse(source.file, 'release-truncated', 'Unexpected file without records, expected a release')
  const lacks = findLacks(records)
  const edition = findEdition(source.names, records)
  const doubts = findDoubts(records, edition, source.unended)
  if (!isRefused(file)) {
    remarkLacks(lacks, source.file)
    for (const doubt of doubts) remark(source.file, 'warning', 'release-incomplete', doubt)
  }
  return {
    name: file.path,
    edition,
    format: source.format,
    sha256: await sha256(bytes),
    records,
    lacks,
    columns: findColumns(records),
    doubts,
    notes: source.raw.notes.map(note => note.replace(/\s+/g, ' ').trim()).filter(note => note !== ''),
  }
}

async function readSource(bytes: Uint8Array, file: VFile): Promise<Source> {
  if (bytes.length > most.bytes) {
    refuse(file, 'release-size', `Unexpected ${bytes.length} bytes, expected at most ${mostBytes}`)
  }
  if (startsWith(bytes, [0x50, 0x4b])) return readArchive(bytes, file)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    refuse(file, 'release-format', 'Unexpected xls workbook or workbook with a password, expected a plain xlsx')
  }
  return readTextRelease(bytes, [{ from: 'file name', name: file.path }], file)
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function findLacks(records: readonly ReleaseRecord[]): Lack[] {
  const kinds = (['procedure', 'modifier'] as const).filter(kind => records.every(record => record.kind !== kind))
  const columns = (['actionEffective', 'terminated', 'actionCode'] as const).filter(column =>
    records.every(record => record[column] === undefined),
  )
  const fields = records.every(record => Object.keys(record.fields).length === 0) ? (['fields'] as const) : []
  return [...kinds, ...fields, ...columns]
}

/** The columns in which a record has something: a table has the heads of all, and a text their places. */
function findColumns(records: readonly ReleaseRecord[]): string[] {
  const names = new Set<string>()
  // Many records share their fields.
  for (const fields of new Set(records.map(record => record.fields))) for (const name in fields) names.add(name)
  return fieldColumns.map(({ name }) => name).filter(name => names.has(name))
}

const lackNames = {
  procedure: 'procedure codes',
  modifier: 'modifiers',
  fields: 'pricing and coverage',
  actionEffective: 'action effective dates',
  terminated: 'termination dates',
  actionCode: 'action codes',
}

function remarkLacks(lacks: readonly Lack[], file: VFile): void {
  if (lacks.length === 0) return
  const names = lacks.map(lack => lackNames[lack]).join(', ')
  remark(file, 'info', 'release-lacks', `Unexpected release without any ${names}, expected some`)
}
