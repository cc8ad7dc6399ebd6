import { describe, expect, test } from 'vitest'
import { redline } from '../../src/redline/redline.ts'
import { codeHistory } from '../../src/release/history.ts'
import { findStruckClauses } from '../../src/release/struck.ts'
import { surveyWords } from '../../src/release/survey.ts'
import type { Release } from '../../src/release/types.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

/** Three releases, each with a code of its own date so that their order can be told. */
function series(...longs: readonly (string | undefined)[]): Release[] {
  return longs.map((long, index) => {
    const mark = record('Q9999', { added: `202${index}-01-01` })
    return release(long === undefined ? [mark] : [record('Q9001', { long }), mark], { name: `r${index}` })
  })
}

describe('words in long descriptions', () => {
  const records = [
    record('Q9001', { long: 'Cells, including Leukapheresis and dose preparation; leukapheresis' }),
    record('Q9002', { long: 'Leukapheresis', terminated: '2018-12-31' }),
    record('Q9003', { long: 'Leukapheresislike, non-leuka pheresis' }),
  ]

  test('are found whole, in any case, with each place, apart by termination', () => {
    const { inForce, terminated } = surveyWords(release(records), 'leukapheresis')
    expect(inForce.map(({ record, places }) => [record.code, places])).toEqual([
      [
        'Q9001',
        [
          [17, 30],
          [53, 66],
        ],
      ],
    ])
    expect(terminated.map(({ record, terminated }) => [record.code, terminated])).toEqual([['Q9002', '2018-12-31']])
  })

  test('may be several, with any blanks between, and signs that mean something in a pattern', () => {
    const found = surveyWords(release([record('Q9001', { long: 'Up to 20 (twenty) cells' })]), ' 20   (twenty) ')
    expect(found.inForce.map(({ places }) => places)).toEqual([[[6, 17]]])
    expect(surveyWords(release(records), ' ')).toEqual({ inForce: [], terminated: [] })
  })

  test('take termination dates from another release where this one has none', () => {
    const undated = release(
      records.map(each => ({ ...each, terminated: undefined })),
      { lacks: ['terminated'] },
    )
    expect(surveyWords(undated, 'leukapheresis').terminated).toEqual([])
    const { terminated } = surveyWords(undated, 'leukapheresis', [release(records)])
    expect(terminated.map(({ record, terminated }) => [record.code, terminated])).toEqual([['Q9002', '2018-12-31']])
  })
})

describe('the history of a code', () => {
  test('tells each state once: appears, changes, is gone, comes back', () => {
    const states = codeHistory(series(undefined, 'a', 'a', 'b', undefined, undefined, 'b').toReversed(), 'Q9001')
    expect(states.map(({ release, record, change }) => [release, record?.long, change?.long])).toEqual([
      ['r1', 'a', undefined],
      ['r3', 'b', redline('a', 'b')],
      ['r4', undefined, undefined],
      ['r6', 'b', undefined],
    ])
  })

  test('does not take a release without modifiers for the end of one', () => {
    const releases = [release([record('ZA'), record('Q9001')]), release([record('Q9001')], { lacks: ['modifier'] })]
    expect(codeHistory(releases, 'ZA').length).toBe(1)
  })
})

describe('clauses that CMS struck', () => {
  test.each([
    ['System, includes all supplies, any type', 'System, any type', 'includes all supplies'],
    ['System, including supplies', 'System', 'including supplies'],
    ['System (includes all supplies)', 'System', '(includes all supplies)'],
    ['System; includes probes (one, two), each', 'System, per unit', 'includes probes'],
    ['System, includes supplies', 'System, includes all supplies', undefined],
    ['System, includes supplies', 'Device', undefined],
    ['System, includes supplies', 'System (includes supplies)', undefined],
    ['System, with supplies', 'System', undefined],
  ])('%s → %s', (current, proposed, clause) => {
    const struck = findStruckClauses(series(current, undefined, proposed).toReversed())
    expect(struck.map(each => [each.code, each.clause, each.between])).toEqual(
      clause === undefined ? [] : [['Q9001', clause, ['r0', 'r2']]],
    )
  })
})

describe.skipIf(!haveReleases)('real series', () => {
  const later = ['2020-04/anweb.xlsx', '2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv', 'HCPC2024_JUL_ANWEB.csv']
  const all = () => Promise.all([annual2018, annual2019, ...later, 'HCPC2025_OCT_ANWEB.csv'].map(real))

  test('CMS struck an included service from K1002 and K1004 between 2020 and 2024', async () => {
    const struck = findStruckClauses(await all())
    const between = ['2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv']
    expect(struck.map(each => [each.code, each.clause, each.between])).toEqual([
      ['K1002', 'includes all supplies and accessories', between],
      ['K1004', 'includes all components and accessories', between],
    ])
  })

  test('October 2025: leukapheresis stands in 10 codes not known to be terminated', async () => {
    const releases = await all()
    const { inForce, terminated } = surveyWords(releases.at(-1)!, 'leukapheresis', releases)
    const codes = ['Q2041', 'Q2042', 'Q2043', 'Q2053', 'Q2054', 'Q2055', 'Q2056', 'Q2057', 'Q2058']
    expect(inForce.map(({ record }) => record.code)).toEqual(['C9301', ...codes])
    expect(terminated.map(({ record }) => record.code)).toEqual(['C9073', 'C9076', 'C9081', 'C9098', 'Q2040'])
  })

  test('K1002 appeared in 2020, and was revised and terminated by 2024', async () => {
    const states = codeHistory(await all(), 'K1002')
    expect(states.map(({ edition, change }) => [edition?.period, change?.changes])).toEqual([
      ['2020-04', undefined],
      ['2024-04', ['terminated', 'long', 'short', 'action', 'other']],
    ])
  })
})
