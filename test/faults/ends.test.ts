import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { planFiling } from '../../src/build/filing.ts'
import { describeUnexpected, whom } from '../../src/cli/unexpected.ts'
import { readPacket } from '../../src/request/packet.ts'
import { call } from '../support/call.ts'
import { filesOf, root } from '../support/project.ts'
import { emptyFolder, runProgram, scratch } from './scratch.ts'

const onLinux = process.platform === 'linux'
const program = `"${process.execPath}" "${root}/start.mjs"`

/** Runs a line of the shell that has pipes in it; the exit code is that of the tool. */
const shell = (line: string) => runProgram(['bash', '-c', line], { cwd: root })

test.skipIf(!onLinux)('nobody reads what is printed, or its disk is full', async () => {
  for (const verb of ['--help', 'redline "$(printf "%0100000d" 1)" b']) {
    expect(await shell(`${program} ${verb} | true; exit \${PIPESTATUS[0]}`)).toMatchObject({ code: 141, stderr: '' })
    expect(await shell(`${program} ${verb} > /dev/full`)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Unexpected error ENOSPC when printing, expected an output that can be written\n',
    })
  }
  expect(await shell(`${program} bild 2> /dev/full`)).toMatchObject({ code: 2 })
})

test('a fault of the program itself', async () => {
  const patch = 'data:text/javascript,Object.hasOwn=()=>{throw new TypeError("of a test\\nand more")}'
  const command = (...args: string[]) => [process.execPath, '--import', patch, `${root}/start.mjs`, 'build', ...args]
  const { code, stderr } = await runProgram(command())
  expect(code).toBe(70)
  expect(stderr).toMatch(
    /^Unexpected fault of the program itself, expected none: of a test\nYour files are not to blame\./,
  )
  expect(stderr).not.toMatch(/\n\s+at /)
  expect((await runProgram(command('--debug'))).stderr).toMatch(/\n\s+at /)
  expect(await call(['redline', 'a', 'b', '--debug'])).toMatchObject({ code: 0 })
  const thrown = fc.oneof(
    fc.anything(),
    fc.string().map(text => new Error(text)),
  )
  fc.assert(
    fc.property(thrown, error => {
      expect(describeUnexpected(error, false).split('\n')).toHaveLength(4)
      expect(describeUnexpected(error, true)).toContain('Please report it')
    }),
  )
  expect(whom({ name: 'x' })).toBe('to whoever gave you this program')
  expect(whom({ name: 'x', bugs: { url: 'https://example.org/issues' } })).toBe('at https://example.org/issues')
})

test.skipIf(!onLinux)('the folder in which a command runs is deleted', async () => {
  const folder = emptyFolder()
  const { code, stderr } = await shell(`mkdir "${folder}/x"; cd "${folder}/x"; rmdir "${folder}/x"; ${program} build`)
  expect([code, stderr]).toEqual([2, expect.stringContaining('Unexpected missing folder to work in')])
})

test('templates that are not there, are empty, or lie outside of the project', async () => {
  const folder = scratch()
  const outside = emptyFolder()
  renameSync(`${folder}/templates`, `${outside}/templates`)
  const expectFaults = async (rule: string) => {
    const { code, stderr } = await call(['build'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining(`templates/revisions.md.hbs  ${rule}`)])
  }
  // Those of the program are taken.
  expect((await call(['build', '--formats', 'md'], folder)).code).toBe(0)
  symlinkSync(`${outside}/templates`, `${folder}/templates`)
  await expectFaults('file-link')
  rmSync(`${folder}/templates`)
  renameSync(`${outside}/templates`, `${folder}/templates`)
  writeFileSync(`${folder}/templates/revisions.md.hbs`, ' ')
  await expectFaults('template-missing')
  for (const name of ['revisions', 'proof', 'cover', 'letter', 'index', 'comment-box', 'sources'])
    writeFileSync(`${folder}/templates/${name}.md.hbs`, '{{#if false}}x{{/if}}')
  expect((await call(['build', '--formats', 'md,html,txt'], folder)).code).toBeLessThan(2)
})

test('a folder of 20,000 files', async () => {
  const folder = scratch()
  for (let number = 0; number < 20_000; number++) writeFileSync(`${folder}/descriptors/demo0/${number}.txt`, '')
  const { code, stderr } = await call(['build'], folder)
  expect(code).toBe(1)
  expect(stderr).toMatch(/descriptors {2}file-unexpected\n {2}Unexpected 20\d{3} files, expected at most 10000/)
  expect(stderr.length).toBeLessThan(2000)
})

test.skipIf(!onLinux)('names that are not UTF-8, pipes, and devices', async () => {
  const folder = scratch()
  const name = (text: string) =>
    Buffer.concat([Buffer.from(`${folder}/descriptors/demo0/${text}`), Buffer.from([0xe9])])
  writeFileSync(name('Q2053'), 'x')
  expect((await call(['build'], folder)).stderr).toContain(
    'descriptors/demo0/Q2053\uFFFD  file-unreadable\n  Unexpected bytes in the name of a file or folder',
  )
  rmSync(name('Q2053'))
  mkdirSync(name('related'))
  expect((await call(['build'], folder)).stderr).toContain('descriptors/demo0/related\uFFFD  file-unreadable')
  rmSync(name('related'), { recursive: true })
  spawnSync('mkfifo', [`${folder}/pipe`, `${folder}/descriptors/demo0/Q2053.md`])
  const refused = 'file-unreadable\n  Unexpected folder, pipe, or device, expected a file.'
  expect((await call(['build'], folder)).stderr).toContain(`descriptors/demo0/Q2053.md  ${refused}`)
  rmSync(`${folder}/descriptors/demo0/Q2053.md`)
  for (const path of ['/dev/zero', 'pipe', 'templates'])
    expect(await call(['verify', path], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${path}  ${refused}`),
    })
  expect(await call(['redline', '--pairs', '/dev/zero'], folder)).toMatchObject({ code: 1 })
  mkdirSync(`${folder}/out/demo0`, { recursive: true })
  spawnSync('mkfifo', [`${folder}/out/mine`])
  expect(await call(['build', '--formats', 'md'], folder)).toMatchObject({ code: 0 })
  spawnSync('mkfifo', [`${folder}/out/demo0/exhibit-a.html`])
  expect((await call(['build', '--formats', 'html'], folder)).stderr).toContain(`exhibit-a.html  ${refused}`)
})

test('a list of files to attach that has any other name', async () => {
  const files = await filesOf('descriptors', `${root}/test/fixtures/base`)
  const { request } = readPacket('demo', files, new VFile())!
  const made = ['letter', 'packet', 'exhibit-a'].flatMap(stem =>
    ['md', 'html', 'txt', 'docx', 'pdf'].map(type => ({ name: `${stem}.${type}`, content: stem })),
  )
  const part = fc.constantFrom(
    'letter',
    'packet',
    'exhibit-a',
    'exhibits',
    '.pdf',
    '.docx',
    '.txt',
    '.sig',
    '.md',
    '.',
    '-',
    ' ',
  )
  const good = fc.constantFrom('letter.pdf', 'packet.docx', 'exhibits.txt', 'exhibit-a.pdf')
  const name = fc.oneof(
    good,
    fc.array(part, { maxLength: 4 }).map(parts => parts.join('')),
  )
  const seen = { attached: 0, refused: 0 }
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), fc.boolean(), (names, isOption) => {
      const report = new VFile()
      const asked = isOption ? request : { ...request, filing: names }
      const planned = planFiling(
        asked,
        made,
        { exhibits: ['exhibit-a'], papers: ['letter'], notice: '' },
        [],
        isOption ? names : undefined,
        report,
      )
      expect(planned.length > 0).toBe(report.messages.length === 0)
      expect(report.messages.every(({ ruleId }) => ruleId === 'filing-file')).toBe(true)
      if (planned.length > 0) expect(planned).toHaveLength(names.length + 1)
      seen[planned.length > 0 ? 'attached' : 'refused']++
    }),
    { numRuns: 1000 },
  )
  expect(Math.min(seen.attached, seen.refused)).toBeGreaterThan(20)
  const { code, stderr } = await call(['build', '--formats', 'md', '--only', 'letter.docx'], scratch())
  expect([code, stderr]).toEqual([1, expect.stringContaining('Unexpected letter.docx without its format')])
})
