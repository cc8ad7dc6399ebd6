import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { type Clone, makeClone } from '../support/clone.ts'
import { emptyFolder } from '../support/scratch.ts'

const file = 'descriptors/demo/Q2042.md'
let clone: Clone
beforeAll(async () => {
  clone = await makeClone()
  await clone.edit(file, text => text.replace(/(Proposed[\s\S]*)600/, '$160'))
})
afterAll(() => clone.remove())

test('git diff shows redlines once setup-git has said so, and lines again after --undo', async () => {
  expect(clone.git('diff')).toContain('+> Tisagenlecleucel, up to 60 million')
  expect((await clone.call('setup-git')).stderr).toContain('Set diff.hcpcs.command')
  expect((await clone.call('setup-git')).stderr).toContain('is set already')
  const shown = clone.git('diff')
  expect(shown).toContain(
    `${file}\n  proposed wording:\n    Tisagenlecleucel, up to [struck: 600][inserted: 60] million`,
  )
  expect(clone.git('diff', '--no-ext-diff')).toContain('+> Tisagenlecleucel, up to 60 million')
  expect((await clone.call('setup-git', '--undo')).stderr).toContain('Took diff.hcpcs.command out')
  expect((await clone.call('setup-git', '--undo')).stderr).toContain('nothing to undo')
  expect(clone.git('diff')).toContain('+> Tisagenlecleucel, up to 60 million')
})

test('a file that came, and one whose values are the same, are shown line by line; other files as ever', async () => {
  await clone.call('setup-git')
  await clone.edit('descriptors/demo/related/Q2058.md', () => '---\ncode: Q2058\n---\n')
  await clone.edit('descriptors/demo/crosswalk.yaml', text => `${text}# A remark.\n`)
  await clone.edit('templates/notice.md.hbs', text => `${text}\nMore.\n`)
  clone.git('add', '-A')
  const shown = clone.git('diff', '--cached')
  expect(shown).toContain('  +code: Q2058')
  expect(shown).toContain('  +# A remark.')
  expect(shown).toContain('diff --git a/templates/notice.md.hbs')
})

test('where the tool cannot run, git diff still works', async () => {
  await clone.call('setup-git')
  await rm(`${clone.folder}/.git/hcpcs-redline/git-diff.mjs`)
  expect(clone.git('diff', 'HEAD', '--', file)).toContain('+> Tisagenlecleucel, up to 60 million')
})

test('a copy that was damaged, or that is of an older tool, is made anew; --undo leaves nothing in .git', async () => {
  const before = () => readdirSync(`${clone.folder}/.git`).filter(name => name.startsWith('hcpcs'))
  await clone.call('setup-git')
  await writeFile(`${clone.folder}/.git/hcpcs-redline/git-diff.mjs`, 'older')
  expect((await clone.call('setup-git')).stderr).toContain('Set diff.hcpcs.command')
  expect(clone.git('diff', 'HEAD', '--', file)).toContain('[struck: 600][inserted: 60]')
  expect(before()).toEqual(['hcpcs-redline'])
  await clone.call('setup-git', '--undo')
  expect(before()).toEqual([])
  expect(clone.git('config', '--local', '--list')).not.toContain('hcpcs')
})

test('a clone without the tool’s source is told so, and nothing is set', async () => {
  const folder = await emptyFolder()
  spawnSync('git', ['init', '-q', folder])
  const { code, stderr } = await call(['setup-git'], folder)
  expect([code, stderr]).toEqual([2, expect.stringContaining('Unexpected folder without the tool’s source')])
  expect(spawnSync('git', ['-C', folder, 'config', '--get', 'diff.hcpcs.command']).status).toBe(1)
})
