// Makes dist/, which is what the package holds.
// usage: npm run package
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { build } from 'esbuild'
import { bundle, common } from './bundle.mjs'
import { type Manifest, readJson, root } from './lock.ts'
import { noticesOf } from './notices.ts'
import { workbenchHtml } from './workbench.ts'

const dist = join(root, 'dist')
const ENTRIES = ['index', 'release', 'request']
/** The name of another file of ours in a declaration, without its ending. */
const OURS = /(from '|import\(")(\.[^'"]+)\.ts(?=['"])/g

const { dependencies } = readJson<Manifest>('package.json')

rmSync(dist, { recursive: true, force: true })
const inputs = [...(await bundle(join(dist, 'cli'))), ...(await bundleEntries())]
cpSync(join(root, 'schemas'), join(dist, 'schemas'), { recursive: true })
chmodSync(join(dist, 'cli', 'bin.js'), 0o755)
declareTypes()
writeFileSync(join(dist, 'NOTICES.txt'), noticesOf(inputs))
writeFileSync(join(dist, 'workbench.html'), await workbenchHtml())

/** The public face. What the package depends on stays outside, so that a program has each library once. */
async function bundleEntries(): Promise<string[]> {
  const at = (name: string) => join(root, 'src', `${name}.ts`)
  const options = { ...common, outdir: dist, external: Object.keys(dependencies), metafile: true as const }
  // Redlines run in a browser, too.
  const redlines = await build({ ...options, entryPoints: [at('index')], platform: 'neutral', banner: {} })
  const files = await build({
    ...options,
    entryPoints: [at('release'), at('request')],
    chunkNames: 'shared/[name]-[hash]',
  })
  return [redlines, files].flatMap(({ metafile }) => Object.keys(metafile.inputs))
}

/** The declarations that the entries reach, with the names that the files have in the package. */
function declareTypes(): void {
  const whole = join(dist, 'declared')
  const files = ENTRIES.map(name => `src/${name}.ts`)
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', whole]
  const project = join(root, 'tsconfig.package.json')
  writeFileSync(project, JSON.stringify({ extends: './tsconfig.json', include: [], exclude: [], files }))
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, ...options], {
      cwd: root,
      stdio: 'inherit',
    })
  } finally {
    rmSync(project)
  }
  const reached = new Set(ENTRIES.map(name => `${name}.d.ts`))
  for (const path of reached) {
    const text = readFileSync(join(whole, path), 'utf8')
    for (const [, , to] of text.matchAll(OURS)) reached.add(posix.join(posix.dirname(path), `${to}.d.ts`))
    const target = join(dist, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text.replace(OURS, '$1$2.js'))
  }
  rmSync(whole, { recursive: true })
}
