import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { applyComparison, compareReleases } from '../../src/release/compare.ts'
import type { Row } from '../../src/release/read/csv.ts'
import { readWorkbook } from '../../src/release/read/xlsx.ts'
import { openZip } from '../../src/release/read/zip.ts'
import type { ChangeKind, Release, ReleaseComparison, ReleaseRecord } from '../../src/release/types.ts'
import { annual2018, annual2019, haveReleases, real, realBytes } from './real-releases.ts'

const april2020 = '2020-04/anweb.xlsx'
const july2020 = '2020-07/anweb.xlsx'
const april2024 = 'HCPC2024_APR_ANWEB.csv'
const july2024 = 'HCPC2024_JUL_ANWEB.csv'
const october2025 = 'HCPC2025_OCT_ANWEB.csv'

async function compare(current: string, proposed: string): Promise<ReleaseComparison> {
  return compareReleases(await real(current), await real(proposed))
}

function changed({ changed }: ReleaseComparison, kind: ChangeKind) {
  return changed.filter(({ changes }) => changes.includes(kind))
}

/** Added, gone, newly terminated, long changed, short changed, reused, re-activated. */
function counts(comparison: ReleaseComparison): number[] {
  const kinds = ['terminated', 'long', 'short', 'reused', 'reactivated'] as const
  return [comparison.added.length, comparison.gone.length, ...kinds.map(kind => changed(comparison, kind).length)]
}

function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const result: Record<string, number> = {}
  for (const value of values) if (value !== undefined) result[value] = (result[value] ?? 0) + 1
  return result
}

describe.skipIf(!haveReleases)('real releases compared', () => {
  test.each([
    [annual2018, annual2019, [244, 3, 33, 114, 101, 2, 0]],
    [april2020, july2020, [61, 0, 9, 4, 5, 0, 0]],
    [april2024, july2024, [67, 0, 11, 32, 2, 0, 0]],
    // October 2025 has no termination dates: nothing is re-activated by their absence.
    [july2024, october2025, [430, 0, 0, 117, 101, 0, 0]],
  ])('%s → %s', async (current, proposed, expected) => {
    const comparison = await compare(current, proposed)
    expect(counts(comparison)).toEqual(expected)
    expect(comparison.order).toBe('right')
    expect((await compare(proposed, current)).order).toBe('wrong')
  })

  test('the comparison applied to 2018 gives 2019, and 2019 compared with itself nothing', async () => {
    const [before, after] = [await real(annual2018), await real(annual2019)]
    expect(applyComparison(before.records, await compare(annual2018, annual2019))).toEqual(after.records)
    expect(counts(compareReleases(after, { ...after, records: [...after.records] }))).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  test('columns that July 2024 lacks are not reported as changed', async () => {
    const other = changed(await compare(july2024, 'HCPC2026_JUL_ANWEB.xlsx'), 'other')
    expect(other.length).toBe(262)
    const names = new Set(other.flatMap(({ columns }) => columns.map(name => name.replace(/\d$/, ''))))
    expect([...names].sort()).toEqual(['BETOS', 'COV', 'PRICE', 'TOS'])
  })

  test('modifiers that July 2024 lacks are not reported as gone', async () => {
    const comparison = await compare(april2024, july2024)
    expect(comparison.kinds).toEqual(['procedure'])
    expect((await real(april2024)).records.filter(({ kind }) => kind === 'modifier').length).toBe(383)
  })

  test.each([
    [april2020, july2020, { announced: 4 }],
    [april2024, july2024, { announced: 32 }],
    [annual2018, annual2019, { announced: 96, unannounced: 18 }],
  ])('%s → %s: action codes are reconciled', async (current, proposed, expected) => {
    const comparison = await compare(current, proposed)
    expect(tally(comparison.changed.map(({ longAnnounced }) => longAnnounced))).toEqual(expected)
  })

  test('2018 → 2019: 94 long changes carry C or B, 2 are reused codes that carry A', async () => {
    const long = changed(await compare(annual2018, annual2019), 'long')
    expect(tally(long.map(({ proposed }) => proposed.actionCode))).toEqual({ A: 2, B: 1, C: 93, N: 18 })
    expect(long.filter(({ proposed }) => proposed.actionCode === 'A').map(({ code }) => code)).toEqual([
      'G9890',
      'G9891',
    ])
  })
})

/** The rows of a transaction report: code, words for the action, then (but for 2018) short and long description. */
type Reported = readonly Row[]

/** CMS lists all codes twice: in the first sheet by action, in the second by code. */
async function report(bytes: Uint8Array, sheet: 0 | 1 = 1): Promise<Reported> {
  const faults = new VFile({ path: 'report' })
  const sheets = await readWorkbook(await openZip(bytes, faults), faults)
  const { rows } = sheets[sheet]!
  return rows.slice(rows.findIndex(row => row.cells[0]!.startsWith('HCPC')) + 1)
}

async function reportWithin(zip: string): Promise<Reported> {
  const entries = await openZip(realBytes(zip), new VFile({ path: zip }))
  return report(await entries.find(({ name }) => /Trans_.*\.xlsx$/.test(name))!.read())
}

const codeOf = (row: Row) => row.cells[0]!.trim()
const allCodes = (reported: Reported) => reported.map(codeOf).sort()

/** The codes whose wording in the report differs from the release, by `as`, which is given both texts. */
function misquoted(release: Release, reported: Reported, as: (text: string) => string): string[] {
  const records = new Map(release.records.map(record => [record.code, record]))
  return reported.filter(row => !quotes(row, records.get(codeOf(row))!, as)).map(codeOf)
}

function quotes({ cells }: Row, { long, short, filed }: ReleaseRecord, as: (text: string) => string): boolean {
  return as(cells[3]!) === as(filed?.long ?? long) && as(cells[2]!) === as(filed?.short ?? short)
}

const exactly = (text: string) => text
const butForBlanks = (text: string) => text.replace(/\s+/g, ' ').trim()

function codesSaid(reported: Reported, words: RegExp): string[] {
  return reported.filter(row => words.test(row.cells[1]!)).map(codeOf)
}

const codesOf = (records: readonly { readonly code: string }[]) => records.map(({ code }) => code)
const without = (codes: readonly string[], others: readonly string[]) => codes.filter(code => !others.includes(code))

function withAction(release: Release, codes: string): ReleaseRecord[] {
  return release.records.filter(({ actionCode }) => actionCode !== undefined && codes.includes(actionCode))
}

describe.skipIf(!haveReleases)('CMS’s transaction report as a witness', () => {
  test('April → July 2020: it names the codes the comparison names', async () => {
    const [comparison, reported] = [
      await compare(april2020, july2020),
      await report(realBytes('2020-07/trans_alpha.xlsx')),
    ]
    expect(codesSaid(reported, /^ADD$/).sort()).toEqual(codesOf(comparison.added))
    expect(codesSaid(reported, /^Discontinued$/).sort()).toEqual(codesOf(changed(comparison, 'terminated')))
    expect(codesSaid(reported, /Long/).sort()).toEqual(codesOf(changed(comparison, 'long')).sort())
    expect(codesSaid(reported, /^Short/)).toEqual(['C9758'])
    expect(without(codesOf(changed(comparison, 'short')), codesOf(changed(comparison, 'long')))).toEqual(['C9758'])
  })

  test('July 2020: by code, it has a blank too many in C9765', async () => {
    const [release, reported] = [await real(july2020), await report(realBytes('2020-07/trans_alpha.xlsx'))]
    expect(allCodes(reported)).toEqual(codesOf(release.records).sort())
    expect(misquoted(release, reported, butForBlanks)).toEqual([])
    expect(misquoted(release, reported, exactly)).toEqual(['C9765'])
  })

  test('July 2020: by action, it has modifier CS a second time, with the text before July', async () => {
    const [release, reported] = [await real(july2020), await report(realBytes('2020-07/trans_alpha.xlsx'), 0)]
    expect(misquoted(release, reported, butForBlanks)).toEqual(['CS'])
    const twice = reported.filter(row => codeOf(row) === 'CS')
    expect(twice.map(row => row.cells[1])).toEqual(['Long/Short Description Change', 'No Change'])
    const before = (await real(april2020)).records.find(({ code }) => code === 'CS')!
    expect(quotes(twice[1]!, before, exactly)).toBe(true)
  })

  test('April 2020: it agrees with its release in every wording', async () => {
    const [release, reported] = [await real(april2020), await report(realBytes('2020-04/trans_alpha.xlsx'))]
    expect(allCodes(reported)).toEqual(codesOf(release.records).sort())
    expect(misquoted(release, reported, butForBlanks)).toEqual([])
  })

  test('2019: it agrees but for the end of G0503, which the workbook puts in a row of its own', async () => {
    const [release, reported] = [await real(annual2019), await reportWithin(annual2019)]
    expect(allCodes(reported)).toEqual(codesOf(release.records).sort())
    expect(misquoted(release, reported, butForBlanks)).toEqual(['G0503'])
    expect(reported.find(row => codeOf(row) === 'G0503')!.cells[3]).toMatch(/other treatment$/)
    expect(release.records.find(({ code }) => code === 'G0503')!.long).toMatch(/other treatment goals and are prepared/)
  })

  test('2018 → 2019: what it says, by code, beside what the comparison found', async () => {
    const [comparison, reported] = [await compare(annual2018, annual2019), await reportWithin(annual2019)]
    const release = await real(annual2019)
    for (const [words, actions] of [
      [/^ADD$/, 'A'],
      [/Long/, 'BC'],
      [/^Short/, 'S'],
      [/^Discont/, 'D'],
    ] as const) {
      expect(codesSaid(reported, words).sort()).toEqual(codesOf(withAction(release, actions)).sort())
    }
    const added = codesOf(comparison.added)
    // Added in the course of 2018: two stood in the file of 2018 already (issued anew in March), two reuse old codes.
    expect(without(codesSaid(reported, /^ADD$/).sort(), added)).toEqual(['G9890', 'G9891', 'QQ', 'VM'])
    // Not called added: 16 were added and discontinued within 2018, Q2041 was added and revised, three were overlooked.
    const notCalledAdded = without(added, codesSaid(reported, /^ADD$/))
    const discontinued = codesSaid(reported, /^Discont/)
    expect(without(notCalledAdded, discontinued)).toEqual(['G9868', 'G9869', 'G9870', 'Q2041'])
    expect(notCalledAdded.length - 4).toBe(16)
    expect(without(discontinued, added).sort()).toEqual(codesOf(changed(comparison, 'terminated')).sort())
    expect(without(codesSaid(reported, /Long/), codesOf(changed(comparison, 'long')))).toEqual(['Q2041'])
  })

  test('2018: it lacks modifier L1, terminated in 2016', async () => {
    const [release, reported] = [await real(annual2018), await reportWithin(annual2018)]
    expect(without(codesOf(release.records), allCodes(reported))).toEqual(['L1'])
    expect(release.records.find(({ code }) => code === 'L1')!.terminated).toBe('2016-12-31')
  })
})
