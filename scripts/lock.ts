import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What package-lock.json says of one package. */
interface Locked {
  readonly version: string
  /** The checksum that npm holds what it downloads against. */
  readonly integrity?: string
  /** The address it came from; `.npmrc` keeps it out of the file. */
  readonly resolved?: string
  readonly license?: string
  /** The systems that a prebuilt program is for. */
  readonly os?: readonly string[]
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** All packages of a lock file by the folder that npm puts them in; the project itself is not among them. */
export type Packages = Readonly<Record<string, Locked>>

export interface Manifest {
  readonly name: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

export function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(`${root}/${path}`, 'utf8'))
}

export function readPackages(): Packages {
  const { '': _project, ...packages } = readJson<{ packages: Packages }>('package-lock.json').packages
  return packages
}

/** The direct dependencies that users get: those that the package asks for, and those that its bundles take in. */
export function shippedOf({ dependencies, devDependencies }: Manifest): string[] {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.ts$/.test(name),
  )
  const text = sources.map(name => readFileSync(join(root, 'src', name), 'utf8')).join('\n')
  const isBundled = (name: string) => new RegExp(`from '${name}(?:/[^']+)?'`).test(text)
  return [...Object.keys(dependencies), ...Object.keys(devDependencies).filter(isBundled)]
}

/** The folders of what users get, on one system or another: what is shipped, and all that it brings along. */
export function productionOf(packages: Packages, manifest: Manifest): string[] {
  const folders = shippedOf(manifest).map(name => `node_modules/${name}`)
  return [...new Set(folders.flatMap(folder => [folder, ...broughtAlong(packages, folder)]))].sort()
}

export function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** The folders of all that a package needs, directly or not, on one system or another. Optional peers are not needed. */
export function broughtAlong(packages: Packages, folder: string): string[] {
  const found = new Set([folder])
  for (const one of found) for (const needed of needs(packages, one)) found.add(needed)
  return [...found].slice(1)
}

function needs(packages: Packages, folder: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[folder]!
  const peers = Object.keys(peerDependencies ?? {}).filter(name => !peerDependenciesMeta?.[name]?.optional)
  const names = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
  return names.flatMap(name => resolve(packages, folder, name) ?? [])
}

/** Looks for a package where Node.js does: in the folder itself, then in the one around it. */
function resolve(packages: Packages, folder: string, name: string): string | undefined {
  const path = `${folder && `${folder}/`}node_modules/${name}`
  if (path in packages) return path
  if (folder === '') return undefined
  return resolve(packages, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name)
}

/** The license that an installed package states, in the field of today or in that of old packages. */
export function licenseOf(folder: string): string {
  const { license, licenses } = readJson<{ license?: string; licenses?: { type: string }[] }>(`${folder}/package.json`)
  const stated = license ?? licenses?.map(({ type }) => type).join(' OR ')
  if (!stated) throw new Error(`Unexpected package ${nameOf(folder)} without a license, expected one that states it.`)
  return stated
}
