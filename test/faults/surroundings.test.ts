import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { readFolder, readNamed } from '../../src/io/files.ts'
import { makeTxt, sample } from '../release/release-maker.ts'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'
import { emptyFolder, installed, isAble, isLong, outputsOf, runProgram, scratch, start } from './scratch.ts'

/** Two codes of one day, which Estonian sorts the other way round. */
function withRelated(): string {
  const folder = scratch()
  const related = `${folder}/descriptors/demo0/related`
  const text = readFileSync(`${related}/Q2057.md`, 'utf8')
  for (const code of ['T1001', 'Z1001']) writeFileSync(`${related}/${code}.md`, text.replaceAll('Q2057', code))
  return folder
}

const clock = (day: string) => [
  '--import',
  `data:text/javascript,${encodeURIComponent(`const Real = Date
globalThis.Date = class extends Real {
  constructor(...args) { args.length ? super(...args) : super('${day}') }
  static now() { return new Real('${day}').getTime() }
}`)}`,
]

test('another language, time zone or day', async () => {
  const folder = withRelated()
  expect(await start(['build'], folder)).toMatchObject({ code: 0 })
  const expected = outputsOf(folder)
  const surroundings: readonly [string[], Record<string, string>][] = [
    [clock('1980-01-03T00:00:00Z'), { LC_ALL: 'et_EE.UTF-8', TZ: 'Pacific/Kiritimati' }],
    [clock('2099-12-31T23:59:59Z'), { LC_ALL: 'tr_TR.UTF-8', TZ: 'America/Los_Angeles' }],
    [[], { LC_ALL: 'C', TZ: 'Asia/Kathmandu' }],
  ]
  for (const [preload, env] of surroundings) {
    const other = withRelated()
    const command = [process.execPath, ...preload, `${root}/start.mjs`, 'build']
    expect(await runProgram(command, { cwd: other, env: { ...process.env, ...env } })).toMatchObject({ code: 0 })
    expect(outputsOf(other)).toEqual(expected)
  }
})

test('no git', async () => {
  const folder = scratch()
  const options = { env: { PATH: emptyFolder() } }
  writeFileSync(`${folder}/release.txt`, makeTxt(sample))
  const compare = ['compare', 'release.txt', 'release.txt', '--formats', 'csv']
  for (const args of [['build'], ['check'], compare])
    expect(await start(args, folder, options)).toMatchObject({ code: 0 })
  expect((await start(['verify', 'release.txt'], folder, options)).stderr).toContain('release.txt')
  const { code, stderr } = await start(['review'], folder, options)
  expect(code).not.toBe(0)
  expect(stderr).toMatch(/^Unexpected /)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('a PDF compiler that cannot be loaded', async () => {
  const program = installed()
  const library = `${program}/node_modules/@myriaddreamin`
  const ways = [
    () => rmSync(library),
    () => {
      mkdirSync(`${library}/typst-ts-node-compiler`, { recursive: true })
      writeFileSync(`${library}/typst-ts-node-compiler/index.js`, "throw Error('Failed to load native binding')")
    },
  ]
  const folder = scratch()
  const run = (...args: string[]) => runProgram([process.execPath, `${program}/start.mjs`, ...args], { cwd: folder })
  for (const spoil of ways) {
    spoil()
    for (const verb of ['build', 'check']) {
      const { code, stderr } = await run(verb)
      expect(code).toBe(1)
      expect(stderr).toMatch(
        /pdf-compiler\n {2}Unexpected PDF compiler .*; md, html, txt, docx, csv, xlsx can be made without it/,
      )
      expect(stderr).not.toMatch(/\n\s+at /)
    }
    const others = ['--formats', 'md,html,txt,docx']
    for (const verb of ['build', 'check']) expect(await run(verb, ...others)).toMatchObject({ code: 0 })
  }
})

const offline = ['unshare', '-rn']

test.skipIf(process.platform !== 'linux' || !isAble('a machine without a network', [...offline, 'true']))(
  'no network',
  async () => {
    const folder = scratch()
    for (const verb of ['build', 'check']) {
      const command = [...offline, process.execPath, `${root}/start.mjs`, verb]
      expect(await runProgram(command, { cwd: folder })).toMatchObject({ code: 0 })
    }
  },
)

/** Runs a piece of script beside the test until `work` is done. */
async function beside<T>(script: string, args: readonly string[], work: () => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, ['-e', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  try {
    return await work()
  } finally {
    child.kill()
    await closed
  }
}

test('a file that grows while it is read', async () => {
  const path = join(emptyFolder(), 'release.txt')
  writeFileSync(path, Buffer.alloc(40_000_000, 'a'))
  const grow = `const fs = require('fs'), file = fs.openSync(process.argv[1], 'a')
    for (let at = 0; at < 1e6; at++) { fs.writeSync(file, 'b'); if (at === 9) fs.writeSync(1, 'ready') }`
  const file = new VFile()
  const bytes = await beside(grow, [path], () => readNamed('/', path, 100_000_000, file))
  expect(bytes).toBeUndefined()
  expect(file.messages.map(({ reason }) => reason)).toEqual([
    'Unexpected change by another program, which is writing the file, expected one that stays as it is',
  ])
})

test('files that are saved anew while they are read', async () => {
  const folder = scratch()
  const path = `${folder}/descriptors/demo0/request.md`
  const [one, other] = ['Strike the services', 'Strike the very services']
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(one)
  cpSync(path, `${folder}/one`)
  writeFileSync(`${folder}/other`, text.replace(one, other))
  const save = `const fs = require('fs'), [path, ...versions] = process.argv.slice(1), texts = versions.map(v => fs.readFileSync(v))
    for (let at = 0; ; at++) { fs.writeFileSync(path + '~', texts[at % 2]); fs.renameSync(path + '~', path); if (at === 9) fs.writeSync(1, 'ready') }`
  const versions = [text, text.replace(one, other)]
  const seen = await beside(save, [path, `${folder}/one`, `${folder}/other`], async () => {
    const found = new Set<number>()
    for (let round = 0; round < (isLong ? 2000 : 60); round++) {
      const file = new VFile()
      const files = await readFolder(folder, 'descriptors', file)
      expect(file.messages).toEqual([])
      const read = Buffer.from(files.find(file => file.path.endsWith('request.md'))!.bytes).toString()
      found.add(versions.indexOf(read))
    }
    return found
  })
  expect([...seen].sort()).toEqual([0, 1])
  renameSync(`${folder}/one`, path)
  expect(await call(['build'], folder)).toMatchObject({ code: 0 })
})
