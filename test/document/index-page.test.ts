import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { indexView } from '../../src/document/exhibits/index-page.ts'
import { type OverviewRow, overviewTree } from '../../src/document/reports/overview.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import type { Request } from '../../src/request/types.ts'
import { base, basePlan, templates } from '../support/plans.ts'

const textOf = (path: string) =>
  basePlan().then(({ outputs }) => String(outputs.find(one => one.path === path)!.content))

describe('the page of a request', () => {
  test('says first how it stands, what to attach, and where', async () => {
    const page = await textOf('out/demo/index.md')
    const top = page.slice(0, page.indexOf('## Files'))
    for (const words of [
      '| **State** | Draft: 11 items open before filing |',
      '| **Where it goes** | Comment on CMS-1809-P, docket CMS-2024-0196 **\\[docket to be confirmed]** |',
      '| **Deadline** | September 9, 2024: the comment period has ended |',
      '[1-letter.pdf](filing/1-letter.pdf), [2-redline-sheet.pdf](filing/2-redline-sheet.pdf), [3-packet.pdf](filing/3-packet.pdf) |',
      '(https://www.regulations.gov/docket/CMS-2024-0196): upload the files, and copy [comment-box.txt]',
      '## Open before filing: 11',
    ])
      expect(top).toContain(words)
  })

  test('names nothing to attach where the formats to be attached were not made', async () => {
    const { outputs } = await planBuild(base, templates, ['md'])
    const page = String(outputs.find(({ path }) => path === 'out/demo/index.md')!.content)
    expect(page).not.toMatch(/Attach|comment-box/)
  })

  test('leads to the redline sheet and the working paper where they were made', () => {
    const request = { venue: { kind: 'application', cycle: '2027-Q1', items: 'other items' } } as unknown as Request
    const view = indexView(
      request,
      [],
      [],
      ['redline-sheet.pdf', 'redline-sheet-tracked.docx', 'packet.pdf', 'working-paper.md'],
    )
    expect(JSON.stringify(view.sheetFiles)).toMatch(/redline-sheet\.pdf.*redline-sheet-tracked\.docx/)
    expect(view.further.map(({ what }) => what)).toEqual(['The working paper, which is never attached'])
    expect([view.attach, view.state]).toEqual([false, 'Ready to file: nothing is open'])
  })
})

describe('the page of all requests', () => {
  test('leads to the page of each, in the format that it has itself', async () => {
    expect(await textOf('out/index.md')).toContain(
      '| [demo](demo/index.md) | Strike the services from two descriptors | Comment on CMS-1809-P, docket CMS-2024-0196 | September 9, 2024 | Draft: 11 items open before filing |',
    )
    expect(await textOf('out/index.html')).toContain('<a href="demo/index.html">demo</a>')
  })

  test('is in order, and has the notice where a title names CPT', () => {
    const row = (name: string, title: string): OverviewRow => ({
      name,
      title,
      venue: '',
      deadline: undefined,
      open: [],
    })
    const texts = new Map(
      templates.map(({ path, bytes }) => [path.slice('templates/'.length), new TextDecoder().decode(bytes)]),
    )
    const print = (rows: readonly OverviewRow[]) => toMarkdown(overviewTree(rows, name => name, texts, new VFile()))
    const page = print([row('b', 'A title'), row('a', 'Strike what CPT names')])
    expect(page.indexOf('[a](a)')).toBeLessThan(page.indexOf('[b](b)'))
    expect(page).toContain('American Medical Association')
    expect(print([row('b', 'A title')])).not.toContain('American Medical Association')
  })
})
