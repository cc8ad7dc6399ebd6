import fc from 'fast-check'
import type { PhrasingContent, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { placeNotes } from '../../src/document/exhibits/notes.ts'
import { toFragment } from '../../src/render/html.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toText } from '../../src/render/text.ts'
import { textOfPdf } from '../support/finished.ts'
import { canRun, pipe } from '../support/peers.ts'
import { base, prose, templates } from '../support/plans.ts'

const SOURCES = ['a', 'b', 'c'].map(name => `[^${name}]: Source ${name}.`).join('\n')

/** The tree of Markdown, with its notes placed. */
function placed(markdown: string): Root {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(`${markdown}\n\n${SOURCES}`)
  placeNotes(tree)
  return tree
}

const firstLine = (text: string) => text.split('\n')[0]

describe('a note', () => {
  test.each([
    ['follows punctuation', 'A word[^a], another[^b]; “a third[^c]”.', 'A word,[1] another;[2] “a third”.[3]'],
    ['follows what stands after bold type', '**Bold[^a]**, and more', 'Bold,[1] and more'],
    ['follows its word closely', 'A word [^a] and more', 'A word[1] and more'],
    ['stays off a number', 'In 2025[^a] and **Q2056**[^b] and 0537T[^c]', 'In 2025 [1] and Q2056 [2] and 0537T [3]'],
    ['stays off a number before it in bold type', 'In **2025[^a]**', 'In 2025 [1]'],
    ['needs no space after punctuation', 'In 2025[^a]. Then', 'In 2025.[1] Then'],
    ['needs none after a word', 'CAR-T[^a] and CD19-directed[^b]', 'CAR-T[1] and CD19-directed[2]'],
    ['of a list with commas', 'A word[^a], [^b], and more', 'A word,[1, 2] and more'],
    ['leaves an apostrophe', 'CMS[^a]’s rule', 'CMS[1]’s rule'],
  ])('%s', (_, markdown, expected) => {
    expect(firstLine(toText(placed(markdown)))).toBe(
      expected.replaceAll(/(?<=\d\p{L}*) \[|(?<=\[1,) /gu, space => `\u00a0${space.trim()}`),
    )
  })

  test('of several at one place is in order, once, and after a comma', () => {
    const tree = placed('One.[^a] Two.[^b] Three.[^c] [^a][^b] [^a]')
    expect(firstLine(toText(tree))).toBe('One.[1] Two.[2] Three.[1,\u00a02,\u00a03]')
    expect(firstLine(toMarkdown(tree))).toBe('One.[^a] Two.[^b] Three.[^a] [^b] [^c]')
    const html = toFragment(tree).replaceAll(/<\/?(?:a|section|p)\b[^>]*>/g, '')
    expect(firstLine(html)).toBe(
      'One.<sup>1</sup> Two.<sup>2</sup> Three.<sup>1</sup><sup>,</sup><sup>2</sup><sup>,</sup><sup>3</sup>',
    )
  })

  test('takes nothing from a redline and gives nothing to it', () => {
    const text = (value: string): PhrasingContent => ({ type: 'text', value })
    const change = (type: 'delete' | 'insert', value: string): PhrasingContent => ({ type, children: [text(value)] })
    const cite: PhrasingContent = { type: 'footnoteReference', identifier: 'a', label: 'a' }
    const children = [change('delete', 'up to 10'), cite, change('insert', ', or 20')]
    const tree: Root = { type: 'root', children: [{ type: 'paragraph', children: [...children] }] }
    placeNotes(tree)
    const [paragraph] = tree.children
    expect(paragraph).toEqual({ type: 'paragraph', children: [children[0], text('\u00a0'), cite, children[2]] })
  })
})

test('no note stands before punctuation or directly after a digit, however the citations stand', () => {
  const word = fc.constantFrom('word', 'Q2056', '2025', 'x', '”', '“', '**bold**', '**10**', '*it 5*', '`3`')
  const part = fc.constantFrom('[^a]', '[^b]', '[^c]', ' ', ', ', '. ', ' [^a] [^b]', ': ')
  fc.assert(
    fc.property(fc.array(fc.oneof(word, part), { minLength: 1, maxLength: 12 }), parts => {
      const before = unified()
        .use(remarkParse)
        .use(remarkGfm)
        .parse(`Start ${parts.join('')}\n\n${SOURCES}`)
      const after = structuredClone(before)
      placeNotes(after)
      const text = toText(after, Number.POSITIVE_INFINITY).split('\nSources cited')[0]!
      expect(text).not.toMatch(/\d\[\d/)
      expect(text).not.toMatch(/\[\d[^\]]*\][,.;:!?]/)
      expect(text).not.toMatch(/\]\s*\[/)
      const letters = (tree: Root) => toText(tree, Number.POSITIVE_INFINITY).replaceAll(/\[[^\]]*\]|[\s,]/g, '')
      expect(letters(after)).toBe(letters(before))
      const again = structuredClone(after)
      placeNotes(again)
      expect(toText(again)).toBe(toText(after))
    }),
  )
})

describe('notes at one place, in the finished files', async () => {
  const files = prose('We ask for this in 2025[^release][^proposed-rule], as **Q2041**[^proposed-rule] shows.')
  const { outputs, messages } = await planBuild(files, templates, ['docx', 'pdf'])
  const content = (name: string) => outputs.find(({ path }) => path === `out/demo/${name}`)!.content as Uint8Array

  test('can be built', () => {
    expect(messages.map(String)).toEqual([])
    expect(base.length).toBe(files.length)
  })

  test.skipIf(!canRun('pdftotext'))('PDF', () => {
    expect(textOfPdf(content('letter.pdf'))).toMatch(/in 2025,\d, ?\d as Q2041 \d shows/)
  })

  test.skipIf(!canRun('pandoc'))('Word', () => {
    const text = pipe('pandoc', ['-f', 'docx', '-t', 'markdown', '--wrap=none'], content('letter.docx'))
    expect(text.replaceAll('\u00a0', ' ')).toContain('in 2025,^1,3^ as **Q2041** ^1^ shows.')
  })
})
