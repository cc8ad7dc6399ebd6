import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeEvidence } from '../../src/document/reports/comparison-replacements.ts'
import { accept, reject } from '../../src/redline/redline.ts'
import { compareReleases } from '../../src/release/compare.ts'
import { nearWordings } from '../../src/release/near-wordings.ts'
import { addedBetween, endedBetween, findReplacements, suggestByWording } from '../../src/release/replacements.ts'
import type { Release, ReleaseRecord, Replacement } from '../../src/release/types.ts'
import { LINEAR, ratioOfDouble } from '../support/double.ts'
import { root } from '../support/project.ts'
import { isLong } from '../support/runs.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

const ended = { terminated: '2018-12-31', actionCode: 'D' } as const
const begun = { added: '2019-01-01', actionCode: 'A' } as const

function find(before: readonly ReleaseRecord[], after: readonly ReleaseRecord[]): readonly Replacement[] {
  const [current, proposed] = [release(before), release(after)]
  return findReplacements(proposed, compareReleases(current, proposed))
}

/** `C9001→J9001 wording`, in order. */
const said = (found: readonly Replacement[]) => found.map(one => `${one.ended.code}→${one.code} ${one.evidence}`)

const drug = record('C9001', { long: 'Injection, samplumab-abcd, 10 mg' })

describe('suggested by wording', () => {
  const withAdded = (added: Partial<ReleaseRecord>, old: Partial<ReleaseRecord> = {}) => [
    { ...drug, ...ended, ...old },
    record('J9001', { long: 'Injection, samplumab-abcd, 10 mg', ...begun, ...added }),
    record('J9002', { long: 'Walker, folding, any type, each', ...begun }),
  ]

  test.each<[string, Partial<ReleaseRecord>]>([
    ['the same words', {}],
    ['another amount', { long: 'Injection, samplumab-abcd, 5 mg' }],
    ['a brand besides', { long: 'Injection, samplumab-abcd (samplia), 1 mg' }],
    ['a maker that does not matter', { long: 'Injection, samplumab-abcd, not otherwise specified, 10 mg' }],
    ['as CMS shortens it', { long: 'Inj, samplumab-abcd, 10 mg' }],
    ['the same words from a quarter before', { added: '2018-10-01' }],
  ])('%s', (_, added) => {
    expect(said(find([drug], withAdded(added)))).toEqual(['C9001→J9001 wording'])
  })

  test.each<[string, Partial<ReleaseRecord>]>([
    ['another product', { long: 'Injection, examplinib, 10 mg' }],
    ['a word that turns it round', { long: 'Injection, samplumab-abcd, without needle, 10 mg' }],
    ['a beginning long before', { added: '2017-01-01' }],
    ['a beginning long after', { added: '2019-04-01' }],
    ['other words and another day', { long: 'Injection, samplumab-abcd (samplia), 1 mg', added: '2018-10-01' }],
  ])('not with %s', (_, added) => {
    expect(find([drug], withAdded(added))).toEqual([])
  })

  test('a code that is gone without a last day, by the same words only', () => {
    const [, added] = withAdded({})
    expect(said(find([drug], [added!]))).toEqual(['C9001→J9001 wording'])
    expect(find([drug], [{ ...added!, long: 'Injection, samplumab-abcd (samplia), 1 mg' }])).toEqual([])
  })

  test('a code that came and went between the two releases', () => {
    expect(said(find([], withAdded({})))).toEqual(['C9001→J9001 wording'])
  })

  test('a code that is split, and codes that become one', () => {
    const old = record('Q9001', { long: 'Onegraft or twograft, per square centimeter' })
    const parts = ['Onegraft', 'Twograft'].map((name, index) =>
      record(`Q901${index}`, { long: `${name}, per square centimeter`, ...begun }),
    )
    expect(said(find([old], [{ ...old, ...ended }, ...parts]))).toEqual(['Q9001→Q9010 wording', 'Q9001→Q9011 wording'])
    const doses = ['20', '40'].map(mg => record(`J90${mg}`, { long: `Injection, samplone acetate, ${mg} mg` }))
    const one = record('J9060', { long: 'Injection, samplone acetate, 1 mg', ...begun })
    const became = doses.map(dose => ({ ...dose, ...ended }))
    expect(said(find(doses, [...became, one]))).toEqual(['J9020→J9060 wording', 'J9040→J9060 wording'])
  })

  test('not where more than three are as near: a family of codes shares all words but one', () => {
    const mechanism = (name: string) => `Clinical decision support mechanism ${name}, as defined by the program`
    const old = record('G9001', { long: mechanism('alpha') })
    const added = ['beta', 'gamma', 'delta', 'epsilon'].map((name, index) =>
      record(`G901${index}`, { long: mechanism(name), ...begun }),
    )
    expect(find([old], [{ ...old, ...ended }, ...added])).toEqual([])
    expect(find([old], [{ ...old, ...ended }, ...added.slice(1)])).toHaveLength(3)
  })

  test('not where another code that ended is much nearer', () => {
    const garment = (limb: string) => `Compression garment, sequential, full ${limb}`
    const [arm, leg] = [garment('arm'), garment('leg')]
    const old = [record('K9001', { long: arm }), record('K9002', { long: leg })]
    const added = [record('E9001', { long: arm, ...begun }), record('E9002', { long: leg, ...begun })]
    const found = find(old, [...old.map(one => ({ ...one, ...ended })), ...added])
    expect(said(found)).toEqual(['K9001→E9001 wording', 'K9002→E9002 wording'])
  })

  test('nothing from a release that has no last days', () => {
    const [current, proposed] = [
      release([drug]),
      release(withAdded({}, { terminated: undefined }), { lacks: ['terminated'] }),
    ]
    expect(findReplacements(proposed, compareReleases(current, proposed))).toEqual([])
  })

  test('where the earlier release has none, the day tells: on the first day of its edition or later', () => {
    const current = release([drug], { lacks: ['terminated'], edition: { period: '2018-10', from: 'file name' } })
    for (const [terminated, number] of [
      ['2018-12-31', 1],
      ['2018-09-30', 0],
    ] as const) {
      const proposed = release(withAdded({}, { terminated }))
      expect(findReplacements(proposed, compareReleases(current, proposed))).toHaveLength(number)
    }
  })
})

describe('cross-referenced by CMS', () => {
  const added = record('J9001', { long: 'Injection, samplumab-abcd, 10 mg', ...begun })
  const other = record('J9005', { long: 'Something else' })
  const withColumns = (fields: ReleaseRecord['fields']) => [{ ...drug, ...ended, fields }, added, other]

  test('stands in place of a suggestion, and names the column', () => {
    const [one] = find([drug, other], withColumns({ XREF1: 'J9005' }))
    expect([one!.code, one!.evidence, one!.column, one!.score]).toEqual([
      'J9005',
      'cross-reference',
      'XREF1',
      undefined,
    ])
    expect(find([drug, other], withColumns({ XREF1: 'J9005' }))).toHaveLength(1)
  })

  test('a code that the release has not is told, and the wording still suggests', () => {
    const found = find([drug, other], withColumns({ XREF1: 'J9010', XREF2: '77046', XREF3: 'CPT' }))
    expect(said(found)).toEqual(['C9001→J9010 cross-reference', 'C9001→77046 cross-reference', 'C9001→J9001 wording'])
    expect(found.map(({ record }) => record?.code)).toEqual([undefined, undefined, 'J9001'])
  })
})

describe('laws', () => {
  const words = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'injection', 'each', 'without', '10', 'mg', 'not')
  const long = fc.array(words, { minLength: 1, maxLength: 6 }).map(list => list.join(', '))
  const records = (letter: string, more: Partial<ReleaseRecord>) =>
    fc
      .array(long, { maxLength: 8 })
      .map(longs => longs.map((text, index) => record(`${letter}90${index + 10}`, { long: text, ...more })))
  const both = [records('C', ended), records('J', begun)] as const

  test('what is looked up by rare words is what all pairs would give', () => {
    fc.assert(
      fc.property(...both, fc.constantFrom(0.3, 0.62, 0.9), (old, added, least) => {
        const found = (from: number) =>
          nearWordings(old, added, from, 1, () => from).flatMap(({ ended, added, score }) =>
            ended.flatMap(one => added.map(other => ({ pair: `${one.code} ${other.code}`, score }))),
          )
        const all = found(0)
        expect(new Set(all.map(({ pair }) => pair)).size).toBe(all.length)
        expect(new Set(found(least))).toEqual(new Set(all.filter(({ score }) => score >= least)))
      }),
      { numRuns: 300 },
    )
  })

  test('what lies behind the nearest one of either code is left out, whatever is alike', () => {
    fc.assert(
      fc.property(...both, (old, added) => {
        const pairsWithin = (behind: number) =>
          nearWordings(old, added, 0.3, behind, () => 0.3).flatMap(({ ended, added, score }) =>
            ended.flatMap(one => added.map(other => ({ ended: one.code, added: other.code, score }))),
          )
        const all = pairsWithin(1)
        const nearest = (side: 'ended' | 'added', code: string) =>
          Math.max(...all.filter(one => one[side] === code).map(({ score }) => score))
        const kept = all.filter(
          ({ ended, added, score }) => score >= Math.max(nearest('ended', ended), nearest('added', added)) - 0.08,
        )
        expect(new Set(pairsWithin(0.08))).toEqual(new Set(kept))
      }),
    )
  })

  test('a code does not follow itself, though others of its wording follow it', () => {
    const [one, other] = ['J9001', 'J9002'].map(code =>
      record(code, { long: drug.long, added: '2018-12-15', ...ended }),
    )
    const found = suggestByWording([one!, other!], [one!, other!])
    expect(found.map(({ ended, added }) => `${ended.code} ${added.code}`)).toEqual(['J9001 J9002', 'J9002 J9001'])
    expect(suggestByWording([one!], [one!])).toEqual([])
  })

  test.runIf(isLong).each<[string, (index: number) => string]>([
    ['of one wording', () => drug.long],
    ['of one wording with amounts', index => `Injection, samplumab-abcd, ${index} mg`],
    ['of a family', index => `Onegraft twograft threegraft fourgraft fivegraft sixgraft model${index}x`],
    ['of wordings of their own', index => `Injection, samplumab${index}x`],
  ])('twice as many codes %s take about twice the time', (_, longOf) => {
    const make = (size: number) =>
      [['C', ended] as const, ['J', begun] as const].map(([letter, more]) =>
        Array.from({ length: size }, (_, index) => record(`${letter}${index}`, { long: longOf(index), ...more })),
      )
    expect(ratioOfDouble(2_000, make, ([old, added]) => suggestByWording(old!, added!))).toBeLessThan(LINEAR)
  })

  test('each names a code that ended and another one, once, and its redline gives both wordings back', () => {
    fc.assert(
      fc.property(...both, (old, added) => {
        const before = release(old.map(one => ({ ...one, terminated: undefined })))
        const after = release([...old, ...added])
        const found = findReplacements(after, compareReleases(before, after))
        for (const one of found) {
          expect(one.ended.terminated).toBe(ended.terminated)
          expect(one.score!).toBeGreaterThanOrEqual(0.62)
          expect([reject(one.redline!), accept(one.redline!)]).toEqual([one.ended.long, one.record!.long])
        }
        expect(new Set(said(found)).size).toBe(found.length)
        const turned = { ...after, records: after.records.toReversed() }
        expect(said(findReplacements(turned, compareReleases(before, turned)))).toEqual(said(found))
      }),
      { numRuns: 200 },
    )
  })

  test('the same words on the next day are found, whatever else was added, but for four of them', () => {
    fc.assert(
      fc.property(both[1], added => {
        const old = record('C9999', { long: 'Injection, samplumab, 10 mg' })
        const same = record('J9999', { long: old.long, ...begun })
        const found = find([old], [{ ...old, ...ended }, ...added, same])
        expect(found.map(({ code, score }) => [code, score])).toContainEqual(['J9999', 1])
      }),
    )
  })
})

interface Labeled {
  readonly ended: string
  readonly by: string
  readonly reason: string
}

/** Pairs of codes with what a careful reader of both wordings says of them: confirmed, refused, or not to be told. */
const corpus: Record<'confirmed' | 'refused' | 'open', readonly Labeled[]> = JSON.parse(
  readFileSync(`${root}/test/corpus/replacements.json`, 'utf8'),
)

test('the corpus has codes and reasons, no wording, and each pair once', () => {
  const all = Object.values(corpus).flat()
  for (const { ended, by, reason } of all) {
    expect([ended, by].every(code => /^[A-Z]\d{4}$/.test(code))).toBe(true)
    expect(reason.length).toBeGreaterThan(5)
    expect(reason.length).toBeLessThan(100)
  }
  expect(new Set(all.map(({ ended, by }) => `${ended} ${by}`)).size).toBe(all.length)
})

describe.skipIf(!haveReleases)('measured on real releases', () => {
  const series = [
    ...[annual2018, annual2019, '2020-04/anweb.xlsx', '2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv'],
    ...['HCPC2024_JUL_ANWEB.csv', 'HCPC2025_OCT_ANWEB.csv', 'HCPC2026_JUL_ANWEB.xlsx'],
  ]
  /** All neighbors, and July 2024 with July 2026: October 2025 has no last days. */
  const pairs = [
    ...series.slice(1).map((name, index) => [series[index]!, name] as const),
    [series[5]!, series[7]!],
  ] as const

  async function suggested(): Promise<Set<string>> {
    const all = new Set<string>()
    for (const [before, after] of pairs) {
      const [current, proposed] = await Promise.all([real(before), real(after)])
      const comparison = compareReleases(current, proposed)
      const near = suggestByWording(endedBetween(comparison), addedBetween(comparison))
      for (const { ended, added } of near) all.add(`${ended.code} ${added.code}`)
    }
    return all
  }

  test('by wording alone: 245 of 266 confirmed pairs are found, and 7 of 259 suggestions are wrong', async () => {
    const found = await suggested()
    const of = (list: readonly Labeled[]) => list.filter(({ ended, by }) => found.has(`${ended} ${by}`)).length
    expect([found.size, corpus.confirmed.length]).toEqual([259, 266])
    expect([of(corpus.confirmed), of(corpus.refused), of(corpus.open)]).toEqual([245, 7, 7])
    for (const pair of ['C9301 Q2058', 'Q2040 Q2042', 'C9309 J3405']) expect([...found]).toContain(pair)
  })

  test('by wording alone: 69 of the 71 pairs that CMS cross-references itself, where it added the other code', async () => {
    const found = await suggested()
    const releases: Release[] = []
    for (const name of series) releases.push(await real(name))
    const named = new Set(
      releases.flatMap(({ records }) =>
        records.flatMap(({ code, fields }) =>
          Object.entries(fields).flatMap(([name, value]) => (/^XREF/.test(name) ? [`${code} ${value}`] : [])),
        ),
      ),
    )
    const could = new Set<string>()
    for (const [before, after] of pairs) {
      const [current, proposed] = await Promise.all([real(before), real(after)])
      const comparison = compareReleases(current, proposed)
      const added = new Set(addedBetween(comparison).map(({ code }) => code))
      for (const { code } of endedBetween(comparison))
        for (const other of added) if (named.has(`${code} ${other}`)) could.add(`${code} ${other}`)
    }
    expect([could.size, [...could].filter(pair => found.has(pair)).length]).toEqual([71, 69])
  })

  test('2018 → 2019: what CMS names comes first, and a code that CMS misspelled is still suggested', async () => {
    const [current, proposed] = [await real(annual2018), await real(annual2019)]
    const found = said(findReplacements(proposed, compareReleases(current, proposed)))
    expect(found).toContain('C9014→J0567 cross-reference')
    expect(found).toContain('C8904→77046 cross-reference')
    expect(found.filter(one => one.startsWith('C9468'))).toEqual(['C9468→J7023 cross-reference', 'C9468→J7203 wording'])
    expect(found).toContain('Q2040→Q2042 wording')
  })

  test('what has itself ended: one of 2018 → 2019, four of 2019 → April 2024', async () => {
    const endedIn = async (before: string, after: string) => {
      const [current, proposed] = [await real(before), await real(after)]
      return findReplacements(proposed, compareReleases(current, proposed)).flatMap(one =>
        one.record?.terminated ? [`${one.ended.code}→${one.code} ${describeEvidence(one)}`] : [],
      )
    }
    expect(await endedIn(annual2018, annual2019)).toEqual([
      expect.stringMatching(/^C9469→Q9993 Cross-referenced by CMS \(XREF\d\); itself ended December 31, 2018$/),
    ])
    const found = await endedIn(annual2019, 'HCPC2024_APR_ANWEB.csv')
    expect(found.map(one => one.slice(0, 11))).toEqual(['C9154→J0576', 'C9754→G2170', 'C9755→G2171', 'S1090→J7401'])
  })
})
