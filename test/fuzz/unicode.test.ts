import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { recoverWordings } from '../../src/redline/marks.ts'
import { accept, redline, reject } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { tokenize } from '../../src/redline/tokenize.ts'
import { toAnsi } from '../../src/render/ansi.ts'
import { toFragment } from '../../src/render/html.ts'
import { asParagraph } from '../../src/render/line.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { RUNS } from '../support/runs.ts'
import { fromTags, visibleText } from '../support/tags.ts'
import { HIDDEN, HOSTILE, LACKING, PLAIN, RIGHT_TO_LEFT, STRANGE } from './pieces.ts'

const numRuns = RUNS * 5

const PIECES = [...HOSTILE, ...STRANGE, ...RIGHT_TO_LEFT, ...LACKING, ...HIDDEN, ...PLAIN]
const wording = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(' ', ''), fc.string({ unit: 'grapheme', maxLength: 3 })),
    {
      minLength: 1,
      maxLength: 10,
    },
  )
  .map(parts =>
    parts
      .join('')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
  .filter(text => text !== '')
/** Two wordings that have much in common, or that only a computer can tell apart. */
const pair = fc
  .oneof(
    fc.tuple(wording, wording),
    fc.tuple(wording, wording, wording).map(([start, middle, end]) => [start + middle + end, start + end] as const),
    wording.map(text => [text.normalize('NFC'), text.normalize('NFD')] as const),
    wording.map(text => [text, text.replaceAll(' ', '\u00a0')] as const),
    fc.tuple(wording, wording).map(([one, other]) => [`${one}\u00ad${other}`, one + other] as const),
  )
  .map(([current, proposed]) => ({ current: current.trim(), proposed: proposed.trim() }))
  .filter(({ current, proposed }) => current !== proposed && current !== '' && proposed !== '')

const nodesOf = ({ current, proposed }: { current: string; proposed: string }) =>
  redlineNodes(redline(current, proposed))
const holds = (law: (both: { current: string; proposed: string }) => void) =>
  fc.assert(
    fc.property(pair, both => {
      law(both)
    }),
    { numRuns },
  )

describe('of strange and hostile wordings', () => {
  test('the engine keeps every character, and reads composed and decomposed letters as different', () => {
    holds(({ current, proposed }) => {
      const made = redline(current, proposed)
      expect({ current: reject(made), proposed: accept(made) }).toEqual({ current, proposed })
      expect(made.edits.length).toBeGreaterThan(0)
    })
  })

  test('no piece begins with a mark that is drawn on the character before', () => {
    fc.assert(
      fc.property(wording, text => {
        const tokens = tokenize(text)
        expect(tokens.map(token => token.text).join('')).toBe(text)
        for (const token of tokens.slice(1)) expect(token.text).not.toMatch(/^\p{M}/u)
      }),
      { numRuns },
    )
  })

  test('the plain text gives both back', () => {
    holds(both => expect(recoverWordings(toLine(nodesOf(both)))).toEqual(both))
  })

  test('HTML gives both back and holds no element but those of the redline', () => {
    holds(both => {
      const html = toFragment(asParagraph(nodesOf(both)))
      expect([...new Set(Array.from(html.matchAll(/<\/?([^\s>]+)/g), match => match[1]))].sort()).toEqual(
        ['p', 'span', ...(html.includes('<del>') ? ['del'] : []), ...(html.includes('<ins>') ? ['ins'] : [])].sort(),
      )
      const tree = fromHtml(html, { fragment: true })
      expect({ current: fromTags(tree, 'ins'), proposed: fromTags(tree, 'del') }).toEqual(both)
      expect(recoverWordings(visibleText(tree))).toEqual(both)
    })
  })

  test('Markdown gives both back and holds no markup but that of the redline', () => {
    holds(both => {
      const markdown = toMarkdown(asParagraph(nodesOf(both)))
      const found = contentOf(unified().use(remarkParse).use(remarkGfm).parse(markdown) as never)
      expect(found.others).toEqual([])
      expect(recoverWordings(found.text)).toEqual(both)
    })
  })

  test('a terminal gets no control character of theirs', () => {
    const hostile = fc.tuple(
      wording,
      fc.constantFrom('\u001b[2J', '\u009b31m', '\u0007', '\r', '\u0000', '\u001b]0;x\u0007'),
    )
    fc.assert(
      fc.property(hostile, wording, ([text, control], other) => {
        const printed = toAnsi(nodesOf({ current: text + control, proposed: other }))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the colors of the redline itself are taken out
        expect(printed.replace(/\u001b\[\d+m/g, '')).not.toMatch(/\p{Cc}/u)
      }),
      { numRuns },
    )
  })
})

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

/**
 * The text without the tags of the redline, and whatever is neither text nor paragraph nor such a tag. This reader makes a
 * link of every address that is written out, even of one that is escaped: such a link says where it leads.
 */
function contentOf({ type, value, url, children = [] }: Node): { text: string; others: string[] } {
  if (type === 'text') return { text: value!, others: [] }
  if (type === 'html') return { text: '', others: /^<\/?(?:del|ins)>$/.test(value!) ? [] : [value!] }
  const inner = children.map(contentOf)
  const text = inner.map(one => one.text).join('')
  const isPlain = type === 'root' || type === 'paragraph' || (type === 'link' && isAddress(text, url!))
  const own = isPlain ? [] : [type]
  return { text, others: [...own, ...inner.flatMap(one => one.others)] }
}

function isAddress(text: string, url: string): boolean {
  return (
    /^(?:https?:|mailto:)/.test(url) && url.replace(/^(?:http:\/\/|mailto:)/, '') === text.replace(/^http:\/\//, '')
  )
}
