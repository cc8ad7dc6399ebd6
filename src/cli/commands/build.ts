import { planBuild, type RequestReport } from '../../build/plan.ts'
import { writeOutputs } from '../../build/write.ts'
import { readFolder } from '../../io/files.ts'
import { FORMATS, type Format } from '../../render/types.ts'
import { type Command, count, type Io } from '../command.ts'
import { isRefused, refusal } from '../releases.ts'

/** `npm run build`: makes every exhibit and writes `out/`, or writes nothing and says what is wrong. */
export const build: Command = {
  usage: 'npm run build -- [--formats md,html,txt,docx,pdf] [--only letter.docx,packet.pdf]',
  does: 'Reads descriptors/, proves the proposals and writes the exhibits to out/, and what to attach to out/<request>/filing/. --only: the files to attach.',
  options: { formats: { type: 'string' }, only: { type: 'string' } },
  words: [0, 0],
  run: async (_, options, io) => {
    const formats = parseFormats(options.formats)
    if (typeof formats === 'string') return { code: 2, lines: [formats] }
    const plan = await readAndPlan(io, formats, options.only === undefined ? undefined : listed(options.only))
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'written')] }
    const { written, removed, foreign } = await writeOutputs(io.root, plan.outputs, formats, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [written > 0 ? WHOLE : refusal(io.report, 'written')] }
    const same = plan.outputs.length - written
    const files = `out/: ${count(written, 'file')} written, ${same} unchanged, ${removed.length} removed`
    return {
      code: 0,
      lines: [
        ...plan.requests.flatMap(describe),
        files,
        ...listSome('removed', removed),
        ...listSome('left alone, not made by the build or changed since', foreign),
      ],
    }
  },
}

/** The disk may refuse after some files are in their place. */
const WHOLE = 'Each file of out/ is whole: as it was, or as the build makes it.'

/** Somebody may keep a whole archive in out/. */
function listSome(what: string, paths: readonly string[]): string[] {
  const lines = paths.slice(0, 50).map(path => `  ${what}: ${path}`)
  return paths.length > 50 ? [...lines, `  ${what}: ${paths.length - 50} files more`] : lines
}

/** Reads the project's descriptors and templates and plans the build; all faults are in `io.report`. */
export async function readAndPlan({ root, report }: Io, formats: readonly Format[], only?: readonly string[]) {
  const descriptors = await readFolder(root, 'descriptors', report)
  const templates = await readFolder(root, 'templates', report)
  const plan = await planBuild(descriptors, templates, formats, only)
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

function describe({ name, exhibits, codes, checks, toConfirm, notes }: RequestReport): string[] {
  const statements = checks.reduce((total, check) => total + check.of, 0)
  return [
    `${name}: ${count(codes, 'code')}, ${count(exhibits, 'exhibit')}; ${checks.length} checks held in ${count(statements, 'case')}`,
    ...(toConfirm.length > 0 ? [`${name}: to be confirmed before filing (${toConfirm.length}):`] : []),
    ...toConfirm.map(({ what, place }) => `  ${place.path}:${place.line}:${place.column}  ${what}`),
    ...notes.map(note => `${name}: ${note}`),
  ]
}
