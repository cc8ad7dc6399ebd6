// Runs src/cli/main.ts. The source and its libraries are bundled by esbuild, anew only when a file of src/ has changed:
// loading a few files takes a fraction of the time of loading some hundreds. The bundle only saves time: where it cannot
// be kept, it is made in memory each time.
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// Node.js 20 has one optimizing compiler, a slow one, and calls it early: in a run of a second it costs more than it gains.
// Called 15 times later it takes a quarter off a build and harms no long run (docs/benchmarks.md). Later versions have a
// quick one besides, and no such setting.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000')

const root = fileURLToPath(new URL('.', import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'hcpcs-redline')
const bundle = join(cache, fingerprint())
const SUMS = 'sums.json'
// They bring programs of machine code along, which cannot be bundled.
const NATIVE = ['@myriaddreamin/typst-ts-node-compiler', '@resvg/resvg-js', 'esbuild']
const common = {
  entryPoints: [join(root, 'src', 'cli', 'main.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: NATIVE,
  target: 'node20',
  logLevel: 'error',
  banner: {
    js: `import * as nodeModule from 'node:module'; const require = nodeModule.createRequire(${JSON.stringify(import.meta.url)});`,
  },
}
await import((await onDisk()) ?? (await inMemory()))

/** Of the names, sizes and times of all that goes into the bundle. */
function fingerprint() {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map(name => join('src', name))
  const stamps = ['package.json', 'package-lock.json', 'start.mjs', ...sources].sort().map(name => {
    const { size, mtimeMs } = statSync(join(root, name), { throwIfNoEntry: false }) ?? {}
    return `${name} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16)
}

/** The address of the bundle in the cache; `undefined` where the cache cannot be written, or others can write it. */
async function onDisk() {
  try {
    // Not writable for others, whatever the user's own settings allow.
    mkdirSync(cache, { recursive: true, mode: 0o755 })
    if (!isOwn(cache)) return undefined
    if (!isWhole(bundle)) await makeBundle()
  } catch {
    // Read-only, full or not there: inMemory needs none of it, and says what is wrong with the source.
  }
  return isWhole(bundle) ? pathToFileURL(join(bundle, 'main.js')).href : undefined
}

async function inMemory() {
  const { build } = await import('esbuild')
  // What lies nowhere finds no library by its name: it gets the whole address.
  const onResolve = ({ path }) =>
    NATIVE.includes(path) ? { path: import.meta.resolve(path), external: true } : undefined
  const addresses = {
    name: 'addresses',
    setup: made => made.onResolve({ filter: /^(?:@myri|@resvg|esbuild$)/ }, onResolve),
  }
  const { outputFiles } = await build({ ...common, external: [], plugins: [addresses], write: false })
  return `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
}

/** Whether a folder is one that nobody but this user can put anything into: what lies in it is run. */
function isOwn(folder) {
  const stats = lstatSync(folder)
  if (!stats.isDirectory()) return false
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0)
}

/** Whether each file is as it was made: a crash of the machine or a clean-up can leave less, or other bytes. */
function isWhole(folder) {
  try {
    const sums = JSON.parse(readFileSync(join(folder, SUMS), 'utf8'))
    return isOwn(folder) && Object.entries(sums).every(([name, sum]) => sumOf(join(folder, name)) === sum)
  } catch {
    return false
  }
}

function sumOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** Written beside its place and then renamed: two runs at once do not see half a bundle. */
async function makeBundle() {
  rmSync(bundle, { recursive: true, force: true })
  const { build } = await import('esbuild')
  const outdir = mkdtempSync(join(cache, 'new-'))
  try {
    await build({ ...common, outdir, splitting: true })
    const sums = readdirSync(outdir).map(name => [name, sumOf(join(outdir, name))])
    writeFileSync(join(outdir, SUMS), JSON.stringify(Object.fromEntries(sums)))
    renameSync(outdir, bundle)
  } finally {
    // Still there where another run was faster, or the disk is full.
    rmSync(outdir, { recursive: true, force: true })
  }
  for (const name of readdirSync(cache))
    if (isOld(join(cache, name))) rmSync(join(cache, name), { recursive: true, force: true })
}

/** A run that still uses an older bundle has long ended after an hour. */
function isOld(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > 3_600_000
}
