import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Review } from '../../src/review/types.ts'
import { type Clone, makeClone } from '../support/clone.ts'
import { root } from '../support/project.ts'
import { asOrdinaryUser, canBeOrdinary, emptyFolder, runProgram, scratch, start } from './scratch.ts'

const file = 'descriptors/demo/Q2042.md'
const toDose = (dose: string) => (text: string) => text.replace(/(Proposed[\s\S]*)600/, `$1${dose}`)
let clone: Clone
beforeAll(async () => {
  clone = await makeClone()
  clone.git('checkout', '-q', '-b', 'dose')
  await clone.edit(file, toDose('20000000'))
  clone.git('commit', '-q', '-a', '-m', 'dose')
})
beforeEach(() => {
  clone.git('checkout', '-q', '-f', 'main')
})
afterAll(() => clone.remove())

const NOT_MADE = { code: 2, stdout: '' }
const json = async (...args: string[]) =>
  JSON.parse((await clone.call('review', ...args, '--formats', 'json')).stdout) as Review

test('one change in two requests', async () => {
  const second = file.replace('demo', 'second')
  cpSync(`${clone.folder}/descriptors/demo`, `${clone.folder}/descriptors/second`, { recursive: true })
  clone.git('add', '-A')
  clone.git('commit', '-q', '-m', 'second')
  for (const path of [file, second]) await clone.edit(path, toDose('60'))
  const { findings } = await json('HEAD')
  expect(findings.map(({ request, code }) => [request, code])).toEqual([
    ['demo', 'Q2042'],
    ['second', 'Q2042'],
  ])
  const why = 'who: W\n    when: 2026-11-23\n    why: Y\n'
  await clone.edit(
    'descriptors/demo/approvals',
    () => `approvals:\n  - finding: ${findings[0]!.fingerprint}\n    ${why}`,
  )
  expect((await json('HEAD')).findings.map(({ approval }) => approval?.who)).toEqual(['W', undefined])
  const { stdout } = await clone.call('review', 'HEAD')
  expect(stdout).toContain('**Q2042 Kymriah (demo)**')
  expect(stdout).toContain('**Q2042 Kymriah (second)**')
  rmSync(`${clone.folder}/descriptors/demo/approvals`)
  clone.git('reset', '-q', '--hard', 'HEAD~1')
})

test('an object that is missing from the clone', async () => {
  const folder = emptyFolder()
  clone.git('config', 'uploadpack.allowFilter', 'true')
  clone.git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${clone.folder}`, `${folder}/partial`)
  const part = (...args: string[]) => clone.git('-C', `${folder}/partial`, ...args)
  const review = () => start(['review', 'main', 'origin/dose'], `${folder}/partial`)
  part('checkout', '-q', 'main', '--', 'templates')
  const { code, stdout, stderr } = await review()
  expect({ code, stdout }).toEqual(NOT_MADE)
  expect(stderr).toMatch(/^Unexpected /)
  const fetch = /git (fetch .*)$/m.exec(stderr)![1]!.split(' ')
  part(...fetch)
  expect((await review()).stdout).toContain('<del>[struck: 600]</del><ins>[inserted: 20000000]</ins>')
})

test('git that fails, stops short, or is killed', async () => {
  const bin = emptyFolder()
  const real = (await runProgram(['sh', '-c', 'command -v git'])).stdout.trim()
  const ways = [
    ['echo "fatal: a reason" >&2; exit 128', /a reason/],
    ['exit 1', /Unexpected failure of “git/],
    ['kill -9 $$', /it was ended by SIGKILL/],
    [`${real} "$@" | head -c 200`, /Unexpected missing object/],
    [`${real} "$@" | sed "s/ blob / tree /"`, /Unexpected missing object/],
  ] as const
  for (const verb of ['ls-tree', 'cat-file'])
    for (const [way, reason] of verb === 'ls-tree' ? ways.slice(0, 3) : ways) {
      const script = `#!/bin/sh\ncase "$*" in *${verb}*) ${way};; *) exec ${real} "$@";; esac\n`
      writeFileSync(`${bin}/git`, script)
      chmodSync(`${bin}/git`, 0o755)
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
      const { code, stdout, stderr } = await start(['review', 'main', 'dose'], clone.folder, { env })
      expect({ code, stdout }).toEqual(NOT_MADE)
      expect(stderr).toMatch(reason)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
}, 600_000)

test.skipIf(!canBeOrdinary())('a file that a review cannot read', async () => {
  chmodSync(clone.folder, 0o755)
  chmodSync(`${clone.folder}/${file}`, 0)
  const env = { ...process.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }
  const command = [...asOrdinaryUser, process.execPath, `${root}/start.mjs`, 'review', 'main']
  const { code, stdout, stderr } = await runProgram(command, { cwd: clone.folder, env })
  chmodSync(`${clone.folder}/${file}`, 0o644)
  expect({ code, stdout }).toEqual(NOT_MADE)
  expect(stderr).toContain(`${file}  file-unreadable`)
})

test('a tag named as the main branch', async () => {
  const before = await json('main', 'dose')
  expect(before.findings).toHaveLength(1)
  clone.git('update-ref', 'refs/remotes/origin/main', 'main')
  for (const tag of ['main', 'origin/main', 'origin/HEAD', 'refs/heads/main']) clone.git('tag', tag, 'dose')
  for (const base of ['main', 'origin/main', 'refs/heads/main', 'main~0'])
    expect((await json(base, 'dose')).findings).toEqual(before.findings)
  clone.git('checkout', '-q', 'dose')
  expect((await json()).findings).toHaveLength(1)
  // The branch has one commit, and the tag has two: what the branch lacks is not taken from the tag.
  expect((await clone.call('review', 'main~1', 'dose')).code).toBe(2)
  for (const tag of ['main', 'origin/main', 'origin/HEAD', 'refs/heads/main']) clone.git('tag', '-d', tag)
  clone.git('update-ref', '-d', 'refs/remotes/origin/main')
})

test('an approval by a name of 12 digits', async () => {
  await clone.edit(file, toDose('60'))
  const short = (await json('main')).findings[0]!.fingerprint.slice(0, 12)
  const entry = `approvals:\n  - finding: ${short}\n    who: W\n    when: 2026-11-23\n    why: Y\n`
  await clone.edit('descriptors/demo/approvals', () => entry)
  const { code, stdout, stderr } = await clone.call('review', 'main', '--fail-on', 'unapproved')
  expect(code).toBe(1)
  expect(stdout).not.toContain('approved by W')
  expect(stderr).toContain('descriptors/demo/approvals:2:14  field-value')
  expect(stderr).toContain('write the approval anew')
  rmSync(`${clone.folder}/descriptors/demo/approvals`)
})

test('templates that came with a reviewed branch', async () => {
  clone.git('checkout', '-q', '-B', 'templates', 'dose')
  for (const name of readdirSync(`${clone.folder}/templates`))
    appendFileSync(`${clone.folder}/templates/${name}`, '\n{{ #panic("ran")')
  clone.git('commit', '-q', '-a', '-m', 'templates')
  clone.git('checkout', '-q', 'main')
  const { code, stdout, stderr } = await clone.call('review', 'main', 'templates')
  expect(code).toBe(0)
  expect(stdout + stderr).not.toMatch(/panic|template-/)
  expect(stdout).toContain('other templates than those at hand')
  await clone.call('review', 'main', 'templates', '--out', 'made')
  expect(readFileSync(`${clone.folder}/made/review.check`, 'utf8')).toContain('out/ was not compared')
  rmSync(`${clone.folder}/made`, { recursive: true })
})

test('a page that reads files and imports packages', async () => {
  const asked: string[] = []
  const proxy = createServer(socket => {
    asked.push('asked')
    socket.destroy()
  })
  await new Promise<void>(done => proxy.listen(0, '127.0.0.1', done))
  const { port } = proxy.address() as { port: number }
  const env = { ...process.env, HTTPS_PROXY: `http://127.0.0.1:${port}`, https_proxy: `http://127.0.0.1:${port}` }
  const world = '#import "@preview/cetz:0.3.1"'
  const program = `import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
NodeCompiler.create({ workspace: '/tmp' }).compile({ mainFileContent: ${JSON.stringify(world)} })`
  await runProgram([process.execPath, '--input-type=module', '-e', program], { cwd: root, env })
  expect(asked).not.toEqual([])
  asked.length = 0
  const folder = scratch()
  const page = `${folder}/templates/page.typ`
  const text = readFileSync(page, 'utf8')
  for (const line of [world, '#read("/etc/hostname")', '#read("../../etc/hostname")', '#include "/page.typ"']) {
    writeFileSync(page, `${line}\n${text}`)
    const { code, stderr } = await start(['build'], folder, { env })
    expect(code).toBe(1)
    expect(stderr).toMatch(/templates\/page\.typ {2}page-template/)
    expect(stderr).not.toContain('no-files-')
  }
  expect(asked).toEqual([])
  proxy.close()
}, 600_000)

test('git diff on a branch with a tool of its own', async () => {
  clone.start('setup-git')
  clone.git('checkout', '-q', '-B', 'tool', 'main')
  const evil = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(`${clone.folder}/ran`)}, '')\n`
  // Removed before it is written: a clone may have links to the tool in their place.
  for (const part of ['start.mjs', 'src']) rmSync(`${clone.folder}/${part}`, { recursive: true })
  writeFileSync(`${clone.folder}/start.mjs`, evil, { flag: 'wx' })
  mkdirSync(`${clone.folder}/src`)
  clone.git('add', '-f', 'start.mjs')
  clone.git('commit', '-q', '-a', '-m', 'tool')
  await clone.edit(file, toDose('60'))
  expect(clone.git('diff')).toContain('[struck: 600][inserted: 60]')
  expect(readdirSync(clone.folder)).not.toContain('ran')
  clone.git('checkout', '-q', '-f', 'main')
  clone.start('setup-git', '--undo')
})

test('names and numbers that GitHub makes live', async () => {
  const live = '@octocat, org/team#123, GH-12, a1b2c3d4e5, https://x.example :tada:'
  await clone.edit(file, text => text.replace('brand: Kymriah', `brand: "${live}"`))
  await clone.edit('descriptors/demo/related/@octocat #1.md', () => '---\ncode: Q2058\n---\n')
  const { stdout } = await clone.call('review', 'main')
  const outside = stdout.replace(/`[^`]*`/g, '')
  expect(outside).toContain('@<!-- -->octocat, org/team#<!-- -->123, GH-<!-- -->12, a1b2c3<!-- -->d4e5')
  expect(outside).toContain('<summary>Q2042 @<!-- -->octocat')
  expect(outside).not.toMatch(/@\w|#\d|GH-\d|a1b2c3d|:\/\/|:tada:/)
  rmSync(`${clone.folder}/descriptors/demo/related/@octocat #1.md`)
})

test('a review without its template', async () => {
  const path = `${clone.folder}/templates/review.md.hbs`
  writeFileSync(path, ' \n')
  const { code, stdout, stderr } = await clone.call('review', 'main', 'dose')
  expect({ code, stdout }).toEqual(NOT_MADE)
  expect(stderr).toContain('templates/review.md.hbs  template-missing')
  rmSync(path)
  expect((await clone.call('review', 'main', 'dose')).stdout).toMatch(/^# Review of the descriptors\n/)
})
