import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import * as vfile from 'vfile'
import { describe, expect, test } from 'vitest'
import { readJson } from '../../scripts/lock.ts'
import * as index from '../../src/index.ts'
import * as release from '../../src/release.ts'
import * as request from '../../src/request.ts'
import { makeTxt, sample } from '../release/release-maker.ts'
import { leastRequest } from '../support/least-request.ts'
import { root } from '../support/project.ts'
import { emptyFolder } from '../support/scratch.ts'

/** The examples of all docstrings, by the file that they stand in. */
const examples = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .flatMap(name => {
    const text = readFileSync(join(root, 'src', name), 'utf8')
    const found = text.matchAll(/^ \* @example\n([\s\S]*?)^ \*\/\nexport (?:async )?function (\w+)/gm)
    return Array.from(found, ([, lines = '', of = '']) => ({ of, text: lines.replace(/^ \* ?/gm, '') }))
  })

/** The example of the guide. */
const guide = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync(`${root}/docs/workspace.md`, 'utf8'))![1]!

/** An example as a function: what it imports is handed in, and each `expression // value` is checked. */
function toProgram(text: string): string {
  return text
    .replace(/^import (\{.*\}) from '(.*)'$/gm, "const $1 = modules['$2']")
    .replace(/^(.+) \/\/ (.+)$/gm, 'check($1, $2)')
}

/** The files that the examples name. */
async function filesOfExamples(): Promise<string> {
  const folder = await emptyFolder()
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  for (const [path, text] of Object.entries(leastRequest)) put(path, text)
  cpSync(`${root}/templates`, `${folder}/node_modules/hcpcs-redline/dist/cli/templates`, { recursive: true })
  const [modifier, first, second] = sample
  put('HCPC2018_JAN.txt', makeTxt(sample))
  const changed = { ...first!, long: first!.long.replace('20 million', '30 million') }
  put('HCPC2018_APR.txt', makeTxt([modifier!, changed, second!, { ...first!, code: 'Q9003', added: '20180401' }]))
  return folder
}

describe('the public face', () => {
  const functions = [index, release, request].flatMap(face => Object.keys(face))

  test('has an example for each function', () => {
    const named = new Map(Object.entries({ redlineNodes: 'toMdast' }))
    const shown = examples.map(({ of }) => named.get(of) ?? of)
    expect(functions.filter(name => !shown.includes(name))).toEqual([])
  })

  test.each([...examples, { of: 'docs/workspace.md', text: guide }])('the example of $of is true', async ({ text }) => {
    const folder = await filesOfExamples()
    const modules = {
      'hcpcs-redline': index,
      'hcpcs-redline/release': release,
      'hcpcs-redline/request': request,
      vfile,
      'node:fs/promises': {
        readFile: (path: string) => readFile(join(folder, path)),
        readdir: (path: string) => readdir(join(folder, path)),
      },
    }
    let checks = 0
    const check = (value: unknown, expected: unknown) => {
      checks += 1
      expect(value).toEqual(expected)
    }
    const AsyncFunction = (async () => undefined).constructor as FunctionConstructor
    await AsyncFunction('modules', 'check', toProgram(text))(modules, check)
    expect(checks).toBeGreaterThan(0)
  })

  test('a redline needs “diff”, and nothing of Node.js', async () => {
    const { metafile } = await build({
      entryPoints: [`${root}/src/index.ts`],
      bundle: true,
      platform: 'neutral',
      format: 'esm',
      external: ['diff'],
      write: false,
      metafile: true,
    })
    const [made] = Object.values(metafile.outputs)
    expect(made!.imports.map(({ path }) => path)).toEqual(['diff'])
  })
})

test('package.json sends each entry to what the package holds', () => {
  const { exports, bin } = readJson<{ exports: Record<string, object>; bin: object }>('package.json')
  expect(bin).toEqual({ 'hcpcs-redline': 'dist/cli/bin.js' })
  for (const [name, source] of Object.entries({ '.': 'index', './release': 'release', './request': 'request' }))
    expect(exports[name]).toEqual({ types: `./dist/${source}.d.ts`, default: `./dist/${source}.js` })
})
