import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeTxt, sample } from '../release/release-maker.ts'
import { fillIn } from '../support/fill-in.ts'
import { root } from '../support/project.ts'
import { asOrdinaryUser, emptyFolder, runProgram } from './scratch.ts'

const PROGRAM = `import { accept, redline, recoverWordings, reject, toMdast } from 'hcpcs-redline'
import { compareReleases, readRelease } from 'hcpcs-redline/release'
import { planBuild, readPacket } from 'hcpcs-redline/request'
import { VFile } from 'vfile'

const made = redline('per day', 'per dose')
console.log(accept(made), reject(made), toMdast(made).length, recoverWordings('[struck: a]').current)
const read = await readRelease('a.txt', new Uint8Array())
console.log(read.release === undefined ? read.messages[0]?.ruleId : compareReleases(read.release, read.release).added)
const plan = await planBuild([], [], ['md'])
console.log(plan.messages.length, readPacket('demo', [], new VFile()) === undefined)
`

const TYPED = `import type { Redline } from 'hcpcs-redline'
import type { Release } from 'hcpcs-redline/release'
import type { InputFile, Packet } from 'hcpcs-redline/request'

export const edits = (made: Redline): number => made.edits.length
export const codes = (release: Release): string[] => release.records.map(record => record.code)
export const asked = (packet: Packet): string[] => packet.descriptors.map(descriptor => descriptor.code)
// @ts-expect-error: a file has bytes.
export const file: InputFile = { path: 'descriptors/demo/request.md' }
${PROGRAM}`

test('the package, installed into an empty folder with blanks and umlauts in its name', async () => {
  expect(await runProgram(['npm', 'run', '-s', 'package'], { cwd: root })).toMatchObject({ code: 0 })
  const parent = emptyFolder()
  const packed = await runProgram(['npm', 'pack', '-s', '--pack-destination', parent], { cwd: root })
  const folder = `${parent}/Müller, Änne – requests`
  mkdirSync(folder)
  const run = (...command: string[]) => runProgram(command, { cwd: folder })
  const install = ['npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  expect(await run(...install, `${parent}/${packed.stdout.trim()}`)).toMatchObject({ code: 0 })
  expect(await run('npx', '--no', 'hcpcs-redline', 'init', 'ces')).toMatchObject({ code: 0 })
  await fillIn(`${folder}/descriptors/ces`)
  expect(await run('npm', 'run', '-s', 'build')).toMatchObject({ code: 0 })
  expect(readdirSync(`${folder}/out/ces`)).toEqual(expect.arrayContaining(['packet.pdf', 'packet.docx', 'index.html']))
  expect(await run('npm', 'run', '-s', 'check')).toMatchObject({ code: 0, stderr: expect.stringContaining('is fresh') })
  const redline = await run('npm', 'run', '-s', 'redline', '--', 'per day', 'per dose')
  expect(redline).toEqual({ code: 0, stdout: 'per [struck: day][inserted: dose]\n', stderr: '' })
  await expectPreview(folder)
  await expectReleases(folder)
  writeFileSync(`${folder}/use.mjs`, PROGRAM)
  const used = await run(process.execPath, 'use.mjs')
  expect(used).toEqual({ code: 0, stdout: 'per dose per day 3 a\nrelease-truncated\n1 true\n', stderr: '' })
  writeFileSync(`${folder}/use.mts`, TYPED)
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--types', '', '--lib', 'es2023,dom', 'use.mts']
  const types = await run(process.execPath, `${root}/node_modules/typescript/bin/tsc`, '--ignoreConfig', ...options)
  expect(types).toEqual({ code: 0, stdout: '', stderr: '' })
  await expectReadOnly(folder)
})

async function expectPreview(folder: string): Promise<void> {
  const child = spawn('node_modules/.bin/hcpcs-redline', ['preview', '--port', '0'], { cwd: folder })
  try {
    let said = ''
    child.stderr.on('data', chunk => {
      said += chunk
    })
    await expect.poll(() => said, { timeout: 60_000 }).toContain('Preview: http')
    const page = await fetch(new URL('/ces/exhibit-a.html', /http\S+/.exec(said)![0]))
    expect(await page.text()).toContain('any type')
  } finally {
    child.kill('SIGINT')
    await once(child, 'close')
  }
}

/** A command finds the workspace from a folder within it, and the files where they are typed. */
async function expectReleases(folder: string): Promise<void> {
  const cwd = `${folder}/releases`
  mkdirSync(cwd)
  writeFileSync(`${cwd}/january.txt`, makeTxt(sample))
  const run = (...args: string[]) => runProgram(['npm', 'run', '-s', ...args], { cwd })
  const compared = await run('compare', '--', 'january.txt', 'january.txt', '--out', 'made')
  expect({ compared, made: readdirSync(`${cwd}/made`).length }).toMatchObject({ compared: { code: 0 }, made: 5 })
  expect((await run('verify', '--', 'january.txt')).stderr).toContain('january.txt')
  expect(readFileSync(`${folder}/package.json`, 'utf8')).toContain('"build": "hcpcs-redline build"')
}

/** Nothing but out/ is written, also by another user. */
async function expectReadOnly(folder: string): Promise<void> {
  const bin = `${folder}/node_modules/.bin/hcpcs-redline`
  const redline = await runProgram([...asOrdinaryUser, process.execPath, bin, 'redline', 'a', 'b'], { cwd: folder })
  expect(redline).toEqual({ code: 0, stdout: '[struck: a][inserted: b]\n', stderr: '' })
  const check = await runProgram([...asOrdinaryUser, process.execPath, bin, 'check'], { cwd: folder })
  expect(check).toMatchObject({ code: 0 })
}
