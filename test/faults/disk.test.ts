import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'
import {
  aged,
  asOrdinaryUser,
  canBeOrdinary,
  canMount,
  installed,
  isLong,
  leftovers,
  mount,
  outputsOf,
  restore,
  runProgram,
  scratch,
  start,
} from './scratch.ts'

/** A project with a build of its own and an older one. */
async function built(requests = 1) {
  const folder = scratch(requests)
  expect(await call(['build'], folder)).toMatchObject({ code: 0 })
  const fresh = outputsOf(folder)
  return { folder, fresh, old: aged(fresh) }
}

const onLinux = process.platform === 'linux'
const mountable = onLinux && canMount()

test.skipIf(!mountable)('a full disk', async () => {
  const { folder, fresh, old } = await built()
  rmSync(`${folder}/out`, { recursive: true })
  mkdirSync(`${folder}/out`)
  mount(['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs'], `${folder}/out`)
  restore(folder, old)
  expect(fill(`${folder}/out/filler`)).toBe('ENOSPC')
  const { code, stderr } = await start(['build'], folder)
  expect(code).toBe(1)
  expect(stderr).toMatch(/output-unwritable\n {2}Unexpected error ENOSPC/)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(leftovers(folder)).toEqual([])
  rmSync(`${folder}/out/filler`)
  expect(outputsOf(folder)).toEqual(old)
  expect(await start(['build'], folder)).toMatchObject({ code: 0 })
  expect(outputsOf(folder)).toEqual(fresh)
})

/** Writes until nothing more goes in. */
function fill(path: string): string {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(4096), { flag: 'a' })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code!
  }
}

test.skipIf(!onLinux)('a limit on the size of files', async () => {
  const { folder, old } = await built()
  restore(folder, old)
  // In blocks of 512 bytes: a part of the files goes in.
  const { code, stderr } = await runProgram(
    ['sh', '-c', 'ulimit -f 8; exec "$0" "$1" build', process.execPath, `${root}/start.mjs`],
    { cwd: folder },
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/output-unwritable\n {2}Unexpected error EFBIG/)
  expect(outputsOf(folder)).toEqual(old)
})

test.skipIf(!mountable)('out/ on a disk that is read-only', async () => {
  const { folder, old } = await built()
  restore(folder, old)
  mount(['--bind', `${folder}/out`], `${folder}/out`)
  mount(['-o', 'remount,bind,ro'], `${folder}/out`)
  const { code, stderr } = await start(['build'], folder)
  expect(code).toBe(1)
  expect(stderr).toMatch(/output-unwritable\n {2}Unexpected error EROFS/)
  expect(outputsOf(folder)).toEqual(old)
  expect(await start(['check'], folder)).toMatchObject({ code: 1 })
})

test.skipIf(!canBeOrdinary())('out/ that belongs to somebody else', async () => {
  const { folder, old } = await built()
  restore(folder, old)
  chmodSync(`${folder}/out`, 0o555)
  const command = [...asOrdinaryUser, process.execPath, `${root}/start.mjs`, 'build']
  const { code, stderr } = await runProgram(command, { cwd: folder })
  chmodSync(`${folder}/out`, 0o755)
  expect(code).toBe(1)
  expect(stderr).toMatch(/output-unwritable\n {2}Unexpected error EACCES/)
  expect(outputsOf(folder)).toEqual(old)
})

test('a folder where a file should go', async () => {
  const { folder, old } = await built()
  restore(folder, old)
  rmSync(`${folder}/out/demo0/exhibit-b.md`)
  mkdirSync(`${folder}/out/demo0/exhibit-b.md`)
  const { code, stderr } = await call(['build'], folder)
  expect(code).toBe(1)
  expect(stderr).toContain('out/demo0/exhibit-b.md  output-unwritable')
  expect(stderr).toContain('1 fault; nothing was written.')
  old.delete('out/demo0/exhibit-b.md')
  expect(outputsOf(folder)).toEqual(old)
  expect(leftovers(folder)).toEqual([])
})

test.skipIf(!onLinux)('a folder to write to where none can be made', async () => {
  const folder = scratch()
  writeFileSync(`${folder}/note.txt`, 'note')
  const words = ['redline', 'per day', 'per dose', '--formats', 'docx', '--out']
  for (const out of ['/proc/reports', '/proc/reports/2026', 'note.txt', 'note.txt/2026']) {
    const { code, stderr } = await start([...words, out], folder)
    expect([out, code]).toEqual([out, 1])
    expect(stderr).toContain('output-unwritable')
  }
  expect(await start([...words, 'reports/2026/july'], folder)).toMatchObject({ code: 0 })
})

test('two builds at once', async () => {
  const { folder, fresh } = await built(3)
  const orphans = Array.from({ length: 26 }, (_, at) => `out/demo0/exhibit-${String.fromCharCode(97 + at)}-of-old.txt`)
  const old = aged(new Map([...fresh, ...orphans.map(path => [path, ''] as const)]))
  const program = installed()
  for (let round = 0; round < (isLong ? 15 : 1); round++) {
    rmSync(`${program}/node_modules/.cache`, { recursive: true, force: true })
    restore(folder, old)
    const build = [process.execPath, `${program}/start.mjs`, 'build']
    const ended = await Promise.all([1, 2, 3].map(() => runProgram(build, { cwd: folder })))
    for (const { code, stderr } of ended) expect({ code, stderr }).toMatchObject({ code: 0 })
    expect(outputsOf(folder)).toEqual(fresh)
    expect(leftovers(folder)).toEqual([])
  }
})
