import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Notes, printPage } from '../../scripts/dependency-page.ts'
import {
  broughtAlong,
  type Manifest,
  nameOf,
  type Packages,
  productionOf,
  readJson,
  readPackages,
} from '../../scripts/lock.ts'
import { root } from '../support/project.ts'

const packages = readPackages()
const manifest = readJson<Manifest>('package.json')
const production = productionOf(packages, manifest)
const direct = { ...manifest.dependencies, ...manifest.devDependencies }
const notes = readJson<Notes>('scripts/dependencies.json')

const npm = (...args: string[]) => {
  const { status, stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  return { status, stdout: stdout.trim() }
}

describe('docs/dependencies.md', () => {
  const page = readFileSync(`${root}/docs/dependencies.md`, 'utf8')
  const rows = page.split('\n').filter(line => line.startsWith('| `'))

  test('is what `npm run dependencies` prints of what it measured last', () => {
    expect(page).toBe(printPage(manifest, packages, notes))
  })

  test('has each direct dependency, and nothing else', () => {
    expect(rows.map(row => /^\| `([^`]+)`/.exec(row)![1]!).sort()).toEqual(Object.keys(direct).sort())
  })

  test.each(Object.entries(direct))('has %s %s with a reason and the license of the lock file', (name, version) => {
    const { version: locked, license } = packages[`node_modules/${name}`]!
    expect(notes.measured.packages[name]).toMatchObject({ version, license })
    expect(locked).toBe(version)
    expect(notes.reasons[name]).toMatch(/^[A-Z][^|]+\.$/)
    expect(rows.find(row => row.startsWith(`| \`${name}\` | ${version} | `))).toContain(
      ` | ${notes.reasons[name]} | ${license} | `,
    )
  })

  test('is made of notes on direct dependencies and on install scripts, none of them left over', () => {
    expect(Object.keys(notes.reasons).sort()).toEqual(Object.keys(direct).sort())
    expect(Object.keys(notes.measured.packages)).toEqual(Object.keys(direct))
    const scripted = production.filter(folder => packages[folder]!.hasInstallScript)
    expect(Object.keys(notes.withoutScript)).toEqual(scripted.map(nameOf))
  })
})

describe('what a package brings along', () => {
  const version = '1.0.0'
  const lock: Packages = {
    'node_modules/a': { version, dependencies: { b: '1' }, optionalDependencies: { 'c-system': '1' } },
    'node_modules/a/node_modules/b': { version, dependencies: { d: '1' } },
    'node_modules/b': { version, dependencies: { e: '1' } },
    'node_modules/c-system': { version, os: ['system'] },
    'node_modules/d': {
      version,
      peerDependencies: { a: '1', p: '1', q: '1' },
      peerDependenciesMeta: { q: { optional: true } },
    },
    'node_modules/e': { version },
    'node_modules/p': { version },
    'node_modules/q': { version },
  }

  test('is what it needs and what that needs, each where Node.js finds it, once', () => {
    expect(broughtAlong(lock, 'node_modules/a').sort()).toEqual([
      'node_modules/a/node_modules/b',
      'node_modules/c-system',
      'node_modules/d',
      'node_modules/p',
    ])
    expect(broughtAlong(lock, 'node_modules/b')).toEqual(['node_modules/e'])
  })
})

describe('package-lock.json', () => {
  test('has a checksum for each package, also for the programs of other systems, which npm leaves out at times', () => {
    const without = Object.keys(packages).filter(
      folder => !/^sha512-[\w+/]{86}==$/.test(packages[folder]!.integrity ?? ''),
    )
    expect(without).toEqual([])
  })

  test('has the programs of every system, not only of the one on which it was written', () => {
    for (const [folder, { optionalDependencies = {} }] of Object.entries(packages)) {
      const found = broughtAlong(packages, folder).map(nameOf)
      for (const name of Object.keys(optionalDependencies)) expect(found, folder).toContain(name)
    }
  })

  test('has the same checksum for a package wherever it lies, and names no server to take it from', () => {
    const sums = new Map<string, string>()
    for (const [folder, { version, integrity, resolved }] of Object.entries(packages)) {
      const name = `${nameOf(folder)}@${version}`
      expect(sums.get(name) ?? integrity).toBe(integrity)
      expect(resolved).toBeUndefined()
      sums.set(name, integrity!)
    }
  })
})

describe('npm', () => {
  test('runs no install script in this project', () => {
    expect(npm('config', 'get', 'ignore-scripts').stdout).toBe('true')
  })

  test('finds each package that is needed, in the version that is asked for', () => {
    expect(npm('ls', '--all')).toMatchObject({ status: 0 })
  })

  test('lists the production set as CycloneDX: each package once, with its version and license', () => {
    const { status, stdout } = npm('run', '-s', 'sbom')
    expect(status).toBe(0)
    const { bomFormat, metadata, components, dependencies } = JSON.parse(stdout)
    expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', manifest.name])
    const listed = components.map(({ name, version }: { name: string; version: string }) => `${name}@${version}`)
    expect(listed.sort()).toEqual(production.map(folder => `${nameOf(folder)}@${packages[folder]!.version}`).sort())
    for (const { licenses } of components) expect(licenses).toHaveLength(1)
    const refs = new Set([metadata.component, ...components].map(component => component['bom-ref']))
    expect(new Set(dependencies.map(({ ref }: { ref: string }) => ref))).toEqual(refs)
    for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(refs).toContain(ref)
  })
})
