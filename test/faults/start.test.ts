import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
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

test('a bundle cache that is damaged', async () => {
  const folder = installed()
  const cache = `${folder}/node_modules/.cache/hcpcs-redline`
  await works(folder)
  const bundle = `${cache}/${readdirSync(cache)[0]}`
  const chunk = readdirSync(bundle).find(name => name.startsWith('redline-'))!
  const damages = [
    () => truncateSync(`${bundle}/main.js`, 100),
    () => truncateSync(`${bundle}/${chunk}`),
    () => rmSync(`${bundle}/${chunk}`),
    () => truncateSync(`${bundle}/sums.json`, 10),
    () => writeFileSync(`${bundle}/${chunk}`, readFileSync(`${bundle}/${chunk}`, 'utf8').replaceAll('e', 'a')),
    () => rmSync(`${folder}/node_modules/.cache`, { recursive: true }),
  ]
  for (const damage of damages) {
    damage()
    await works(folder)
    expect(existsSync(`${bundle}/${chunk}`)).toBe(true)
  }
  rmSync(cache, { recursive: true })
  writeFileSync(cache, 'a file where a folder should be')
  await works(folder)
})

/** Puts a program of somebody else's in place of a bundle, with sums that agree. */
function plant(bundle: string): void {
  for (const name of readdirSync(bundle)) rmSync(`${bundle}/${name}`)
  const program = 'console.log("planted")'
  writeFileSync(`${bundle}/main.js`, program)
  const sum = createHash('sha256').update(program).digest('hex')
  writeFileSync(`${bundle}/sums.json`, JSON.stringify({ 'main.js': sum }))
}

test.skipIf(process.getuid?.() !== 0)('a bundle that another user planted', async () => {
  const folder = installed()
  const cache = `${folder}/node_modules/.cache/hcpcs-redline`
  await works(folder)
  const bundle = `${cache}/${readdirSync(cache)[0]}`
  const doors = [
    () => chownSync(bundle, 65534, 65534),
    () => chmodSync(bundle, 0o777),
    () => chownSync(cache, 65534, 65534),
    () => chmodSync(cache, 0o777),
    () => {
      renameSync(cache, `${folder}/elsewhere`)
      symlinkSync(`${folder}/elsewhere`, cache)
    },
  ]
  for (const open of doors) {
    rmSync(cache, { recursive: true })
    await works(folder)
    expect(statSync(cache).mode & 0o022).toBe(0)
    plant(bundle)
    expect((await runProgram(nodeAt(folder))).stdout).toBe('planted\n')
    open()
    await works(folder)
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
