import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { planBuild } from '../build/plan.ts'
import { readFolder } from '../io/files.ts'
import { findCommit, findMergeBase, howToFetch, readCommit } from '../io/git.ts'
import { decode } from '../parse/text.ts'
import { FORMATS, type Format } from '../render/types.ts'
import { parseApprovals } from '../request/approvals.ts'
import { locate } from '../request/group.ts'
import { readStated } from '../review/stated.ts'
import type { BuildMessage, ReviewSide } from '../review/types.ts'
import type { RuleId } from '../rules.ts'
import type { InputFile } from '../types.ts'
import { compareOutputs } from './commands/check.ts'

/** A file of `out/` that is not what the build makes. */
export interface Stale {
  readonly path: string
  readonly state: string
}

/** Gives the files below a folder of one state of the project. */
export type Reader = (folder: string) => Promise<InputFile[]>

/** A state of the project that is there to be read, or a sentence that says that it is not. */
export type State = { readonly name: string; readonly read: Reader } | { readonly missing: string }

/** The state before the change: a commit by its name, or the one at which the work at hand left the main branch. */
export async function findBase(root: string, name: string | undefined, report: VFile): Promise<State> {
  if (name !== undefined) return await findNamed(root, name, report)
  const found = await findMergeBase(root)
  if ('missing' in found) return found
  return { name: `the main branch at ${found.commit.slice(0, 12)}`, read: reader(root, found.commit, report) }
}

/** The state with the change: a commit by its name, or the files as they are. */
export async function findHead(root: string, name: string | undefined, report: VFile): Promise<State> {
  if (name !== undefined) return await findNamed(root, name, report)
  return { name: 'the files as they are', read: folder => readFolder(root, folder, report) }
}

async function findNamed(root: string, name: string, report: VFile): Promise<State> {
  const commit = await findCommit(root, name)
  if (!commit)
    return { missing: `Unexpected commit “${name}”, expected one that this clone has. Fetch it: ${howToFetch(name)}` }
  const short = commit.slice(0, 12)
  return {
    name: name.startsWith(commit.slice(0, 7)) ? short : `${name} (${short})`,
    read: reader(root, commit, report),
  }
}

function reader(root: string, commit: string, report: VFile): Reader {
  return folder => readCommit(root, commit, folder, report)
}

/** All that a review needs of two states: what their files say, what the build says of them, and what is stale. */
export interface Sides {
  readonly base: ReviewSide
  readonly head: ReviewSide
  /** Of the head. */
  readonly stale: readonly Stale[]
}

/**
 * Reads both states. The head is built whole, since a review names what is stale of its `out/`. Of the base it tells
 * faults only, so that of all files the text for the comment box is enough, and Word and PDF are made where the head has
 * a fault of theirs: to know whether it is new. Hence a fault of theirs that is gone with the change is not listed.
 */
export async function readSides(base: Reader, head: Reader): Promise<Sides> {
  const after = await readInputs(head)
  const { outputs, messages } = await planBuild(after.descriptors, after.templates, FORMATS)
  const stale = new VFile()
  if (messages.length === 0) compareOutputs(outputs, await head('out'), stale)
  const before = await readInputs(base)
  const known = isSame(before, after) ? messages : await faultsOf(before, messages.some(isOfPages) ? FORMATS : ['txt'])
  return {
    base: toSide(before, known),
    head: toSide(after, messages),
    stale: stale.messages.map(({ file, ruleId }) => ({ path: file!, state: String(ruleId).replace('output-', '') })),
  }
}

interface Inputs {
  readonly descriptors: readonly InputFile[]
  readonly templates: readonly InputFile[]
}

async function readInputs(read: Reader): Promise<Inputs> {
  return { descriptors: await read('descriptors'), templates: await read('templates') }
}

/** Both states are built by the program at hand: where their files are the same, so are the faults. */
function isSame(one: Inputs, other: Inputs): boolean {
  const [files, others] = [one, other].map(({ descriptors, templates }) => [...descriptors, ...templates])
  return files!.length === others!.length && files!.every((file, index) => isSameFile(file, others![index]!))
}

function isSameFile(one: InputFile, other: InputFile): boolean {
  return one.path === other.path && Buffer.compare(one.bytes, other.bytes) === 0
}

async function faultsOf(inputs: Inputs, formats: readonly Format[]): Promise<readonly VFileMessage[]> {
  return (await planBuild(inputs.descriptors, inputs.templates, formats)).messages
}

/** The rules that are not, or not wholly, looked at by a build without pages, Word and PDF. */
const OF_PAGES: readonly RuleId[] = [
  'page-glyph',
  'page-template',
  'filing-limit',
  'template-missing',
  'template-syntax',
]

function isOfPages({ ruleId }: VFileMessage): boolean {
  return OF_PAGES.includes(ruleId as RuleId)
}

function toSide({ descriptors }: Inputs, messages: readonly VFileMessage[]): ReviewSide {
  const files = descriptors.map(readStated).filter(file => file !== undefined)
  const approvals = descriptors.filter(isApprovals).flatMap(file => parseApprovals(decode(file)))
  return { files, approvals, messages: messages.map(toBuildMessage) }
}

function isApprovals({ path }: InputFile): boolean {
  return locate(path)?.rest === 'approvals'
}

function toBuildMessage({ ruleId, reason, note, file, line, column }: VFileMessage): BuildMessage {
  return { rule: String(ruleId), reason, note: note ?? '', place: { path: file ?? '', line, column } }
}
