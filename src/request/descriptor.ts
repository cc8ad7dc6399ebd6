import * as v from 'valibot'
import type { VFile } from 'vfile'
import { stringify } from 'yaml'
import * as field from '../parse/fields.ts'
import { checkSections, findSection, parseFrontMatter, parseMarkdown, readWording } from '../parse/markdown.ts'
import type { ParsedYaml } from '../parse/yaml.ts'
import { fault } from '../rules.ts'
import type { Code, IsoDate, Place, Wording } from '../types.ts'
import { toProse } from './prose.ts'
import type { Descriptor, OtherCode, Relation, SourceId } from './types.ts'

const common = { code: field.code, brand: v.optional(field.text), added: field.date, source: field.source }

const descriptorFields = v.strictObject({ ...common, maker: v.optional(field.text), short: field.wording })

const relation = v.picklist(['precedent', 'later', 'same clause', 'kindred clause'] satisfies Relation[])

const otherFields = v.strictObject({ ...common, short: v.optional(field.wording), relation })

/** Reads the file of a code that the request is about. `undefined` when there are faults; all are reported. */
export function parseDescriptor(file: VFile, sources: readonly string[]): Descriptor | undefined {
  const markdown = parseMarkdown(file, sources)
  const fields = parseFrontMatter(markdown, descriptorFields)
  checkSections(markdown, ['Current descriptor', 'Proposed descriptor'], ['Rationale'])
  const current = readWording(markdown, 'Current descriptor')
  const proposed = readWording(markdown, 'Proposed descriptor')
  if (fields) checkFileName(file, fields)
  if (!fields || !current || !proposed) return undefined
  const { code, brand, maker, added, source, short } = fields.value
  const rationale = findSection(markdown, 'Rationale')
  return {
    code,
    brand: brand ?? '',
    maker: maker ?? '',
    added,
    source,
    current: { long: current.text, short },
    proposed: { long: proposed.text, short },
    rationale: rationale && toProse(markdown, rationale.nodes),
    at: { ...placesOf(fields), current: current.place, proposed: proposed.place },
  }
}

/** Reads the file of a precedent or of another code that bears on the request. */
export function parseOtherCode(file: VFile, sources: readonly string[]): OtherCode | undefined {
  const markdown = parseMarkdown(file, sources)
  const fields = parseFrontMatter(markdown, otherFields)
  checkSections(markdown, ['Current descriptor'], [])
  const current = readWording(markdown, 'Current descriptor')
  if (fields) checkFileName(file, fields)
  if (!fields || !current) return undefined
  const { code, brand, added, source, short, relation } = fields.value
  const at = { ...placesOf(fields), current: current.place }
  return { code, brand: brand ?? '', added, source, relation, current: { long: current.text, short: short ?? '' }, at }
}

function placesOf(fields: ParsedYaml<unknown>): { added: Place; short: Place } {
  return { added: fields.placeOf(['added']), short: fields.placeOf(['short']) }
}

function checkFileName(file: VFile, fields: ParsedYaml<{ code: string }>): void {
  const name = file.stem!
  const { code } = fields.value
  if (name === code) return
  const isSpelling = name.toUpperCase() === code
  const reason = isSpelling
    ? `Unexpected file name ${name}.md, expected ${code}.md`
    : `Unexpected code ${code} in the file ${name}.md, expected ${name}`
  fault(file, 'code-file-name', reason, fields.placeOf(['code']))
}

/** A descriptor file to be finished by hand: `open` stands where the release does not tell. */
export interface NewDescriptor {
  readonly code: Code
  readonly open: string
  readonly current: Wording
  readonly proposed: string
  readonly added: IsoDate | undefined
  readonly source: SourceId
}

/** The file of a code, in the form that the project reads. */
export function toDescriptorFile({ code, open, current, proposed, added, source }: NewDescriptor): string {
  const fields = {
    code,
    brand: `${open}: the product’s brand name`,
    maker: `${open}: its manufacturer`,
    short: current.short,
    added: added ?? open,
    source,
  }
  const sections = [
    ['Current descriptor', current.long],
    ['Proposed descriptor', proposed],
  ]
  const text = sections.map(([title, wording]) => `## ${title}\n\n> ${wording}\n`).join('\n')
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${text}`
}
