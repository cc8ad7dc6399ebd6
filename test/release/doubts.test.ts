import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { readRelease } from '../../src/release/read/read.ts'
import { openZip } from '../../src/release/read/zip.ts'
import { annual2018, annual2019, haveReleases, real, realBytes } from './real-releases.ts'
import { makeCsv, makeFiller, makeRows, makeTxt, makeXlsx } from './release-maker.ts'

/** Some of each letter, and of the first lines, are of July 2026. */
const whole = makeFiller().map((made, index) => (index % 25 === 0 ? { ...made, added: '20260701' } : made))
const name = 'HCPC2026_JUL_ANWEB'

/** What is doubted; each doubt is a warning as well. */
async function doubtsOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { release, messages } = await readRelease(name, bytes)
  const warnings = messages.filter(({ ruleId, fatal }) => ruleId === 'release-incomplete' && fatal === false)
  expect(warnings.map(({ reason }) => reason)).toEqual(release!.doubts)
  return release!.doubts
}

test('a release with as many codes as CMS has is whole, in each form', async () => {
  for (const bytes of [makeTxt(whole), makeCsv(makeRows(whole)), makeXlsx(makeRows(whole))]) {
    expect(await doubtsOf(bytes)).toEqual([])
  }
})

test('a few codes alone are no release of CMS', async () => {
  expect(await doubtsOf(makeTxt(whole.slice(0, 50)))).toEqual([
    'Unexpected 50 codes alone, expected about 9,104, as CMS’s file of 2026-07 has',
  ])
})

test('a letter that is missing, or has lost more than a tenth, is named', async () => {
  for (const letter of 'ABCEGHJKLMPQRSTV') {
    const others = whole.filter(({ code }) => code.length === 2 || code[0] !== letter)
    expect((await doubtsOf(makeTxt(others))).join()).toMatch(
      new RegExp(`^Unexpected lack of codes \\(${letter} 0 instead of `),
    )
  }
  const fewer = whole.filter(({ code }) => !/^S00/.test(code))
  expect(await doubtsOf(makeTxt(fewer))).toEqual([
    'Unexpected lack of codes (S 433 instead of 533), expected about as many as CMS’s file of 2026-07 has',
  ])
})

test.each([
  ['text without its last line end', makeTxt(whole).subarray(0, -1)],
  ['text without its last two bytes', makeTxt(whole).subarray(0, -2)],
  ['CSV without its last byte', makeCsv(makeRows(whole)).subarray(0, -1)],
  ['CSV without its last action code', makeCsv(makeRows(whole)).subarray(0, -3)],
])('a %s', async (_, bytes) => {
  const { release, messages } = await readRelease(name, bytes)
  if (release === undefined) expect(messages.map(({ ruleId }) => ruleId)).toEqual(['release-truncated'])
  else expect(release.doubts).toEqual(['Unexpected missing end of the last line, expected one, as CMS writes it'])
})

describe.skipIf(!haveReleases)('real releases', () => {
  test.each([
    annual2018,
    annual2019,
    '2020-04/anweb.xlsx',
    '2020-07/anweb.xlsx',
    'HCPC2024_APR_ANWEB.csv',
    'HCPC2024_JUL_ANWEB.csv',
    'HCPC2025_OCT_ANWEB.csv',
    'HCPC2026_JUL_ANWEB.xlsx',
  ])('%s is not doubted', async path => {
    expect((await real(path)).doubts).toEqual([])
  })

  test('a thousand lines taken out are noticed, wherever they were', async () => {
    const entries = await openZip(realBytes(annual2019), new VFile({ path: annual2019 }))
    const text = Buffer.from(await entries.find(entry => entry.name.endsWith('ANWEB.txt'))!.read()).toString('latin1')
    const table = realBytes('HCPC2025_OCT_ANWEB.csv').toString('latin1')
    for (const [path, all] of [
      ['2019.txt', text],
      ['2025-10.csv', table],
    ] as const) {
      const lines = all.split(/(?<=\n)/)
      for (let at = 400; at < lines.length - 1000; at += 500) {
        const { release } = await readRelease(path, Buffer.from(lines.toSpliced(at, 1000).join(''), 'latin1'))
        expect(release?.doubts, `${path}:${at}`).not.toEqual([])
      }
    }
  })
})
