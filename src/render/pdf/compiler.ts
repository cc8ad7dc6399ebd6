import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

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

/**
 * Compiles a template in an empty world: it gets `document` as `sys.inputs.document`, and can read no file, import no
 * package, and fetch nothing. Throws an error in the compiler’s own words.
 *
 * The compiler has no option against packages, which it fetches when they are imported. Therefore, while it works (and
 * nothing else of the process does), its ways lead nowhere. On Windows and macOS, it still finds packages that the user
 * has installed for it, for there it does not ask the environment where they are.
 */
export function compile(template: string, document: string): { pdf: Uint8Array; pages: number } {
  const before = Object.keys(CLOSED).map(name => [name, process.env[name]] as const)
  Object.assign(process.env, CLOSED)
  try {
    return compileHere(template, document)
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

function compileHere(template: string, document: string): { pdf: Uint8Array; pages: number } {
  compiler ??= NodeCompiler.create({ workspace: NOWHERE })
  const made = compiler.compile({ mainFileContent: template, inputs: { document } })
  const failed = made.takeError()
  if (failed || !made.result) throw new Error(wordsOf(failed?.shortDiagnostics ?? 'no document'))
  const pdf = compiler.pdf(made.result, { pdfStandard: 'ua-1', creationTimestamp: 0 })
  compiler.evictCache(10)
  return { pdf: new Uint8Array(pdf), pages: made.result.numOfPages }
}

/** No name of a folder of this machine gets into a message. */
function wordsOf(said: unknown): string {
  return JSON.stringify(said).replaceAll(JSON.stringify(NOWHERE).slice(1, -1), '')
}
