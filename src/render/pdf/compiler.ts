import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'

/** A folder that is not there and that nobody can make, for nobody knows its name: what is compiled finds no file. */
const NOWHERE = join(tmpdir(), `no-files-${randomUUID()}`)

/** The port “discard”, at which nobody answers: ordinary programs cannot take it. */
const DEAD_END = 'http://127.0.0.1:9'
const PROXIES = ['http_proxy', 'https_proxy', 'all_proxy'].flatMap(name => [name, name.toUpperCase()])

/** Where the compiler looks for packages, and by which way it would fetch them. */
const CLOSED: Readonly<Record<string, string>> = {
  XDG_DATA_HOME: NOWHERE,
  XDG_CACHE_HOME: NOWHERE,
  no_proxy: '',
  NO_PROXY: '',
  ...Object.fromEntries(PROXIES.map(name => [name, DEAD_END])),
}

let compiler: NodeCompiler | undefined

/** What becomes of a document that was compiled. */
export type Print<T> = (compiler: NodeCompiler, document: NodeTypstDocument) => T

/**
 * Compiles a template in an empty world: it gets `document` as `sys.inputs.document`, and can read no file, import no
 * package, and fetch nothing. Throws an error in the compiler’s own words.
 *
 * The compiler has no option against packages, which it fetches when they are imported. Therefore, while it works (and
 * nothing else of the process does), its ways lead nowhere. On Windows and macOS, it still finds packages that the user
 * has installed for it, for there it does not ask the environment where they are.
 */
export function compile<T>(template: string, document: string, print: Print<T>): T {
  const before = Object.keys(CLOSED).map(name => [name, process.env[name]] as const)
  Object.assign(process.env, CLOSED)
  try {
    return compileHere(template, document, print)
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** Tagged, after PDF/UA-1, with its number of pages. */
export const toPdf: Print<{ pdf: Uint8Array; pages: number }> = (compiler, document) => ({
  pdf: new Uint8Array(compiler.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: 0 })),
  pages: document.numOfPages,
})

/** The pages below each other as one picture, in which each letter is an outline. */
export const toSvg: Print<string> = (compiler, document) => compiler.plainSvg(document)

function compileHere<T>(template: string, document: string, print: Print<T>): T {
  compiler ??= NodeCompiler.create({ workspace: NOWHERE })
  const made = compiler.compile({ mainFileContent: template, inputs: { document } })
  const failed = made.takeError()
  if (failed || !made.result) throw new Error(wordsOf(failed?.shortDiagnostics ?? 'no document'))
  const printed = print(compiler, made.result)
  compiler.evictCache(10)
  return printed
}

/** No name of a folder of this machine gets into a message. */
function wordsOf(said: unknown): string {
  return JSON.stringify(said).replaceAll(JSON.stringify(NOWHERE).slice(1, -1), '')
}
