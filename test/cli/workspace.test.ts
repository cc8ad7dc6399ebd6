import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { run } from '../../src/cli/cli.ts'
import { whereTyped } from '../../src/io/workspace.ts'
import { makeTxt, sample } from '../release/release-maker.ts'
import { call } from '../support/call.ts'
import { scratch } from '../support/scratch.ts'

test('--version', async () => {
  expect(await call(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

describe('the folder of a workspace', () => {
  test('is found from any folder within it, and paths start where they are typed', async () => {
    const folder = await scratch()
    const within = `${folder}/descriptors/demo`
    const releases = `${folder}/releases/2018`
    await mkdir(releases, { recursive: true })
    await writeFile(`${releases}/january.txt`, makeTxt(sample))
    expect((await call(['build', '--formats', 'md'], within)).stderr).toContain('out/: ')
    const args = ['compare', 'january.txt', '../2018/january.txt', '--formats', 'md', '--out', 'made']
    expect(await call(args, releases)).toMatchObject({ code: 0 })
    const again = await call([...args.slice(0, -1), '../../descriptors'], releases)
    expect(again.stderr).toContain('the project’s own folder descriptors/ is not for this')
  })

  test('npm starts a command in it, and tells where it was typed', async () => {
    const folder = await scratch()
    await mkdir(`${folder}/releases`)
    await writeFile(`${folder}/releases/a.txt`, makeTxt(sample))
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const said = text(stdout)
    const env = { INIT_CWD: `${folder}/releases` }
    const process = { stdin: Readable.from(['']), stdout, stderr, cwd: () => folder, env }
    expect(await run(['survey', 'a.txt', '--words', 'cells'], process)).toBe(0)
    stdout.end()
    expect(await said).toContain('Q9001')
  })

  test.each([
    ['/srv/requests', undefined, '/srv/requests'],
    ['/srv/requests', '/srv/requests', '/srv/requests'],
    ['/srv/requests', '/srv/requests/out', '/srv/requests/out'],
    ['/srv/requests', '/srv', '/srv/requests'],
    ['/srv/requests', '/srv/requests-of-others', '/srv/requests'],
  ])('from %s, with INIT_CWD %s, is %s', (cwd, initial, expected) => {
    expect(whereTyped(cwd, initial)).toBe(join(expected))
  })
})
