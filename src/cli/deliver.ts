import { resolve } from 'node:path'
import { followLinks, toSlashes } from '../io/files.ts'
import { isWithin } from '../io/workspace.ts'
import { writeFiles } from '../io/write.ts'
import type { OutputFile } from '../types.ts'
import { count, type Io, type Report } from './command.ts'
import { describeUnwritten, isRefused } from './releases.ts'

/** A finished document that is made in a format only when asked for. */
export type Formats = Readonly<Record<string, () => string | Promise<string | Uint8Array>>>

/** What the options of a command say about where its document goes, and in what formats: one where it is printed. */
export interface Delivery {
  readonly out: string | undefined
  readonly formats: readonly string[]
}

/** Reads `--out` and `--formats`; a sentence when they do not fit. With `--out` alone, those of `formats` that are `usual`. */
export function parseDelivery(
  { out, formats: list }: Readonly<Record<string, unknown>>,
  formats: readonly string[],
  io: Io,
  usual: readonly string[] = formats,
): Delivery | string {
  if (out === '') return 'Unexpected empty --out, expected a folder to write to: --out DIR'
  const asked = list === undefined ? usual.slice(0, out === undefined ? 1 : Infinity) : parseFormats(String(list))
  const bad = asked.find(name => !formats.includes(name))
  if (bad !== undefined || asked.length === 0) {
    return `Unexpected format “${bad ?? ''}”, expected some of: ${formats.join(', ')}`
  }
  if (out === undefined && asked.length > 1) return `Unexpected formats “${asked.join(', ')}”, ${ONLY_TO_FILES}`
  const own = out === undefined ? undefined : findOwn(String(out), io)
  if (own !== undefined)
    return `Unexpected folder “${String(out)}”, expected another: the project’s own folder ${own}/ is not for this`
  return { out: out === undefined ? undefined : toSlashes(String(out)), formats: asked }
}

const OWN = ['out', 'descriptors', 'templates', 'src', '.git', 'node_modules']

/** The folder of the project in which `out` lies, by its name or by way of a link; `undefined` where it is none of them. */
function findOwn(out: string, { root, cwd }: Io): string | undefined {
  const real = followLinks(resolve(cwd, out))
  return OWN.find(name => isWithin(followLinks(resolve(root, name)), real))
}

const ONLY_TO_FILES = 'expected a folder to write to: --out DIR'

function parseFormats(list: string): string[] {
  return [...new Set(list.split(/[\s,]+/).filter(name => name !== ''))]
}

/**
 * Prints the document in one format, or writes it to a folder as `name.md`, `name.html` …
 *
 * @param keep tells what of the folder is kept, under another name, when these files are written there
 */
export async function deliver(
  name: string,
  formats: Formats,
  { out, formats: asked }: Delivery,
  io: Io,
  lines: readonly string[],
  keep: (files: readonly OutputFile[]) => Promise<readonly OutputFile[]> = async () => [],
): Promise<Report> {
  if (out === undefined) {
    const product = await formats[asked[0]!]!()
    if (typeof product === 'string') return { code: 0, product, lines }
    return { code: 2, lines: [`Unexpected format “${asked[0]}” without --out, ${ONLY_TO_FILES}`] }
  }
  const files: OutputFile[] = []
  for (const ending of asked) {
    io.progress(`Writing ${name}.${ending} …`)
    files.push({ path: `${name}.${ending}`, content: await formats[ending]!() })
  }
  const kept = await keep(files)
  if (isRefused(io.report)) return { code: 1, lines: [describeUnwritten([])] }
  const placed = await writeFiles(resolve(io.cwd, out), [...kept, ...files], io.report)
  if (isRefused(io.report)) return { code: 1, lines: [describeUnwritten(placed)] }
  return {
    code: 0,
    lines: [
      ...lines,
      ...kept.map(({ path }) => `The work list as it was is kept as ${path}`),
      `${out}: ${count(files.length, 'file')} written (${files.map(({ path }) => path).join(', ')})`,
    ],
  }
}
