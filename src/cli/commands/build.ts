import { planBuild, type RequestReport } from '../../build/plan.ts'
import { writeOutputs } from '../../build/write.ts'
import { readFolder } from '../../io/files.ts'
import { FORMATS, type Format } from '../../render/types.ts'
import { type Command, count } from '../command.ts'

/** `npm run build`: makes every exhibit and writes `out/`, or writes nothing and says what is wrong. */
export const build: Command = {
  usage: 'npm run build -- [--formats md,html,txt,docx,pdf] [--only letter.docx,packet.pdf]',
  does: 'Reads descriptors/, proves the proposals and writes the exhibits to out/, and what to attach to out/<request>/filing/. --only: the files to attach.',
  options: { formats: { type: 'string' }, only: { type: 'string' } },
  words: [0, 0],
  run: async (_, options, io) => {
    const formats = parseFormats(options.formats)
    if (typeof formats === 'string') return { code: 2, lines: [formats] }
    const { plan, messages } = await readAndPlan(
      io.root,
      formats,
      options.only === undefined ? undefined : listed(options.only),
    )
    if (messages.length > 0)
      return { code: 1, messages, lines: [`${count(messages.length, 'fault')}; nothing was written.`] }
    const { written, removed, foreign, faults } = await writeOutputs(io.root, plan.outputs, formats)
    if (faults.length > 0) return { code: 1, messages: faults, lines: [WHOLE] }
    const same = plan.outputs.length - written
    const files = `out/: ${count(written, 'file')} written, ${same} unchanged, ${removed.length} removed`
    return {
      code: 0,
      lines: [
        ...plan.requests.flatMap(describe),
        files,
        ...removed.map(path => `  removed: ${path}`),
        ...foreign.map(leftAlone),
      ],
    }
  },
}

/** The disk may refuse after some files are in their place. */
const WHOLE = 'Each file of out/ is whole: as it was, or as the build makes it.'

function leftAlone(path: string): string {
  return `  left alone, not made by the build: ${path}`
}

/** Reads the project's descriptors and templates and plans the build; all faults are in `messages`. */
export async function readAndPlan(root: string, formats: readonly Format[], only?: readonly string[]) {
  const faults: Parameters<typeof readFolder>[2] = []
  const descriptors = await readFolder(root, 'descriptors', faults)
  const templates = await readFolder(root, 'templates', faults)
  const plan = await planBuild(descriptors, templates, formats, only)
  return { plan, messages: [...faults, ...plan.messages] }
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
