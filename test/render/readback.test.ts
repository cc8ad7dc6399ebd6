import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import type { Segment } from '../../src/redline/types.ts'
import { toFragment } from '../../src/render/html.ts'
import { asParagraph } from '../../src/render/line.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { readPacket } from '../../src/request/packet.ts'
import { filesOf, readOut } from '../support/project.ts'
import { fromTags, visibleText } from '../support/tags.ts'

/** The text of Markdown with its tags taken off, as when it is copied from a rendered page. */
function markdownText(markdown: string): string {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown)
  const walk = (node: { type: string; value?: string; children?: unknown[] }): string =>
    node.type === 'html' ? '' : (node.value ?? (node.children ?? []).map(child => walk(child as never)).join(''))
  return walk(tree as never)
}

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '[struck: a]',
      '[inserted**: b**]',
      ']',
      '[',
      '*]',
      '**',
      '<del>',
      '&lt;',
      '`x`',
      '](b)',
      '(per dose)',
      ', including',
      'é',
      '日本',
      '🧬',
    ),
  },
)
/** Text as a descriptor has it: on one line, no blanks at either end, none doubled. */
const wording = fc.array(piece, { minLength: 1, maxLength: 6 }).map(parts => parts.join('').replace(/\s+/g, ' ').trim())
const pair = fc.tuple(wording, wording).filter(([a, b]) => a !== b && a !== '' && b !== '')

describe('accept gives the proposed wording and reject the current one, read back from', () => {
  test('the plain text of any redline', () => {
    fc.assert(
      fc.property(pair, ([current, proposed]) => {
        const line = toLine(redlineNodes(redline(current, proposed)))
        expect(recoverWordings(line)).toEqual({ current, proposed })
      }),
    )
  })

  test('the plain text of any segments, however cut', () => {
    const segments = fc.array(
      fc.record({
        type: fc.constantFrom('same', 'deletion', 'insertion'),
        text: fc.string({ minLength: 1 }),
      }) as fc.Arbitrary<Segment>,
      { minLength: 1 },
    )
    fc.assert(
      fc.property(
        segments.filter(all => all.some(one => one.type !== 'same')),
        all => {
          const only = (type: string) =>
            all
              .filter(one => one.type === 'same' || one.type === type)
              .map(one => one.text)
              .join('')
          expect(recoverWordings(toLine(redlineNodes({ segments: all })))).toEqual({
            current: only('deletion'),
            proposed: only('insertion'),
          })
        },
      ),
    )
  })

  test('HTML, by its tags and by its text', () => {
    fc.assert(
      fc.property(pair, ([current, proposed]) => {
        const html = fromHtml(toFragment(asParagraph(redlineNodes(redline(current, proposed)))), { fragment: true })
        expect({ current: fromTags(html, 'ins'), proposed: fromTags(html, 'del') }).toEqual({ current, proposed })
        expect(recoverWordings(visibleText(html))).toEqual({ current, proposed })
      }),
    )
  })

  test('Markdown, by its text', () => {
    fc.assert(
      fc.property(pair, ([current, proposed]) => {
        const markdown = toMarkdown(asParagraph(redlineNodes(redline(current, proposed))))
        expect(recoverWordings(markdownText(markdown).replace(/\n$/, ''))).toEqual({ current, proposed })
      }),
    )
  })
})

describe.each(['car-t', 'car-t-2027'])(
  'the finished files of %s give both descriptors of every code back',
  async request => {
    const packet = readPacket(request, await filesOf(`descriptors/${request}`), new VFile())!

    test.each(packet.descriptors)('$code in exhibit-a.md and packet.md', async ({ current, proposed }) => {
      for (const name of ['exhibit-a.md', 'packet.md']) {
        const lines = (await readOut(`${request}/${name}`))
          .split('\n')
          .filter(line => line.startsWith('> ') && line.includes('<del>'))
        const recovered = lines.map(line => recoverWordings(markdownText(line.slice(2))))
        expect(recovered).toContainEqual({ current: current.long, proposed: proposed.long })
      }
    })

    test.each(packet.descriptors)('$code in exhibit-a.html and packet.html', async ({ current, proposed }) => {
      for (const name of ['exhibit-a.html', 'packet.html']) {
        const quotes = [
          ...(await readOut(`${request}/${name}`)).matchAll(/<blockquote>\s*([\s\S]*?)\s*<\/blockquote>/g),
        ]
        const trees = quotes.map(quote => fromHtml(quote[1]!, { fragment: true }))
        const both = trees.map(tree => ({
          current: fromTags(tree, 'ins').trim(),
          proposed: fromTags(tree, 'del').trim(),
        }))
        expect(both).toContainEqual({ current: current.long, proposed: proposed.long })
        expect(trees.map(tree => recoverWordings(visibleText(tree).trim()))).toContainEqual({
          current: current.long,
          proposed: proposed.long,
        })
      }
    })
  },
)
