import type { Paragraph } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../src/parse/markdown.ts'
import { toText } from '../../src/render/text.ts'
import { toProse } from '../../src/request/prose.ts'

const UNCONFIRMED = 'to be confirmed before filing'

/** What a pattern could begin to look for at each place anew. */
const UNITS = [
  ...[
    ',',
    '(',
    ')',
    '()',
    ' ',
    'a ',
    '. ',
    '; ',
    '\t',
    '"',
    '“',
    '“a b',
    '“a b” ',
    '‘a b',
    '«',
    '&amp;',
    '&nbsp;',
    '🧬',
  ],
  ...[
    `${UNCONFIRMED} `,
    `,${UNCONFIRMED}`,
    `a (${UNCONFIRMED}). `,
    `a, (${UNCONFIRMED}), `,
    `${UNCONFIRMED}${','.repeat(200)}`,
  ],
]

/** A paragraph of a megabyte, on which what looks again at each place takes hours; no file may have so much. */
test.each(UNITS)('%j: prose is read and printed to its end', unit => {
  const value = `a ${unit.repeat(1_000_000 / unit.length)} b`
  const position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: value.length } }
  const paragraph: Paragraph = { type: 'paragraph', children: [{ type: 'text', value, position }], position }
  const file = new VFile({ path: 'request.md', value })
  const { nodes } = toProse({ file, frontMatter: undefined, sections: [], footnotes: [] }, [paragraph])
  expect(toText({ type: 'root', children: [...nodes] }).replace(/\s/g, '').length).toBe(value.replace(/\s/g, '').length)
})

describe('what is to be confirmed', () => {
  const read = (text: string) => {
    const markdown = parseMarkdown(new VFile({ value: `---\na: b\n---\n\n## Why\n\n${text}\n` }))
    return toProse(markdown, markdown.sections[0]!.nodes)
  }

  test.each([
    [`Rule X. First page 89 FR 59186 *${UNCONFIRMED}*.`, ['First page 89 FR 59186']],
    [`It holds (${UNCONFIRMED}), and this, too (${UNCONFIRMED}).`, ['It holds', 'and this, too']],
    [`(As told, ${UNCONFIRMED}) and here: *(${UNCONFIRMED})*`, ['As told', 'and here:']],
    [`So (it is said) *${UNCONFIRMED}*, ${UNCONFIRMED}`, ['So (it is said)']],
    [`a; b\nc *${UNCONFIRMED}*`, ['b\nc']],
    [`So it is *(${UNCONFIRMED.replace(' before', '\nbefore')})*`, ['So it is']],
  ])('%j', (text, expected) => {
    expect(read(text).toConfirm.map(({ what }) => what)).toEqual(expected)
  })

  test.each([
    ['“a b” and "c d", ‘e f’, «g h»', ['a b', 'c d', 'e f', 'g h']],
    ['“a “b c” d”', ['a “b c']],
    ['“never closed, "but this is"', ['but this is']],
    ['“a "b c" d” "e f"', ['a "b c" d', 'e f']],
    ['### Of “a b”', ['a b']],
    ['| “a b” |\n|---|\n| “c d” |', ['a b', 'c d']],
    ['> a\n> b', ['a b']],
  ])('quoted: %j', (text, expected) => {
    expect(read(text).quoted.map(one => one.text)).toEqual(expected)
  })
})
