import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { FORMATS, type Format } from '../../src/render/types.ts'
import type { InputFile } from '../../src/types.ts'
import { base, prose, templates } from '../support/plans.ts'
import { RUNS } from '../support/runs.ts'

/** Words that the base request may quote: a block quote must be of an official text. */
const OFFICIAL = 'leukapheresis and dose preparation procedures'

const addressOf = (length: number) => `https://www.cms.gov/${'a'.repeat(length - 20)}`

/** What each format prints, and now and then what all must refuse. */
const mostly = (sound: fc.Arbitrary<string>, ...odd: readonly string[]) =>
  fc.oneof({ weight: 20, arbitrary: sound }, { weight: 1, arbitrary: fc.constantFrom(...odd) })

const address = mostly(
  fc.constantFrom('https://', 'mailto:jane@cms.gov "title"', '<https://a b>', 'HTTP://a/?b=c&d#e', addressOf(2000)),
  ...['', '#why', 'ftp://a', addressOf(2001), addressOf(9000)],
)

const words = [
  'word',
  'two words',
  '&amp;',
  '&#8211;',
  '\\*',
  '3 < 4',
  'a_b_c',
  'x|y',
  '[ref]',
  '[name][ref]',
  '[^request]',
]
const marks = ['`code`', '``a ` b``', '<br>', '<!-- note -->', 'www.cms.gov', 'jane@cms.gov', 'a\\\nb', 'a  \nb']

/** What stands within a line. */
const { line } = fc.letrec<{ line: string; piece: string }>(tie => ({
  line: fc.array(tie('piece'), { maxLength: 4 }).map(parts => ['a', ...parts].join(' ')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    mostly(fc.constantFrom(...words, ...marks), '[^nowhere]', '![picture](https://a.b/c.png)', '[](https://a.b)'),
    tie('line').map(text => `*${text}*`),
    tie('line').map(text => `**${text}**`),
    tie('line').map(text => `~~${text}~~`),
    fc.tuple(tie('line'), address).map(([text, to]) => `[${text}](${to})`),
  ),
}))

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/\\?\n/g, ' ')
const table = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.array(fc.array(line, { maxLength: 12 }), { maxLength: 5 }))
  .map(([columns, rows]) => {
    const filled = [[], ...rows].map(cells => row(Array.from({ length: columns }, (_, at) => cells[at] ?? '')))
    return [filled.at(-1), row(Array.from({ length: columns }, () => '--:')), ...filled].join('\n')
  })

const plain = [
  '---',
  '<!-- note -->',
  '<div>\ntext\n</div>',
  '```\ncode\n\ncode\n```',
  '~~~',
  '    code',
  'Table: caption',
]
const empty = ['- ', '1.', '[ref]: https://www.cms.gov/', '&#32;']
const hidden = [
  'a[^own]\n\n[^own]: b[^request]',
  '[^own]: unused',
  '- [^own]: hidden\n\na[^own]',
  '####',
  '>',
  '- # heading',
]

const indent = (text: string, by: string) => text.replace(/\n(?=.)/g, `\n${by}`)

const { blocks } = fc.letrec<{ blocks: string; block: string }>(tie => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map(parts => parts.join('\n\n')),
  block: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    line,
    mostly(fc.constantFrom(`> ${OFFICIAL}`, ...plain, ...empty), ...hidden),
    table,
    fc.tuple(fc.constantFrom('-', '1.', '- [x]', '0.', '999999999.'), tie('blocks')).map(([mark, text]) => {
      return `${mark} ${indent(text, ' '.repeat(mark.replace(' [x]', '').length + 1))}`
    }),
  ),
}))

const heading = fc.tuple(fc.integer({ min: 3, max: 6 }), line).map(([depth, text]) => `${'#'.repeat(depth)} ${text}`)
const section = fc.array(fc.oneof({ weight: 1, arbitrary: heading }, { weight: 3, arbitrary: blocks }), {
  maxLength: 5,
})

/** The same prose as the reasons of a request, or as those of a code. */
const places: Readonly<Record<string, (text: string) => InputFile[]>> = {
  'request.md': text => prose(`The words.[^request]\n\n${text}\n\n[ref]: https://www.cms.gov/`),
  'Q2042.md': text =>
    base.map(file =>
      file.path.endsWith('/Q2042.md')
        ? { ...file, bytes: Buffer.from(`${Buffer.from(file.bytes)}\n## Rationale\n\nThe words.\n\n${text}`) }
        : file,
    ),
}

const faultsOf = async (files: readonly InputFile[], formats: readonly Format[]) => {
  const { outputs, messages } = await planBuild(files, templates, formats)
  expect(outputs.length > 0).toBe(messages.length === 0)
  return messages.map(message => `${message.file}:${message.line} ${message.ruleId}`)
}

/** What a build in every format finds, each in the prose, and a build without the PDF as well. */
const findAlike = async (files: readonly InputFile[]) => {
  const faults = await faultsOf(files, FORMATS)
  expect(faults.filter(fault => !/^descriptors\/.*:\d+ /.test(fault))).toEqual([])
  expect(await faultsOf(files, ['md'])).toEqual(faults)
  return faults
}

describe.each(Object.keys(places))('prose in %s', name => {
  test('of any kind is printed in each format, or refused in all of them with its place', async () => {
    await fc.assert(
      fc.asyncProperty(section, async parts => {
        await findAlike(places[name]!(parts.join('\n\n')))
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  const nested = (mark: string, depth: number) => `${mark.repeat(depth)}${OFFICIAL}`
  const around = (mark: string, depth: number) => `${`${mark}a `.repeat(depth)}b${` c${mark}`.repeat(depth)}`

  test.each([
    ['####', 'words-missing'],
    ['### <!-- note -->', 'words-missing'],
    ['[](https://a.b)', 'words-missing'],
    [`[a](${addressOf(2001)})`, 'link-address'],
    [`[a][long]\n\n[long]: ${addressOf(9000)}`, 'link-address'],
    ['> # leukapheresis', 'heading-place'],
    ['- a\n  ===', 'heading-place'],
    ['a[^own]\n\n> [^own]: b', 'footnote-undefined'],
    [nested('> ', 21), 'nesting'],
    [nested('- ', 11), 'nesting'],
    [around('*', 21), 'nesting'],
    [around('~~', 21), 'nesting'],
  ])('%j is refused in each format', async (text, rule) => {
    expect(new Set((await findAlike(places[name]!(text))).map(fault => fault.split(' ')[1]))).toContain(rule)
  })

  test('is printed in each format where it is as long, wide and deep as it may be', async () => {
    const texts = [
      ...[`[a](${addressOf(2000)})`, `[a](${addressOf(2000).replaceAll('a', 'é')})`],
      ...[nested('> ', 18), nested('- ', 9), around('*', 18), around('~~', 18)],
      ...['###### a[^request]\n\n### `b`', `| ${'a |'.repeat(900)}\n|${'-|'.repeat(900)}`],
      ...['[a[^request]](https://a.b) [**b**](mailto:)', '- \n- [x]\n0. '],
    ]
    expect(await findAlike(places[name]!(texts.join('\n\n')))).toEqual([])
  })
})

test('footnotes that cite each other, or themselves, or any other, are refused in each format', async () => {
  const notes = ['[^a]: b[^b]\n[^b]: a[^a]', '[^a]: a[^a]\n[^b]: c', '[^a]: b[^b]\n[^b]: c']
  for (const text of notes) {
    const faults = await findAlike(prose(`a[^a] b[^b] [^request]\n\n${text}`))
    expect(new Set(faults.map(fault => fault.split(' ')[1]))).toEqual(new Set(['footnote-nested']))
  }
})
