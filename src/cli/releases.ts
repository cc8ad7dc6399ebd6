import { basename, relative, resolve, win32 } from 'node:path'
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { listNamed, readNamed, toSlashes } from '../io/files.ts'
import { tellApart } from '../release/order.ts'
import { isNamedAsRelease } from '../release/read/edition.ts'
import { most } from '../release/read/limits.ts'
import { readRelease } from '../release/read/read.ts'
import type { Release } from '../release/types.ts'
import { inLine } from '../render/line.ts'
import { fault } from '../rules.ts'
import { count, type Io } from './command.ts'

/** Reads the releases at the paths given; with a fatal message in `io.report` not all were read. A release is called by its file's name alone: no path gets into an output. */
export async function readReleases(paths: readonly string[], io: Io): Promise<Release[]> {
  const releases: Release[] = []
  for (const [index, path] of paths.map(toSlashes).entries()) {
    io.progress(`Reading ${basename(path)} (${index + 1} of ${paths.length}) …`)
    const bytes = await readNamed(io.cwd, path, most.bytes + 1, io.report)
    const read = bytes && (await readRelease(path, bytes))
    for (const message of read?.messages ?? []) io.report.messages.push(message)
    if (read?.release) releases.push({ ...read.release, name: nameOf(path) })
  }
  return tellApart(releases)
}

/** The name of a file without its folder, on this system and on others, with nothing that cannot be seen. */
function nameOf(path: string): string {
  return inLine(win32.basename(path))
}

/**
 * Reads every release in a folder and the folders below it. What CMS publishes beside a release (reports, notes) and
 * what is of others is left out and named in `skipped`; a file that is named as a release but is none is a fault.
 */
export async function readReleaseFolder(
  given: string,
  io: Io,
): Promise<{ readonly releases: readonly Release[]; readonly skipped: readonly string[] }> {
  const { report } = io
  const folder = toSlashes(given)
  const before = report.messages.length
  const inFolder = (path: string) => `${folder.replace(/[\\/]+$/, '')}/${path}`
  const files = (await listNamed(resolve(io.cwd, folder), report)).filter(path => /\.(?:zip|txt|csv|xlsx)$/i.test(path))
  for (const message of report.messages.slice(before))
    message.file = message.file === '.' ? folder : inFolder(message.file!)
  if (files.length === 0 && report.messages.length === 0) {
    const reason = 'Unexpected folder without a zip, txt, csv or xlsx file, expected releases of CMS'
    fault(report, 'file-missing', reason, { path: folder })
  }
  const releases = await readReleases(files.map(inFolder), io)
  const others = report.messages.filter(isOfAnother)
  report.messages = report.messages.filter(message => !others.includes(message))
  if (releases.length === 0 && !isRefused(report)) {
    const reason = `Unexpected folder without a release, with ${count(others.length, 'other file')}, expected releases of CMS`
    fault(report, 'file-missing', reason, { path: folder })
  }
  return { releases, skipped: others.map(({ file }) => toSlashes(relative(folder, file!))) }
}

/** Whether a file is something else that CMS publishes, or anything else; not a release that is damaged, or that lost all. */
function isOfAnother({ reason, file }: VFileMessage): boolean {
  if (/^Unexpected (?:transaction report|OPPS addendum) of CMS, expected a release$/.test(reason)) return true
  return /^Unexpected content, expected a release(?::|$)/.test(reason) && !isNamedAsRelease(file!)
}

/** Whether one of the messages is a fault; the others are good to know. */
export function isRefused({ messages }: VFile): boolean {
  return messages.some(({ fatal }) => fatal)
}

/** What of several files was written before the disk refused: mostly nothing. */
export function describeUnwritten(placed: readonly string[]): string {
  return placed.length === 0 ? 'Nothing was written.' : `Written before the fault: ${placed.join(', ')}.`
}

/** "3 faults; nothing was compared." */
export function refusal({ messages }: VFile, done: string): string {
  return `${count(messages.filter(({ fatal }) => fatal).length, 'fault')}; nothing was ${done}.`
}
