import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { readSides } from '../../src/cli/review-sides.ts'
import { reviewTree } from '../../src/document/reports/review.ts'
import { foldSections } from '../../src/render/fold.ts'
import { makeInert } from '../../src/render/inert.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { review } from '../../src/review/review.ts'
import type { InputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'
import { filesOf, root } from '../support/project.ts'

const folder = `${root}/test/fixtures/review`
const texts = new Map([['review.md.hbs', readFileSync(`${root}/templates/review.md.hbs`, 'utf8')]])

/** The base request with the files of a case laid over it, and those that its remove.txt names taken away. */
async function caseFiles(name: string): Promise<InputFile[]> {
  const list = `${folder}/${name}/remove.txt`
  const removed = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : []
  const over = await filesOf('descriptors', `${folder}/${name}`)
  const gone = new Set([...removed, ...over.map(file => file.path)])
  return [...base.filter(file => !gone.has(file.path)), ...over].sort((a, b) => (a.path < b.path ? -1 : 1))
}

const stateOf = (name: string, files: readonly InputFile[]) => ({
  name,
  read: async (part: string) => [...(part === 'descriptors' ? files : part === 'templates' ? templates : [])],
})

describe('what a reviewer reads', () => {
  test.each(readdirSync(folder))('%s', async name => {
    const [before, after] = [stateOf('main', base), stateOf(name, await caseFiles(name))]
    const sides = await readSides(before, after, { own: templates, all: templates }, false)
    const frame = { base: 'main', head: name, stale: [], otherTemplates: sides.otherTemplates }
    const tree = reviewTree(review(sides.base, sides.head), frame, texts, new VFile())
    await expect(toMarkdown(makeInert(foldSections(tree)))).toMatchFileSnapshot(`${folder}/${name}/expected.md`)
  })
})
