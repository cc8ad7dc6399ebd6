import { basename, relative, resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { listFiles, readNamed } from '../io/files.ts'
import { readRelease } from '../release/read/read.ts'
import { unpackedLimit } from '../release/read/zip.ts'
import type { Release } from '../release/types.ts'
import { fault } from '../rules.ts'
import { count, type Io } from './command.ts'

/** Releases that were read, and all that is to be said of the files; with a fatal message not all were. */
export interface ReadReleases {
  readonly releases: readonly Release[]
  readonly messages: readonly VFileMessage[]
}

/** Reads the releases at the paths given. A release is called by its file's name alone: no path gets into an output. */
export async function readReleases(paths: readonly string[], io: Io): Promise<ReadReleases> {
  const messages: VFileMessage[] = []
  const releases: Release[] = []
  for (const [index, path] of paths.entries()) {
    io.progress(`Reading ${basename(path)} (${index + 1} of ${paths.length}) …`)
    const bytes = await readNamed(io.root, path, unpackedLimit + 1, messages)
    const read = bytes && (await readRelease(path, bytes))
    messages.push(...(read?.messages ?? []))
    if (read?.release) releases.push({ ...read.release, name: basename(path) })
  }
  return { releases: tellApart(releases), messages }
}

/** Two files of one name, from two folders, are told apart by their editions. */
function tellApart(releases: readonly Release[]): Release[] {
  return releases.map(release => {
    const twins = releases.filter(({ name }) => name === release.name)
    return twins.length === 1 ? release : { ...release, name: `${release.name} (${release.edition?.period ?? '?'})` }
  })
}

/**
 * Reads every release in a folder and the folders below it. What CMS publishes beside a release (reports, notes) is left
 * out and named in `skipped`.
 */
export async function readReleaseFolder(
  folder: string,
  io: Io,
): Promise<ReadReleases & { readonly skipped: readonly string[] }> {
  const messages: VFileMessage[] = []
  const files = (await listFiles(resolve(io.root, folder), '.', messages)).filter(path =>
    /\.(?:zip|txt|csv|xlsx)$/i.test(path),
  )
  if (files.length === 0 && messages.length === 0) {
    const reason = 'Unexpected folder without a zip, txt, csv or xlsx file, expected releases of CMS'
    messages.push(fault('file-missing', reason, { path: folder }))
  }
  const read = await readReleases(
    files.map(path => `${folder.replace(/[\\/]+$/, '')}/${path}`),
    io,
  )
  const isOther = ({ ruleId }: VFileMessage) => ruleId === 'release-kind' || ruleId === 'release-format'
  const others = read.messages.filter(isOther)
  return {
    releases: read.releases,
    messages: [...messages, ...read.messages.filter(message => !isOther(message))],
    skipped: others.map(({ file }) => relative(folder, file!)),
  }
}

/** Whether one of the messages says that a release could not be had. */
export function isRefused(messages: readonly VFileMessage[]): boolean {
  return messages.some(({ fatal }) => fatal)
}

/** "3 faults; nothing was compared." */
export function refusal(messages: readonly VFileMessage[], done: string): string {
  return `${count(messages.filter(({ fatal }) => fatal).length, 'fault')}; nothing was ${done}.`
}
