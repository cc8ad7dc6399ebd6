// Runs src/main.ts. The source and its libraries are bundled by esbuild, anew only when a file of src/ has changed:
// loading a few files takes a fraction of the time of loading some hundreds.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'hcpcs-redline')
const bundle = join(cache, fingerprint())
if (!existsSync(bundle)) await makeBundle()
await import(pathToFileURL(join(bundle, 'main.js')).href)

/** Of the names, sizes and times of all that goes into the bundle. */
function fingerprint() {
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map(name => join('src', name))
  const stamps = ['package-lock.json', 'start.mjs', ...sources].sort().map(name => {
    const { size, mtimeMs } = statSync(join(root, name))
    return `${name} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16)
}

/** Written beside its place and then renamed: two runs at once do not see half a bundle. */
async function makeBundle() {
  const { build } = await import('esbuild')
  mkdirSync(cache, { recursive: true })
  const old = readdirSync(cache)
  const outdir = mkdtempSync(join(cache, 'new-'))
  await build({
    entryPoints: [join(root, 'src', 'main.ts')],
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    // It brings a library of machine code along, which cannot be bundled.
    external: ['@myriaddreamin/typst-ts-node-compiler'],
    target: 'node20',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
  try {
    renameSync(outdir, bundle)
  } catch {
    // Another run was faster.
    rmSync(outdir, { recursive: true, force: true })
  }
  for (const name of old) if (isOld(join(cache, name))) rmSync(join(cache, name), { recursive: true, force: true })
}

/** A run that still uses an older bundle has long ended after an hour. */
function isOld(path) {
  return Date.now() - statSync(path).mtimeMs > 3_600_000
}
