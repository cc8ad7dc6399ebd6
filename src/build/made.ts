import { createHash } from 'node:crypto'
import type { VFile } from 'vfile'
import { listFiles, readInside } from '../io/files.ts'
import { FORMATS } from '../render/types.ts'
import { DRAFT } from '../request/open.ts'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'
import { difference } from './difference.ts'

/** The list of what builds made, in `out/`: the SHA-256 of each file and its path there, as `sha256sum -c` reads it. */
export const LIST = 'out/MADE.txt'

const HEAD =
  '# What npm run build made: it replaces and removes these files only, and only as long as they are unchanged.'

/** A file that lies in `out/`; its bytes only where a build made it or would make it. */
export interface OutFile {
  readonly path: string
  readonly bytes: Uint8Array | undefined
}

/** What a build was asked for. */
export interface Asked {
  /** The formats that were made; files of the others are left as they are. */
  readonly formats: readonly string[]
  /** The one request that was made; files of the others are left as they are. */
  readonly request?: string | undefined
  /** The requests on which something is open: what an earlier build made of one that was ready lacks the mark. */
  readonly drafts?: readonly string[]
}

/** How the files of `out/` stand to those that a build would make. */
export interface State {
  readonly missing: readonly OutputFile[]
  /** Made by an earlier build, with what they hold now. */
  readonly stale: readonly (OutputFile & { readonly there: Uint8Array })[]
  /** Made by an earlier build, unchanged since, and planned no more. */
  readonly orphans: readonly string[]
  /** Somebody's own: not made by a build, or changed since. */
  readonly foreign: readonly string[]
  /** The list as it will be, and one that also has what is there now: true at each moment of a build. */
  readonly list: OutputFile
  readonly listMeanwhile: OutputFile
  readonly isListFresh: boolean
}

/**
 * Reads `out/`. The list comes first: another build that is writing the same files then makes some of them new, and none
 * unknown.
 */
export async function readOut(root: string, outputs: readonly OutputFile[], report: VFile): Promise<OutFile[]> {
  const list = await readInside(root, LIST, report)
  const wanted = new Set([...outputs.map(({ path }) => path), ...linesOf(list).map(pathOf)])
  const files: OutFile[] = list ? [{ path: LIST, bytes: list }] : []
  for (const path of await listFiles(root, 'out', report)) {
    if (path === LIST) continue
    const bytes = wanted.has(path) ? await readInside(root, path, report) : undefined
    if (bytes || !wanted.has(path)) files.push({ path, bytes })
  }
  return files
}

/**
 * Tells the files of `out/` apart by the list. A file that should be replaced but was changed by hand is a fault, as is a
 * list that cannot be read.
 */
export function judgeOut(
  outputs: readonly OutputFile[],
  found: readonly OutFile[],
  { formats, request, drafts = [] }: Asked,
  report: VFile,
): State | undefined {
  const there = new Map(found.map(file => [file.path, file.bytes]))
  const made = parseList(there.get(LIST), report)
  if (!made) return undefined
  const isMade = (path: string, bytes = there.get(path)) => bytes !== undefined && made.has(lineOf(path, bytes))
  const differing = outputs.flatMap(output => {
    const bytes = there.get(output.path)
    return bytes && !Buffer.from(output.content).equals(bytes) ? [{ ...output, there: bytes }] : []
  })
  reportEdited(
    differing.filter(({ path }) => !isMade(path)),
    there.has(LIST),
    report,
  )
  const planned = new Set([LIST, ...outputs.map(({ path }) => path)])
  const unmarked = drafts.filter(name => wasReady(name, there))
  const isUnmarked = (path: string) =>
    unmarked.some(name => path.startsWith(`out/${name}/`)) || (unmarked.length > 0 && isOverview(path))
  const isOfFormat = askedFor(outputs, formats)
  const isOfRequest = (path: string) => request === undefined || path.startsWith(`out/${request}/`) || isOverview(path)
  const isAsked = (path: string) => isOfRequest(path) && (isOfFormat(path) || isUnmarked(path))
  const others = found.map(({ path }) => path).filter(path => !planned.has(path))
  const kept = [...made].filter(line => !planned.has(pathOf(line)) && !isAsked(pathOf(line)))
  const lines = [...kept, ...outputs.map(({ path, content }) => lineOf(path, content))]
  const list = printList(lines)
  return {
    missing: outputs.filter(({ path }) => !there.has(path)),
    stale: differing,
    orphans: others.filter(path => isMade(path) && isAsked(path)),
    foreign: others.filter(path => !isMade(path) && isAsked(path)),
    list,
    listMeanwhile: printList([...made, ...lines]),
    isListFresh: Buffer.from(list.content).equals(there.get(LIST) ?? new Uint8Array()),
  }
}

/** The list of all requests, which says of each whether it is a draft. */
function isOverview(path: string): boolean {
  return /^out\/index\.\w+$/.test(path)
}

/** Without a list nobody knows who wrote what differs: it is said once. */
function reportEdited(edited: State['stale'], hasList: boolean, report: VFile): void {
  const [first] = edited
  if (!hasList && first) {
    const count = edited.length === 1 ? 'and a file differs' : `and ${edited.length} files differ`
    const reason = `Unexpected missing list, ${count} from what the build makes (${first.path}), expected ${LIST}`
    fault(report, 'output-list', reason, { path: LIST })
    return
  }
  for (const { path, there, content } of edited) {
    const reason = `Unexpected change by hand, expected what the build makes${difference(path, there, content)}`
    fault(report, 'output-edited', reason, { path })
  }
}

/** Whether the files that lie there were made of a request on which nothing was open: one of these says so. */
function wasReady(name: string, there: ReadonlyMap<string, Uint8Array | undefined>): boolean {
  return ['index.md', 'index.html', 'letter.txt', 'filing/MANIFEST.txt'].some(file => {
    const bytes = there.get(`out/${name}/${file}`)
    return bytes !== undefined && !new TextDecoder().decode(bytes).includes(DRAFT)
  })
}

/** Whether a file belongs to what was asked for: one in `filing/` where the request is made, any other by its format. */
function askedFor(outputs: readonly OutputFile[], formats: readonly string[]): (path: string) => boolean {
  if (formats.length === FORMATS.length) return () => true
  // What is to be attached is whole and of today, or is not there.
  const requests = new Set(outputs.map(({ path }) => path.split('/')[1]))
  return path =>
    path.includes('/filing/') ? requests.has(path.split('/')[1]) : formats.some(format => path.endsWith(`.${format}`))
}

/** Each line is a pair of what was made and where: one path may have several, as after a merge of two branches. */
function parseList(bytes: Uint8Array | undefined, report: VFile): ReadonlySet<string> | undefined {
  const lines = linesOf(bytes)
  const line = lines.findIndex(one => !/^(?:[0-9a-f]{64} {2}\S|#|[<=>|]{7}|$)/.test(one)) + 1
  if (line === 0) return new Set(lines.filter(one => /^[0-9a-f]/.test(one)))
  const reason = `Unexpected “${lines[line - 1]!.slice(0, 80)}”, expected a SHA-256, two spaces, and a path`
  fault(report, 'output-list', reason, { path: LIST, line })
  return undefined
}

/** The list of files that were made. */
export function listOf(outputs: readonly OutputFile[]): OutputFile {
  return printList(outputs.map(({ path, content }) => lineOf(path, content)))
}

function linesOf(bytes: Uint8Array | undefined): string[] {
  return new TextDecoder().decode(bytes).split(/\r?\n/)
}

function lineOf(path: string, content: string | Uint8Array): string {
  return `${createHash('sha256').update(content).digest('hex')}  ${path.slice('out/'.length)}`
}

function pathOf(line: string): string {
  return `out/${line.slice(66)}`
}

function printList(lines: readonly string[]): OutputFile {
  const sorted = [...new Set(lines)].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return { path: LIST, content: [HEAD, ...sorted, ''].join('\n') }
}

function keyOf(line: string): string {
  return `${pathOf(line)}\n${line}`
}
