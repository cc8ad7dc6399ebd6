import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { planOverview } from '../../build/overview.ts'
import { type Plan, planBuild } from '../../build/plan.ts'
import { writeOutputs } from '../../build/write.ts'
import type { Templates } from '../../document/template/fill.ts'
import { readFolder } from '../../io/files.ts'
import { readTemplates } from '../../io/templates.ts'
import { decode } from '../../parse/text.ts'
import { FORMATS, type Format } from '../../render/types.ts'
import { locate } from '../../request/group.ts'
import type { BuildMessage } from '../../review/types.ts'
import type { InputFile } from '../../types.ts'
import { isSame } from '../same.ts'
import { type Server, serve } from './server.ts'
import { makeMistake, makePage, type State, toPreviewRequests } from './site.ts'
import { watchFolders } from './watch.ts'

export interface Preview {
  readonly address: string
  readonly stop: () => Promise<void>
}

/**
 * Builds, serves `out/`, and builds again after each change of descriptors or templates. A build that finds mistakes
 * leaves `out/` as it is.
 *
 * @param built is told what each build found
 * @param formats those that are built
 */
export async function startPreview(
  root: string,
  port: number,
  built: (messages: readonly VFileMessage[]) => void,
  formats: readonly Format[] = FORMATS,
): Promise<Preview> {
  let state: State = { requests: [], descriptors: [], messages: [], templates: new Map() }
  let kept: Kept | undefined
  let server: Server | undefined
  const rebuild = async () => {
    const { next, messages, made } = await build(root, state, kept, formats)
    state = next
    kept = made ?? kept
    built(messages)
    server?.reload()
  }
  // One build after the other: two at a time would write the same files.
  let last = rebuild()
  await last
  const watching = await watchFolders(root, ['descriptors', 'templates'], () => {
    last = last.then(rebuild)
  })
  const site = { root, page: (at: string) => makePage(state, at), mistake: (at: string) => makeMistake(state, at) }
  server = await serve(site, port).catch(error => {
    watching.stop()
    throw error
  })
  const { address, stop } = server
  return {
    address,
    stop: async () => {
      watching.stop()
      await last
      await stop()
    },
  }
}

/** A build without a fault, and the files that it was made of. */
interface Kept {
  readonly plan: Plan
  readonly descriptors: readonly InputFile[]
  readonly templates: readonly InputFile[]
}

interface Built {
  readonly next: State
  readonly messages: readonly VFileMessage[]
  readonly made?: Kept
}

async function build(root: string, before: State, kept: Kept | undefined, formats: readonly Format[]): Promise<Built> {
  const report = new VFile()
  const descriptors = await readFolder(root, 'descriptors', report)
  const { all: templates } = await readTemplates(root, report)
  const plan = await planAnew(descriptors, templates, kept, formats)
  for (const message of plan.messages) report.messages.push(message)
  if (report.messages.length === 0) await writeOutputs(root, plan.outputs, { formats }, report)
  const next = toState(before, plan, descriptors, templates, report)
  if (report.messages.length > 0) return { next, messages: report.messages }
  return { next, messages: [], made: { plan, descriptors, templates } }
}

/** Plans only the requests whose files are not what they were; of the others all is kept as it was made. */
async function planAnew(
  descriptors: readonly InputFile[],
  templates: readonly InputFile[],
  kept: Kept | undefined,
  formats: readonly Format[],
): Promise<Plan> {
  // A file that belongs to no request, or none at all, is a fault of the whole.
  const isWhole = descriptors.length > 0 && descriptors.every(({ path }) => locate(path) !== undefined)
  if (!kept || !isWhole || !isSame(templates, kept.templates)) return planBuild(descriptors, templates, formats)
  const of = (files: readonly InputFile[], name: string) => files.filter(({ path }) => locate(path)?.request === name)
  const isKept = (name: string) => isSame(of(descriptors, name), of(kept.descriptors, name))
  const requestOf = ({ path }: InputFile) => locate(path)!.request
  const names = new Set(descriptors.map(requestOf).filter(isKept))
  const changed = descriptors.filter(file => !names.has(requestOf(file)))
  const plan = changed.length > 0 ? await planBuild(changed, templates, formats) : NOTHING
  const old = kept.plan.requests.filter(({ name }) => names.has(name))
  const outputs = kept.plan.outputs.filter(({ path }) => names.has(path.split('/')[1]!))
  const requests = [...old, ...plan.requests]
  if (plan.messages.length > 0) return { messages: plan.messages, requests, outputs: [] }
  const made = plan.outputs.filter(({ path }) => locate(path) !== undefined)
  // It tells of all requests, and its template has no fault: the last good build had it too.
  const overview = await planOverview(requests, FORMATS, textsOf(templates), new VFile())
  return { messages: [], requests, outputs: [...outputs, ...made, ...overview] }
}

const NOTHING: Plan = { outputs: [], requests: [], messages: [] }

function toState(
  before: State,
  plan: Plan,
  descriptors: readonly InputFile[],
  templates: readonly InputFile[],
  report: VFile,
): State {
  const texts = textsOf(templates)
  const messages = report.messages.map(toBuildMessage)
  if (messages.length === 0) return { requests: toPreviewRequests(plan), descriptors, messages, templates: texts }
  return { ...before, messages, templates: before.templates.size > 0 ? before.templates : texts }
}

function textsOf(templates: readonly InputFile[]): Templates {
  return new Map(templates.map(file => [file.path.split('/').at(-1)!, String(decode(file))]))
}

function toBuildMessage({ ruleId, reason, note, file, line, column }: VFileMessage): BuildMessage {
  return { rule: String(ruleId), reason, note: note ?? '', place: { path: file ?? '', line, column } }
}
