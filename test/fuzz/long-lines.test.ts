import * as v from 'valibot'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { expect, test } from 'vitest'
import { placeAt, reportTraps } from '../../src/parse/text.ts'
import { parseYaml } from '../../src/parse/yaml.ts'
import { cutElements } from '../../src/redline/elements/cut.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { tokenize } from '../../src/redline/tokenize.ts'
import { readCsv } from '../../src/release/read/csv.ts'
import { readRelease } from '../../src/release/read/read.ts'
import { parseDescriptor } from '../../src/request/descriptor.ts'
import { makeCsv, makeRows, sample } from '../release/release-maker.ts'
import { isLong } from '../support/runs.ts'

/**
 * A line on which a search that begins anew at each character takes long: of a megabyte in the long run, where it would
 * take hours. No test is timed: they only have to come to an end.
 */
const SIZE = isLong ? 1_000_000 : 10_000
/** Beyond the 4,000 line ends and 2,000 marks that a file may have. */
const FILE = isLong ? 900_000 : 40_000
const UNITS = [
  ...[
    ',',
    ', ',
    '(',
    ')',
    '()',
    '((a',
    '[',
    ']',
    '[^',
    '[^a',
    '"',
    '“',
    '“a b',
    '‘',
    "'",
    '<',
    '<=',
    '<a',
    '<!--',
    '1',
    '1,',
    '1.',
    '1-',
  ],
  ...[
    'a',
    'a.',
    'a-',
    'a/',
    '-',
    '*',
    '**a',
    '_',
    '`',
    '~',
    '\\',
    '&',
    '&amp',
    '|',
    ' ',
    ' a',
    '$',
    '$1',
    '+/-',
    '\u0301',
    '\u200d',
    '🧬',
    'é',
  ],
  ...[
    'including ',
    'per ',
    'up to ',
    'million ',
    '[struck: ',
    '[struck*: a',
    'аa',
    'a: ',
    '- ',
    '> ',
    '#',
    'http://',
    'www.',
    'a@',
    'a@b.',
  ],
]
const line = (unit: string, size = SIZE) => unit.repeat(Math.floor(size / unit.length))
const named = UNITS.map(unit => [JSON.stringify(unit), unit] as const)

test.each(named)('%s: tokens, elements, recovery, traps', (_, unit) => {
  const text = `a ${line(unit)} b`
  expect(tokenize(text).reduce((length, token) => length + token.text.length, 0)).toBe(text.length)
  expect(cutElements(text).reduce((length, { lead, text: part }) => length + lead.length + part.length, 0)).toBe(
    text.length,
  )
  expect(recoverWordings(text).current.length).toBeLessThanOrEqual(text.length)
  const file = new VFile()
  reportTraps(file, text, offset => placeAt(file, offset))
  expect(file.messages.length).toBeLessThan(50)
})

test.each(named)('%s: CSV and fixed-width text', async (_, unit) => {
  expect(['a,b', 'release-size']).toContain(lastRow(`${line(unit)}\na,b\n`))
  for (const start of ['HCPC,SEQNUM,RECID,', 'Q900100100 3', 'Q9001001003', '']) {
    const { release } = await readRelease('file', Buffer.from(`${start}${line(unit)}\r\n`))
    expect(release).toBeUndefined()
  }
  const { release } = await readRelease('file', makeCsv(makeRows([{ ...sample[1]!, long: `a ${line(unit)} b` }])))
  if (release) expect(release.records.length).toBe(1)
})

/** The cells of the last row, or the rule under which the file is refused. */
function lastRow(csv: string): string {
  try {
    return String(readCsv(csv, new VFile({ path: 'a' })).at(-1)?.cells)
  } catch (error) {
    return String((error as VFileMessage).ruleId)
  }
}

/** What a Markdown parser looks for at the start of a line, too. */
const MARKDOWN = [
  '> ',
  '>',
  '- ',
  '+ ',
  '1. ',
  '> - ',
  '# ',
  '=',
  '***',
  '*a_',
  '*_',
  '~~a',
  '``a',
  '<!-- a -->',
  '<b>',
  '&nbsp;',
  'mailto:a@b.c ',
]

test.each([...named, ...MARKDOWN.map(unit => [JSON.stringify(unit), unit] as const)])(
  '%s: a descriptor file, in its wording, at the start of a line of prose and within it',
  (_, unit) => {
    const long = line(unit, SIZE / 4)
    const sections = ['Current descriptor', 'Proposed descriptor', 'Rationale'].map(title => `## ${title}\n\n`)
    const text = `---\ncode: Q2041\n---\n\n${sections[0]}> a ${long}\n\n${sections[1]}> b\n\n${sections[2]}${long}\n\na ${long}\n`
    const file = new VFile({ path: 'Q2041.md', value: text })
    parseDescriptor(file, ['x'])
    expect(file.messages.length).toBeGreaterThan(0)
    for (const { line: at } of file.messages) expect(at).toBeLessThanOrEqual(text.split('\n').length)
  },
)

/** The first ones take the parser least. */
const SHORT_LINES = [
  '\n',
  '<a\n',
  '#\n',
  '***\n',
  '```\n',
  'a\\\n',
  '- a\n',
  '- a\n\n',
  '\n> a\n\n',
  'a|b\n|-|-|\n',
  '=\n',
  'a\n-\n',
]

test.each(isLong ? SHORT_LINES : SHORT_LINES.slice(0, 4))(
  '%j: a descriptor file of too many short lines is refused, with the line that is too many',
  unit => {
    const text = `---\ncode: Q2041\n---\n\n## Current descriptor\n\n${line(unit, FILE)}\n`
    const file = new VFile({ path: 'Q2041.md', value: text })
    expect(parseDescriptor(file, ['x'])).toBeUndefined()
    expect(
      file.messages.filter(({ ruleId, reason }) => ruleId === 'prose-size' && reason.includes('line ends')),
    ).toMatchObject([{ file: 'Q2041.md', line: 4001 }])
  },
)

test.each(['[', ']', '[^', '[a', '[^x]', '*a', '_a', '*a_ ', '~~a', '<b>', '<!--'])(
  '%j: a descriptor file full of brackets or emphasis is refused, with the place of the mark that is too many',
  unit => {
    const text = `---\ncode: Q2041\n---\n\n## Current descriptor\n\n> a ${line(unit, FILE)}\n`
    const file = new VFile({ path: 'Q2041.md', value: text })
    expect(parseDescriptor(file, ['x'])).toBeUndefined()
    const marks = [...text.matchAll(/[[\]<*_~]/g)]
    const column = marks[2000]!.index - text.lastIndexOf('\n', marks[2000]!.index)
    expect(
      file.messages.filter(({ ruleId, reason }) => ruleId === 'prose-size' && reason.includes('brackets')),
    ).toMatchObject([{ file: 'Q2041.md', line: 7, column }])
  },
)

test.each(['>', '> ', '- ', '+ ', '1) ', '> - '])(
  '%j: quotes or lists that begin on one line, a million deep, are refused',
  unit => {
    const text = `---\ncode: Q2041\n---\n\n## Rationale\n\n  ${line(unit, FILE)}\n`
    const file = new VFile({ path: 'Q2041.md', value: text })
    expect(parseDescriptor(file, ['x'])).toBeUndefined()
    expect(file.messages.filter(({ ruleId, reason }) => ruleId === 'nesting' && reason.includes('deep'))).toMatchObject(
      [{ file: 'Q2041.md', line: 7, column: 1 }],
    )
  },
)

test.each(['[', '[^a', '*a_ ', '<!--', '[a](', '![', '~~a '])(
  '%j: as many as a file may have, before as many words as it may have',
  unit => {
    const many = unit.repeat(Math.floor((isLong ? 1900 : 190) / unit.match(/[[\]<*_~]/g)!.length))
    const length = isLong ? 49_000 : 4900
    const text = `---\ncode: Q2041\n---\n\n## Rationale\n\na ${many}`
    const file = new VFile({ path: 'Q2041.md', value: text + ' word'.repeat((length - text.length) / 5) })
    parseDescriptor(file, ['x'])
    expect(file.messages.filter(({ ruleId }) => ruleId === 'nesting' || ruleId === 'prose-size')).toEqual([])
  },
)

test.each(['[', '{', '[a, ', '{a: ', '- ', '? ', '[{a: '])(
  '%j: fields and lists, a million deep, are refused',
  unit => {
    const text = `code: ${line(unit, FILE)}\n`
    const file = new VFile({ path: 'a.yaml' })
    expect(parseYaml(file, v.unknown(), { text, above: 1 })).toBeUndefined()
    expect(file.messages).toMatchObject([{ ruleId: 'yaml-syntax', file: 'a.yaml', line: 2 }])
    expect(file.messages[0]!.reason).toContain('nesting more than 50 deep')
  },
)
