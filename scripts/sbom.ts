// Prints the packages of the production set as CycloneDX.
// usage: npm run -s sbom > sbom.json
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { licenseOf, type Manifest, nameOf, productionOf, readJson, readPackages, root, shippedOf } from './lock.ts'

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly licenses?: readonly object[]
}

interface Bom {
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

const packages = readPackages()
const manifest = readJson<Manifest>('package.json')
const shipped = new Set(shippedOf(manifest))
const folders = new Map(
  productionOf(packages, manifest).map(folder => [`${nameOf(folder)}@${packages[folder]!.version}`, folder]),
)
console.log(JSON.stringify(ofProduction(askNpm()), null, 2))

/** All packages: npm counts what is bundled among those of development. */
function askNpm(): Bom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  return JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }))
}

function ofProduction(bom: Bom): Bom {
  const { component } = bom.metadata
  const own = component['bom-ref']
  const isKept = (ref: string) => folders.has(ref)
  const isDirect = (ref: string) => shipped.has(ref.slice(0, ref.lastIndexOf('@')))
  return {
    ...bom,
    // npm names it after the folder that it lies in.
    metadata: { ...bom.metadata, component: { ...component, name: manifest.name } },
    components: bom.components.filter(one => isKept(one['bom-ref'])).map(withLicense),
    dependencies: bom.dependencies
      .filter(({ ref }) => ref === own || isKept(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(ref === own ? isDirect : isKept) })),
  }
}

/** The lock file does not tell the license of a package that states it in the old field. */
function withLicense(component: Component): Component {
  const folder = folders.get(component['bom-ref'])!
  if (component.licenses || !existsSync(join(root, folder))) return component
  return { ...component, licenses: [{ license: { name: licenseOf(folder) } }] }
}
