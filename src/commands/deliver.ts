import { relative, resolve, sep } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { writeFiles } from '../write-files.ts'
import { count, type Io, type Report } from './command.ts'

/** A finished document that is made in a format only when asked for. */
export type Formats = Readonly<Record<string, () => string>>

/** What the options of a command say about where its document goes. */
export interface Delivery {
  readonly out: string | undefined
  readonly format: string
}

/** Reads `--out` and `--format`; a sentence when they do not fit. */
export function parseDelivery(
  { out, format }: Readonly<Record<string, unknown>>,
  formats: readonly string[],
  io: Io,
): Delivery | string {
  if (out !== undefined && format !== undefined) return 'Unexpected --format beside --out, which makes all formats'
  if (format !== undefined && !formats.includes(String(format))) {
    return `Unexpected format “${String(format)}”, expected one of: ${formats.join(', ')}`
  }
  const inProject = out === undefined ? '' : relative(io.root, resolve(io.root, String(out))).split(sep)[0]
  if (['out', 'descriptors', 'templates', 'src'].includes(inProject!)) {
    return `Unexpected folder “${String(out)}”, expected another: the project’s own folder ${inProject}/ is not for this`
  }
  return { out: out === undefined ? undefined : String(out), format: String(format ?? formats[0]) }
}

/** Prints the document in one format, or writes it in all of them to a folder as `name.md`, `name.html` … */
export async function deliver(
  name: string,
  formats: Formats,
  { out, format }: Delivery,
  io: Io,
  messages: readonly VFileMessage[],
  lines: readonly string[],
): Promise<Report> {
  if (out === undefined) return { code: 0, product: formats[format]!(), messages, lines }
  const files = Object.entries(formats).map(([ending, make]) => {
    io.progress(`Writing ${name}.${ending} …`)
    return { path: `${name}.${ending}`, content: make() }
  })
  const faults = await writeFiles(resolve(io.root, out), files)
  if (faults.length > 0) return { code: 1, messages: faults, lines: ['Nothing was written.'] }
  return {
    code: 0,
    messages,
    lines: [...lines, `${out}: ${count(files.length, 'file')} written (${files.map(({ path }) => path).join(', ')})`],
  }
}
