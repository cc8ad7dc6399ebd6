import { strFromU8, unzipSync } from 'fflate'
import type { Root, RootContent } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { render } from '../../src/render/render.ts'
import { DOCUMENT_FORMATS, type DocumentFormat } from '../../src/render/types.ts'
import { readPacket } from '../../src/request/packet.ts'
import { base, templates } from '../support/plans.ts'

const { request } = readPacket('demo', base, new VFile())!
const texts = new Map(templates.map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]))

function make(format: DocumentFormat, ...children: RootContent[]) {
  const report = new VFile()
  const tree: Root = { type: 'root', children }
  const document = { letter: 'A', name: 'a', title: 'A', tree }
  return render([document], [format], {
    request,
    templates: texts,
    report,
    isDraft: false,
    head: 'CMS-1809-P',
    find: () => undefined,
  })
}

const text = (value: string) => ({ type: 'text', value }) as const
const around = (node: RootContent): Readonly<Record<string, RootContent[]>> => {
  const children = [node as never]
  const paragraph = { type: 'paragraph', children } as const
  const change = [text('a'), { type: 'delete', children } as const]
  return {
    'among blocks': children,
    'in a line': [paragraph],
    'in emphasis': [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'emphasis', children }] }] }],
    'in a heading': [{ type: 'heading', depth: 1, children }],
    'in a quotation': [{ type: 'blockquote', children }],
    'in a list': [{ type: 'list', children: [{ type: 'listItem', children }] }],
    'in a table': [
      { type: 'table', children: [{ type: 'tableRow', children: [{ type: 'tableCell', children }] }] },
      paragraph,
    ],
    'in a link': [{ type: 'paragraph', children: [{ type: 'link', url: 'https://example.org', children }] }],
    'in a redline': [{ type: 'paragraph', children: change }],
    'in a source': [
      { type: 'paragraph', children: [{ type: 'footnoteReference', identifier: 'n' }] },
      { type: 'footnoteDefinition', identifier: 'n', children: [paragraph] },
    ],
  }
}

const mystery = { type: 'mystery', value: 'x', children: [text('y')] } as unknown as RootContent
const PLACES = Object.entries(around(mystery))

describe.each(DOCUMENT_FORMATS)('%s', format => {
  test.each(PLACES)('a node that it does not know, %s, ends the rendering', async (_, blocks) => {
    await expect(make(format, ...blocks)).rejects.toThrow(/unknown node `mystery`|Unexpected node “mystery”/)
  })

  // Markdown has all of them; rules keep them out of what is written and out of templates.
  const foreign = format === 'md' ? [] : ['image', 'imageReference', 'yaml']
  test.each(foreign)('%s is such a node', async type => {
    const node = { type, url: 'https://example.org', alt: 'x', value: 'x', identifier: 'x', referenceType: 'full' }
    const wrong = make(format, { type: 'paragraph', children: [node as never] })
    await expect(wrong).rejects.toThrow(`Unexpected node “${type}”`)
  })
})

test.each(['html', 'txt', 'docx'] as const)('HTML is the text that it is: %s', async format => {
  const node = { type: 'html', value: '<b>bold' } as const
  const [file] = await make(format, node, { type: 'paragraph', children: [node] })
  const content = format === 'docx' ? unzipSync(file!.content as Uint8Array)['word/document.xml']! : file!.content
  const found = typeof content === 'string' ? content : strFromU8(content)
  expect(found.replaceAll('&#x3C;', '<').replaceAll('&lt;', '<').replaceAll('&gt;', '>').split('<b>bold').length).toBe(
    3,
  )
})

test('Word has no tables in notes: there a row is a line', async () => {
  const row = (...cells: string[]) => ({
    type: 'tableRow' as const,
    children: cells.map(cell => ({ type: 'tableCell' as const, children: [text(cell)] })),
  })
  const table = { type: 'table', children: [row('Year', 'Rate'), row('2024', '12')] } as const
  const [file] = await make(
    'docx',
    { type: 'paragraph', children: [{ type: 'footnoteReference', identifier: 'n' }] },
    {
      type: 'footnoteDefinition',
      identifier: 'n',
      children: [{ type: 'paragraph', children: [text('See')] }, table as never],
    },
  )
  const notes = strFromU8(unzipSync(file!.content as Uint8Array)['word/footnotes.xml']!)
  const lines = notes.split('</w:p>').map(line => line.replace(/<[^>]+>/g, ''))
  expect(lines).toEqual(expect.arrayContaining(['Year | Rate', '2024 | 12']))
})
