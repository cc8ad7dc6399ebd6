import { describe, expect, test } from 'vitest'
import { readRelease } from '../../src/release/read/read.ts'
import { encode, fixedLines, makeCsv, makeRows, makeTxt, sample, sheetXml, workbookFiles } from './release-maker.ts'
import { makeZip } from './zip-maker.ts'

const rows = makeRows(sample)
const csv = makeCsv(rows).toString()
const [line] = fixedLines(sample[0]!)
const times = (number: number, text: string) => text.repeat(Math.ceil(number / text.length))
const cellOf = (text: string) => csv.replace('Sample modifier', () => text)
const sheetOf = (text: string) =>
  makeZip(workbookFiles(sheetXml(rows).replace('</sheetData>', () => `${text}</sheetData>`)))
const textOf = (text: string) => sheetOf(`<row><c t="str"><v>${text}</v></c></row>`)

/** Files of some number of bytes, each of which grows in one thing. */
const growing: readonly (readonly [name: string, make: (bytes: number) => Buffer])[] = [
  [
    'a fixed-width text with one line that goes on',
    n => encode(makeTxt(sample).toString('latin1') + line!.trimEnd() + times(n, 'x ')),
  ],
  ['a fixed-width text with equal records', n => encode(times(n, line!))],
  ['a fixed-width text with lines that are no records', n => encode(line! + times(n, 'garbage\n'))],
  ['a fixed-width text with empty lines', n => encode(line! + times(n, '\n') + line!)],
  ['a fixed-width text with a long record', n => encode(`${line!.trimEnd()}${times(n, ' ')}x\n`)],
  ['a text of spaces', n => encode(times(n, ' '))],
  ['a text of quotation marks of Windows', n => encode(line! + times(n, '“'))],
  ['a text of headings', n => encode(times(n, 'HCPCS CODE,addendum '))],
  ['a CSV with one long word', n => encode(cellOf(times(n, 'x')))],
  ['a CSV with one cell of spaces', n => encode(cellOf(`x${times(n, ' ')}x`))],
  ['a CSV with one cell of quotation marks', n => encode(cellOf(`"${times(n, '""')}"`))],
  ['a CSV with one cell of lines', n => encode(cellOf(`"${times(n, 'x\r\n')}"`))],
  ['a CSV with a code that is long', n => encode(csv.replace('ZA', times(n, 'Z')))],
  ['a CSV with a row of commas', n => encode(csv + times(n, ','))],
  ['a CSV with empty lines', n => encode(csv + times(n, '\r\n'))],
  ['a CSV with short rows', n => encode(csv + times(n, 'x\n'))],
  ['a CSV with equal rows', n => encode(csv + times(n, `${csv.split('\r\n')[1]}\r\n`))],
  ['a CSV with rows in quotation marks', n => encode(csv + times(n, '"x","y"\n'))],
  ['a CSV with a quotation mark that does not close', n => encode(`${csv}"${times(n, 'x\n')}`)],
  ['a sheet with a comment', n => sheetOf(`<!--${times(n, '- ')}-->`)],
  ['a sheet with a comment that does not end', n => sheetOf(`<!--${times(n, 'x')}`)],
  ['a sheet with many comments', n => sheetOf(times(n, '<!---->'))],
  ['a sheet with empty cells', n => sheetOf(`<row>${times(n, '<c/>')}</row>`)],
  ['a sheet with empty rows', n => sheetOf(times(n, '<row/>'))],
  ['a sheet with a long name', n => sheetOf(`<${times(n, 'x')}/>`)],
  ['a sheet with spaces in an element', n => sheetOf(`<row ${times(n, ' ')}/>`)],
  ['a sheet with a long attribute', n => sheetOf(`<row r="${times(n, '&amp;')}"/>`)],
  ['a sheet with many attributes', n => sheetOf(`<row ${times(n, 'a="" ')}/>`)],
  ['a sheet with many elements in each other', n => sheetOf(times(n, '<row>'))],
  ['a sheet with a text of references', n => textOf(times(n, '&#x41;'))],
  ['a sheet with a text of ampersands', n => textOf(times(n, '&'))],
  ['a sheet with a text of sections', n => textOf(times(n, '<![CDATA[x]]>'))],
  ['a sheet with a text of brackets', n => textOf(times(n, ']]'))],
  ['a sheet with a text of escapes', n => textOf(times(n, '_x0041_'))],
  ['a sheet with a text of spaces', n => textOf(times(n, ' '))],
  [
    'a zip with many names',
    n => makeZip(Array.from({ length: n / 100 }, (_, at) => ({ name: `${at}.txt`, content: '' }))),
  ],
  ['a zip with a long name', n => makeZip([{ name: times(Math.min(n / 20, 60_000), 'JAN2020'), content: 'x' }])],
]

/** The time of the processor that reading takes; the least of some runs, since others work on the machine. */
async function cost(bytes: Uint8Array): Promise<number> {
  const runs: number[] = []
  for (let run = 0; run < 2; run += 1) {
    const before = process.cpuUsage()
    await readRelease('file', bytes)
    const { user, system } = process.cpuUsage(before)
    runs.push(user + system)
  }
  return Math.min(...runs)
}

describe('what grows fourfold takes some four times as long, not sixteen, and says so in a sentence', () => {
  test.each(growing)('%s', async (_, make) => {
    const [small, large] = [make(200_000), make(800_000)]
    const { release, messages } = await readRelease('file', large)
    expect(release === undefined).toBe(messages.some(({ fatal }) => fatal))
    expect(messages.length).toBeLessThanOrEqual(1001)
    for (const { reason } of messages) {
      expect(reason).toMatch(/^Unexpected .*, expected /)
      expect(reason.length).toBeLessThan(500)
    }
    // Three milliseconds of whatever the engine does besides are in both.
    const before = await cost(small)
    expect((await cost(large)) / (before + 3000)).toBeLessThan(10)
  })
})

describe('a file ten times as large as a release', () => {
  const size = 20_000_000

  test.each([
    ['one code in a CSV', () => csv.replace('ZA', times(size, 'Z')), 'release-size'],
    ['60,000 equal records', () => times(size, line!), 'release-format'],
    ['a line that goes on', () => line!.trimEnd() + times(size, 'x'), 'release-truncated'],
    ['200,000 equal rows', () => csv + `${csv.split('\r\n')[1]}\r\n`.repeat(200_000), 'release-size'],
    ['empty rows', () => csv + times(size, '\n'), undefined],
    ['rows of one cell', () => csv + times(size, 'x\n'), 'release-size'],
    ['commas', () => csv + times(size, ','), 'release-size'],
  ])('%s', async (_, make, rule) => {
    const { release, messages } = await readRelease('file', encode(make()))
    expect(messages.filter(({ fatal }) => fatal).at(-1)?.ruleId).toBe(rule)
    expect(release === undefined).toBe(rule !== undefined)
    expect(Math.max(0, ...messages.map(({ reason }) => reason.length))).toBeLessThan(500)
  })

  test('a byte more is refused', async () => {
    const { messages } = await readRelease('file', Buffer.alloc(64 * 1024 * 1024 + 1))
    expect(messages.map(({ reason }) => reason)).toEqual(['Unexpected 67108865 bytes, expected at most 64 MiB'])
  })

  test('a workbook of elements', async () => {
    const { messages } = await readRelease('file', sheetOf(`<row>${times(20_000, '<c/>')}</row>`.repeat(1100)))
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['release-size'])
  })
})

test('a description longer than CMS ever wrote is refused, over continuations as in one cell', async () => {
  const long = 'word '.repeat(2001).trim()
  for (const bytes of [makeTxt([{ ...sample[1]!, long }]), makeCsv(makeRows([{ ...sample[1]!, long }]))]) {
    const { messages } = await readRelease('file', bytes)
    const found = messages.filter(({ fatal }) => fatal).map(({ ruleId, reason }) => `${ruleId} ${reason}`)
    expect(found).toEqual(['release-size Unexpected description of Q9001 of 10004 characters, expected at most 10000'])
  }
})

test('a column without a name may be empty, not filled', async () => {
  const wide = (text: string) => makeCsv(rows.map((row, at) => [...row, at === 2 ? text : '']))
  expect((await readRelease('file', wide('  '))).release?.records.length).toBe(3)
  const { messages } = await readRelease('file', wide('lost'))
  expect(messages.map(({ line, ruleId, reason }) => `${line} ${ruleId} ${reason}`)).toEqual([
    '3 release-record Unexpected "lost" in column 49, which has no name, expected nothing',
  ])
})

test.each([
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2066',
  '\u00ad',
  '\ufeff',
  '\u2060',
  '\u{e0041}',
  '\ue000',
  '\ufdd0',
  '\u2800',
  '\u3164',
])('a wording with a character that nobody sees is refused: %j', async character => {
  for (const bytes of [
    makeCsv(makeRows([{ ...sample[1]!, long: `per ${character}dose` }])),
    textOf(`per ${character}dose`),
  ]) {
    const { release, messages } = await readRelease('file', bytes)
    expect(release).toBeUndefined()
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['release-encoding'])
  }
})
