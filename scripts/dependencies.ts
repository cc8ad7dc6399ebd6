// Measures the direct dependencies and writes docs/dependencies.md. It asks the registry for dates.
// usage: npm ci && npm run dependencies
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Measured, type Measures, type Notes, printPage } from './dependency-page.ts'
import { broughtAlong, licenseOf, type Manifest, productionOf, readJson, readPackages, root } from './lock.ts'

const NOTES = 'scripts/dependencies.json'

const packages = readPackages()
const manifest = readJson<Manifest>('package.json')
const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
const notes: Notes = { ...readJson<Notes>(NOTES), measured: measureAll() }
writeFileSync(join(root, NOTES), `${JSON.stringify(notes, null, 2)}\n`)
writeFileSync(join(root, 'docs/dependencies.md'), printPage(manifest, packages, notes))

function measureAll(): Measured {
  return {
    system: `${process.platform}-${process.arch}`,
    production: productionOf(packages, manifest).filter(isInstalled).length,
    packages: Object.fromEntries(names.map(name => [name, measurePackage(name)])),
  }
}

function measurePackage(name: string): Measures {
  const folder = `node_modules/${name}`
  const { version } = readJson<{ version: string }>(`${folder}/package.json`)
  const brought = broughtAlong(packages, folder).filter(isInstalled)
  return {
    version,
    license: licenseOf(folder),
    bytes: sizeOf(folder),
    bytesInAll: [folder, ...brought].reduce((sum, one) => sum + sizeOf(one), 0),
    brings: brought.length,
    ...datesOf(name, version),
  }
}

function isInstalled(folder: string): boolean {
  return existsSync(join(root, folder))
}

/** The files of a package, without those of the packages in it. */
function sizeOf(folder: string): number {
  const files = readdirSync(join(root, folder), { withFileTypes: true, recursive: true }).filter(
    entry => entry.isFile() && !entry.parentPath.slice(join(root, folder).length).includes('node_modules'),
  )
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

function datesOf(name: string, version: string): Pick<Measures, 'released' | 'newest' | 'newestReleased'> {
  const answer = execFileSync('npm', ['view', name, 'time', 'dist-tags.latest', '--json'], { encoding: 'utf8' })
  const { time, 'dist-tags.latest': newest } = JSON.parse(answer)
  const dayOf = (one: string) => {
    const day = time[one]?.slice(0, 'yyyy-mm-dd'.length)
    if (day === undefined)
      throw new Error(`Unexpected version ${one} of ${name}, expected one that the registry dates.`)
    return day
  }
  return { released: dayOf(version), newest, newestReleased: dayOf(newest) }
}
