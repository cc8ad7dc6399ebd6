import validate from '@ooxml-tools/validate'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import type { InputFile, OutputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'
import { filesOf } from '../support/project.ts'
import { isLong } from '../support/runs.ts'

/** What Microsoft's own reader of Word files objects to. */
async function faultsOf(files: readonly OutputFile[]): Promise<string[]> {
  const faults: string[] = []
  for (const { path, content } of files)
    for (const { description, path: at } of await validate(Buffer.from(content), 'docx'))
      faults.push(`${path}: ${description} ${at.partUri} ${at.xpath}`)
  return faults
}

const build = async (files: readonly InputFile[]) => {
  const { outputs, messages } = await planBuild(files, templates, ['docx'])
  expect(messages.map(String)).toEqual([])
  return outputs.filter(({ path }) => path.endsWith('.docx') && !path.includes('/filing/'))
}

// They are many and long: in the long run.
test.skipIf(!isLong)('the Word files of the real requests are valid', async () => {
  const files = await build(await filesOf('descriptors'))
  expect(files.length).toBeGreaterThan(15)
  expect(await faultsOf(files)).toEqual([])
})

test('those of a request with a filer are valid, and name the filer as their author', async () => {
  const named = base.map(file => {
    if (!file.path.endsWith('/request.md')) return file
    const text = Buffer.from(file.bytes)
      .toString()
      .replace('---\n', () => '---\nfiledBy: Hospital “A & B” <c>\n')
    return { ...file, bytes: Buffer.from(text) }
  })
  const files = await build(named)
  expect(await faultsOf(files)).toEqual([])
  const tracked = unzipSync(Buffer.from(files.find(({ path }) => path.endsWith('/exhibit-a-tracked.docx'))!.content))
  const author = 'Hospital “A &amp; B” &lt;c&gt;'
  expect(strFromU8(tracked['docProps/core.xml']!)).toContain(`<dc:creator>${author}<`)
  expect(strFromU8(tracked['word/document.xml']!)).toContain(` w:author="${author}"`)
  expect(strFromU8(tracked['word/header1.xml']!)).toContain(`${author} · Working copy`)
})
