import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MADE_PATH, sumOf } from '../../src/build/made.ts'
import { call } from '../support/call.ts'
import { builtScratch, emptyFolder, scratch } from '../support/scratch.ts'

const filesBelow = async (folder: string) => (await readdir(folder, { recursive: true })).sort()

/** Writes into the list that a file is as a build made it: an older one. */
async function adopt(folder: string, path: string): Promise<void> {
  const list = await readFile(`${folder}/${MADE_PATH}`, 'utf8')
  const sum = sumOf(await readFile(`${folder}/${path}`))
  await writeFile(`${folder}/${MADE_PATH}`, list.replace(new RegExp(`^[0-9a-f]{64}(?=  ${path}$)`, 'm'), sum))
}

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
    await writeFile(`${folder}/out/demo/exhibit-a.md`, '# Older\n')
    await adopt(folder, 'out/demo/exhibit-a.md')
    await writeFile(`${folder}/out/demo/exhibit-b.md`, '# By hand\n')
    await rm(`${folder}/out/demo/index.html`)
    await writeFile(`${folder}/out/demo/exhibit-z.md`, 'x')
    await writeFile(`${folder}/out/demo/my notes.txt`, 'x')
    const { code, stderr } = await call(['check'], folder)
    expect(code).toBe(1)
    for (const part of [
      'exhibit-a.md  output-stale',
      '-# Older',
      'exhibit-b.md  output-edited',
      'index.html  output-missing',
      'exhibit-z.md  output-orphan',
      'my notes.txt  output-orphan',
    ]) {
      expect(stderr).toContain(part)
    }
    expect(stderr).toContain('npm run build')
    const refused = await call(['build'], folder)
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('exhibit-b.md  output-edited')])
    expect(refused.stderr).toContain('nothing was written')
    expect(await readFile(`${folder}/out/demo/exhibit-b.md`, 'utf8')).toBe('# By hand\n')
    await rm(`${folder}/out/demo/exhibit-b.md`)
    const built = (await call(['build'], folder)).stderr
    expect(built).toContain('3 files written, 41 unchanged, 0 removed\n')
    for (const own of ['my notes.txt', 'exhibit-z.md']) {
      expect(built).toContain(`left alone, not made by the build: out/demo/${own}`)
      await rm(`${folder}/out/demo/${own}`)
    }
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('what a build made and has no source any more is removed; a copy, a renamed folder and a changed file stay', async () => {
    const folder = await builtScratch()
    const out = `${folder}/out`
    await rename(`${folder}/descriptors/demo`, `${folder}/descriptors/other`)
    await cp(`${out}/demo`, `${out}/demo-as-filed`, { recursive: true })
    await mkdir(`${out}/counsel`)
    await writeFile(`${out}/counsel/letter.docx`, 'my own')
    await mkdir(`${out}/.staging-area`)
    await writeFile(`${out}/.staging-area/draft.txt`, 'my own')
    await writeFile(`${out}/demo/letter.md`, 'changed by hand')
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(0)
    expect(stderr).toContain('44 files written, 0 unchanged, 43 removed')
    expect(stderr).toContain('left alone, not made by the build: out/demo-as-filed/ (44 files)')
    expect(await filesBelow(`${out}/demo`)).toContain('letter.md')
    expect(await readFile(`${out}/counsel/letter.docx`, 'utf8')).toBe('my own')
    expect(await readFile(`${out}/.staging-area/draft.txt`, 'utf8')).toBe('my own')
  })

  test('without the list files that are as they should be are taken over, and others are asked about; a damaged list is a fault', async () => {
    const folder = await builtScratch()
    await rm(`${folder}/${MADE_PATH}`)
    expect((await call(['build'], folder)).stderr).toContain('0 files written, 44 unchanged')
    await rm(`${folder}/${MADE_PATH}`)
    await writeFile(`${folder}/out/demo/letter.md`, 'my own letter')
    expect((await call(['build'], folder)).stderr).toContain('letter.md  output-edited')
    await writeFile(`${folder}/${MADE_PATH}`, '<<<<<<< ours\n')
    for (const command of ['build', 'check'])
      expect((await call([command], folder)).stderr).toContain('out/.made.txt:1:1  output-list')
    expect(await readFile(`${folder}/out/demo/letter.md`, 'utf8')).toBe('my own letter')
    await rm(`${folder}/out`, { recursive: true })
    expect(await call(['build'], folder)).toMatchObject({ code: 0 })
  })

  test('an out/ that is a link to another folder of the project is refused', async () => {
    const folder = await scratch()
    const before = await filesBelow(`${folder}/descriptors`)
    await symlink('descriptors', `${folder}/out`)
    expect(await call(['build'], folder)).toMatchObject({ code: 1 })
    expect(await filesBelow(`${folder}/descriptors`)).toEqual(before)
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
