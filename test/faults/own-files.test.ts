import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { moveIn, writeFiles } from '../../src/io/write.ts'
import { makeTxt, sample } from '../release/release-maker.ts'
import { call } from '../support/call.ts'
import { emptyFolder, scratch } from './scratch.ts'

/** A project that is built, in the formats that take least time. */
async function built(): Promise<string> {
  const folder = scratch()
  expect(await build(folder)).toMatchObject({ code: 0 })
  return folder
}

/** Two small releases in the project’s folder. */
function makeReleases(folder: string): [string, string] {
  const later = sample.map(one => ({ ...one, long: one.long.replace('20 million', '30 million') }))
  writeFileSync(`${folder}/HCPC2019_JAN_ANWEB.txt`, makeTxt(sample))
  writeFileSync(`${folder}/HCPC2019_APR_ANWEB.txt`, makeTxt(later))
  return ['HCPC2019_JAN_ANWEB.txt', 'HCPC2019_APR_ANWEB.txt']
}

const build = (folder: string) => call(['build', '--formats', 'md,txt'], folder)

function change(path: string, from: string, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
}

/** The bytes of every file below a folder. */
const tree = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map(entry => {
      const path = `${entry.parentPath}/${entry.name}`
      return entry.isFile() ? `${path} ${readFileSync(path, 'latin1')}` : path
    })
    .sort()

test('a filed copy, a letter of one’s own, and a request that is renamed', async () => {
  const folder = await built()
  cpSync(`${folder}/out/demo0`, `${folder}/out/demo-as-filed`, { recursive: true })
  mkdirSync(`${folder}/out/counsel`)
  writeFileSync(`${folder}/out/counsel/letter.txt`, 'mine')
  const own = [tree(`${folder}/out/demo-as-filed`), tree(`${folder}/out/counsel`)]
  renameSync(`${folder}/descriptors/demo0`, `${folder}/descriptors/renamed`)
  writeFileSync(`${folder}/out/demo0/exhibit-a.txt`, 'with remarks')
  const { code, stderr } = await call(['build'], folder)
  expect(code).toBe(0)
  expect(stderr).toContain('removed: out/demo0/exhibit-a.md')
  expect(stderr).toContain('left alone, not made by the build or changed since: out/demo0/exhibit-a.txt')
  expect(readdirSync(`${folder}/out/demo0`, { recursive: true })).toEqual(['exhibit-a.txt', 'pictures'])
  expect([tree(`${folder}/out/demo-as-filed`), tree(`${folder}/out/counsel`)]).toEqual(own)
  expect(await call(['check'], folder)).toMatchObject({ code: 0 })
})

test('a file of out/ that was changed by hand', async () => {
  const folder = await built()
  const path = `${folder}/out/demo0/exhibit-b.md`
  writeFileSync(path, `${readFileSync(path, 'utf8')}A note of mine.\n`)
  rmSync(`${folder}/out/demo0/index.md`)
  const before = tree(`${folder}/out`)
  const { code, stderr } = await build(folder)
  expect([code, stderr]).toEqual([1, expect.stringContaining('out/demo0/exhibit-b.md  output-edited')])
  expect(stderr).toContain('-A note of mine.')
  expect(stderr).toContain('What to do: Move your copy out of out/, or delete it, and run: npm run build.')
  expect(stderr).toContain('1 fault; nothing was written.')
  expect(tree(`${folder}/out`)).toEqual(before)
  rmSync(path)
  expect((await build(folder)).stderr).toContain('2 files written')
})

test('a list of what was made that is missing or damaged', async () => {
  const folder = await built()
  const list = readFileSync(`${folder}/out/MADE.txt`, 'utf8')
  rmSync(`${folder}/out/MADE.txt`)
  expect((await build(folder)).stderr).toContain('0 files written')
  expect(readFileSync(`${folder}/out/MADE.txt`, 'utf8')).toBe(list)
  change(`${folder}/descriptors/demo0/Q2042.md`, 'Novartis', 'Novartis AG')
  for (const [damaged, reason] of [
    [undefined, 'Unexpected missing list'],
    [list.slice(0, -40), ''],
    [list.slice(0, 400), 'Unexpected “'],
    ['\0\0\0', 'Unexpected “'],
  ] as const) {
    if (damaged === undefined) rmSync(`${folder}/out/MADE.txt`)
    else writeFileSync(`${folder}/out/MADE.txt`, damaged)
    const before = tree(`${folder}/out`)
    const { code, stderr } = await build(folder)
    if (reason === '') expect(code).toBeLessThan(2)
    else {
      expect([code, stderr]).toEqual([1, expect.stringContaining(reason)])
      expect(stderr).toContain('delete out/, and run: npm run build')
      expect(tree(`${folder}/out`)).toEqual(before)
    }
  }
  rmSync(`${folder}/out`, { recursive: true })
  expect(await build(folder)).toMatchObject({ code: 0 })
})

test('folders that look like a staging folder', async () => {
  const folder = emptyFolder()
  const part = fc.constantFrom('', '-', '1', '99999999', 'abcdef', 'area', '.', 'x y')
  const names = fc.array(part, { maxLength: 4 }).map(parts => `.staging-${parts.join('')}`)
  const inside = fc.constantFrom('0', '1', 'mine.txt', '.marker', 'sub/0', 'staging-of-another')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, inside)), async files => {
      rmSync(`${folder}/out`, { recursive: true, force: true })
      for (const [name, file] of [['.staging-99999999-abcdef', '0'] as const, ...files]) {
        mkdirSync(dirname(`${folder}/out/${name}/${file}`), { recursive: true })
        writeFileSync(`${folder}/out/${name}/${file}`, 'mine')
      }
      const before = tree(`${folder}/out`)
      await moveIn(folder, 'out', [])
      expect(tree(`${folder}/out`)).toEqual(before)
    }),
    { numRuns: 50 },
  )
  for (const [name, host] of [
    ['.staging-99999999-ghijkl', hostname()],
    ['.staging-99999999-mnopqr', 'another-computer'],
    [`.staging-${process.pid}-stuvwx`, hostname()],
  ] as const) {
    mkdirSync(`${folder}/out/${name}`, { recursive: true })
    writeFileSync(`${folder}/out/${name}/staging-of-hcpcs-redline`, host)
    writeFileSync(`${folder}/out/${name}/0`, 'half a fi')
  }
  await moveIn(folder, 'out', [])
  expect(existsSync(`${folder}/out/.staging-99999999-ghijkl`)).toBe(false)
  expect(existsSync(`${folder}/out/.staging-99999999-mnopqr/0`)).toBe(true)
  expect(existsSync(`${folder}/out/.staging-${process.pid}-stuvwx/0`)).toBe(true)
})

test('a link in the way of what is written', async () => {
  const folder = scratch()
  const before = tree(`${folder}/descriptors`)
  symlinkSync('descriptors', `${folder}/out`)
  const { code, stderr } = await build(folder)
  expect([code, stderr]).toEqual([1, expect.stringContaining('out  output-unwritable\n  Unexpected link')])
  rmSync(`${folder}/out`)
  mkdirSync(`${folder}/out`)
  symlinkSync('../descriptors/demo0', `${folder}/out/demo0`)
  expect((await build(folder)).stderr).toContain('out/demo0  output-unwritable')
  symlinkSync('descriptors', `${folder}/elsewhere`)
  const [older, newer] = makeReleases(folder)
  for (const out of ['elsewhere', 'elsewhere/new/deep', './out/../descriptors', `${folder}/out`, '.git/hooks']) {
    const { code, stderr } = await call(['compare', older, newer, '--out', out], folder)
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Unexpected folder “${out}”, expected another`)])
  }
  expect(tree(`${folder}/descriptors`)).toEqual(before)
  expect(await call(['compare', older, newer, '--out', 'out-of-town'], folder)).toMatchObject({ code: 0 })
})

test('several files of which one cannot be written', async () => {
  const folder = emptyFolder()
  const names = ['a.md', 'b.md', 'sub/c.md', 'sub/d.md']
  for (const name of names) {
    rmSync(`${folder}/x`, { recursive: true, force: true })
    mkdirSync(`${folder}/x/${name}`, { recursive: true })
    const before = tree(`${folder}/x`).filter(path => !path.endsWith('/sub'))
    const report = new VFile()
    const files = names.map(path => ({ path, content: 'new' }))
    expect(await writeFiles(`${folder}/x`, files, report)).toEqual([])
    expect(report.messages.map(({ ruleId, file }) => `${ruleId} ${file}`)).toEqual([`output-unwritable ${name}`])
    expect(tree(`${folder}/x`).filter(path => !path.endsWith('/sub'))).toEqual(before)
  }
  const project = scratch()
  const [older, newer] = makeReleases(project)
  mkdirSync(`${project}/x/comparison.csv`, { recursive: true })
  const { code, stderr } = await call(['compare', older, newer, '--out', 'x'], project)
  expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing was written.')])
  expect(readdirSync(`${project}/x`)).toEqual(['comparison.csv'])
})
