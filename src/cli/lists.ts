import { existsSync } from 'node:fs'
import { basename, dirname, join, parse, resolve, win32 } from 'node:path'
import { followLinks, readNamed, toSlashes } from '../io/files.ts'
import { belowTitle, findTable, toOwnList, wrongWith } from '../release/own-list.ts'
import { quote } from '../release/read/faults.ts'
import { most } from '../release/read/limits.ts'
import { readList, readSheets } from '../release/read/list.ts'
import type { NamedList } from '../release/types.ts'
import { isWrittenIn, toWorkList, type WorkList } from '../release/work-list.ts'
import { madeHeads } from '../render/comparison/columns.ts'
import { inLine } from '../render/line.ts'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'
import type { Io } from './command.ts'
import { isRefused } from './releases.ts'

/** A sentence where `--column` stands without the list whose column it names. */
export function checkColumn({ list, column }: Readonly<Record<string, unknown>>): string | undefined {
  return column !== undefined && list === undefined ? 'Unexpected --column without --list, expected both' : undefined
}

/** Reads the list of one’s own; with a fault in `io.report` there is none. */
export async function readOwnList(path: string, column: string | undefined, io: Io): Promise<NamedList | undefined> {
  const bytes = await readNamed(io.cwd, toSlashes(path), most.bytes + 1, io.report)
  const read = bytes && (await readList(path, bytes))
  io.report.messages.push(...(read?.messages ?? []))
  if (!read?.tables) return undefined
  const rows = belowTitle(findTable(read.tables))
  const at = column === undefined ? undefined : findColumn(rows, column, path, io)
  if (column !== undefined && at === undefined) return undefined
  const list = toOwnList(rows, at)
  const wrong = wrongWith(list)
  if (wrong !== undefined) fault(io.report, 'release-list', wrong, { path })
  return list && wrong === undefined ? { name: inLine(win32.basename(path)), list } : undefined
}

/** A column by what its first row says, or by its number: “Column 3”. */
function findColumn(rows: readonly (readonly string[])[], name: string, path: string, io: Io): number | undefined {
  const heads = (rows[0] ?? []).map(head => head.trim())
  const same = (head: string) => head.toLowerCase() === name.trim().toLowerCase()
  const number = /^column (\d{1,3})$/i.exec(name.trim())?.[1]
  const at = heads.findIndex(same)
  if (at >= 0) return at
  if (number !== undefined && Number(number) >= 1 && Number(number) <= heads.length) return Number(number) - 1
  const known = heads.filter(head => head !== '').join(', ')
  const reason = `Unexpected column ${quote(name)}, expected one of: ${inLine(known)}`
  fault(io.report, 'release-list', reason, { path })
  return undefined
}

/** Reads a work list that people wrote in; with a fault in `io.report` there is none. */
export async function readWorkList(path: string, io: Io): Promise<WorkList | undefined> {
  if (isOpen(path, io)) return undefined
  const bytes = await readNamed(io.cwd, toSlashes(path), most.bytes + 1, io.report)
  return bytes && parseWorkList(path, bytes, GIVEN, io)
}

/** What to do about a file that cannot be read, and about one that is no work list. */
interface Notes {
  readonly unreadable: string
  readonly other: string
}

const GIVEN: Notes = {
  unreadable: 'Open it in Excel, and save it as “Excel Workbook (.xlsx)”, without a password.',
  other:
    'Give the comparison.xlsx that a comparison made, saved as “Excel Workbook (.xlsx)”, with the heads “Code” and “Id” as they were.',
}

const AWAY = 'Move it away, or give another folder to --out.'
const IN_THE_WAY: Notes = { unreadable: AWAY, other: AWAY }

async function parseWorkList(path: string, bytes: Uint8Array, notes: Notes, io: Io): Promise<WorkList | undefined> {
  const refuse = (reason: string) => void fault(io.report, 'release-work-list', reason, { path }, notes.other)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const { sheets, messages } = isZip ? await readSheets(path, bytes) : { messages: [] }
  if (!sheets) for (const message of messages) message.note = notes.unreadable
  io.report.messages.push(...messages)
  if (!isZip) refuse('Unexpected file that is no workbook, expected the xlsx that a comparison made')
  const list = sheets && toWorkList(sheets)
  if (sheets && !list) refuse('Unexpected workbook without the columns “Code” and “Id”, expected a work list')
  return list
}

/** Excel and LibreOffice lay a file beside one that they have open: what is not saved yet would be missed. */
function isOpen(path: string, io: Io): boolean {
  const [folder, name] = [dirname(resolve(io.cwd, path)), basename(path)]
  const mark = [`~$${name}`, `.~lock.${name}#`].find(one => existsSync(join(folder, one)))
  if (mark === undefined) return false
  const reason = 'Unexpected work list that a program has open, expected one that is saved and closed'
  const note = `Save and close it in Excel. If it is open nowhere, delete the file ${mark} beside it.`
  fault(io.report, 'release-work-list', reason, { path }, note)
  return true
}

/**
 * Looks whether a workbook would be written over that has anything of people, or that was saved since it was made: it is
 * kept beside the new one, as it was. One in which people wrote is a fault, unless it is the work list that is carried on.
 *
 * @returns what is to be kept
 */
export async function keepChanged(out: string, worklist: string | undefined, io: Io): Promise<OutputFile[]> {
  const path = `${out}/${WORKBOOK}`
  const full = resolve(io.cwd, out, WORKBOOK)
  const isCarried = worklist !== undefined && followLinks(resolve(io.cwd, worklist)) === followLinks(full)
  // What is wrong with the list that is carried on was said as it was read.
  if (!existsSync(full) || (isCarried && isRefused(io.report)) || isOpen(path, io)) return []
  const bytes = await readNamed(io.cwd, path, most.bytes + 1, io.report)
  const list = bytes && (await parseWorkList(path, bytes, IN_THE_WAY, io))
  const { isSealed } = await import('../render/tables/workbook.ts')
  if (!list || isSealed(bytes)) return []
  if (isCarried || !isWrittenIn(list, madeHeads(list.lists[0]!.heads)))
    return [{ path: freeName(resolve(io.cwd, out), WORKBOOK), content: bytes }]
  const reason = 'Unexpected work list in which people wrote, expected none that would be written over'
  const note = `Add --worklist "${path}" to carry on what they wrote, or give another folder to --out.`
  fault(io.report, 'release-work-list', reason, { path }, note)
  return []
}

/** Keeps a Word form that is there, unless the new one is the same: it is for printing, and what people wrote in it is not read. */
export async function keepWord(out: string, files: readonly OutputFile[], io: Io): Promise<OutputFile[]> {
  const word = files.find(({ path }) => path === WORD)
  if (!word || !existsSync(resolve(io.cwd, out, WORD))) return []
  const content = await readNamed(io.cwd, `${out}/${WORD}`, Infinity, io.report)
  if (!content || Buffer.compare(content, Buffer.from(word.content)) === 0) return []
  return [{ path: freeName(resolve(io.cwd, out), WORD), content }]
}

export const WORKBOOK = 'comparison.xlsx'
const WORD = 'comparison.worklist.docx'

/** `comparison-1.xlsx`, or the next number that is free. */
function freeName(folder: string, path: string): string {
  const { name, ext } = parse(path)
  for (let number = 1; ; number++) {
    const free = `${name}-${number}${ext}`
    if (!existsSync(join(folder, free))) return free
  }
}
