import { type Plan, type PlanOptions, planBuild, type RequestReport } from '../../build/plan.ts'
import { writeOutputs } from '../../build/write.ts'
import { readFolder } from '../../io/files.ts'
import { readTemplates } from '../../io/templates.ts'
import { FORMATS, type Format } from '../../render/types.ts'
import { DRAFT } from '../../request/open.ts'
import { type Command, count, type Io } from '../command.ts'
import { isRefused, refusal } from '../releases.ts'

/** `npm run build`: makes every exhibit and writes `out/`, or writes nothing and says what is wrong. */
export const build: Command = {
  usage: `npm run build -- [--request NAME] [--formats ${FORMATS.join(',')}] [--only letter.docx,packet.pdf]`,
  does: 'Reads descriptors/, proves the proposals, and writes the exhibits to out/, and what to attach to out/<request>/filing/. --request: the one request to build; the files of the others stay as they are. --only: the files to attach.',
  options: { request: { type: 'string' }, formats: { type: 'string' }, only: { type: 'string' } },
  words: [0, 0],
  needsWorkspace: true,
  run: async (_, options, io) => {
    const formats = parseFormats(options.formats)
    if (typeof formats === 'string') return { code: 2, lines: [formats] }
    const request = options.request === undefined ? undefined : String(options.request)
    const only = options.only === undefined ? undefined : listed(options.only)
    const plan = await readAndPlan(io, formats, { request, only })
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'written')] }
    const drafts = plan.requests.filter(({ open }) => open.length > 0).map(({ name }) => name)
    const asked = { formats, request, drafts }
    const { written, removed, foreign } = await writeOutputs(io.root, plan.outputs, asked, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [written > 0 ? WHOLE : refusal(io.report, 'written')] }
    const same = plan.outputs.length - written
    const files = `out/: ${count(written, 'file')} written, ${same} unchanged, ${removed.length} removed`
    return {
      code: 0,
      lines: [
        ...plan.requests.flatMap(describe),
        files,
        ...removed.map(path => `  removed: ${path}`),
        ...leftAlone(foreign),
        ...plan.requests.map(describeState),
        ...pageToOpen(plan, request),
      ],
    }
  },
}

/** The last line: the page that leads to all that was made. */
function pageToOpen({ outputs }: Plan, request: string | undefined): string[] {
  const folder = request === undefined ? 'out' : `out/${request}`
  const page = ['index.html', 'index.md']
    .map(name => `${folder}/${name}`)
    .find(path => outputs.some(one => one.path === path))
  return page === undefined ? [] : [`Open ${page}`]
}

/** Whether a request can be filed. */
function describeState({ name, open }: RequestReport): string {
  return open.length > 0 ? `${name}: ${DRAFT} (${count(open.length, 'item')} open)` : `${name}: ready to file`
}

/** The disk may refuse after some files are in their place. */
const WHOLE = 'Each file of out/ is whole: as it was, or as the build makes it.'

/** A copy of a request's folder is named once, not file by file. */
function leftAlone(foreign: readonly string[]): string[] {
  const folders = new Map<string, string[]>()
  for (const path of foreign) {
    const folder = path.split('/').slice(0, 2).join('/')
    folders.set(folder, [...(folders.get(folder) ?? []), path])
  }
  const named = [...folders].flatMap(([folder, paths]) =>
    paths.length > MOST_NAMED ? [`${folder}/ (${paths.length} files)`] : paths,
  )
  return named.map(name => `  left alone, not made by the build or changed since: ${name}`)
}

const MOST_NAMED = 5

/** Reads the workspace's descriptors and templates and plans the build; all faults are in `io.report`. */
export async function readAndPlan({ root, report }: Io, formats: readonly Format[], wanted: PlanOptions) {
  const descriptors = await readFolder(root, 'descriptors', report)
  const { all: templates } = await readTemplates(root, report)
  const plan = await planBuild(descriptors, templates, formats, wanted)
  for (const message of plan.messages) report.messages.push(message)
  return plan
}

/** The formats asked for, or a sentence that says what is wrong with them. */
export function parseFormats(option: string | boolean | undefined): readonly Format[] | string {
  if (option === undefined) return FORMATS
  const asked = listed(option)
  const unknown = asked.find(one => !FORMATS.includes(one as Format))
  return unknown === undefined
    ? FORMATS.filter(format => asked.includes(format))
    : `Unexpected format “${unknown}”, expected some of: ${FORMATS.join(', ')}`
}

function listed(option: string | boolean): string[] {
  return String(option)
    .split(',')
    .map(one => one.trim())
}

function describe({ name, exhibits, codes, checks, open, notes }: RequestReport): string[] {
  const statements = checks.reduce((total, check) => total + check.of, 0)
  return [
    `${name}: ${count(codes, 'code')}, ${count(exhibits, 'exhibit')}; ${checks.length} checks held in ${count(statements, 'case')}`,
    ...notes.map(note => `${name}: ${note}`),
    ...(open.length > 0 ? [`${name}: open before filing (${open.length}):`] : []),
    ...open.map(({ what, place }) => `  ${place ? `${place.path}:${place.line}:${place.column}  ` : ''}${what}`),
  ]
}
