import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** They bring programs of machine code along, which cannot be bundled. */
const NATIVE = ['@myriaddreamin/typst-ts-node-compiler', '@resvg/resvg-js']

/** What is the same of all that is bundled; where a library needs `require`, the banner gives it. */
export const common = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'silent',
  external: NATIVE,
  banner: {
    js: "import * as nodeModule from 'node:module'; const require = nodeModule.createRequire(import.meta.url);",
  },
}

/** Bundles the command line with its libraries into `outdir`, and lays beside it the files that it reads. */
export async function bundle(outdir) {
  const made = await build({ ...common, entryPoints: [join(root, 'src/cli/bin.ts')], outdir, metafile: true })
  for (const name of ['templates', 'workspace']) cpSync(join(root, name), join(outdir, name), { recursive: true })
  return Object.keys(made.metafile.inputs)
}
