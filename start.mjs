// Runs the command line from its source, bundled anew when a file of it has changed: loading a few files takes a fraction
// of the time of loading some hundreds.
import './src/cli/node-version.mjs'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'hcpcs-redline')
const kept = join(cache, fingerprint())
const SIZES = 'sizes.json'
await import(pathToFileURL(join(isReady() ? kept : await makeBundle(), 'bin.js')).href)

/** A bundle is put there whole: one that is there and is not whole was damaged since, or is somebody else's. */
function isReady() {
  if (!existsSync(kept)) return false
  if (isWhole(kept)) return true
  try {
    rmSync(kept, { recursive: true, force: true })
  } catch {
    // It cannot be removed: this run makes a bundle of its own.
  }
  return false
}

/** Whether a folder is there, and nobody but this user can put anything into it: what lies in it is run. */
function isOwn(folder) {
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return false
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0)
}

/** Whether a bundle may be run: nobody else can have put it there, and no file of it is cut short or gone. */
function isWhole(folder) {
  try {
    const sizes = Object.entries(JSON.parse(readFileSync(join(folder, SIZES), 'utf8')))
    return isOwn(folder) && sizes.every(([name, size]) => statSync(join(folder, name)).size === size)
  } catch {
    return false
  }
}

/** Of the names, sizes and times of all that goes into the bundle. */
function fingerprint() {
  const listed = ['src', 'templates', 'workspace'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true }).map(name => join(folder, name)),
  )
  const stamps = ['package.json', 'package-lock.json', 'scripts/bundle.mjs', ...listed].sort().map(name => {
    const { size, mtimeMs } = statSync(join(root, name), { throwIfNoEntry: false }) ?? {}
    return `${name} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16)
}

/** Written beside its place and then renamed: two runs at once do not see half a bundle. */
async function makeBundle() {
  const { bundle } = await import('./scripts/bundle.mjs').catch(end)
  const made = makeFolder()
  await bundle(made).catch(error => {
    rmSync(made, { recursive: true })
    end(error)
  })
  const files = readdirSync(made).filter(name => name.endsWith('.js'))
  const sizes = files.map(name => [name, statSync(join(made, name)).size])
  writeFileSync(join(made, SIZES), JSON.stringify(Object.fromEntries(sizes)))
  if (!made.startsWith(cache)) {
    symlinkSync(join(root, 'node_modules'), join(made, 'node_modules'), 'junction')
    process.on('exit', () => rmSync(made, { recursive: true, force: true }))
    return made
  }
  for (const name of readdirSync(cache))
    if (isOld(join(cache, name))) rmSync(join(cache, name), { recursive: true, force: true })
  try {
    // A folder for the time being is its user's alone.
    chmodSync(made, 0o755)
    renameSync(made, kept)
    return kept
  } catch {
    // Another run was faster. This one uses its own, which a later one removes.
    return made
  }
}

/** Where the project cannot be written, a folder for this run only, in which the libraries are found by a link. */
function makeFolder() {
  try {
    mkdirSync(cache, { recursive: true, mode: 0o755 })
    return mkdtempSync(join(cache, 'new-'))
  } catch {
    return mkdtempSync(join(tmpdir(), 'hcpcs-redline-'))
  }
}

/** A run that still uses an older bundle has long ended after an hour. */
function isOld(path) {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) > 3_600_000
}

/** Where libraries are missing, or are those of another system, a sentence says so; what is wrong with the source is shown. */
function end(error) {
  if (!/MODULE_NOT_FOUND/.test(error.code) && !/Could not resolve "[^.]|platform/.test(error.message)) throw error
  console.error(
    'Unexpected missing libraries, expected those of package-lock.json: run “npm ci” in the project’s folder.',
  )
  process.exit(2)
}
