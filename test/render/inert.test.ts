import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { makeInert } from '../../src/render/inert.ts'
import { toMarkdown } from '../../src/render/markdown.ts'

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })

/** What GitHub looks for, as its own help pages describe it, in each text between two pieces of HTML. */
const LIVE = [
  /@[a-z\d]/i,
  /#\d/,
  /\bGH-\d/i,
  /(?<![\da-f])(?=[\da-f]{7})(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7}/i,
  /\w:\/\//,
  /\bwww\./i,
  /:[\w+-]+:/,
]

const piece = fc.constantFrom(
  '@',
  '#',
  'GH-',
  'org/repo',
  '12',
  '7',
  'a1b2c3',
  'd4',
  'f',
  'https',
  '://',
  'www',
  '.x',
  ':',
)
const text = fc
  .array(fc.oneof(piece, fc.constantFrom(' ', 'cells', ', ', '-')), { minLength: 1 })
  .map(all => all.join(''))

/** All text of a tree, with a NUL wherever HTML stands: GitHub looks at the texts between them. */
function textOf(tree: Nodes): string {
  if (tree.type === 'text') return tree.value
  return 'children' in tree ? tree.children.map(textOf).join('') : '\0'
}

test('no text stays live in a paragraph, a redline or a table, and none is lost', () => {
  fc.assert(
    fc.property(text, text, text, (one, other, third) => {
      const [said, more, last] = [one, other, third].map(words => ({ type: 'text', value: `x${words}x` }) as const)
      const redline = [
        { type: 'delete', children: [said!] },
        { type: 'insert', children: [more!] },
      ] as never[]
      const cell = { type: 'tableCell', children: [last!] }
      const tree = {
        type: 'root',
        children: [
          { type: 'paragraph', children: redline },
          { type: 'table', children: [{ type: 'tableRow', children: [cell] }] },
        ],
      } as unknown as Root
      const found = textOf(parser.parse(toMarkdown(makeInert(tree)))).split('\0')
      for (const words of found) for (const pattern of LIVE) expect(words).not.toMatch(pattern)
      const whole = `[struck: x${one}x][inserted: x${other}x]x${third}x`
      expect(found.join('')).toBe(whole)
    }),
  )
})
