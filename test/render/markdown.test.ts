import fc from 'fast-check'
import type { PhrasingContent, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { toMarkdown } from '../../src/render/markdown.ts'

/** The same printer with its own handler of text. */
const library = unified()
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*' })

const piece = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9 ,;%/().:@\]\n-]{0,12}$/),
  fc.stringMatching(/^[Wwps1 .:/@!"#$&'()*+<=>?[\\\]^_`{|}~\t\n—é“-]{0,8}$/),
)

test('plain words that are printed as they stand are what the library prints, wherever they stand', () => {
  const inline = fc.array(piece, { minLength: 1, maxLength: 3 }).map(texts =>
    texts.map((value, index): PhrasingContent => {
      return index % 2 ? { type: 'strong', children: [{ type: 'text', value }] } : { type: 'text', value }
    }),
  )
  fc.assert(
    fc.property(inline, children => {
      const tree: Root = {
        type: 'root',
        children: [
          { type: 'heading', depth: 2, children },
          { type: 'paragraph', children },
          { type: 'blockquote', children: [{ type: 'paragraph', children }] },
          { type: 'list', children: [{ type: 'listItem', children: [{ type: 'paragraph', children }] }] },
          { type: 'table', children: [{ type: 'tableRow', children: [{ type: 'tableCell', children }] }] },
          { type: 'paragraph', children: [{ type: 'link', url: 'https://x.test', children }] },
        ],
      }
      expect(toMarkdown(tree)).toBe(library.stringify(tree))
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 300) },
  )
})

test('struck text within struck text takes no longer for its depth', () => {
  let nodes: PhrasingContent[] = [{ type: 'text', value: 'b' }]
  for (let depth = 0; depth < 60; depth++)
    nodes = [{ type: 'delete', children: [{ type: 'text', value: 'a' }, ...nodes] }]
  const made = toMarkdown({ type: 'root', children: [{ type: 'paragraph', children: nodes }] })
  expect(made.match(/<del>/g)).toHaveLength(60)
})
