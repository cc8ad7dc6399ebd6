import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { withoutDetails } from '../../src/document/reports/details.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { groupChanges } from '../../src/release/groups.ts'
import { spellingIn } from '../../src/release/spelling.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { ComparisonStudy, Release, ReleaseRecord } from '../../src/release/types.ts'
import { toRows } from '../../src/render/comparison/columns.ts'
import { toFhir } from '../../src/render/comparison/fhir.ts'
import { toComparisonJson } from '../../src/render/comparison/json.ts'
import { toReportWord } from '../../src/render/docx/docx.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toPage } from '../../src/render/report.ts'
import { toText } from '../../src/render/text.ts'
import { LINEAR, ratioOfDouble } from '../support/double.ts'
import { filesOf } from '../support/project.ts'
import { isLong } from '../support/runs.ts'
import { record, release } from './made-releases.ts'
import { haveReleases, real } from './real-releases.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)

/** Long descriptions before and after, of Q9000 on. */
type Pair = readonly [before: string, after: string]

function study(pairs: readonly Pair[], shorts: readonly Pair[] = []): ComparisonStudy {
  const side = (index: 0 | 1, sha256: string, period: string) =>
    release(
      pairs.map((pair, place) =>
        record(`Q9${100 + place}`, { long: pair[index], short: shorts[place]?.[index] ?? 'Same' }),
      ),
      { sha256: sha256.repeat(64), edition: { period, from: 'file name' } },
    )
  return studyOf(side(0, '0', '2024-04'), side(1, '1', '2024-07'))
}

function studyOf(current: Release, proposed: Release): ComparisonStudy {
  return studyReleases([current, proposed])
}

/** `kind field deletion→insertion: codes`. */
const said = (of: ComparisonStudy) =>
  groupChanges(of).groups.map(({ kind, field, edits: [first], codes }) => {
    return `${kind} ${field} ${first!.deletion}→${first!.insertion}: ${codes.join(' ')}`
  })
const told = (of: ComparisonStudy) => [...groupChanges(of).told].map(({ code }) => code)

const names = ['Alpha graft', 'Beta graft', 'Gamma graft', 'Delta graft', 'Epsilon graft']
const addOn = (name: string): Pair => [`${name}, each`, `${name}, each (add-on, list separately)`]

describe('what several codes have alike', () => {
  test('the same words put into three codes or more are one group, those of two are none', () => {
    expect(said(study(names.slice(0, 3).map(addOn)))).toEqual([
      'words long →(add-on, list separately): Q9100 Q9101 Q9102',
    ])
    expect(said(study(names.slice(0, 2).map(addOn)))).toEqual([])
  })

  test('a code with another change besides is in the group, and not told by it', () => {
    const rest = 'sterile, any size, for home use, each'
    const other: Pair = [`Zeta graft, ${rest}`, `Zeta patch, ${rest} (add-on, list separately)`]
    const of = study([...names.slice(0, 3).map(addOn), other])
    expect(said(of)).toEqual(['words long →(add-on, list separately): Q9100 Q9101 Q9102 Q9103'])
    expect(told(of)).toEqual(['Q9100', 'Q9101', 'Q9102'])
  })

  test('nor is one whose short descriptor changed in its own way', () => {
    const of = study(names.slice(0, 4).map(addOn), [['Alpha', 'Alpha gr addon']])
    expect(told(of)).toEqual(['Q9101', 'Q9102', 'Q9103'])
  })

  test('a number, or a word such as “or”, is another change in each code', () => {
    expect(said(study(names.map(name => [`${name}, 6 visits`, `${name}, 4 visits`])))).toEqual([])
    expect(said(study(names.map(name => [`${name}, sterile`, `${name}, or sterile`])))).toEqual([])
  })

  test('punctuation is one group whatever the marks, and matters less than words', () => {
    const of = study([
      ...names.slice(0, 3).map(addOn),
      ['Sample (one) each', 'Sample (one), each'],
      ['Sample; two', 'Sample, two'],
    ])
    expect(said(of).at(-1)).toMatch(/^form long .*: Q9103 Q9104$/)
    expect(groupChanges(of).groups.map(({ severity }) => severity)).toEqual(['substantive', 'editorial'])
  })

  test('a code with another meaning is in no group', () => {
    const pairs = names.slice(0, 3).map(addOn)
    const of = study(pairs)
    const reused = { ...of, items: of.items.map(item => ({ ...item, kinds: ['reused' as const] })) }
    expect(said(reused)).toEqual([])
  })
})

describe('spelling', () => {
  const texts = (...longs: string[]) => release(longs.map((long, index) => record(`Q9${100 + index}`, { long })))
  const isSpelling = (before: string, after: string, others: readonly string[], later: readonly string[] = others) =>
    spellingIn(texts(before, ...others), texts(after, ...later))(redline(before, after).edits[0]!)

  test.each([
    ['Defribrillator vest', 'Defibrillator vest', ['External defibrillator']],
    ['A baldder drain', 'A bladder drain', ['Bladder bag']],
    ['Institutinal stay', 'Institutional stay', ['institutional care']],
  ])('%s → %s', (before, after, others) => {
    expect(isSpelling(before, after, others)).toBe(true)
  })

  test.each<[string, string, readonly string[], (readonly string[])?]>([
    ['Hypotension care', 'Hypertension care', ['hypertension', 'hypotension']],
    ['Patient scores', 'Patient score', ['score', 'scores']],
    ['Amnicore pro', 'Amniocore pro', ['Another graft']],
    ['Up to 10 mg', 'Up to 10 mcg', ['mcg']],
    ['Left lens', 'Left line', ['line']],
  ])('not %s → %s', (before, after, others) => {
    expect(isSpelling(before, after, others)).toBe(false)
  })
})

describe('laws', () => {
  const word = fc.constantFrom('graft', 'patch', 'each', 'sterile', 'per', 'dose', '10', '20', 'mg', 'or', 'not')
  const long = fc.array(word, { minLength: 1, maxLength: 5 })
  const edit = fc.constantFrom<(words: readonly string[]) => string>(
    words => words.join(' '),
    words => words.join(', '),
    words => `${words.join(' ')} (add-on)`,
    words => `${words.join(' ')} for home use`,
    words => words.slice(1).join(' ') || 'none',
    words => `${words.join(', ')}, sterile (add-on)`,
  )
  const pairs = fc.array(
    fc.tuple(long, edit).map(([words, change]): Pair => [words.join(' '), change(words)]),
    { maxLength: 14 },
  )

  test('a group tells three codes wholly, or two of form; each edit of a code that is told is in a group with it', () => {
    fc.assert(
      fc.property(pairs, all => {
        const of = study(all)
        const { groups, told } = groupChanges(of)
        const codes = new Set([...told].map(({ code }) => code))
        for (const group of groups) {
          const least = group.kind === 'words' ? 3 : 2
          expect(group.codes.filter(code => codes.has(code)).length).toBeGreaterThanOrEqual(least)
          expect([...new Set(group.edits.flatMap(one => one.codes))].sort()).toEqual([...group.codes].sort())
        }
        for (const { code, change } of told)
          for (const { deletion, insertion } of change!.long!.edits)
            expect(
              groups.some(({ edits }) =>
                edits.some(
                  one =>
                    one.codes.includes(code) && one.deletion === deletion.trim() && one.insertion === insertion.trim(),
                ),
              ),
            ).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test.runIf(isLong)('groups that fall one after the other take about twice the time for twice as many codes', () => {
    const parts = ['Sterile graft for adult patients', 'used at home by a trained nurse', 'with all parts and supplies']
    const chain = (size: number) =>
      study(
        Array.from({ length: size }, (_, index): Pair => {
          const named = parts.map((part, place) => `${part} name${index + place}x`)
          return [`${parts.join(', ')}, each`, `${named.join(', ')}, each`]
        }),
      )
    expect(said(chain(50))).toEqual([])
    const group = (of: ComparisonStudy) => {
      for (let times = 0; times < 5; times++) groupChanges({ ...of, items: [...of.items] })
    }
    expect(ratioOfDouble(2_000, chain, group)).toBeLessThan(LINEAR)
  })

  test('no code is lost: each reworded one is on the page with its own redline, and in the Markdown by its code', () => {
    fc.assert(
      fc.property(pairs, all => {
        const of = study(all)
        const { title, tree } = makeComparison(of, templates, new VFile())
        const html = toPage(tree, title, templates, 'comparison')
        const markdown = toMarkdown(withoutDetails(tree))
        const rows = [...html.matchAll(/<tr data-code="([^"]+)"[^>]*>([\s\S]*?)<\/tr>/g)]
        for (const { code, current, proposed } of of.items.filter(({ change }) => change?.long)) {
          const cells = rows
            .filter(([, own]) => own === code)
            .map(([, , row]) => /<td>([\s\S]*?)<\/td>/.exec(row!)![1]!)
          const shown = cells.map(cell => recoverWordings(cell.replace(/<[^>]*>/g, '')))
          expect(shown).toContainEqual({ current: current!.long, proposed: proposed!.long })
          expect(markdown).toContain(code)
        }
        expect(html.match(/ id="Q9\d+"/g) ?? []).toHaveLength(new Set(of.items.map(({ code }) => code)).size)
      }),
      { numRuns: 60 },
    )
  })
})

describe('in the formats', () => {
  const of = study([...names.map(addOn), ['Sample, 10 mg', 'Sample, 20 mg']])
  const { title, tree } = makeComparison(of, templates, new VFile())
  const row = '5 codes'
  const codes = 'Q9100, Q9101, Q9102, Q9103, Q9104'

  test('Markdown, plain text, and Word have one row; the page folds the rows of the codes away', () => {
    const flat = withoutDetails(tree)
    const word = strFromU8(unzipSync(toReportWord({ title, tree: flat }, title, '2024-07-01'))['word/document.xml']!)
    for (const text of [toMarkdown(flat), toText(flat, Number.POSITIVE_INFINITY), word.replace(/<[^>]*>/g, '')]) {
      expect(text).toContain(row)
      expect(text).toContain(codes)
      expect(text).not.toContain('Gamma graft, each')
    }
    const html = toPage(tree, title, templates, 'comparison')
    expect(html).toMatch(/<details>\s*<summary>The whole redlines of 5 codes that change alike<\/summary>/)
    expect(html).toContain('Gamma graft, each')
  })

  test('a Word file repeats byte for byte, and each of its links leads to a heading', () => {
    const [one, other] = [1, 2].map(() => toReportWord({ title, tree }, title, '2024-07-01'))
    expect(one).toEqual(other)
    const xml = strFromU8(unzipSync(one!)['word/document.xml']!)
    const names = (pattern: RegExp) => new Set(Array.from(xml.matchAll(pattern), match => match[1]))
    const marks = names(/<w:bookmarkStart [^>]*w:name="([^"]+)"/g)
    const anchors = names(/w:anchor="([^"]+)"/g)
    expect(anchors.size).toBeGreaterThan(0)
    expect([...anchors].filter(name => !marks.has(name))).toEqual([])
  })

  test('JSON has the group beside all items; the tables name it in their last column', () => {
    const { grouped, items } = JSON.parse(toComparisonJson(of))
    expect(grouped).toMatchObject([
      { field: 'long', kind: 'words', edits: [{ deletion: '', insertion: '(add-on, list separately)' }] },
    ])
    expect(items).toHaveLength(6)
    const [heads, first] = toRows(of.items, of)
    expect(heads!.slice(-3)).toEqual(['Likely replaced by', 'Changed alike', 'Id'])
    expect(first!.at(-2)).toBe('long: inserted “(add-on, list separately)”')
    expect(toRows(of.items, of).at(-1)!.at(-2)).toBe('')
  })

  test('the tables name no group at a code that also ended or came back: leaving the group out would hide that', () => {
    const made = study(names.slice(0, 4).map(addOn))
    const [first, second, ...others] = made.proposed.records
    const ending = { ...first!, terminated: '2024-06-30' }
    const begun = [made.current.records[0]!, { ...made.current.records[1]!, terminated: '2023-12-31' }]
    const of = studyOf(
      { ...made.current, records: [...begun, ...made.current.records.slice(2)] },
      { ...made.proposed, records: [ending, second!, ...others] },
    )
    expect(told(of)).toEqual(['Q9100', 'Q9101', 'Q9102', 'Q9103'])
    const clause = 'long: inserted “(add-on, list separately)”'
    expect(
      toRows(of.items, of)
        .slice(1)
        .map(row => row.at(-2)),
    ).toEqual(['', '', clause, clause])
  })

  test.runIf(isLong)(
    'the tables take about twice the time for twice as many codes, each with another one in its place',
    () => {
      const make = (size: number) => {
        const codes = Array.from({ length: size }, (_, index) => 10_000 + index)
        const old = codes.map(number => record(`C${number}`, { long: `Injection, drug${number}x, 10 mg` }))
        const added = codes.map(number =>
          record(`J${number}`, { long: `Injection, drug${number}x, 5 mg`, added: '2019-01-01' }),
        )
        const made = studyOf(
          release(old),
          release([...old.map(one => ({ ...one, terminated: '2018-12-31' })), ...added]),
        )
        expect(toRows(made.items, made)).toHaveLength(2 * size + 1)
        return made
      }
      expect(ratioOfDouble(2_000, make, made => toRows(made.items, made))).toBeLessThan(LINEAR)
    },
  )

  test('the tables name what likely stands in for a code', () => {
    const ended: Partial<ReleaseRecord> = { terminated: '2018-12-31' }
    const old = record('C9001', { long: 'Injection, samplumab, 10 mg' })
    const added = record('J9001', { long: 'Injection, samplumab, 5 mg', added: '2019-01-01' })
    const made = studyOf(release([old]), release([{ ...old, ...ended }, added]))
    expect(toRows(made.items, made)[1]!.at(-3)).toBe('J9001 (suggested by wording, 100%; another number or unit)')
    expect(JSON.parse(toComparisonJson(made)).replacements[0].byTerminated).toBeNull()
  })

  test('what has itself ended is offered with its last day, in each format', () => {
    const old = record('C9001', { long: 'Injection, samplumab, 10 mg' })
    const added = record('Q9001', { long: old.long, added: '2018-07-01', terminated: '2018-12-31' })
    for (const [fields, why, score] of [
      [{}, 'suggested by wording', ', 100%'],
      [{ XREF1: 'Q9001' }, 'cross-referenced by CMS', ''],
    ] as const) {
      const made = studyOf(release([old]), release([{ ...old, terminated: '2018-06-30', fields }, added]))
      const said = `${why}${score}; itself ended December 31, 2018`
      expect(toRows(made.items, made)[1]!.at(-3)).toBe(`Q9001 (${said})`)
      const markdown = toMarkdown(withoutDetails(makeComparison(made, templates, new VFile()).tree))
      expect(markdown).toMatch(new RegExp(`${why} \\(.*\\); itself ended December 31, 2018`, 'i'))
      expect(toFhir(made)).toMatch(new RegExp(`"comment": "${why}, .*; itself ended December 31, 2018"`, 'i'))
      expect(JSON.parse(toComparisonJson(made)).replacements).toMatchObject([
        { by: 'Q9001', byTerminated: '2018-12-31' },
      ])
    }
  })
})

describe.skipIf(!haveReleases)('real releases', () => {
  test('October 2025 → July 2026: one clause put into 276 codes is one row, and 303 of 354 codes are told alike', async () => {
    const of = studyOf(await real('HCPC2025_OCT_ANWEB.csv'), await real('HCPC2026_JUL_ANWEB.xlsx'))
    const { groups, told } = groupChanges(of)
    expect(groups[0]!.edits[0]!.insertion).toBe('(add-on, list separately in addition to primary procedure)')
    expect(groups[0]!.codes).toHaveLength(276)
    expect(told.size).toBe(303)
    expect(of.items.filter(({ change }) => change?.long || change?.short)).toHaveLength(354)
  })

  test('April → July 2024: 30 codes of punctuation are one row', async () => {
    const of = studyOf(await real('HCPC2024_APR_ANWEB.csv'), await real('HCPC2024_JUL_ANWEB.csv'))
    expect(groupChanges(of).groups.map(({ kind, touches, codes }) => [kind, touches, codes.length])).toEqual([
      ['form', ['punctuation'], 30],
    ])
  })
})
