import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../support/project.ts'

const start = join(root, 'start.mjs')

/** Others, and another day, are tried by test/faults/surroundings.test.ts. */
test('in Newfoundland, half an hour off the hour, with Turkish letters, a build makes the very bytes of out/', () => {
  const { status, stderr } = spawnSync(process.execPath, [start, 'check'], {
    cwd: root,
    env: { ...process.env, TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    encoding: 'utf8',
  })
  expect(stderr).toContain('out/ is fresh')
  expect(status).toBe(0)
})

describe('the libraries for Word and PDF', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'builds-'))
    await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
    await cp(`${root}/templates`, `${folder}/templates`, { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** The modules that a build loads, by a hook that notes each of them. */
  async function loaded(formats: string): Promise<string> {
    const list = join(folder, `${formats}.txt`)
    const note = `import { appendFileSync } from 'node:fs'
      export async function load(url, context, next) {
        appendFileSync(${JSON.stringify(list)}, url + '\\n')
        return next(url, context)
      }`
    const hook = `import { register } from 'node:module'
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(note)}))`
    const args = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, start, 'build', '--formats', formats]
    expect(spawnSync(process.execPath, args, { cwd: folder }).status).toBe(0)
    return await readFile(list, 'utf8')
  }

  test.each([
    ['md,html,txt', [false, false]],
    ['docx', [true, false]],
    ['pdf', [false, true]],
  ])('are loaded for %s: %j', async (formats, expected) => {
    const modules = await loaded(formats)
    expect([/\/docx-\w+\.js$/m.test(modules), /typst-ts-node-compiler/.test(modules)]).toEqual(expected)
  })
})
