import { type Manifest, nameOf, type Packages, productionOf, shippedOf } from './lock.ts'

/** scripts/dependencies.json: `measured` is written by `npm run dependencies`, all else by hand. */
export interface Notes {
  /** Why the project has each direct dependency, in a sentence. */
  readonly reasons: Readonly<Record<string, string>>
  /** What is lost where the install script of a package of the production set does not run. */
  readonly withoutScript: Readonly<Record<string, string>>
  readonly measured: Measured
}

export interface Measured {
  /** The system on which the sizes were taken. */
  readonly system: string
  /** Packages of the production set that are installed there. */
  readonly production: number
  readonly packages: Readonly<Record<string, Measures>>
}

export interface Measures {
  readonly version: string
  readonly license: string
  readonly bytes: number
  readonly bytesInAll: number
  readonly brings: number
  readonly released: string
  readonly newest: string
  readonly newestReleased: string
}

/** docs/dependencies.md. */
export function printPage(manifest: Manifest, packages: Packages, notes: Notes): string {
  const { system, production: installed } = notes.measured
  const set = productionOf(packages, manifest)
  const shipped = shippedOf(manifest)
  const bundled = shipped.filter(name => !(name in manifest.dependencies))
  const others = Object.keys(manifest.devDependencies).filter(name => !bundled.includes(name))
  const row = (use: string) => (name: string) => toRow(cellsOf(name, use, packages, notes))
  return `# Dependencies

The libraries of other people that the project uses, each with the reason for it. \`npm run dependencies\` writes this page: edit \`scripts/dependencies.json\`, which has the reasons, and run it again. Versions, licenses and install scripts come from \`package-lock.json\` and from the installed packages.

- **Size** is the sum of the package’s files, as \`npm ci\` leaves them on the disk (${system}; 1 kB is 1,000 bytes). **In all** adds every package that it brings along.
- **Brings** is the number of packages that come with it, on that system. A package that several bring counts with each of them.
- **Released** is the date that the registry gives for the version in use. A mirror of the registry gives the day on which it received the version, which is then that old or older.

${toRow(['package', 'version', 'for', 'reason', 'license', 'size', 'in all', 'brings', 'released', 'newest', 'install script'])}
${toRow(['---', '---', '---', '---', '---', '--:', '--:', '--:', '---', '---', '---'])}
${Object.keys(manifest.dependencies).map(row('production')).join('\n')}
${bundled.map(row('production, bundled')).join('\n')}
${others.map(row('development')).join('\n')}

## The production set

${aboutProduction(packages, set, installed, system)}

## Install scripts

${aboutScripts(packages, set, notes.withoutScript)}
`
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function cellsOf(name: string, use: string, packages: Packages, { reasons, measured }: Notes): string[] {
  const { version, hasInstallScript } = packages[`node_modules/${name}`]!
  const { license, bytes, bytesInAll, brings, released, newest, newestReleased } = measured.packages[name]!
  return [
    `\`${name}\``,
    version,
    use,
    reasons[name]!,
    license,
    inUnits(bytes),
    inUnits(bytesInAll),
    `${brings}`,
    released,
    newest === version ? 'this one' : `${newest}, ${newestReleased}`,
    hasInstallScript ? 'has one' : 'none',
  ]
}

function inUnits(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function aboutProduction(packages: Packages, set: readonly string[], installed: number, system: string): string {
  const prebuilt = set.filter(folder => packages[folder]!.os)
  return `What users get has code of ${set.length} packages, on one system or another. ${prebuilt.length} of them are prebuilt programs, each for one system; npm takes those that fit. On ${system} that makes ${installed} packages. The package \`hcpcs-redline\` asks for the few that are marked “production”, which npm installs with it; the code of the others is in its own files, with their licenses in \`dist/NOTICES.txt\`.`
}

function aboutScripts(packages: Packages, set: readonly string[], withoutScript: Notes['withoutScript']): string {
  const scripted = set.filter(folder => packages[folder]!.hasInstallScript)
  if (scripted.length === 0) return 'No package of the production set has an install script, and `.npmrc` forbids them.'
  const notes = scripted.map(folder => `- \`${nameOf(folder)}\`: ${withoutScript[nameOf(folder)]}`)
  return `\`.npmrc\` forbids them (\`ignore-scripts\`): installing the project runs no program of any package, of production or of development. In the production set these have one, which does not run:\n\n${notes.join('\n')}`
}
