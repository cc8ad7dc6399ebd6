import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { builtScratch, emptyFolder, scratch } from '../support/scratch.ts'

async function change(path: string, how: (text: string) => string): Promise<void> {
  await writeFile(path, how(await readFile(path, 'utf8')))
}

const filesBelow = async (folder: string) => (await readdir(folder, { recursive: true })).sort()

describe('build and check', () => {
  test('a build writes the exhibits, a second one nothing, and check is content', async () => {
    const folder = await scratch()
    expect(await call(['build'], folder)).toMatchObject({ code: 0, stdout: '' })
    const files = await filesBelow(`${folder}/out`)
    expect(files).toContain(join('demo', 'exhibit-a.md'))
    expect(files.some(file => file.includes('staging'))).toBe(false)
    expect((await call(['build'], folder)).stderr).toContain('0 files written')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('check names what is stale, missing, changed by hand and orphaned, and shows the difference', async () => {
    const folder = await builtScratch()
    await change(`${folder}/descriptors/demo/Q2042.md`, text => text.replace('Novartis', 'Novartis AG'))
    await writeFile(`${folder}/out/demo/exhibit-b.md`, '# By hand\n')
    await rm(`${folder}/out/demo/index.html`)
    await writeFile(`${folder}/out/demo/my notes.txt`, 'x')
    await cp(`${folder}/out/demo`, `${folder}/out/demo-as-filed`, { recursive: true })
    const { code, stderr } = await call(['check'], folder)
    expect(code).toBe(1)
    for (const part of [
      'exhibit-a.md  output-stale',
      'Novartis AG',
      'exhibit-b.md  output-edited',
      '-# By hand',
      'index.html  output-missing',
      'my notes.txt  output-orphan',
      'MADE.txt  output-stale',
    ]) {
      expect(stderr).toContain(part)
    }
    expect(stderr).toContain('npm run build')
    expect(stderr).not.toContain('demo-as-filed')
  })

  test('a build refuses to write over a file that was changed by hand, and makes it anew once it is deleted', async () => {
    const folder = await builtScratch()
    const path = `${folder}/out/demo/exhibit-b.md`
    await change(path, text => `${text}A note of mine.\n`)
    await rm(`${folder}/out/demo/index.html`)
    const { code, stderr } = await call(['build'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('out/demo/exhibit-b.md  output-edited')])
    expect(stderr).toContain('-A note of mine.')
    expect(stderr).toContain('What to do: Move your copy out of out/, or delete it, and run: npm run build.')
    expect(stderr).toContain('1 fault; nothing was written.')
    expect(await filesBelow(`${folder}/out/demo`)).not.toContain('index.html')
    await rm(path)
    expect((await call(['build'], folder)).stderr).toContain('2 files written')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('a filed copy and a letter of one’s own stay; the files of a request that is renamed go, unless changed', async () => {
    const folder = await builtScratch()
    await cp(`${folder}/out/demo`, `${folder}/out/demo-as-filed`, { recursive: true })
    await mkdir(`${folder}/out/counsel`)
    await writeFile(`${folder}/out/counsel/letter.docx`, 'mine')
    const filed = await filesBelow(`${folder}/out/demo-as-filed`)
    await rename(`${folder}/descriptors/demo`, `${folder}/descriptors/renamed`)
    await writeFile(`${folder}/out/demo/exhibit-a.txt`, 'with remarks')
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(0)
    expect(stderr).toContain('removed: out/demo/exhibit-a.md')
    expect(stderr).toContain('left alone, not made by the build or changed since: out/demo/exhibit-a.txt')
    expect(await filesBelow(`${folder}/out/demo`)).toEqual(['exhibit-a.txt', 'filing', 'pictures'])
    expect(await filesBelow(`${folder}/out/demo-as-filed`)).toEqual(filed)
    expect(await readFile(`${folder}/out/counsel/letter.docx`, 'utf8')).toBe('mine')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('an out/ without a list is adopted where it is fresh, and else refused until it is deleted', async () => {
    const folder = await builtScratch()
    const list = await readFile(`${folder}/out/MADE.txt`, 'utf8')
    await rm(`${folder}/out/MADE.txt`)
    expect((await call(['check'], folder)).stderr).toContain('out/MADE.txt  output-missing')
    expect((await call(['build'], folder)).stderr).toContain('0 files written')
    expect(await readFile(`${folder}/out/MADE.txt`, 'utf8')).toBe(list)
    await rm(`${folder}/out/MADE.txt`)
    await change(`${folder}/descriptors/demo/Q2042.md`, text => text.replace('Novartis', 'Novartis AG'))
    for (const verb of ['build', 'check']) {
      const { code, stderr } = await call([verb], folder)
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('out/MADE.txt  output-list\n  Unexpected missing list'),
      ])
      expect(stderr).toContain('delete out/, and run: npm run build')
    }
    await rm(`${folder}/out`, { recursive: true })
    expect(await call(['build'], folder)).toMatchObject({ code: 0 })
  })

  test('only Markdown and a Word file, and the list keeps the files of the other formats', async () => {
    const folder = await builtScratch()
    await change(`${folder}/descriptors/demo/Q2042.md`, text => text.replace('Novartis', 'Novartis AG'))
    for (const formats of ['md', 'docx', 'txt,pdf,html']) {
      expect(await call(['build', '--formats', formats], folder)).toMatchObject({ code: 0 })
    }
    expect((await call(['build'], folder)).stderr).toContain('0 removed')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('a mistake stops the build with exit code 1 and leaves out/ as it was', async () => {
    const folder = await builtScratch()
    const before = await readFile(`${folder}/out/demo/packet.md`, 'utf8')
    const path = `${folder}/descriptors/demo/Q2041.md`
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/(Proposed[\s\S]*)200 million/, '$120 million'))
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected “20”, expected “200”')
    expect(stderr).toContain('descriptors/demo/Q2041.md:16:34  change-only')
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(await readFile(`${folder}/out/demo/packet.md`, 'utf8')).toBe(before)
  })

  test('some formats only: the files of the others stay', async () => {
    const folder = await builtScratch()
    expect(await call(['build', '--formats', 'md'], folder)).toMatchObject({ code: 0 })
    expect(await filesBelow(`${folder}/out/demo`)).toContain('exhibit-a.html')
    expect(await call(['build', '--formats', 'md,doc'], folder)).toMatchObject({ code: 2 })
  })

  test('two requests live side by side', async () => {
    const folder = await scratch()
    await cp(`${folder}/descriptors/demo`, `${folder}/descriptors/second`, { recursive: true })
    expect(await call(['build'], folder)).toMatchObject({ code: 0 })
    expect(await readFile(`${folder}/out/second/exhibit-a.md`)).toEqual(
      await readFile(`${folder}/out/demo/exhibit-a.md`),
    )
  })

  test('an out/ that cannot be written is a sentence', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/out`, 'a file where a folder should be')
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(/out {2}(output-unwritable|file-unreadable)\n {2}Unexpected (error|file, expected a folder)/)
  })

  test('a link that leads out of the project is refused, for reading and for writing', async () => {
    const folder = await scratch()
    const outside = await emptyFolder()
    await writeFile(`${outside}/secret.md`, 'secret')
    await symlink(`${outside}/secret.md`, `${folder}/descriptors/demo/Q2053.md`)
    expect((await call(['build'], folder)).stderr).toContain('descriptors/demo/Q2053.md  file-link')
    await rm(`${folder}/descriptors/demo/Q2053.md`)
    await mkdir(`${folder}/out`)
    await symlink(outside, `${folder}/out/demo`)
    expect(await call(['build'], folder)).toMatchObject({ code: 1 })
    expect(await readdir(outside)).toEqual(['secret.md'])
  })

  test.each([
    ['nowhere.md', 'that leads nowhere'],
    ['.', 'to a folder, pipe, or device'],
    ['Q2053.md', '(ELOOP)'],
  ])('a link to %s within the project is told as what it is', async (target, whither) => {
    const folder = await scratch()
    await symlink(target, `${folder}/descriptors/demo/Q2053.md`)
    const { code, stderr } = await call(['build'], folder)
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`Q2053.md  file-link\n  Unexpected link ${whither}, expected a file.`),
    ])
  })

  test('a huge file is refused by its size', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/descriptors/demo/payment.yaml`, Buffer.alloc(3_000_000, 'x'))
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected file of 3000000 bytes, expected at most 1000000')
    await expect(stat(`${folder}/out`)).rejects.toThrow()
  })

  test('no descriptors at all is a sentence too', async () => {
    const folder = await emptyFolder()
    for (const verb of ['build', 'check', 'preview', 'verify']) {
      const { code, stderr } = await call(verb === 'verify' ? [verb, 'a.txt'] : [verb], folder)
      expect(code).toBe(2)
      expect(stderr).toContain(`Unexpected missing folder descriptors/, expected it in ${folder} or in a folder above`)
    }
    await mkdir(`${folder}/descriptors`)
    const { code, stderr } = await call(['build'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('Unexpected empty folder descriptors/')])
  })
})
