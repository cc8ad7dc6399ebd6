import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { planBuild } from '../build/plan.ts'
import { readFolder } from '../io/files.ts'
import { findCommit, findMergeBase, type Git, howToFetch, readCommit } from '../io/git.ts'
import type { TemplateFiles } from '../io/templates.ts'
import { decode } from '../parse/text.ts'
import { FORMATS } from '../render/types.ts'
import { parseApprovals } from '../request/approvals.ts'
import { locate } from '../request/group.ts'
import { readStated } from '../review/stated.ts'
import type { BuildMessage, ReviewSide } from '../review/types.ts'
import { fault } from '../rules.ts'
import type { InputFile, OutputFile } from '../types.ts'
import { compareOutputs } from './commands/check.ts'
import { isSame } from './same.ts'

/** Gives the files below a folder of one state of the project. */
export type Reader = (folder: string) => Promise<InputFile[]>

/** One state of the project: a commit, or the files as they are. */
export interface State {
  readonly name: string
  readonly read: Reader
}

export type StateOrMissing = State | { readonly missing: string }

/** The state before the change: a commit by its name, or the one at which the work at hand left the main branch. */
export async function findBase(git: Git, name: string | undefined, report: VFile): Promise<StateOrMissing> {
  if (name !== undefined) return await findNamed(git, name, report)
  const found = await findMergeBase(git)
  if ('missing' in found) return found
  return { name: `the main branch at ${found.commit.slice(0, 12)}`, read: readerOf(git, found.commit, report) }
}

/** A commit by the name that a person gave. */
export async function findNamed(git: Git, name: string, report: VFile): Promise<StateOrMissing> {
  const commit = await findCommit(git, name)
  if (!commit)
    return { missing: `Unexpected commit “${name}”, expected one that this clone has. Fetch it: ${howToFetch(name)}` }
  const short = commit.slice(0, 12)
  return {
    name: name.startsWith(short.slice(0, 7)) ? short : `${name} (${short})`,
    read: readerOf(git, commit, report),
  }
}

function readerOf(git: Git, commit: string, report: VFile): Reader {
  return folder => readCommit(git, commit, folder, report)
}

/** The files as they are. */
export function filesAtHand(root: string, report: VFile): State {
  return { name: 'the files as they are', read: folder => readFolder(root, folder, report) }
}

/** What both states say, and what the build says of them. */
export interface Sides {
  readonly base: ReviewSide
  readonly head: ReviewSide
  /** The faults of the head's build, or else the files of `out/` that are not what it makes. */
  readonly checked: readonly VFileMessage[]
  /** Whether `out/` was not compared, because the head has other templates than those at hand. */
  readonly otherTemplates: boolean
  /** Faults in the head's files of approvals, which then approve nothing. */
  readonly approvals: readonly VFileMessage[]
}

/**
 * Builds both states as far as it tells faults, and holds `out/` of the head against what was built.
 *
 * Both are built with the templates at hand, which are not read from the commits at all: a template and
 * the page of the PDF are programs of a kind, and whoever reviews a branch has not yet decided to trust it.
 *
 * @param templates those at hand
 * @param whole whether every file of the head is built and compared, not only those that can have a fault
 */
export async function readSides(
  base: State,
  head: State,
  { own, all: templates }: TemplateFiles,
  whole: boolean,
): Promise<Sides> {
  const [before, after] = [await base.read('descriptors'), await head.read('descriptors')]
  const plan = await planBuild(after, templates, FORMATS, { parts: whole ? 'all' : 'telling' })
  const otherTemplates = !isSame(await head.read('templates'), own)
  const isLeftOut = otherTemplates || plan.messages.length > 0
  const stale = isLeftOut ? [] : compare(plan.outputs, await head.read('out'), whole)
  const approvals = new VFile()
  return {
    base: toSide(before, await judgeBase(before, after, plan.messages, templates), new VFile()),
    head: toSide(after, plan.messages, approvals),
    checked: [...plan.messages, ...stale],
    otherTemplates,
    approvals: approvals.messages,
  }
}

/** Of a head that was built in part, only what was built is compared; the list of what builds made speaks of all of it. */
function compare(outputs: readonly OutputFile[], found: readonly InputFile[], whole: boolean): VFileMessage[] {
  const report = new VFile()
  if (whole) compareOutputs(outputs, found, report)
  else {
    const there = new Map(found.map(({ path, bytes }) => [path, bytes]))
    for (const { path, content } of outputs) {
      const bytes = there.get(path)
      if (!bytes) fault(report, 'output-missing', `Unexpected missing file, expected ${path}`, { path })
      else if (!Buffer.from(content).equals(bytes))
        fault(report, 'output-stale', `Unexpected content of ${path}`, { path })
    }
  }
  return report.messages
}

/**
 * The faults of the base. A request whose files are the same in the head has the same ones, and is not built again. Its PDFs
 * are made only where the head has a fault, which may be one of the base too, or where the base has a character that the
 * head has not: else the fonts, which have all of the head’s, have all of its own.
 */
async function judgeBase(
  before: readonly InputFile[],
  after: readonly InputFile[],
  messages: readonly VFileMessage[],
  templates: readonly InputFile[],
): Promise<readonly VFileMessage[]> {
  if (isSame(before, after)) return messages
  const of = (files: readonly InputFile[], request: string) =>
    files.filter(({ path }) => locate(path)?.request === request)
  const isKept = (path = '') => {
    const { request } = locate(path) ?? {}
    return request !== undefined && isSame(of(before, request), of(after, request))
  }
  const changed = before.filter(({ path }) => !isKept(path))
  const kept = messages.filter(({ file }) => isKept(file))
  if (changed.length === 0 && before.length > 0) return kept
  const isPlain = messages.length === 0 && hasOnlyCharactersOf(after, before)
  const formats = isPlain ? FORMATS.filter(format => format !== 'pdf') : FORMATS
  return [...kept, ...(await planBuild(changed, templates, formats, { parts: 'telling' })).messages]
}

/** Whether the base has no character beyond plain English, as it is or by its number, that the head has not. */
function hasOnlyCharactersOf(head: readonly InputFile[], base: readonly InputFile[]): boolean {
  const charactersOf = (files: readonly InputFile[]) =>
    new Set(files.flatMap(file => String(decode(file)).match(/[^\t\n -~]|&#?\w+;|\\[uUx][\da-f]+/giu) ?? []))
  const known = charactersOf(head)
  return [...charactersOf(base)].every(one => known.has(one))
}

/** @param report gets the faults in files of approvals */
function toSide(descriptors: readonly InputFile[], messages: readonly VFileMessage[], report: VFile): ReviewSide {
  return {
    files: descriptors.map(readStated).filter(file => file !== undefined),
    approvals: descriptors.filter(isApprovals).flatMap(file => parseApprovals(decode(file, report))),
    messages: messages.map(toBuildMessage),
  }
}

function isApprovals({ path }: InputFile): boolean {
  return locate(path)?.rest === 'approvals'
}

function toBuildMessage({ ruleId, reason, note, file, line, column }: VFileMessage): BuildMessage {
  return { rule: String(ruleId), reason, note: note ?? '', place: { path: file ?? '', line, column } }
}
