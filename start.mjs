// Runs src/cli/main.ts. The source and its libraries are bundled by esbuild, anew only when a file of src/ has changed:
// loading a few files takes a fraction of the time of loading some hundreds. The bundle only saves time: where it cannot
// be kept, it is made in memory each time.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
const SIZES = 'sizes.json'
const NATIVE = '@myriaddreamin/typst-ts-node-compiler'
const common = {
  entryPoints: [join(root, 'src', 'cli', 'main.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  // It brings a library of machine code along, which cannot be bundled.
  external: [NATIVE],
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
  const stamps = ['package-lock.json', 'start.mjs', ...sources].sort().map(name => {
    const { size, mtimeMs } = statSync(join(root, name), { throwIfNoEntry: false }) ?? {}
    return `${name} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16)
}

/** The address of the bundle in the cache; `undefined` where the cache cannot be written. */
async function onDisk() {
  try {
    if (!isWhole(bundle)) await makeBundle()
  } catch {
    // Read-only, full or not there: inMemory needs none of it, and says what is wrong with the source.
  }
  return isWhole(bundle) ? pathToFileURL(join(bundle, 'main.js')).href : undefined
}

async function inMemory() {
  const { build } = await import('esbuild')
  // What lies nowhere finds no library by its name: it gets the whole address.
  const onResolve = () => ({ path: import.meta.resolve(NATIVE), external: true })
  const addresses = { name: 'addresses', setup: made => made.onResolve({ filter: /^@myriaddreamin\// }, onResolve) }
  const { outputFiles } = await build({ ...common, external: [], plugins: [addresses], write: false })
  return `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
}

/** Whether each file has the size that it had when it was made: a crash of the machine or a clean-up can leave less. */
function isWhole(folder) {
  try {
    const sizes = JSON.parse(readFileSync(join(folder, SIZES), 'utf8'))
    return Object.entries(sizes).every(([name, size]) => statSync(join(folder, name)).size === size)
  } catch {
    return false
  }
}

/** Written beside its place and then renamed: two runs at once do not see half a bundle. */
async function makeBundle() {
  rmSync(bundle, { recursive: true, force: true })
  const { build } = await import('esbuild')
  mkdirSync(cache, { recursive: true })
  const outdir = mkdtempSync(join(cache, 'new-'))
  try {
    await build({ ...common, outdir, splitting: true })
    const sizes = readdirSync(outdir).map(name => [name, statSync(join(outdir, name)).size])
    writeFileSync(join(outdir, SIZES), JSON.stringify(Object.fromEntries(sizes)))
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
