import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { FORMATS, type Format } from '../../src/render/types.ts'
import { call } from '../support/call.ts'
import { base, templates } from '../support/plans.ts'
import { root } from '../support/project.ts'
import { RUNS } from '../support/runs.ts'

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

const PATHS = [
  ...[
    '../..',
    '../../../tmp/x',
    '..',
    '.',
    '/',
    '/etc/passwd',
    'C:\\Windows',
    '..\\..\\x',
    '\\\\server\\share',
    '~',
    '~root',
  ],
  ...[
    'CON',
    'nul',
    'AUX.md',
    'com1',
    'LPT1.txt',
    'a\0b',
    '\0',
    'a/../../b',
    '%2e%2e%2f',
    'file:///etc/passwd',
    'a'.repeat(300),
  ],
]
const path = fc.oneof(
  fc.constantFrom(...PATHS),
  fc.array(fc.constantFrom('..', '/', '\\', 'a', '\0', ':', '.')).map(all => all.join('')),
)
/** Mostly Markdown, which takes least, and now and then every format, with the folder filing/. */
const formats = fc.oneof(
  { weight: 19, arbitrary: fc.constant<readonly Format[]>(['md']) },
  { weight: 1, arbitrary: fc.constant(FORMATS) },
)

/** Every field and value of a request, of a code and of the data files. */
const places = base.flatMap(file =>
  Array.from(new TextDecoder().decode(file.bytes).matchAll(/^[ -]*\w+: *(.+)$/gm), match => ({
    file,
    from: match.index + match[0].length - match[1]!.length,
    to: match.index + match[0].length,
  })),
)

test('a path as the value of any field: a build writes into the folder of its request, and the page of all requests', async () => {
  expect(places.length).toBeGreaterThan(50)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), path, formats, async ({ file, from, to }, value, made) => {
      const text = new TextDecoder().decode(file.bytes)
      const bytes = new TextEncoder().encode(text.slice(0, from) + JSON.stringify(value) + text.slice(to))
      const plan = await planBuild(
        base.map(one => (one === file ? { ...file, bytes } : one)),
        templates,
        made,
      )
      expect(plan.outputs.length > 0).toBe(plan.messages.length === 0)
      for (const output of plan.outputs)
        expect(output.path).toMatch(
          /^out\/(?:demo\/(?:filing\/|pictures\/)?[\w-]+|index)\.(?:md|html|txt|docx|pdf|svg|png|csv|xlsx)$/,
        )
    }),
    { numRuns: RUNS },
  )
})

test('a path as the name of a request or of a file is refused', async () => {
  await fc.assert(
    fc.asyncProperty(path, async value => {
      const renamed = base.map(file => ({ ...file, path: file.path.replace('/demo/', () => `/${value}/`) }))
      const plan = await planBuild(renamed, templates, ['md', 'html'])
      if (/^[a-z0-9][a-z0-9-]*$/.test(value)) return
      expect(plan.outputs).toEqual([])
      expect(plan.messages.length).toBeGreaterThan(0)
    }),
    { numRuns: RUNS },
  )
})

test('a path as an argument of “new” is refused and nothing is written', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'paths-'))
  made.push(parent)
  const folder = join(parent, 'deep', 'project')
  await mkdir(folder, { recursive: true })
  await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
  await writeFile(`${parent}/release.txt`, 'no release')
  const before = (await readdir(parent, { recursive: true })).sort()
  for (const value of PATHS) {
    for (const args of [
      ['Q2057', '--request', value],
      [value, '--request', 'demo'],
    ]) {
      const { code, stderr } = await call(['new', ...args, '--from', `${parent}/release.txt`], folder)
      expect(code).not.toBe(0)
      expect(stderr).toMatch(/Unexpected /)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  }
  expect((await readdir(parent, { recursive: true })).sort()).toEqual(before)
  expect(await readFile(`${parent}/release.txt`, 'utf8')).toBe('no release')
})
