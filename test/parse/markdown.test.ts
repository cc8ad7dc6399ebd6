import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { parseMarkdown, readWording } from '../../src/parse/markdown.ts'
import { base, templates } from '../support/plans.ts'

/** The base request with these sections at the end of the files of its two codes. */
const rationales = (...texts: readonly string[]) =>
  base.map(file => {
    const index = ['/Q2041.md', '/Q2042.md'].findIndex(name => file.path.endsWith(name))
    const text = texts[index]
    if (text === undefined) return file
    return { ...file, bytes: Buffer.concat([file.bytes, Buffer.from(`\n## Rationale\n\n${text}`)]) }
  })

const faultsOf = (text: string, sources?: readonly string[]) => {
  const file = new VFile({ path: 'a.md', value: text })
  const markdown = parseMarkdown(file, sources)
  return { markdown, faults: file.messages.map(({ ruleId, line, column }) => [ruleId, line, column]) }
}

const FIELDS = '---\ncode: Q2041\n---\n'

describe('sources that another file defines', () => {
  const line = fc.constantFrom(
    'a',
    'b[^x]',
    '## Why',
    '- c',
    '> d',
    '```',
    '<!-- e',
    '-->',
    '<script>',
    '[^z]: f',
    '    g',
    '|h|\n|-|',
    '---',
    '',
  )
  const text = fc.array(line, { maxLength: 8 }).map(lines => `${FIELDS}\n## Why\n\n${lines.join('\n')}`)

  test('leave the rest of a file as it is, and where it is', () => {
    fc.assert(
      fc.property(text, one => {
        const read = (...sources: string[]) => {
          const { markdown, faults } = faultsOf(`${one}\n\n[^x]: source`, sources)
          return { ...markdown, file: undefined, faults }
        }
        expect(read('y', 'q')).toEqual(read())
      }),
    )
  })

  test.each(['```\ncode', '<script>\nx', '<!-- note', '    code', '- item', '~~~\ncode', '<![CDATA[\nx'])(
    'do not get into what nothing closes: %j',
    async unclosed => {
      const { outputs, messages } = await planBuild(rationales('', `So.[^request]\n\n${unclosed}`), templates, ['txt'])
      expect(messages.filter(({ ruleId }) => ruleId !== 'section-missing').map(String)).toEqual([])
      expect(outputs.filter(({ content }) => /\]: source/.test(String(content)))).toEqual([])
    },
  )

  test.each(['---\n---\n', '---  \n---\t\n', '---\ncode: Q2041\n---'])('stand below the fields %j', fields => {
    const { markdown } = faultsOf(`${fields}`, ['x'])
    expect(markdown.frontMatter).toBeDefined()
    expect(markdown.footnotes).toEqual([])
  })
})

test('one name for two addresses, each in a file: each link leads to that of its own', async () => {
  const addresses = ['https://one.example/', 'https://two.example/']
  const files = rationales(...addresses.map(address => `See the [rule][r].\n\n[r]: ${address} "A rule"`))
  const { outputs, messages } = await planBuild(files, templates, ['md', 'html', 'txt'])
  expect(messages.map(String)).toEqual([])
  for (const { path, content } of outputs.filter(({ path }) => /packet\.\w+$/.test(path)))
    expect([path, addresses.filter(address => String(content).includes(address))]).toEqual([path, addresses])
})

test('a quote may end with an empty line', () => {
  const { markdown, faults } = faultsOf(`${FIELDS}\n## Current\n\n> a\n> b\n>\n>\n`)
  expect([readWording(markdown, 'Current')?.text, faults]).toEqual(['a b', []])
})

test.each(['---\na: b\n', '---\na: b\n...\n', ' ---\na: b\n---\n'])(
  'fields without their lines, %j, say nothing of footnotes',
  head => {
    expect(faultsOf(`${head}\n## Why\n\na[^b]\n\n[^b]: c\n`).faults).toEqual([])
  },
)

describe('a fault has its own place', () => {
  test('a footnote without a definition, behind lines and references', () => {
    const { faults } = faultsOf(`${FIELDS}\n## Why\n\nOne &amp; two\nthree [^a] four\n*five [^b]* [^a]\n`)
    expect(faults).toEqual([
      ['footnote-undefined', 8, 7],
      ['footnote-undefined', 9, 7],
      ['footnote-undefined', 9, 13],
    ])
  })

  test.each(['> a\n> [^n]: b', '- a\n\n  [^n]: b', '[^m]: a\n\n    [^n]: b'])(
    'a definition within other text: %j',
    text => {
      const { faults } = faultsOf(`${FIELDS}\n## Why\n\na[^n]\n\n${text}\n`)
      expect(faults.filter(([rule]) => rule === 'footnote-undefined')).toHaveLength(1)
    },
  )

  test.each([
    ['> a–b', 7, 4],
    ['> a\n> b – c', 8, 5],
    ['> a\nb – c', 8, 3],
    [' >   a\n>  b – c', 8, 6],
  ])('a character of a wording that goes on over lines: %j', (quote, line, column) => {
    const { markdown, faults } = faultsOf(`${FIELDS}\n## Current\n\n${quote}\n`)
    const { file } = markdown
    readWording(markdown, 'Current')
    expect(faults).toEqual([])
    const found = file.messages.find(({ ruleId }) => ruleId === 'wording-character')!
    expect([found.line, found.column]).toEqual([line, column])
  })
})
