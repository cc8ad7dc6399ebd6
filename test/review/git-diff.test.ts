import { readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clone, makeClone } from '../support/clone.ts'

const file = 'descriptors/demo/Q2042.md'
let clone: Clone
beforeAll(async () => {
  clone = await makeClone()
  await clone.edit(file, text => text.replace(/(Proposed[\s\S]*)600/, '$160'))
})
afterAll(() => clone.remove())

test('git diff shows redlines once setup-git has said so, and lines again after --undo', async () => {
  expect(clone.git('diff')).toContain('+> Tisagenlecleucel, up to 60 million')
  expect(clone.start('setup-git')).toContain('Set diff.hcpcs.command')
  expect(clone.start('setup-git')).toContain('is set already')
  const shown = clone.git('diff')
  expect(shown).toContain(
    `${file}\n  proposed wording:\n    Tisagenlecleucel, up to [struck: 600][inserted: 60] million`,
  )
  expect(clone.git('diff', '--no-ext-diff')).toContain('+> Tisagenlecleucel, up to 60 million')
  expect(clone.start('setup-git', '--undo')).toContain('Took diff.hcpcs.command out')
  expect(clone.start('setup-git', '--undo')).toContain('nothing to undo')
  expect(clone.git('diff')).toContain('+> Tisagenlecleucel, up to 60 million')
})

test('a file that came, and one whose values are the same, are shown line by line; other files as ever', async () => {
  clone.start('setup-git')
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
  clone.start('setup-git')
  await rm(`${clone.folder}/.git/hcpcs-redline/bin.js`)
  expect(clone.git('diff', 'HEAD', '--', file)).toContain('+> Tisagenlecleucel, up to 60 million')
})

test('a copy that was damaged, or that is of an older tool, is made anew; --undo leaves nothing in .git', async () => {
  const before = () => readdirSync(`${clone.folder}/.git`).filter(name => name.startsWith('hcpcs'))
  clone.start('setup-git')
  await writeFile(`${clone.folder}/.git/hcpcs-redline/bin.js`, 'older')
  expect(clone.start('setup-git')).toContain('Set diff.hcpcs.command')
  expect(clone.git('diff', 'HEAD', '--', file)).toContain('[struck: 600][inserted: 60]')
  expect(before()).toEqual(['hcpcs-redline'])
  clone.start('setup-git', '--undo')
  expect(before()).toEqual([])
  expect(clone.git('config', '--local', '--list')).not.toContain('hcpcs')
})

test('what is not bundled is not copied, and nothing is set', async () => {
  const { code, stderr } = await clone.call('setup-git')
  expect([code, stderr]).toEqual([2, expect.stringContaining('Unexpected source that is not bundled')])
  expect(clone.git('config', '--local', '--list')).not.toContain('hcpcs')
})
