import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { type Plan, planBuild } from '../../build/plan.ts'
import { writeOutputs } from '../../build/write.ts'
import { readFolder } from '../../io/files.ts'
import { decode } from '../../parse/text.ts'
import { FORMATS } from '../../render/types.ts'
import type { BuildMessage } from '../../review/types.ts'
import type { InputFile } from '../../types.ts'
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
 */
export async function startPreview(
  root: string,
  port: number,
  built: (messages: readonly VFileMessage[]) => void,
): Promise<Preview> {
  let state: State = { requests: [], descriptors: [], messages: [], templates: new Map() }
  let server: Server | undefined
  const rebuild = async () => {
    const { next, messages } = await build(root, state)
    state = next
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

async function build(root: string, before: State): Promise<{ next: State; messages: readonly VFileMessage[] }> {
  const report = new VFile()
  const descriptors = await readFolder(root, 'descriptors', report)
  const templates = await readFolder(root, 'templates', report)
  const plan = await planBuild(descriptors, templates, FORMATS)
  for (const message of plan.messages) report.messages.push(message)
  if (report.messages.length === 0) await writeOutputs(root, plan.outputs, FORMATS, report)
  return { next: toState(before, plan, descriptors, templates, report), messages: report.messages }
}

function toState(
  before: State,
  plan: Plan,
  descriptors: readonly InputFile[],
  templates: readonly InputFile[],
  report: VFile,
): State {
  const texts = new Map(templates.map(file => [file.path.split('/').at(-1)!, String(decode(file))]))
  const messages = report.messages.map(toBuildMessage)
  if (messages.length === 0) return { requests: toPreviewRequests(plan), descriptors, messages, templates: texts }
  return { ...before, messages, templates: before.templates.size > 0 ? before.templates : texts }
}

function toBuildMessage({ ruleId, reason, note, file, line, column }: VFileMessage): BuildMessage {
  return { rule: String(ruleId), reason, note: note ?? '', place: { path: file ?? '', line, column } }
}
