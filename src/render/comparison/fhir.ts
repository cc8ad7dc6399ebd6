import { itselfEnded } from '../../document/reports/comparison-replacements.ts'
import { firstMonth } from '../../release/read/edition.ts'
import { replacementsAmong } from '../../release/replacements.ts'
import type { ComparisonStudy, Release, ReleaseRecord, Replacement } from '../../release/types.ts'
import { digest } from '../../review/digest.ts'

/**
 * The code system as HL7 names it, with `http`: HL7 Terminology (THO), CodeSystem `hcpcs-Level-II`,
 * https://terminology.hl7.org/CodeSystem-hcpcs-Level-II.html. The identifier is its OID there.
 */
const SYSTEM = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'
const IDENTIFIER = [{ system: 'urn:ietf:rfc:3986', value: 'urn:oid:2.16.840.1.113883.6.285' }]

const PUBLISHER = 'Centers for Medicare & Medicaid Services'
const COPYRIGHT = 'HCPCS Level II is maintained by CMS. Codes and descriptors of Level I (CPT) are not included.'

/** What is told of each concept; `inactive` is a property that FHIR itself defines. */
const PROPERTIES = [
  {
    code: 'inactive',
    uri: 'http://hl7.org/fhir/concept-properties#inactive',
    description: 'The code ended before the edition began.',
    type: 'boolean',
  },
  { code: 'kind', description: 'procedure or modifier', type: 'string' },
  { code: 'added', description: 'The day on which CMS added the code.', type: 'dateTime' },
  { code: 'terminated', description: 'The last day in force.', type: 'dateTime' },
  { code: 'actionCode', description: 'What CMS says it did: A to T.', type: 'string' },
  { code: 'actionEffective', description: 'The day on which that takes effect.', type: 'dateTime' },
  { code: 'crossReference', description: 'A Level II code that CMS names beside this one.', type: 'code' },
] as const

/**
 * The later release as a FHIR R4 `CodeSystem`, and the likely replacements since the earlier one as a `ConceptMap`, in one
 * `Bundle`. Nothing of Level I (CPT) is in it: no code, and no cross-reference to one.
 */
export function toFhir(study: ComparisonStudy): string {
  const { current, proposed, narrowing } = study
  const narrowed = JSON.stringify({ ...narrowing, among: [...(narrowing?.among ?? [])] })
  const map = digest([current.sha256, proposed.sha256, narrowed])
  const entry = [
    { fullUrl: toUrn(proposed.sha256), resource: toCodeSystem(proposed) },
    { fullUrl: toUrn(map), resource: toConceptMap(study) },
  ]
  return `${JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }, undefined, 1)}\n`
}

function toUrn(hex: string): string {
  const parts = [0, 8, 12, 16, 20].map((start, index) => hex.slice(start, [8, 12, 16, 20, 32][index]))
  return `urn:uuid:${parts.join('-')}`
}

function toCodeSystem(release: Release): object {
  const records = release.records.filter(isLevelTwo)
  const isWhole =
    release.doubts.length === 0 && !release.lacks.some(lack => lack === 'procedure' || lack === 'modifier')
  const codes = new Set(records.map(({ code }) => code))
  return {
    resourceType: 'CodeSystem',
    id: `hcpcs-level-ii-${versionOf(release)}`,
    url: SYSTEM,
    identifier: IDENTIFIER,
    version: versionOf(release),
    name: 'HCPCSLevelII',
    title: `HCPCS Level II, ${versionOf(release)}`,
    status: 'active',
    experimental: false,
    ...dateOf(release),
    publisher: PUBLISHER,
    description: `Codes and modifiers of the file ${release.name}, SHA-256 ${release.sha256}.`,
    copyright: COPYRIGHT,
    caseSensitive: true,
    content: isWhole ? 'complete' : 'fragment',
    count: records.length,
    property: PROPERTIES,
    ...listed(
      'concept',
      records.map(record => toConcept(record, release, codes)),
    ),
  }
}

/** A letter and four digits, or the two characters of a modifier: codes of Level I have digits first. */
function isLevelTwo({ code }: Pick<ReleaseRecord, 'code'>): boolean {
  return /^(?:[A-Z]\d{4}|[A-Z\d]{2})$/.test(code)
}

function versionOf({ edition, sha256 }: Release): string {
  return edition?.period ?? sha256.slice(0, 12)
}

function dateOf({ edition }: Release): { readonly date?: string } {
  return edition ? { date: firstMonth(edition.period) } : {}
}

/** FHIR has no empty lists. */
function listed(name: string, list: readonly object[]): object {
  return list.length > 0 ? { [name]: list } : {}
}

function toConcept(record: ReleaseRecord, { edition, lacks }: Release, codes: ReadonlySet<string>): object {
  const { code, kind, long, short, added, terminated, actionCode, actionEffective, fields } = record
  const begins = edition ? `${firstMonth(edition.period)}-01` : undefined
  const inactive = terminated !== undefined && (begins === undefined || terminated < begins)
  const references = Object.entries(fields).filter(([name, value]) => /^XREF\d$/.test(name) && codes.has(value))
  const property = [
    ...(lacks.includes('terminated') ? [] : [{ code: 'inactive', valueBoolean: inactive }]),
    { code: 'kind', valueString: kind },
    ...(added ? [{ code: 'added', valueDateTime: added }] : []),
    ...(terminated ? [{ code: 'terminated', valueDateTime: terminated }] : []),
    ...(actionCode ? [{ code: 'actionCode', valueString: actionCode }] : []),
    ...(actionEffective ? [{ code: 'actionEffective', valueDateTime: actionEffective }] : []),
    ...references.map(([, value]) => ({ code: 'crossReference', valueCode: value })),
  ]
  return { code, ...named('display', short), ...named('definition', long), property }
}

function named(name: string, text: string): object {
  return text === '' ? {} : { [name]: text }
}

function toConceptMap(study: ComparisonStudy): object {
  const { current, proposed } = study
  const found = replacementsAmong(study).filter(
    ({ ended, record }) => record && isLevelTwo(record) && isLevelTwo(ended),
  )
  const ended = [...new Set(found.map(one => one.ended))]
  const element = ended.map(record => ({
    code: record.code,
    ...named('display', record.short),
    target: found.filter(one => one.ended === record).map(toTarget),
  }))
  const systems = {
    source: SYSTEM,
    sourceVersion: versionOf(current),
    target: SYSTEM,
    targetVersion: versionOf(proposed),
  }
  return {
    resourceType: 'ConceptMap',
    id: `hcpcs-level-ii-replacements-${versionOf(current)}-${versionOf(proposed)}`,
    version: versionOf(proposed),
    name: 'HCPCSLevelIIReplacements',
    title: `Likely replacements in HCPCS Level II, ${versionOf(current)} to ${versionOf(proposed)}`,
    status: 'draft',
    experimental: false,
    ...dateOf(proposed),
    description:
      'For codes that ended between the two editions. The comment of each target says whether CMS cross-references it, or its wording suggests it.',
    copyright: COPYRIGHT,
    ...listed('group', element.length > 0 ? [{ ...systems, element }] : []),
  }
}

/** `relatedto`: the two overlap in meaning, and more is not known. */
function toTarget({ code, record, evidence, column, score = 0 }: Replacement): object {
  const says =
    evidence === 'wording' ? `Suggested by wording, score ${score.toFixed(2)}` : `Cross-referenced by CMS, ${column}`
  return {
    code,
    ...named('display', record!.short),
    equivalence: 'relatedto',
    comment: `${says}${itselfEnded(record)}`,
  }
}
