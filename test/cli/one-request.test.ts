import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { builtScratch } from '../support/scratch.ts'

/** A project with two requests, both built as Markdown only. */
async function two(): Promise<string> {
  const folder = await builtScratch()
  await rm(`${folder}/out`, { recursive: true })
  await cp(`${folder}/descriptors/demo`, `${folder}/descriptors/second`, { recursive: true })
  expect(await build(folder)).toMatchObject({ code: 0 })
  return folder
}

const build = (folder: string, ...options: string[]) => call(['build', '--formats', 'md', ...options], folder)

async function edit(path: string, from: string, to: string): Promise<void> {
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll(from, to))
}

const outOf = (folder: string, path: string) => readFile(`${folder}/out/${path}`, 'utf8')

describe('--request', () => {
  test('builds one request though another has a fault, and leaves the other as it is', async () => {
    const folder = await two()
    const [list, packet] = [await outOf(folder, 'MADE.txt'), await outOf(folder, 'second/packet.md')]
    await edit(`${folder}/descriptors/second/request.md`, 'agency:', 'agnecy:')
    await edit(`${folder}/descriptors/demo/Q2042.md`, 'Novartis', 'Novartis AG')
    expect(await build(folder)).toMatchObject({ code: 1 })
    const { code, stderr } = await build(folder, '--request', 'demo')
    expect([code, stderr]).toEqual([0, expect.stringContaining('demo: DRAFT: not for filing')])
    expect(stderr).not.toContain('second')
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('Open out/demo/index.md')
    expect(await outOf(folder, 'demo/packet.md')).toContain('Novartis AG')
    expect(await outOf(folder, 'second/packet.md')).toBe(packet)
    const linesOf = (text: string) => text.split('\n').filter(line => line.includes('  second/'))
    expect(linesOf(await outOf(folder, 'MADE.txt'))).toEqual(linesOf(list))
    expect(await outOf(folder, 'index.md')).toContain('| second | — | — | — | Has a fault: npm run build names it |')
  })

  test('gives what a build of all gives where the others are fresh', async () => {
    const folder = await two()
    await edit(`${folder}/descriptors/demo/Q2042.md`, 'Novartis', 'Novartis AG')
    expect(await build(folder, '--request', 'demo')).toMatchObject({ code: 0 })
    expect((await build(folder)).stderr).toContain('out/: 0 files written')
  })

  test('takes away what the request makes no more, and nothing of another that was renamed', async () => {
    const folder = await two()
    for (const name of ['payment', 'crosswalk']) await rm(`${folder}/descriptors/demo/${name}.yaml`)
    await rm(`${folder}/descriptors/second`, { recursive: true })
    const { stderr } = await build(folder, '--request', 'demo')
    expect(stderr).toContain('removed: out/demo/exhibit-e.md')
    expect(stderr).not.toContain('out/second')
    expect((await build(folder)).stderr).toContain('removed: out/second/packet.md')
  })

  test('checks one request alone', async () => {
    const folder = await builtScratch()
    await cp(`${folder}/descriptors/demo`, `${folder}/descriptors/second`, { recursive: true })
    await edit(`${folder}/descriptors/second/request.md`, 'agency:', 'agnecy:')
    await build(folder, '--request', 'demo')
    expect(await call(['check'], folder)).toMatchObject({ code: 1 })
    const { code, stderr } = await call(['check', '--request', 'demo'], folder)
    // The page of all requests was built as Markdown only; it now has the second one.
    expect([code, stderr]).toEqual([1, expect.stringContaining('out/index.html  output-stale')])
    expect(stderr).toContain('Run: npm run build -- --request demo')
    expect(await call(['build', '--request', 'demo'], folder)).toMatchObject({ code: 0 })
    expect(await call(['check', '--request', 'demo'], folder)).toMatchObject({ code: 0 })
    await edit(`${folder}/out/demo/packet.md`, 'a', 'b')
    expect((await call(['check', '--request', 'demo'], folder)).stderr).toContain('out/demo/packet.md  output-edited')
  })

  test('names the requests that there are', async () => {
    const folder = await two()
    for (const command of ['build', 'check']) {
      const { code, stderr } = await call([command, '--request', 'thrid'], folder)
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('Unexpected request “thrid”, expected one of: demo, second'),
      ])
    }
  })

  test('--only holds for it', async () => {
    const folder = await two()
    const options = ['--request', 'demo', '--formats', 'txt', '--only', 'letter.txt']
    expect(await call(['build', ...options], folder)).toMatchObject({ code: 0 })
    expect(await outOf(folder, 'demo/filing/MANIFEST.txt')).toContain('1-letter.txt')
    await expect(outOf(folder, 'second/filing/MANIFEST.txt')).rejects.toThrow()
  })
})
