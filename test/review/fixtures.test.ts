import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { type Reader, readSides } from '../../src/cli/review-sides.ts'
import { reviewTree } from '../../src/document/reports/review.ts'
import { foldSections } from '../../src/render/fold.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { review } from '../../src/review/review.ts'
import type { InputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'
import { filesOf, root } from '../support/project.ts'

const folder = `${root}/test/fixtures/review`
const template = readFileSync(`${root}/templates/review.md.hbs`, 'utf8')

/** The base request with the files of a case laid over it, and those that its remove.txt names taken away. */
async function caseFiles(name: string): Promise<InputFile[]> {
  const list = `${folder}/${name}/remove.txt`
  const removed = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : []
  const over = await filesOf('descriptors', `${folder}/${name}`)
  const gone = new Set([...removed, ...over.map(file => file.path)])
  return [...base.filter(file => !gone.has(file.path)), ...over].sort((a, b) => (a.path < b.path ? -1 : 1))
}

const reader =
  (files: readonly InputFile[]): Reader =>
  async part => [...(part === 'descriptors' ? files : part === 'templates' ? templates : [])]

describe('what a reviewer reads', () => {
  test.each(readdirSync(folder))('%s', async name => {
    const sides = await readSides(reader(base), reader(await caseFiles(name)))
    const made = review(sides.base, sides.head)
    const tree = reviewTree(made, { base: 'main', head: name, stale: [] }, template, new VFile())!
    await expect(toMarkdown(foldSections(tree))).toMatchFileSnapshot(`${folder}/${name}/expected.md`)
  })
})
