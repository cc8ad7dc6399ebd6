// Makes dist/workbench.html: one file that opens from the disk and asks nothing of any other.
// usage: npm run workbench
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import Handlebars from 'handlebars'
import { root } from './lock.ts'
import { shortNoticesOf } from './notices.ts'

/** The page as a text: the program, its style, and a policy that lets it do nothing but what it is made for. */
export async function workbenchHtml(): Promise<string> {
  const { text, inputs } = await bundleProgram()
  const program = `${text}\n`
  const copy = read('templates/page.js')
  const parts: Readonly<Record<string, string>> = {
    program,
    notices: escapeHtml(shortNoticesOf(inputs)),
    copy,
    style: read('templates/style.css') + read('src/workbench/page.css'),
    policy: policyOf([copy, program]),
  }
  return read('src/workbench/page.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]!)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** No text of the program may end its script or begin a comment in it: esbuild writes `<\/script`. */
async function bundleProgram() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/workbench/main.ts'],
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
    plugins: [platform, pageTemplate],
    define: { TEMPLATES: JSON.stringify(Object.fromEntries(TEMPLATES.map(name => [name, read(`templates/${name}`)]))) },
    metafile: true,
    write: false,
  })
  const text = outputFiles[0]!.text.trimEnd().replaceAll('<!--', '<\\!--')
  return { text, inputs: Object.keys(metafile.inputs) }
}

/** What reports are made from. */
const TEMPLATES = [
  ...['comparison.md.hbs', 'history.md.hbs', 'notice.md.hbs'],
  ...['comparison.html.hbs', 'comparison.css', 'comparison.js', 'style.css', 'page.js'],
]

/** The template of a page that is saved: the policy lets no code be made of a text. */
const pageTemplate: Plugin = {
  name: 'page template',
  setup: made => {
    made.onResolve({ filter: /^compiled-page$/ }, ({ path }) => ({ path, namespace: path }))
    made.onLoad({ filter: /./, namespace: 'compiled-page' }, () => ({
      contents: `export default ${Handlebars.precompile(read('templates/comparison.html.hbs'), { strict: true, knownHelpersOnly: true })}`,
    }))
  },
}

/** What yauzl finds in the place of Node.js. */
const NODE = join(root, 'src/workbench/node.ts')

/** The readers of releases take from the browser what they take from Node.js elsewhere. */
const platform: Plugin = {
  name: 'platform',
  setup: made =>
    made.onResolve({ filter: /^\.\/platform\.ts$/ }, () => ({ path: join(root, 'src/workbench/platform.ts') })),
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
  const html = await workbenchHtml()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', 'workbench.html'), html)
  console.log(`dist/workbench.html: ${Math.round(Buffer.byteLength(html) / 1000)} kB`)
}
