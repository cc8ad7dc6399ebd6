import type { VFile } from 'vfile'
import { difference } from '../../build/difference.ts'
import { judgeOut, LIST, type OutFile, readOut } from '../../build/made.ts'
import { FORMATS, type Format } from '../../render/types.ts'
import { fault } from '../../rules.ts'
import type { OutputFile } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { isRefused } from '../releases.ts'
import { parseFormats, readAndPlan } from './build.ts'

/** `npm run check`: says whether `out/` is what the build would make; writes nothing. */
export const check: Command = {
  usage: `npm run check -- [--request NAME] [--formats ${FORMATS.join(',')}]`,
  does: 'Says whether out/ is fresh: which files are stale, missing, or have no source any more. --request: of this request only. --formats: of these formats only.',
  options: { request: { type: 'string' }, formats: { type: 'string' } },
  words: [0, 0],
  needsWorkspace: true,
  run: async (_, options, io) => {
    const { report } = io
    const formats = parseFormats(options.formats)
    if (typeof formats === 'string') return { code: 2, lines: [formats] }
    const request = options.request === undefined ? undefined : String(options.request)
    const plan = await readAndPlan(io, formats, { request })
    if (isRefused(report))
      return { code: 1, lines: [`${count(report.messages.length, 'fault')}; out/ was not compared.`] }
    compareOutputs(plan.outputs, await readOut(io.root, plan.outputs, report), report, { formats, request })
    if (isRefused(report))
      return { code: 1, lines: [`out/ is not fresh. Run: npm run build${request ? ` -- --request ${request}` : ''}`] }
    return { code: 0, lines: [`out/ is fresh: ${count(plan.outputs.length, 'file')}`] }
  },
}

/** Reports what differs between the files that the build makes and those that are there. */
export function compareOutputs(
  outputs: readonly OutputFile[],
  found: readonly OutFile[],
  report: VFile,
  { formats = FORMATS, request }: { formats?: readonly Format[]; request?: string | undefined } = {},
): void {
  const before = report.messages.length
  const state = judgeOut(outputs, found, { formats, request }, report)
  const told = new Set(report.messages.slice(before).map(({ file }) => file))
  for (const { path } of state?.missing ?? [])
    fault(report, 'output-missing', `Unexpected missing file, expected ${path}`, { path })
  for (const { path, there, content } of state?.stale ?? []) {
    const reason = `Unexpected content, expected what the build makes${difference(path, there, content)}`
    if (!told.has(path) && !told.has(LIST)) fault(report, 'output-stale', reason, { path })
  }
  if (state && !state.isListFresh && !told.has(LIST)) reportList(found, report)
  const folders = new Set(outputs.map(({ path }) => folderOf(path)))
  const foreign = (state?.foreign ?? []).filter(path => folders.has(folderOf(path)))
  for (const path of [...(state?.orphans ?? []), ...foreign])
    fault(report, 'output-orphan', `Unexpected file ${path}, expected only files that the build makes`, { path })
}

function reportList(found: readonly OutFile[], report: VFile): void {
  const isThere = found.some(({ path }) => path === LIST)
  if (isThere) fault(report, 'output-stale', 'Unexpected list, expected one of what the build makes', { path: LIST })
  else fault(report, 'output-missing', `Unexpected missing file, expected ${LIST}`, { path: LIST })
}

/** The folder of a request, in which nothing may be taken for an exhibit; in another one anybody may keep files. */
function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}
