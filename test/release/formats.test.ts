import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { readRelease } from '../../src/release/read/read.ts'
import { openZip } from '../../src/release/read/zip.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'
import { annual2018, annual2019, haveReleases, real, realBytes } from './real-releases.ts'
import { type Made, makeCsv, makeRows, makeTxt, makeXlsx, sample } from './release-maker.ts'
import { makeZip } from './zip-maker.ts'

async function read(name: string, bytes: Uint8Array): Promise<Release> {
  const { release, messages } = await readRelease(name, bytes)
  expect(messages.filter(message => message.fatal).map(String)).toEqual([])
  return release!
}

describe('a release written by hand', () => {
  test('gives every field of every record', async () => {
    const { records, ...release } = await read('HCPC2019_ANWEB.txt', makeTxt(sample))
    expect(records.map(({ code, kind }) => `${kind} ${code}`)).toEqual([
      'modifier ZA',
      'procedure Q9001',
      'procedure Q9002',
    ])
    expect(records[1]).toEqual({
      code: 'Q9001',
      kind: 'procedure',
      long: sample[1]!.long,
      short: 'Sample, per dose',
      filed: undefined,
      fields: sample[1]!.fields,
      added: '2018-01-01',
      actionEffective: '2019-01-01',
      terminated: undefined,
      actionCode: 'C',
    })
    expect(records[2]!.terminated).toBe('2018-12-31')
    expect(release).toMatchObject({ format: 'txt', lacks: [], notes: ['***Disclaimers'] })
    expect(release.edition).toEqual({ period: '2019', from: 'file name' })
    expect(release.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    ['csv', makeCsv(makeRows(sample))],
    ['xlsx', makeXlsx(makeRows(sample))],
    [
      'zip',
      makeZip([
        { name: 'readme.txt', content: 'About' },
        { name: 'HCPC2019.txt', content: makeTxt(sample) },
      ]),
    ],
    ['zip of a csv', makeZip([{ name: 'a.csv', content: makeCsv(makeRows(sample)) }])],
    ['zip of a workbook', makeZip([{ name: 'a.xlsx', content: makeXlsx(makeRows(sample)) }])],
  ])('reads the same from a %s as from the fixed-width text', async (_, bytes) => {
    expect((await read('r', bytes)).records).toEqual((await read('r', makeTxt(sample))).records)
  })

  test('takes the text where a zip holds other forms as well', async () => {
    const files = [
      { name: 'a.xlsx', content: makeXlsx(makeRows(sample.slice(0, 1))) },
      { name: 'b.TXT', content: makeTxt(sample) },
    ]
    const release = await read('r.zip', makeZip(files))
    expect([release.format, release.records.length]).toEqual(['txt', 3])
  })

  test('joins a continuation in a table, and keeps the file’s own blanks apart', async () => {
    const rows = makeRows(sample)
    rows[2]![3] = 'Sample  product,'
    rows.splice(
      3,
      0,
      rows[2]!.map((_, at) => ['Q9001', '0020', '4', 'per dose '][at] ?? ''),
    )
    const record = (await read('r.csv', makeCsv(rows))).records[1]!
    expect(record.long).toBe('Sample product, per dose')
    expect(record.filed).toEqual({ long: 'Sample  product, per dose', short: 'Sample, per dose' })
  })

  test('passes over blank lines, a blank record at the end, and continuations cut at column 91', async () => {
    const lines = makeTxt(sample).toString('latin1').split('\r\n')
    const cut = lines.map(line => ('48'.includes(line[10] ?? ' ') ? line.slice(0, 91) : line)).join('\r\n')
    const bytes = Buffer.from(`${cut}${' '.repeat(320)}\r\n\x1a`, 'latin1')
    expect((await read('r', bytes)).records).toEqual((await read('r', makeTxt(sample))).records)
  })

  test('reads a CSV that a spreadsheet program saved anew, with its mark of UTF-8 and without leading blanks and zeros', async () => {
    const saved = makeRows(sample).map(cells => cells.with(0, cells[0]!.trim()).with(1, cells[1]!.replace(/^0+/, '')))
    const bytes = Buffer.concat([Buffer.from('efbbbf', 'hex'), makeCsv(saved)])
    expect((await read('r', bytes)).records).toEqual((await read('r', makeTxt(sample))).records)
  })

  test('does not depend on the order of the records', async () => {
    const expected = (await read('r', makeTxt(sample))).records
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...sample], { minLength: 3 }), async shuffled => {
        expect((await read('r', makeTxt(shuffled))).records).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  test('any wording reads the same in each form', async () => {
    // No é: in Windows-1252 "é––" has the very bytes of a UTF-8 character, and is refused as a file in the wrong encoding.
    const words = fc.array(fc.stringMatching(/^[a-z0-9,;()"/%<>&–-]{1,12}$/), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(words, async parts => {
        const made: Made[] = [{ ...sample[1]!, long: parts.join(' ') }]
        const [txt, csv] = [await read('r', makeTxt(made)), await read('r', makeCsv(makeRows(made)))]
        expect(txt.records[0]!.long).toBe(made[0]!.long)
        expect(csv.records).toEqual(txt.records)
      }),
    )
  })
})

test.each([
  ['HCPC2024_APR_ANWEB.csv', '2024-04'],
  ['july-2020-alpha-numeric-hcpcs-file.zip', '2020-07'],
  ['2020-04/anweb.xlsx', '2020-04'],
  ['2018-Alpha-Numeric-HCPCS-File.zip', '2018'],
  ['2020-99/summary-2019.txt', '2020'],
])('tells the edition of %s by its name', async (name, period) => {
  expect((await read(name, makeTxt(sample))).edition).toEqual({ period, from: 'file name' })
})

test('tells the edition by the latest add date when no name does', async () => {
  expect((await read('anweb.txt', makeTxt(sample))).edition).toEqual({ period: '2018-01', from: 'latest date' })
})

describe.skipIf(!haveReleases)('real releases', () => {
  test.each([
    [annual2018, 6559],
    [annual2019, 6800],
    ['2020-04/anweb.xlsx', 7097],
    ['2020-07/anweb.xlsx', 7158],
    ['HCPC2024_APR_ANWEB.csv', 8349],
    ['HCPC2024_JUL_ANWEB.csv', 8033],
    ['HCPC2025_OCT_ANWEB.csv', 8846],
  ])('%s holds %i codes', async (path, count) => {
    expect((await real(path)).records.length).toBe(count)
  })

  test('2018: text and workbook agree in every field of every code', async () => {
    const [txt, xlsx] = [await real(annual2018), await workbookOf(annual2018)]
    expect(xlsx.records.map(withoutFiled)).toEqual(txt.records.map(withoutFiled))
  })

  test('2019: text and workbook agree but for what the workbook itself has otherwise', async () => {
    const [txt, xlsx] = [await real(annual2019), await workbookOf(annual2019)]
    const differ = txt.records.flatMap((record, index) => differences(record, xlsx.records[index]!))
    const dates = differ.filter(difference => difference.endsWith('actionEffective'))
    // The workbook leaves the effective date of 115 old records blank.
    expect(dates.length).toBe(115)
    const undated = new Set(dates.map(difference => difference.split(' ')[0]))
    expect(xlsx.records.filter(({ code }) => undated.has(code)).every(record => !record.actionEffective)).toBe(true)
    // It has a fourth type of service for two codes, where the text has three.
    expect(differ.filter(difference => !dates.includes(difference))).toEqual(['E0210 fields.TOS4', 'E0776 fields.TOS4'])
  })
})

function differences(one: ReleaseRecord, other: ReleaseRecord): string[] {
  const [a, b] = [flat(one), flat(other)]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter(key => a.get(key) !== b.get(key))
    .map(key => `${one.code} ${key}`)
}

function flat({ filed: _, fields, ...record }: ReleaseRecord): Map<string, string | undefined> {
  return new Map([
    ...Object.entries(record),
    ...Object.entries(fields).map(([name, value]) => [`fields.${name}`, value] as const),
  ])
}

function withoutFiled({ filed: _, ...record }: ReleaseRecord): Omit<ReleaseRecord, 'filed'> {
  return record
}

async function workbookOf(path: string): Promise<Release> {
  const entries = await openZip(realBytes(path), new VFile({ path: path }))
  const entry = entries.find(({ name }) => /ANWEB\w*\.xlsx$/.test(name))!
  return read(entry.name, await entry.read())
}
