import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { findEdition } from '../../src/release/read/edition.ts'
import { columnNames } from '../../src/release/read/layout.ts'
import { readRelease } from '../../src/release/read/read.ts'
import { openZip } from '../../src/release/read/zip.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'
import { annual2018, annual2019, haveReleases, real, realBytes } from './real-releases.ts'
import { type Made, makeCsv, makeRows, makeTxt, makeXlsx, sample, sheetXml, workbookFiles } from './release-maker.ts'
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
    expect(release.edition).toEqual({ period: '2018-01', from: 'latest date' })
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
    const [one, text] = [await read('r', bytes), await read('r', makeTxt(sample))]
    expect([one.records, one.columns]).toEqual([text.records, text.columns])
  })

  test('knows in which columns it has anything, in CMS’s order', async () => {
    const used = new Set(sample.flatMap(({ fields }) => Object.keys(fields ?? {})))
    const { columns } = await read('r', makeTxt(sample))
    expect(columns).toEqual(columnNames.filter(name => used.has(name)))
    expect(columns.length).toBeGreaterThan(1)
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

/** The sample, with one code more that was added on this day. */
const upTo = (added: string): Made[] => [...sample, { ...sample[1]!, code: 'Q9003', added }]

describe('the edition', () => {
  test.each([
    ['HCPC2024_APR_ANWEB.csv', '20240401', '2024-04'],
    ['HCPC2024_APR_ANWEB_v2 (1).csv', '20240522', '2024-04'],
    ['files/july-2020-alpha-numeric-hcpcs-file.zip', '20200701', '2020-07'],
    ['2018-Alpha-Numeric-HCPCS-File.zip', '20180101', '2018'],
    ['HCPC2018_CONTR_ANWEB_disc.txt', '20180101', '2018'],
    ['2014-Annual-Alpha-Numeric-HCPCS-File.zip', '20140101', '2014'],
  ])('is what CMS says in the name %s where the add dates agree', async (name, added, period) => {
    const records = upTo(added).filter(made => made.added <= added)
    expect((await read(name, makeTxt(records))).edition).toEqual({ period, from: 'file name' })
  })

  test.each([
    'decoded_2024.csv',
    'marked-2024.csv',
    '2020-04/anweb.xlsx',
    'summary-2019.txt',
    'my HCPC2024_APR_ANWEB.csv',
    'HCPC2024_APR_ANWEB.csv',
    'HCPC2016_APR_ANWEB.csv',
    '2019-Alpha-Numeric-HCPCS-File.zip',
    'anweb.txt',
  ])('is the quarter of the latest add dates, whatever the name %s says', async name => {
    const { edition } = await read(name, makeTxt(upTo('20180814')))
    expect(edition).toEqual({ period: '2018-07', from: 'latest date' })
  })

  test('of a workbook is told by the name of its sheet before that of its file', async () => {
    const parts = workbookFiles(sheetXml(makeRows(upTo('20260701')))).map(file =>
      file.name === 'xl/workbook.xml'
        ? { ...file, content: String(file.content).replace('name="A"', 'name="HCPC2026_JUL_contr"') }
        : file,
    )
    const { edition } = await read('HCPC2026_JUL_ANWEB.xlsx', makeZip(parts))
    expect(edition).toEqual({ period: '2026-07', from: 'sheet name' })
  })

  test('is not told by a code or two that were announced for a later quarter', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => ({ ...sample[1]!, code: `J${1000 + index}` }))
    const ahead = (count: number) => many.map((made, index) => (index < count ? { ...made, added: '20180701' } : made))
    expect((await read('a', makeTxt(ahead(1)))).edition?.period).toBe('2018-01')
    expect((await read('a', makeTxt(ahead(2)))).edition?.period).toBe('2018-07')
    expect((await read('HCPC2018_APR_ANWEB.txt', makeTxt(ahead(1)))).edition?.period).toBe('2018-04')
  })

  test('is what the name says, or unknown, where a file has no add dates', async () => {
    const undated = makeTxt(sample.map(made => ({ ...made, added: '' })))
    expect((await read('HCPC2024_APR_ANWEB.txt', undated)).edition?.period).toBe('2024-04')
    expect((await read('decoded_2024.txt', undated)).edition).toBeUndefined()
  })
})

describe.skipIf(!haveReleases)('real releases', () => {
  test.each([
    [annual2018, 6559, '2018', 'archive entry'],
    [annual2019, 6800, '2019', 'archive entry'],
    ['2020-04/anweb.xlsx', 7097, '2020-04', 'latest date'],
    ['2020-07/anweb.xlsx', 7158, '2020-07', 'latest date'],
    ['HCPC2024_APR_ANWEB.csv', 8349, '2024-04', 'file name'],
    ['HCPC2024_JUL_ANWEB.csv', 8033, '2024-07', 'file name'],
    ['HCPC2025_OCT_ANWEB.csv', 8846, '2025-10', 'file name'],
    ['HCPC2026_JUL_ANWEB.xlsx', 9109, '2026-07', 'sheet name'],
  ])('%s holds %i codes and is that of %s', async (path, count, period, from) => {
    const { records, edition } = await real(path)
    expect([records.length, edition]).toEqual([count, { period, from }])
  })

  test.each([
    [annual2018, '2018-01'],
    ['HCPC2024_JUL_ANWEB.csv', '2024-07'],
    ['HCPC2026_JUL_ANWEB.xlsx', '2026-07'],
  ])('%s under any other name is of the same quarter', async (path, period) => {
    const { records } = await real(path)
    expect(findEdition([{ from: 'file name', name: 'HCPC2024_APR_ANWEB.csv' }], records)?.period).toBe(period)
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
