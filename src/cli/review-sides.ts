import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { planBuild } from '../build/plan.ts'
import { readFolder } from '../io/files.ts'
import { findCommit, findMergeBase, howToFetch, readCommit } from '../io/git.ts'
import { decode } from '../parse/text.ts'
import { FORMATS } from '../render/types.ts'
import { parseApprovals } from '../request/approvals.ts'
import { locate } from '../request/group.ts'
import { readStated } from '../review/stated.ts'
import type { BuildMessage, ReviewSide } from '../review/types.ts'
import type { InputFile } from '../types.ts'
import { compareOutputs } from './commands/check.ts'

/** A file of `out/` that is not what the build makes. */
export interface Stale {
  readonly path: string
  readonly state: string
}

/** A side of a review. */
export interface Side {
  readonly name: string
  readonly side: ReviewSide
  readonly stale: readonly Stale[]
}

export type SideOrMissing = Side | { readonly missing: string }

/** The state before the change: a commit by its name, or the one at which the work at hand left the main branch. */
export async function readBase(root: string, name: string | undefined, report: VFile): Promise<SideOrMissing> {
  if (name !== undefined) return await readNamed(root, name, report)
  const found = await findMergeBase(root)
  return 'missing' in found
    ? found
    : await readSide(reader(root, found.commit, report), `the main branch at ${found.commit.slice(0, 12)}`)
}

/** The state with the change: a commit by its name, or the files as they are. */
export async function readHead(root: string, name: string | undefined, report: VFile): Promise<SideOrMissing> {
  return name === undefined
    ? await readSide(folder => readFolder(root, folder, report), 'the files as they are')
    : await readNamed(root, name, report)
}

async function readNamed(root: string, name: string, report: VFile): Promise<SideOrMissing> {
  const commit = await findCommit(root, name)
  if (commit)
    return await readSide(
      reader(root, commit, report),
      name.startsWith(commit.slice(0, 7)) ? commit.slice(0, 12) : `${name} (${commit.slice(0, 12)})`,
    )
  return { missing: `Unexpected commit “${name}”, expected one that this clone has. Fetch it: ${howToFetch(name)}` }
}

/** Gives the files below a folder of one state of the project. */
export type Reader = (folder: string) => Promise<InputFile[]>

function reader(root: string, commit: string, report: VFile): Reader {
  return folder => readCommit(root, commit, folder, report)
}

/** All that a review needs of one state: what its files say, and what the build says of them. */
export async function readSide(read: Reader, name: string): Promise<Side> {
  const descriptors = await read('descriptors')
  const plan = await planBuild(descriptors, await read('templates'), FORMATS)
  const stale = new VFile()
  if (plan.messages.length === 0) compareOutputs(plan.outputs, await read('out'), stale)
  const files = descriptors.map(readStated).filter(file => file !== undefined)
  const approvals = descriptors.filter(isApprovals).flatMap(file => parseApprovals(decode(file)))
  return {
    name,
    side: { files, approvals, messages: plan.messages.map(toBuildMessage) },
    stale: stale.messages.map(({ file, ruleId }) => ({ path: file!, state: String(ruleId).replace('output-', '') })),
  }
}

function isApprovals({ path }: InputFile): boolean {
  return locate(path)?.rest === 'approvals'
}

function toBuildMessage({ ruleId, reason, note, file, line, column }: VFileMessage): BuildMessage {
  return { rule: String(ruleId), reason, note: note ?? '', place: { path: file ?? '', line, column } }
}
