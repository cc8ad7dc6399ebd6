import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { makeComparison } from '../../src/document/reports/comparison.ts'
import { REPLACEMENTS } from '../../src/document/reports/comparison-replacements.ts'
import { parseCodes, quietKinds, severities } from '../../src/release/items.ts'
import { toOwnList } from '../../src/release/own-list.ts'
import { studyReleases } from '../../src/release/study.ts'
import type { CodeRange, ItemKind, Narrowing, Release } from '../../src/release/types.ts'
import { toComparisonJson } from '../../src/render/comparison/json.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { toPage } from '../../src/render/report.ts'
import { filesOf } from '../support/project.ts'
import { RUNS } from '../support/runs.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

const templates = new Map(
  (await filesOf('templates')).map(({ path, bytes }) => [path.split('/').at(-1)!, new TextDecoder().decode(bytes)]),
)

const made = [
  release([
    record('Q9000', { long: 'Injection, 10 mg' }),
    record('Q9001', { short: 'Sample,  each', filed: { long: 'Sample  product', short: 'Sample,  each' } }),
    record('Q9002'),
    record('V9003', { long: 'Injection, each' }),
    record('V9004'),
    record('A9'),
  ]),
  release([
    record('Q9000', { long: 'Injection, 20 mg', fields: { COV: 'C' } }),
    record('Q9001', { short: 'Sample, each', fields: { COV: 'C' } }),
    record('Q9002', { terminated: '2018-12-31', fields: { COV: 'C' } }),
    record('V9003', { long: 'Injection; each', added: '2018-02-01' }),
    record('V9005', { long: 'Injection, new' }),
    record('Q9006', { added: '2018-04-01', terminated: '2018-12-31' }),
    record('A9', { fields: { COV: 'C' } }),
  ]),
] as const

const NOTHING: Narrowing = { codes: [], kinds: [], severities: [] }

const pair = haveReleases ? ([await real(annual2018), await real(annual2019)] as const) : made

const codes = fc.constantFrom('', 'V*', 'Q9*', 'Q2040-Q4200', 'A1-A9', 'G0463, V5*', 'Z*').map(text => {
  return text === '' ? [] : (parseCodes(text) as CodeRange[])
})
const words = fc.constantFrom(undefined, 'injection', 'mg', 'per', 'hearing aid', 'each', 'car-t')
const kinds: fc.Arbitrary<ItemKind[]> = fc.constantFrom(
  [],
  [],
  ['long'],
  ['added', 'terminated'],
  ['other'],
  ['spacing'],
)
const narrowing: fc.Arbitrary<Narrowing> = fc.record({
  codes,
  words,
  kinds,
  severities: fc.constantFrom([], [], ...severities.map(one => [one])),
})
const list = fc.constantFrom(undefined, ['V5190', 'Q9000', 'Z9999', 'G0463'], ['Q9002', 'A9', 'V9004', 'C9014'])

function studyOf(of: readonly [Release, Release], asked: Narrowing, own: readonly string[] | undefined) {
  const named = own && { name: 'mine', list: toOwnList([['HCPCS', 'Who'], ...own.map(code => [code, 'Ann'])], 0)! }
  return studyReleases(of, asked, [], named)
}

test.each([
  ['made', made],
  ['real', pair],
] as const)('each count of a narrowed comparison is that of what is listed, %s', (_, of) => {
  fc.assert(
    fc.property(narrowing, list, (asked, own) => {
      const study = studyOf(of, asked, own)
      const json = JSON.parse(toComparisonJson(study))
      const listed: { code: string; changes: ItemKind[]; severity: string }[] = json.items
      expect(json.counts.listed).toBe(listed.length)
      for (const severity of severities)
        expect(json.counts.severities[severity]).toBe(listed.filter(one => one.severity === severity).length)
      for (const [kind, count] of Object.entries(json.counts.kinds) as [ItemKind, number][]) {
        const shown = quietKinds.includes(kind) ? studyOf(of, { ...asked, kinds: [kind] }, own).items.length : undefined
        expect([kind, count]).toEqual([kind, shown ?? listed.filter(one => one.changes.includes(kind)).length])
      }
      const { title, tree } = makeComparison(study, templates, new VFile())
      const markdown = toMarkdown(tree)
      const sections = Array.from(markdown.matchAll(/^## (.+) \(([\d,]+)\)\n([\s\S]*?)(?=\n## )/gm), match => {
        const rows = Array.from(match[3]!.matchAll(/^(?:> )?\| \*\*(\w+)\*\* /gm), row => row[1])
        // A code may have several replacements, and is else counted once.
        const counted = match[1] === REPLACEMENTS.heading ? rows : [...new Set(rows)]
        return { heading: match[1]!, count: Number(match[2]!.replace(',', '')), rows: counted.length }
      })
      for (const { heading, count, rows } of sections) expect([heading, rows]).toEqual([heading, count])
      const summary = new Map(
        Array.from(markdown.matchAll(/^\| (?:\[(.+?)\]\(.*?\)|(.+?)) \| ([\d,]+) \|$/gm), match => {
          return [match[1] ?? match[2]!, Number(match[3]!.replace(',', ''))]
        }),
      )
      for (const { heading, count } of sections)
        expect([heading, summary.get(heading) ?? count]).toEqual([heading, count])
      expect(summary.get('Codes whose pricing, coverage, or similar columns differ (--kinds other)')).toBe(
        json.counts.kinds.other,
      )
      expect(summary.get('Long descriptors changed, in all')).toBe(json.counts.kinds.long)
      const rows = Array.from(toPage(tree, title, templates, 'comparison').matchAll(/<tr data-code="(\w+)"/g))
      const others = (json.list?.rows ?? []).map(({ code }: { code: string }) => code)
      expect(new Set(rows.map(([, code]) => code))).toEqual(new Set([...listed.map(({ code }) => code), ...others]))
      expect(markdown.includes('Nothing is listed')).toBe(listed.length === 0)
    }),
    // The real ones take a second or so each.
    { numRuns: of === made ? RUNS : Math.ceil(RUNS / 4) },
  )
})

describe('the sentence on what was not compared', () => {
  const sentence = (columns: readonly string[], lacks: Release['lacks'] = []) => {
    const study = studyReleases([made[0], { ...made[1], columns, lacks }], NOTHING, [])
    const { tree } = makeComparison(study, templates, new VFile())
    return /^Nothing is concluded .*$/m.exec(toMarkdown(tree).replaceAll('\\', ''))?.[0]
  }
  const all = made[0].columns
  const without = (...starts: readonly string[]) => all.filter(name => !starts.some(start => name.startsWith(start)))

  test('names the columns that one file lacks, once', () => {
    expect(sentence(all)).toBeUndefined()
    expect(sentence(without('PRICE3'))).toBeUndefined()
    const ends = ': one of the files has none.'
    expect(sentence(without('MULT_PI'))).toBe(`Nothing is concluded from the column MULT_PI${ends}`)
    expect(sentence(without('MULT_PI', 'CIM'), ['terminated'])).toBe(
      `Nothing is concluded from termination dates and the columns MULT_PI, CIM1, CIM2, and CIM3${ends}`,
    )
    expect(sentence([], ['fields'])).toBe(`Nothing is concluded from pricing and coverage${ends}`)
  })
})
