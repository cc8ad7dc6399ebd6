import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { HtmlValidate } from 'html-validate'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { makeHistory } from '../../src/document/reports/history.ts'
import { type CodeData, countPairs, followCodes, makeHistoryTables } from '../../src/document/reports/history-tables.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { accept, reject } from '../../src/redline/redline.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'
import { toHistoryJson, toHistoryRows } from '../../src/render/history.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toPage } from '../../src/render/report.ts'
import { decodeHtml } from '../support/html.ts'
import { filesOf, root } from '../support/project.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(`${root}/schemas/history-1.schema.json`, 'utf8')),
)

type State = Partial<ReleaseRecord> | undefined

/** Quarterly releases, each with a state of Q9001, or without the code. */
function series(...states: readonly State[]): Release[] {
  return states.map((state, index) =>
    release(state === undefined ? [] : [record('Q9001', state)], {
      name: `r${index}`,
      sha256: String(index).repeat(64),
      edition: { period: `20${20 + index}-01`, from: 'file name' },
    }),
  )
}

const follow = (...states: readonly State[]) => followCodes(series(...states), ['Q9001'])[0]!
const addedOnly = (added: '2020-12-31' | '2021-01-01' | '2021-04-01') => {
  return { added, actionCode: undefined, actionEffective: undefined } as const
}
const spansOf = ({ spans }: CodeData) =>
  spans.map(({ long, releases, from, to, stands }) => [long, releases, from.date, to.date, stands])
const deltasOf = ({ deltas }: CodeData) =>
  deltas.map(({ release, property, prior, current, kind }) => [release, property, prior, current, kind])

describe('wordings with the time for which they stand', () => {
  const added = { long: 'a', added: '2021-01-01', actionCode: 'A', actionEffective: '2021-01-01' } as const
  const changed = { ...added, long: 'b', actionCode: 'C', actionEffective: '2022-04-01' } as const

  test('from the day that adds or announces them to the day before the next, or the last day in force', () => {
    const terminated = { ...changed, terminated: '2022-12-31', actionCode: 'D', actionEffective: '2023-01-01' } as const
    expect(spansOf(follow(undefined, added, changed, terminated))).toEqual([
      ['a', [1], '2021-01-01', '2022-03-31', false],
      ['b', [2, 3], '2022-04-01', '2022-12-31', false],
    ])
    expect(spansOf(follow(added, changed)).at(-1)!.slice(2)).toEqual(['2022-04-01', undefined, true])
  })

  test('no day where nothing tells it', () => {
    expect(spansOf(follow({ long: 'a' }, { long: 'b' }))).toEqual([
      ['a', [0], undefined, undefined, false],
      ['b', [1], undefined, undefined, true],
    ])
  })

  /** The edition of January 2021, alone or after one that has no such code. */
  const first = [
    [
      ['added by its action code', { added: '2018-04-01', actionCode: 'A', actionEffective: '2018-04-01' }],
      '2018-04-01',
    ],
    [['added, yet on another day', { added: '2018-04-01', actionCode: 'A', actionEffective: '2018-07-01' }], undefined],
    [['no maintenance since it was added, years ago', { actionCode: 'N', actionEffective: '2018-01-01' }], undefined],
    [['another action since it was added', { actionCode: 'N', actionEffective: '2020-07-01' }], undefined],
    [['reworded as the edition begins', { actionCode: 'C', actionEffective: '2021-01-01' }], '2021-01-01'],
    [['its short descriptor, later', { actionCode: 'S', actionEffective: '2021-07-01' }], '2021-07-01'],
    [['reworded before the edition begins', { actionCode: 'C', actionEffective: '2020-10-01' }], undefined],
    [['reworded on a day that is not told', { actionCode: 'C', actionEffective: undefined }], undefined],
    [['reworded, though added since the edition began', { ...addedOnly('2021-01-01'), actionCode: 'B' }], undefined],
    [['another price as the edition begins', { actionCode: 'P', actionEffective: '2021-01-01' }], undefined],
    [['added as the edition begins, no action told', addedOnly('2021-01-01')], '2021-01-01'],
    [['added later than the edition begins', { ...addedOnly('2021-04-01'), actionCode: 'N' }], '2021-04-01'],
    [['added before the edition begins, no action told', addedOnly('2020-12-31')], undefined],
    [
      ['touched after it was added', { added: '2021-01-01', actionCode: 'P', actionEffective: '2021-04-01' }],
      undefined,
    ],
    [['no add date', { added: undefined, actionCode: undefined, actionEffective: undefined }], undefined],
  ] as const

  test.each(first)('in the first release that has the code: %j is valid from %s', ([, state], begins) => {
    const [, ...alone] = series(undefined, state)
    expect(followCodes(alone, ['Q9001'])[0]!.spans[0]!.from.date).toBe(begins)
    expect(follow(undefined, state).spans[0]!.from.date).toBe(begins)
  })

  test('an edition that is not known proves nothing but what was added by its action code', () => {
    const begin = (state: State) => {
      const releases = series(state).map(one => ({ ...one, edition: undefined }))
      return followCodes(releases, ['Q9001'])[0]!.spans[0]!.from.date
    }
    expect(begin(added)).toBe('2021-01-01')
    expect(begin(addedOnly('2021-01-01'))).toBeUndefined()
    expect(begin({ actionCode: 'C', actionEffective: '2021-04-01' })).toBeUndefined()
  })

  test('no day that lies before an edition which still has the wordings before', () => {
    const early = { ...changed, actionEffective: '2020-03-01' } as const
    expect(spansOf(follow({ ...early, long: 'a' }, { ...early, actionEffective: '2020-01-01' }))).toEqual([
      ['a', [0], '2020-03-01', undefined, false],
      ['b', [1], undefined, undefined, true],
    ])
    expect(spansOf(follow({ ...early, long: 'a' }, early))[1]![2]).toBeUndefined()
    expect(spansOf(follow(undefined, added, { ...added, long: 'b' }))[1]!.slice(2)).toEqual([
      undefined,
      undefined,
      true,
    ])
    expect(spansOf(follow({ long: 'a' }, undefined, added))[1]!.slice(2)).toEqual([undefined, undefined, true])
  })

  test('until the last day in force, where the code was gone or ended before the next begin', () => {
    const again = { ...added, long: 'b', added: '2022-01-01', actionEffective: '2022-01-01' } as const
    const ended = { ...added, terminated: '2021-06-30' } as const
    const lastDay = (...states: readonly State[]) => spansOf(follow(...states))[0]![3]
    expect(lastDay(undefined, ended, again)).toBe('2021-06-30')
    expect(lastDay(ended, undefined, again)).toBe('2021-06-30')
    expect(lastDay(added, undefined, again)).toBeUndefined()
    // The end was taken back, and nobody says for when.
    expect(lastDay(undefined, ended, changed)).toBeUndefined()
  })

  test('a code that goes and comes back has a time for each', () => {
    expect(
      follow({ long: 'a' }, undefined, { long: 'a' }).spans.map(({ releases, stands }) => [releases, stands]),
    ).toEqual([
      [[0], false],
      [[2], true],
    ])
  })
})

describe('changes as data', () => {
  test('a row a property, with what it was and is', () => {
    const before = { long: 'Sample, per dose', short: 's', fields: { COV: 'D', PRICE1: '1' } }
    const after = {
      long: 'Sample, per day',
      short: 's',
      fields: { COV: 'C' },
      added: '2018-04-01',
      terminated: '2021-12-31',
    }
    expect(deltasOf(follow(before, after))).toEqual([
      ['r1', 'long', 'Sample, per dose', 'Sample, per day', 'long'],
      ['r1', 'added', '2018-01-01', '2018-04-01', 'dates'],
      ['r1', 'terminated', undefined, '2021-12-31', 'terminated'],
      ['r1', 'COV', 'D', 'C', 'other'],
      ['r1', 'PRICE1', '1', undefined, 'other'],
    ])
  })

  test('both wordings of a code that is added, or gone; the first release tells of no change', () => {
    const one = { long: 'a', short: 's' }
    expect(deltasOf(follow(one))).toEqual([])
    expect(deltasOf(follow(undefined, one, undefined))).toEqual([
      ['r1', 'long', undefined, 'a', 'added'],
      ['r1', 'short', undefined, 's', 'added'],
      ['r2', 'long', 'a', undefined, 'gone'],
      ['r2', 'short', 's', undefined, 'gone'],
    ])
  })

  test('spaces alone, in the wording as it was filed', () => {
    const filed = { long: 'a  b', short: 's' }
    expect(deltasOf(follow({ long: 'a b', short: 's', filed }, { long: 'a b', short: 's' }))).toEqual([
      ['r1', 'long', 'a  b', 'a b', 'spacing'],
    ])
  })
})

describe('what a release lacks altogether', () => {
  const fromOf = ({ deltas }: CodeData) =>
    deltas.map(({ release, property, from }) => [release, property, from?.release])
  /** Three releases, of which the second lacks whatever `lacking` takes away. */
  function lackingSecond(states: readonly [State, State, State], lacking: Partial<Release>): CodeData {
    const releases = series(...states).map((one, index) => (index === 1 ? { ...one, ...lacking } : one))
    return followCodes(releases, ['Q9001'])[0]!
  }

  test('termination dates: those of the release after it are compared with those before it', () => {
    const ended = { terminated: '2020-09-30' } as const
    const states = [{}, { long: 'b' }, { long: 'b', ...ended }] as const
    const data = lackingSecond(states, { lacks: ['terminated'] })
    expect(deltasOf(data).slice(1)).toEqual([['r2', 'terminated', undefined, '2020-09-30', 'terminated']])
    expect(fromOf(data)).toEqual([
      ['r1', 'long', 'r0'],
      ['r2', 'terminated', 'r0'],
    ])
    expect(deltasOf(lackingSecond([ended, {}, ended], { lacks: ['terminated'] }))).toEqual([])
    expect(deltasOf(lackingSecond([ended, {}, {}], { lacks: ['terminated'] }))).toEqual([
      ['r2', 'terminated', '2020-09-30', undefined, 'reactivated'],
    ])
  })

  test('columns: likewise, by what stands in others of one name with a number', () => {
    const [one, two, three] = [{ COV: 'D', MCM1: '1' }, { COV: 'C' }, { COV: 'C', MCM1: '2', MCM2: '3' }]
    const data = lackingSecond([{ fields: one }, { fields: two }, { fields: three }], { columns: ['COV'] })
    expect(deltasOf(data)).toEqual([
      ['r1', 'COV', 'D', 'C', 'other'],
      ['r2', 'MCM1', '1', '2', 'other'],
      ['r2', 'MCM2', undefined, '3', 'other'],
    ])
    expect(fromOf(data).map(([, , from]) => from)).toEqual(['r0', 'r0', 'r0'])
    expect(deltasOf(lackingSecond([{ fields: one }, { fields: {} }, { fields: one }], { columns: [] }))).toEqual([])
  })

  test('nothing is told where no earlier release has it, or where the code was gone in between', () => {
    const without = series({}, { terminated: '2020-09-30' }).map((one, index) =>
      index === 0 ? { ...one, lacks: ['terminated' as const] } : one,
    )
    expect(followCodes(without, ['Q9001'])[0]!.deltas).toEqual([])
    const data = lackingSecond([{}, undefined, { terminated: '2020-09-30' }], { lacks: ['terminated'] })
    expect(data.deltas.map(({ kind }) => kind)).toEqual(['gone', 'gone', 'added', 'added'])
    expect(fromOf(data).map(([, , from]) => from)).toEqual(['r0', 'r0', 'r1', 'r1'])
  })
})

const text = fc.constantFrom('Sample, per dose', 'Sample, per day', 'Other | sample', '=1+1', '<b>x</b>')
const date = fc.constantFrom(undefined, '2020-12-31', '2021-06-30')
const state = fc.option(
  fc.record({
    long: text,
    short: text,
    added: fc.constantFrom(undefined, '2018-01-01', '2021-04-01', '2023-01-01'),
    terminated: date,
    actionCode: fc.constantFrom(undefined, 'A', 'C', 'N', 'S'),
    actionEffective: fc.constantFrom(undefined, '2020-01-01', '2021-04-01', '2023-01-01'),
    fields: fc.dictionary(fc.constantFrom('COV', 'PRICE1'), fc.constantFrom('C', 'D')),
  }),
  { nil: undefined },
)

describe('laws', () => {
  test('the times cover each release that has the code once, with its wordings; neighbors differ or do not touch', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), states => {
        const { spans } = follow(...(states as State[]))
        const told = spans.flatMap(({ releases, long, short }) => releases.map(place => [place, long, short]))
        const had = states.flatMap((one, place) => (one ? [[place, one.long, one.short]] : []))
        expect(told).toEqual(had)
        for (const [index, { long, short, releases }] of spans.slice(1).entries()) {
          const before = spans[index]!
          const touches = before.releases.at(-1)! + 1 === releases[0]
          expect(!touches || before.long !== long || before.short !== short).toBe(true)
        }
      }),
    )
  })

  test('the days are in order: wordings begin after all that stood before them', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), states => {
        const { spans } = follow(...(states as State[]))
        for (const [index, { from }] of spans.slice(1).entries()) {
          if (from.date === undefined) continue
          const before = spans.slice(0, index + 1)
          for (const day of before.map(one => one.from.date ?? '')) expect(day < from.date).toBe(true)
        }
      }),
    )
  })

  test('the changes of wording applied to the first wording give the last, and their redlines both sides', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), states => {
        const { deltas } = follow(...(states as State[]))
        const now: Record<string, string | undefined> = { long: states[0]?.long, short: states[0]?.short }
        for (const { property, prior, current, kind, redline } of deltas) {
          if ((property !== 'long' && property !== 'short') || kind === 'spacing') continue
          expect(prior).toBe(now[property])
          if (redline) expect([reject(redline), accept(redline)]).toEqual([prior, current])
          now[property] = current
        }
        if (states.length > 0) expect(now).toEqual({ long: states.at(-1)?.long, short: states.at(-1)?.short })
      }),
    )
  })

  test('is JSON of the shipped schema, a table of eleven columns, and a page with each pair of wordings', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 4 }), states => {
        const releases = series(...(states as State[]))
        const histories = followCodes(releases, ['Q9001', 'Q9002'])
        const json = JSON.parse(toHistoryJson(histories, releases))
        expect(validate(json) ? [] : validate.errors).toEqual([])
        const rows = toHistoryRows(histories)
        expect(rows.map(({ length }) => length)).toEqual(rows.map(() => 11))
        expect(rows).toHaveLength(1 + histories[0]!.deltas.length)
        const file = new VFile()
        const { tree } = makeHistory(histories, releases, templates, file, makeHistoryTables(histories))
        expect(file.messages.map(String)).toEqual([])
        const { spans } = histories[0]!
        const pairs = (spans.length * (spans.length - 1)) / 2
        expect(tree.children.flatMap(rowsWithPairs)).toHaveLength(pairs)
        expect(toMarkdown(tree)).not.toMatch(/(?<!\\)<b>x/)
      }),
      { numRuns: 40 },
    )
  })
})

function rowsWithPairs(node: object): object[] {
  const { children = [] } = node as { children?: { data?: { hProperties?: { dataLeft?: string } } }[] }
  return children.filter(({ data }) => data?.hProperties?.dataLeft !== undefined)
}

test('the page is valid, shows every pair without script, and each gives both wordings back', async () => {
  const releases = series({ long: 'Sample, 10 mg' }, { long: 'Sample, 20 mg' }, { long: 'Sample, 20 ml' })
  const histories = followCodes(releases, ['Q9001'])
  const { title, tree } = makeHistory(histories, releases, templates, new VFile(), makeHistoryTables(histories))
  const html = toPage(tree, title, templates, 'history')
  const report = await new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'long-title': 'off' },
  }).validateString(html)
  expect(
    report.results.flatMap(({ messages }) => messages.map(one => `${one.line}: ${one.ruleId} ${one.message}`)),
  ).toEqual([])
  expect(html.match(/<script/g)).toHaveLength(2)
  expect(html).toMatch(/<form class="filter" id="editions"[^>]* hidden>/)
  const rows = [...html.matchAll(/<tr data-left="([\d ]+)" data-right="([\d ]+)">([\s\S]*?)<\/tr>/g)]
  const longs = ['Sample, 10 mg', 'Sample, 20 mg', 'Sample, 20 ml']
  expect(rows.map(([, left, right]) => [left, right])).toEqual([
    ['0', '1'],
    ['0', '2'],
    ['1', '2'],
  ])
  for (const [, left, right, cells] of rows) {
    const shown = recoverWordings(decodeHtml([...cells!.matchAll(/<td>([\s\S]*?)<\/td>/g)][2]![1]!))
    expect(shown).toEqual({ current: longs[Number(left)], proposed: longs[Number(right)] })
  }
})

test('many codes have a list above them, in which each leads to its part; few have none', () => {
  const codes = ['Q9001', 'Q9002', 'Q9003', 'Q9004', 'A1', 'A2']
  const records = codes.slice(1).map(code => record(code, { short: code === 'Q9003' ? '' : `Sample, ${code} & 2 #` }))
  const releases = [release(records, { name: 'r0', edition: { period: '2020-01', from: 'file name' } })]
  const histories = followCodes(releases, codes)
  const page = (some: readonly CodeData[]) => {
    const { title, tree } = makeHistory(some, releases, templates, new VFile(), makeHistoryTables(some), ['Asked: A*.'])
    return toPage(tree, title, templates, 'history')
  }
  const html = page(histories)
  expect(html).toContain('<h1 id="6-codes-through-the-releases-of-hcpcs-level-ii">')
  expect(html).toContain('<p>Asked: A*.</p>')
  const targets = [...html.matchAll(/<tr data-code="\w+">\s*<th scope="row"><a href="#([^"]+)">/g)].map(([, id]) => id)
  expect(targets).toHaveLength(6)
  for (const id of targets) expect(html).toContain(`<h2 id="${id}">`)
  expect(html).toContain('<td>in none of the files</td>')
  expect(page(histories.slice(1))).not.toContain('data-code="')
})

test('redlines are counted before they are made', () => {
  expect(countPairs([follow({ long: 'a' }, { long: 'b' }, { long: 'c' }), follow({})])).toBe(3)
})

describe.skipIf(!haveReleases)('real series', () => {
  test('G8647 has three wordings from 2018 to 2026; the action code tells when the second began', async () => {
    const names = ['2020-04/anweb.xlsx', '2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv', 'HCPC2026_JUL_ANWEB.xlsx']
    const releases = await Promise.all([annual2018, annual2019, ...names].map(real))
    const [history] = followCodes(releases, ['G8647'])
    expect(history!.spans.map(({ releases, from, to, stands }) => [releases, from.date, to.date, stands])).toEqual([
      [[0], undefined, '2018-12-31', false],
      [[1, 2, 3], '2019-01-01', undefined, false],
      [[4, 5], undefined, undefined, true],
    ])
    expect(validate(JSON.parse(toHistoryJson([history!], releases))) ? [] : validate.errors).toEqual([])
  })

  test('Q2040 is valid from its add date; C9764 and CS, which were reworded later, from a day that is not told', async () => {
    const [y2018, y2019, july2020, april2024, october2025] = await Promise.all(
      [annual2018, annual2019, '2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv', 'HCPC2025_OCT_ANWEB.csv'].map(real),
    )
    const begins = (releases: readonly Release[], code: string) => followCodes(releases, [code])[0]!.spans[0]!.from.date
    expect(begins([y2018!, y2019!], 'Q2040')).toBe('2018-01-01')
    expect(begins([y2019!, april2024!], 'C9764')).toBeUndefined()
    expect(begins([july2020!, april2024!], 'C9764')).toBe('2020-07-01')
    expect(begins([july2020!], 'CS')).toBeUndefined()
    const young = october2025!.records.find(({ added }) => added === '2025-10-01')!
    expect(begins([april2024!, october2025!], young.code)).toBe('2025-10-01')
  })

  test('J1170 ended in 2024, which October 2025 does not tell; no column of one file alone is a change', async () => {
    const names = [
      'HCPC2024_APR_ANWEB.csv',
      'HCPC2024_JUL_ANWEB.csv',
      'HCPC2025_OCT_ANWEB.csv',
      'HCPC2026_JUL_ANWEB.xlsx',
    ]
    const releases = await Promise.all([annual2019, '2020-07/anweb.xlsx', ...names].map(real))
    const [one, other] = followCodes(releases, ['J1170', 'Q2041'])
    expect(deltasOf(one!)).toEqual([[names[3], 'terminated', undefined, '2024-09-30', 'terminated']])
    expect(one!.deltas[0]!.from!.release).toBe(names[1])
    expect(deltasOf(other!)).toEqual([])
  })
})
