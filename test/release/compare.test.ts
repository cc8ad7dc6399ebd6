import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redline } from '../../src/redline/redline.ts'
import { applyComparison, compareReleases } from '../../src/release/compare.ts'
import { findOrder, sortReleases } from '../../src/release/order.ts'
import type { ActionCode, Lack, Release, ReleaseRecord } from '../../src/release/types.ts'
import { record, release } from './made-releases.ts'

/** The one change between two single records. */
function change(current: Partial<ReleaseRecord>, proposed: Partial<ReleaseRecord>) {
  const compared = compareReleases(release([record('Q9001', current)]), release([record('Q9001', proposed)]))
  expect([...compared.added, ...compared.gone]).toEqual([])
  expect(compared.changed.length).toBeLessThan(2)
  return compared.changed[0]
}

describe('what became of a code', () => {
  const other = 'Bridge payment for a supplier under the expanded model'

  test.each<[string, Partial<ReleaseRecord>, Partial<ReleaseRecord>, string[]]>([
    ['newly terminated', {}, { terminated: '2018-12-31' }, ['terminated']],
    ['re-activated', { terminated: '2018-12-31' }, {}, ['reactivated']],
    [
      're-activated with another meaning',
      { terminated: '2018-12-31' },
      { long: other },
      ['reused', 'reactivated', 'long'],
    ],
    ['reused under a new add date', {}, { added: '2018-04-01', long: other }, ['reused', 'long', 'dates']],
    [
      'an add date corrected with the text',
      {},
      { added: '2018-04-01', long: 'Sample product Q9001 per dose' },
      ['long', 'dates'],
    ],
    [
      'an add date corrected with a few words',
      {},
      { added: '2018-04-01', long: 'Sample product Q9001, each' },
      ['long', 'dates'],
    ],
    ['an add date corrected', {}, { added: '2018-04-01' }, ['dates']],
    ['wholly new words under the old date', {}, { long: other }, ['long']],
    ['a termination date moved', { terminated: '2018-12-31' }, { terminated: '2019-03-31' }, ['dates']],
    ['long and short changed', {}, { long: 'Sample', short: 'S' }, ['long', 'short']],
    ['blanks only', {}, { filed: { long: 'Sample  product Q9001, per dose', short: 'Sample Q9001' } }, ['spacing']],
    ['blanks of a text that changed', {}, { long: 'a b', filed: { long: 'a  b', short: 'Sample Q9001' } }, ['long']],
    ['another action', {}, { actionCode: 'P' }, ['action']],
    ['another price', {}, { fields: { COV: 'C' } }, ['other']],
    ['a price gone', {}, { fields: {} }, ['other']],
  ])('%s', (_, current, proposed, expected) => {
    expect(change(current, proposed)?.changes).toEqual(expected)
  })

  test('has a redline of each wording that changed, and of no other', () => {
    const changed = change({ long: 'a' }, { long: 'b' })!
    expect(changed.long).toEqual(redline('a', 'b'))
    expect(changed.short).toBeUndefined()
  })
})

describe('the action code held against the wording', () => {
  test.each<[ActionCode | undefined, string | undefined, string | undefined, string | undefined, string | undefined]>([
    ['A', 'announced', 'announced', undefined, undefined],
    ['B', 'announced', 'announced', 'unfulfilled', undefined],
    ['C', 'announced', 'announced', 'unfulfilled', undefined],
    ['D', 'otherwise', 'otherwise', undefined, undefined],
    ['F', 'otherwise', 'otherwise', undefined, undefined],
    ['N', 'unannounced', 'unannounced', undefined, undefined],
    ['P', 'otherwise', 'otherwise', undefined, undefined],
    ['R', 'announced', 'announced', undefined, undefined],
    ['S', 'otherwise', 'announced', undefined, 'unfulfilled'],
    ['T', 'otherwise', 'otherwise', undefined, undefined],
    [undefined, 'unknown', 'unknown', undefined, undefined],
  ])('%s', (actionCode, long, short, sameLong, sameShort) => {
    const changed = change({}, { actionCode, long: 'other', short: 'other' })!
    const same = change({ fields: {} }, { actionCode })!
    expect([changed.longAnnounced, changed.shortAnnounced]).toEqual([long, short])
    expect([same.longAnnounced, same.shortAnnounced]).toEqual([sameLong, sameShort])
  })

  test('an action of the older release was fulfilled before it', () => {
    expect(change({ actionCode: 'C' }, { actionCode: 'C', fields: {} })!.longAnnounced).toBeUndefined()
    const later = change({ actionCode: 'C' }, { actionCode: 'C', actionEffective: '2019-01-01' })!
    expect(later.longAnnounced).toBe('unfulfilled')
  })
})

describe('what a release lacks', () => {
  const whole = release([record('ZA'), record('Q9001', { terminated: '2018-12-31', actionCode: 'C' })])

  test('modifiers: none is reported as gone or added', () => {
    const without = release([whole.records[1]!], { lacks: ['modifier'] })
    for (const [current, proposed] of [
      [whole, without],
      [without, whole],
    ] as const) {
      const { kinds, added, gone } = compareReleases(current, proposed)
      expect([kinds, added, gone]).toEqual([['procedure'], [], []])
    }
  })

  test('dates, action codes and prices: no code is reported as re-activated or changed', () => {
    const bare = { terminated: undefined, actionEffective: undefined, actionCode: undefined, fields: {} }
    const records = whole.records.map(each => ({ ...each, ...bare }))
    const without = release(records, { lacks: ['fields', 'actionEffective', 'terminated', 'actionCode'] })
    const { changed } = compareReleases(whole, without)
    expect(changed.map(({ changes }) => changes)).toEqual([[], []])
  })
})

describe('columns that one release lacks', () => {
  const withFields = (fields: Record<string, string>, columns: readonly string[]) =>
    release([record('Q9001', { fields })], { columns })

  test('are no change, and those of both releases are', () => {
    const whole = withFields({ COV: 'D', MULT_PI: 'A', MCM1: '2049' }, ['COV', 'MULT_PI', 'MCM1'])
    const same = withFields({ COV: 'D' }, ['COV'])
    const other = withFields({ COV: 'C' }, ['COV'])
    for (const [current, proposed] of [
      [whole, same],
      [same, whole],
    ] as const) {
      const comparison = compareReleases(current, proposed)
      expect(comparison.changed.map(({ changes, columns }) => [changes, columns])).toEqual([[[], []]])
      expect(applyComparison(current.records, comparison)).toEqual(proposed.records)
    }
    const { changed } = compareReleases(whole, other)
    expect(changed.map(({ changes, columns }) => [changes, columns])).toEqual([[['other'], ['COV']]])
  })

  test('but a third price that no code had before is one', () => {
    const before = withFields({ PRICE1: '51' }, ['PRICE1'])
    const after = withFields({ PRICE1: '51', PRICE3: '57' }, ['PRICE1', 'PRICE3'])
    expect(compareReleases(before, after).changed.map(({ columns }) => columns)).toEqual([['PRICE3']])
  })
})

describe('what a release lacks is still carried over', () => {
  test.each<[Lack, Partial<ReleaseRecord>]>([
    ['fields', { fields: {} }],
    ['actionEffective', { actionEffective: undefined }],
    ['terminated', { terminated: undefined }],
    ['actionCode', { actionCode: undefined }],
  ])('%s', (lack, blank) => {
    const whole = release([record('Q9001', { terminated: '2018-12-31' })])
    const without = release([{ ...whole.records[0]!, ...blank }], { lacks: [lack] })
    for (const [current, proposed] of [
      [whole, without],
      [without, whole],
    ] as const) {
      const comparison = compareReleases(current, proposed)
      expect(comparison.changed.map(({ changes }) => changes)).toEqual([[]])
      expect(applyComparison(current.records, comparison)).toEqual(proposed.records)
    }
  })
})

describe('order', () => {
  const [older, newer] = ['2018-01-01', '2018-04-01'].map(added => release([record('Q9001', { added })]))
  const of = (one: Release, two: Release) => compareReleases(one, two).order

  test('is told by the edition, else by the latest add date', () => {
    expect([of(older!, newer!), of(newer!, older!), of(older!, older!)]).toEqual(['right', 'wrong', 'unknown'])
    const [first, second] = ['2018-04', '2018-07'].map(period => ({
      ...older!,
      edition: { period, from: 'file name' as const },
    }))
    expect([of(first!, second!), of(second!, first!), of(first!, first!)]).toEqual(['right', 'wrong', 'unknown'])
    const annual: Release = { ...newer!, edition: { period: '2018', from: 'file name' } }
    expect([of(annual, first!), of(first!, annual)]).toEqual(['right', 'wrong'])
    const undated: Release = { ...first!, records: [record('Q9001', { added: undefined })] }
    expect([of(undated, first!), of(first!, { ...undated, edition: undefined })]).toEqual(['unknown', 'unknown'])
  })
})

describe('releases in order', () => {
  const named = (name: string, period?: string, added?: string): Release => {
    const edition = period === undefined ? undefined : { period, from: 'file name' as const }
    return release([record('Q9001', { added })], { name, edition, sha256: `${name} ${period} ${added}` })
  }

  test('an annual release stands in January, one without an edition where its latest add date is', () => {
    const order = [
      named('nothing is known'),
      named('October before', '2017-10'),
      named('annual', '2018', '2018-07-01'),
      named('April', '2018-04', '2018-04-01'),
      named('April, issued anew', '2018-04', '2018-04-14'),
      named('by date', undefined, '2018-05-01'),
      named('July', '2018-07'),
    ]
    expect(sortReleases([...order].reverse())).toEqual(order)
  })

  test('come in one order however they are given', () => {
    const period = fc.constantFrom(undefined, '2018', '2018-01', '2018-04', '2018-07')
    const added = fc.constantFrom(undefined, '2018-01-01', '2018-04-01', '2018-07-01')
    const any = fc.tuple(fc.constantFrom('a', 'b'), period, added).map(parts => named(...parts))
    const shuffled = fc
      .array(any, { maxLength: 8 })
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        const sorted = sortReleases(all)
        expect(sortReleases(others)).toEqual(sorted)
        const wrong = sorted.filter((one, index) =>
          sorted.slice(index).some(later => findOrder(one, later) === 'wrong'),
        )
        expect(wrong).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('laws', () => {
  const date = fc.constantFrom('2018-01-01', '2018-04-01', '2019-01-01')
  const long = fc.constantFrom('Sample', 'Sample, per dose', 'Quite another text')
  const anyRecord = (code: string) =>
    fc.record({
      code: fc.constant(code),
      kind: fc.constant(code.length === 2 ? ('modifier' as const) : ('procedure' as const)),
      long,
      short: fc.constantFrom('Sample', 'Other'),
      filed: fc.option(fc.record({ long: fc.constant('Sample  x'), short: fc.constant('Sample') }), { nil: undefined }),
      fields: fc.dictionary(fc.constantFrom('COV', 'PRICE1'), fc.constantFrom('C', 'D')),
      added: date,
      actionEffective: date,
      terminated: fc.option(date, { nil: undefined }),
      actionCode: fc.option(fc.constantFrom<ActionCode[]>('A', 'B', 'C', 'D', 'N', 'S'), { nil: undefined }),
    })
  const codes = ['ZA', 'ZB', 'Q9001', 'Q9002', 'Q9003']
  const anyRelease = fc
    .subarray(codes)
    .chain(some => fc.tuple(...some.map(anyRecord)))
    .map(records => release(records))
  const byKey = (records: readonly ReleaseRecord[]) =>
    records.toSorted((one, other) => (`${one.kind} ${one.code}` < `${other.kind} ${other.code}` ? -1 : 1))

  test('a release compared with itself gives nothing', () => {
    fc.assert(
      fc.property(anyRelease, one => {
        const { added, gone, changed } = compareReleases(one, structuredClone(one))
        expect([added, gone, changed]).toEqual([[], [], []])
      }),
    )
  })

  test('the comparison applied to the first gives the second, whatever columns one of them lacks', () => {
    const lacks = fc.subarray<Lack>(['fields', 'actionEffective', 'terminated', 'actionCode'])
    fc.assert(
      fc.property(anyRelease, anyRelease, lacks, (one, other, lacks) => {
        const comparison = compareReleases(one, { ...other, lacks })
        expect(applyComparison(one.records, comparison)).toEqual(byKey(other.records))
      }),
      { numRuns: 300 },
    )
  })

  test('the order of the records does not matter', () => {
    fc.assert(
      fc.property(anyRelease, anyRelease, (one, other) => {
        const turned = compareReleases(
          { ...one, records: one.records.toReversed() },
          { ...other, records: other.records.toReversed() },
        )
        expect(turned).toEqual(compareReleases(one, other))
      }),
    )
  })

  test('swapped, added and gone change places', () => {
    fc.assert(
      fc.property(anyRelease, anyRelease, (one, other) => {
        const [there, back] = [compareReleases(one, other), compareReleases(other, one)]
        expect([there.added, there.gone]).toEqual([back.gone, back.added])
        expect(there.changed.map(({ code }) => code)).toEqual(back.changed.map(({ code }) => code))
      }),
    )
  })
})
