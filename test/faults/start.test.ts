import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { root } from '../support/project.ts'
import { asOrdinaryUser, canBeOrdinary, emptyFolder, installed, isLong, runProgram } from './scratch.ts'

const words = ['redline', 'per day', 'per dose']
const answer = 'per [struck: day][inserted: dose]\n'
const nodeAt = (folder: string) => [process.execPath, `${folder}/start.mjs`, ...words]
const works = async (folder: string, command = nodeAt(folder)) =>
  expect(await runProgram(command)).toEqual({ code: 0, stdout: answer, stderr: '' })

/** What a command says in one sentence, with exit code 2. */
const says = async (command: readonly string[], sentence: RegExp, options: SpawnOptions = {}) => {
  const { code, stdout, stderr } = await runProgram(command, options)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(sentence)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
}

test('libraries that are not installed', async () => {
  const folder = installed()
  rmSync(`${folder}/node_modules/vfile`)
  await says(nodeAt(folder), /^Unexpected missing libraries, expected .* run “npm ci”/)
  expect(readdirSync(`${folder}/node_modules/.cache/hcpcs-redline`)).toEqual([])
  rmSync(`${folder}/node_modules`, { recursive: true })
  await says(nodeAt(folder), /^Unexpected missing libraries, expected .* run “npm ci”/)
  expect(existsSync(`${folder}/node_modules`)).toBe(false)
})

test('a bundle that is cut short, or that others may write', async () => {
  const folder = installed()
  await works(folder)
  const cache = `${folder}/node_modules/.cache/hcpcs-redline`
  const [name] = readdirSync(cache)
  const bundle = `${cache}/${name}`
  truncateSync(`${bundle}/bin.js`, 0)
  await works(folder)
  expect(statSync(`${bundle}/bin.js`).size).toBeGreaterThan(0)
  if (process.platform === 'win32') return
  const planted = 'console.log("planted")'
  const sizes = JSON.parse(readFileSync(`${bundle}/sizes.json`, 'utf8'))
  writeFileSync(`${bundle}/bin.js`, planted)
  writeFileSync(`${bundle}/sizes.json`, JSON.stringify({ ...sizes, 'bin.js': planted.length }))
  chmodSync(bundle, 0o777)
  await works(folder)
})

test('a Node.js that is too old', async () => {
  const older = (version: string) => [
    '--import',
    `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '${version}' })`,
  ]
  for (const version of ['16.20.2', '20.18.3']) {
    const [node, ...args] = nodeAt(root)
    const sentence = /^Unexpected Node\.js 1?\d+\.\d+\.\d+, expected 20\.19 or newer: install /
    await says([node!, ...older(version), ...args], sentence)
  }
})

test.skipIf(!canBeOrdinary())('a bundle cache that cannot be written', async () => {
  const folder = installed()
  mkdirSync(`${folder}/node_modules/.cache`)
  chmodSync(`${folder}/node_modules/.cache`, 0o555)
  await works(folder, [...asOrdinaryUser, ...nodeAt(folder)])
  chmodSync(`${folder}/node_modules/.cache`, 0o755)
  expect(readdirSync(`${folder}/node_modules/.cache`)).toEqual([])
})

test('kill -9 while the bundle is made', async () => {
  const folder = installed()
  for (const moment of isLong ? Array.from({ length: 20 }, (_, at) => 40 + at * 20) : [150]) {
    rmSync(`${folder}/node_modules/.cache`, { recursive: true, force: true })
    const child = spawn(process.execPath, nodeAt(folder).slice(1), { stdio: 'ignore' })
    const closed = once(child, 'close')
    await setTimeout(moment)
    child.kill('SIGKILL')
    await closed
    await works(folder)
  }
})

/** Binaries of Node for Linux are in the registry; what cannot be fetched is skipped, and said. */
describe.skipIf(!isLong || process.platform !== 'linux')('by other versions', () => {
  test.each(['20.19.0', '22', '24'])('Node %s', async version => {
    const tools = emptyFolder()
    const name = `node-linux-${process.arch}`
    const fetched = await runProgram(['npm', 'i', '--prefix', tools, '--no-save', `${name}@${version}`])
    if (fetched.code !== 0) return void console.warn(`skipped: Node ${version}, which the registry does not give`)
    const node = `${tools}/node_modules/${name}/bin/node`
    const folder = installed()
    expect((await runProgram([node, '--version'])).stdout).toMatch(new RegExp(`^v${version.replaceAll('.', '\\.')}\\b`))
    for (const args of [['build'], ['check'], ['build']]) {
      const { code, stderr } = await runProgram([node, `${folder}/start.mjs`, ...args], { cwd: root })
      expect({ code, stderr }).toMatchObject({ code: 0 })
      if (args[0] === 'build') expect(stderr).toMatch(/out\/: 0 files written, \d+ unchanged/)
    }
  })
})
