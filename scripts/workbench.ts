// Makes dist/workbench.html: one file that opens from the disk and asks nothing of any other.
// usage: npm run workbench
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import Handlebars from 'handlebars'
import { root } from './lock.ts'
import { shortNoticesOf } from './notices.ts'

/** A part of the page, and how much of the page it takes. */
export interface Part {
  readonly name: string
  readonly bytes: number
}

/** The page as a text: its program, its style, and a policy that lets it do nothing but what it is made for. */
export async function workbenchHtml(): Promise<string> {
  return (await makeWorkbench()).html
}

/** The page and what weighs what in it. */
async function makeWorkbench(): Promise<{ html: string; parts: readonly Part[] }> {
  const [page, worker] = await Promise.all([bundle('main.ts'), bundle('worker.ts')])
  const program = `${page.text}\n`
  const copy = read('templates/page.js')
  const texts: Readonly<Record<string, string>> = {
    program,
    packed: pack(worker.text),
    notices: escapeHtml(shortNoticesOf([...new Set([...page.inputs, ...worker.inputs])])),
    copy,
    style: read('templates/style.css') + read('src/workbench/page.css'),
    policy: policyOf([copy, program]),
  }
  const frame = read('src/workbench/page.html')
  const parts = Object.entries({ ...texts, frame }).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }))
  return { html: frame.replace(/\{\{(\w+)\}\}/g, (_, name) => texts[name]!), parts }
}

/** The program of the worker, deflated, in letters that a page can hold: it is three times as small so. */
function pack(text: string): string {
  return deflateRawSync(text, { level: 9 }).toString('base64')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** No text of the program may end its script or begin a comment in it: esbuild writes `<\/script`. */
async function bundle(entry: string) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`src/workbench/${entry}`],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // Libraries that take what a page has would not run in the worker.
    conditions: ['worker', 'module'],
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    inject: [NODE],
    alias: Object.fromEntries(['fs', 'zlib', 'util', 'events', 'stream', 'node:crypto'].map(name => [name, NODE])),
    plugins: [platform, pageTemplates, withoutCompiler],
    define: { TEMPLATES: JSON.stringify(Object.fromEntries(TEMPLATES.map(name => [name, read(`templates/${name}`)]))) },
    metafile: true,
    write: false,
  })
  const text = outputFiles[0]!.text.trimEnd().replaceAll('<!--', '<\\!--')
  return { text, inputs: Object.keys(metafile.inputs) }
}

/** What reports and exhibits are made from; those of the PDFs, and of pages that only the command line has, are left out. */
const LEFT_OUT = /^(?:page\.typ|side-by-side\.(?:css|html)|preview|review|survey)/
const TEMPLATES = readdirSync(join(root, 'templates')).filter(name => !LEFT_OUT.test(name))

/** The templates of pages that are saved: the policy lets no code be made of a text. */
const pageTemplates: Plugin = {
  name: 'page templates',
  setup: made => {
    made.onResolve({ filter: /^compiled-pages$/ }, ({ path }) => ({ path, namespace: path }))
    made.onLoad({ filter: /./, namespace: 'compiled-pages' }, () => {
      const pages = ['comparison.html.hbs', 'page.html.hbs'].map(name => {
        const compiled = Handlebars.precompile(read(`templates/${name}`), { strict: true, knownHelpersOnly: true })
        return `${JSON.stringify(name)}: ${compiled}`
      })
      return { contents: `export default { ${pages.join(', ')} }` }
    })
  },
}

/** PDFs and pictures are made by a program of machine code, which no browser runs. */
const withoutCompiler: Plugin = {
  name: 'without compiler',
  setup: made => {
    made.onResolve({ filter: /^\.\/(?:pdf\/pdf|pictures\/pictures)\.ts$/ }, () => ({ path: 'none', namespace: 'none' }))
    made.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export {}' }))
  },
}

/** What yauzl finds in the place of Node.js. */
const NODE = join(root, 'src/workbench/node.ts')

/** The readers of releases take from the browser what they take from Node.js elsewhere. */
const platform: Plugin = {
  name: 'platform',
  setup: made => {
    made.onResolve({ filter: /(?:^\.|\/read)\/platform\.ts$/ }, () => ({
      path: join(root, 'src/workbench/platform.ts'),
    }))
  },
}

/** Two scripts, known by their sums, and a worker made of the second; no connection, no form, no frame. */
function policyOf(scripts: readonly string[]): string {
  const sums = scripts.map(text => `'sha256-${createHash('sha256').update(`\n${text}`).digest('base64')}'`)
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${sums.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { html, parts } = await makeWorkbench()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', 'workbench.html'), html)
  const inKilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`
  const weights = parts.map(({ name, bytes }) => `${name} ${inKilobytes(bytes)}`).join(', ')
  console.log(`dist/workbench.html: ${inKilobytes(Buffer.byteLength(html))} (${weights})`)
}
