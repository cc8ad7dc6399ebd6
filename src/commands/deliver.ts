import { relative, resolve, sep } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import type { OutputFile } from '../model.ts'
import { writeFiles } from '../write-files.ts'
import { count, type Io, type Report } from './command.ts'

/** A finished document that is made in a format only when asked for. */
export type Formats = Readonly<Record<string, () => string | Promise<Uint8Array>>>

/** What the options of a command say about where its document goes, and in what formats: one where it is printed. */
export interface Delivery {
  readonly out: string | undefined
  readonly formats: readonly string[]
}

/** A format that only a file can have: a terminal or a pipe gets no workbook. */
const BINARY = 'xlsx'

/** Reads `--out` and `--format`; a sentence when they do not fit. */
export function parseDelivery(
  { out, format }: Readonly<Record<string, unknown>>,
  formats: readonly string[],
  io: Io,
): Delivery | string {
  const asked =
    format === undefined ? formats.slice(0, out === undefined ? 1 : Infinity) : String(format).split(/[\s,]+/)
  const bad = asked.find(name => !formats.includes(name))
  if (bad !== undefined) return `Unexpected format “${bad}”, expected one of: ${formats.join(', ')}`
  if (out === undefined && (asked.length > 1 || asked[0] === BINARY)) {
    return `Unexpected formats “${String(format)}” without --out, expected a folder to write to: --out DIR`
  }
  const inProject = out === undefined ? '' : relative(io.root, resolve(io.root, String(out))).split(sep)[0]
  if (['out', 'descriptors', 'templates', 'src'].includes(inProject!)) {
    return `Unexpected folder “${String(out)}”, expected another: the project’s own folder ${inProject}/ is not for this`
  }
  return { out: out === undefined ? undefined : String(out), formats: asked }
}

/** Prints the document in one format, or writes it to a folder as `name.md`, `name.html` … */
export async function deliver(
  name: string,
  formats: Formats,
  { out, formats: asked }: Delivery,
  io: Io,
  messages: readonly VFileMessage[],
  lines: readonly string[],
): Promise<Report> {
  if (out === undefined) return { code: 0, product: String(await formats[asked[0]!]!()), messages, lines }
  const files: OutputFile[] = []
  for (const ending of new Set(asked)) {
    io.progress(`Writing ${name}.${ending} …`)
    files.push({ path: `${name}.${ending}`, content: await formats[ending]!() })
  }
  const faults = await writeFiles(resolve(io.root, out), files)
  if (faults.length > 0) return { code: 1, messages: faults, lines: ['Nothing was written.'] }
  return {
    code: 0,
    messages,
    lines: [...lines, `${out}: ${count(files.length, 'file')} written (${files.map(({ path }) => path).join(', ')})`],
  }
}
