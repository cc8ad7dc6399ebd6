import { cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { builtScratch, emptyFolder, scratch } from '../support/scratch.ts'

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

  test('check names what is stale, missing and orphaned, shows the difference, and says what to run', async () => {
    const folder = await builtScratch()
    await writeFile(`${folder}/out/demo/exhibit-a.md`, '# By hand\n')
    await rm(`${folder}/out/demo/index.html`)
    await writeFile(`${folder}/out/demo/exhibit-z.md`, 'x')
    await writeFile(`${folder}/out/demo/my notes.txt`, 'x')
    const { code, stderr } = await call(['check'], folder)
    expect(code).toBe(1)
    for (const part of [
      'exhibit-a.md  output-stale',
      '-# By hand',
      'index.html  output-missing',
      'exhibit-z.md  output-orphan',
      'my notes.txt  output-orphan',
    ]) {
      expect(stderr).toContain(part)
    }
    expect(stderr).toContain('npm run build')
    const built = (await call(['build'], folder)).stderr
    expect(built).toContain('2 files written, 42 unchanged, 1 removed\n  removed: out/demo/exhibit-z.md')
    expect(built).toContain('left alone, not made by the build: out/demo/my notes.txt')
    await rm(`${folder}/out/demo/my notes.txt`)
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
    expect(stderr).toContain('descriptors/demo/Q2041.md:16:34  strike-only')
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
    expect(await call(['build', '--formats', 'md'], folder)).toMatchObject({ code: 0 })
    expect(await readFile(`${folder}/out/second/exhibit-a.md`)).toEqual(
      await readFile(`${folder}/out/demo/exhibit-a.md`),
    )
  })

  test('an out/ that cannot be written is a sentence', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/out`, 'a file where a folder should be')
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(/out {2}(output-unwritable|file-unreadable)\n {2}Unexpected error/)
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

  test('a huge file is refused by its size', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/descriptors/demo/payment.yaml`, Buffer.alloc(3_000_000, 'x'))
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected file of 3000000 bytes, expected at most 1000000')
    await expect(stat(`${folder}/out`)).rejects.toThrow()
  })

  test('no descriptors at all is a sentence too', async () => {
    const { code, stderr } = await call(['build'], await emptyFolder())
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected empty folder descriptors/')
  })
})
