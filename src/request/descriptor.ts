import * as v from 'valibot'
import type { VFile } from 'vfile'
import * as field from '../parse/fields.ts'
import {
  checkSections,
  findSection,
  type MarkdownFile,
  parseFrontMatter,
  parseMarkdown,
  readWording,
} from '../parse/markdown.ts'
import type { ParsedYaml } from '../parse/yaml.ts'
import { fault } from '../rules.ts'
import { changesOfCode, toChanges } from './changes/parse.ts'
import { toProse } from './prose.ts'
import type { Action, Descriptor, OtherCode, Relation } from './types.ts'

const common = { brand: v.optional(field.text), added: field.date, source: field.source }

const ACTIONS = ['revise', 'establish', 'discontinue'] as const satisfies readonly Action[]

const decidedFields = v.strictObject({
  action: v.picklist([...ACTIONS, 'none']),
  code: v.optional(field.code),
  date: field.date,
  source: field.source,
})

const descriptorFields = v.strictObject({
  ...common,
  code: field.requestedCode,
  action: v.optional(v.picklist(ACTIONS), 'revise'),
  maker: v.optional(field.text),
  short: v.optional(field.wording),
  proposedShort: v.optional(field.wording),
  added: v.optional(field.date),
  source: v.optional(field.source),
  effective: v.optional(field.date),
  replacedBy: v.optional(field.requestedCode),
  decided: v.optional(decidedFields),
  changes: changesOfCode,
})

const relation = v.picklist([
  'precedent',
  'later',
  'same clause',
  'kindred clause',
  'not relied on',
] satisfies Relation[])

const otherFields = v.strictObject({ ...common, code: field.code, short: v.optional(field.wording), relation })

const SECTIONS = {
  current: 'Current descriptor',
  proposed: 'Proposed descriptor',
  decided: 'Decided descriptor',
} as const

/** What a code's file has, by what is asked for the code; what stands in neither list is refused. */
const PARTS = {
  revise: {
    needed: ['short', 'added', 'source', 'current', 'proposed'],
    optional: ['proposedShort', 'effective', 'changes'],
  },
  establish: { needed: ['proposedShort', 'proposed'], optional: ['effective', 'source'] },
  discontinue: { needed: ['short', 'added', 'source', 'current'], optional: ['effective', 'replacedBy'] },
} as const

/** Reads the file of a code that the request is about. `undefined` when there are faults; all are reported. */
export function parseDescriptor(file: VFile, sources: readonly string[]): Descriptor | undefined {
  const before = file.messages.length
  const markdown = parseMarkdown(file, sources)
  const fields = parseFrontMatter(markdown, descriptorFields)
  checkSections(markdown, [], [...Object.values(SECTIONS), 'Rationale'])
  const current = readWording(markdown, SECTIONS.current)
  const proposed = readWording(markdown, SECTIONS.proposed)
  const decidedWording = readWording(markdown, SECTIONS.decided)
  if (!fields) return undefined
  checkFileName(file, fields)
  checkParts(markdown, fields)
  const changes = toChanges(file, fields.value.changes ?? [], fields.placeOf)
  if (file.messages.length > before) return undefined
  const { code, action, brand, maker, added, source, short, proposedShort, effective, replacedBy, decided } =
    fields.value
  const rationale = findSection(markdown, 'Rationale')
  const top = { path: file.path, line: 1, column: 1 }
  return {
    code,
    action,
    brand: brand ?? '',
    maker: maker ?? '',
    added: added ?? '',
    source: source ?? '',
    effective,
    replacedBy,
    changes: changes.map(change => ({ ...change, codes: [code] })),
    decided: decided && {
      ...decided,
      code: decided.code ?? code,
      long: decidedWording?.text ?? '',
      place: decidedWording?.place ?? fields.placeOf(['decided']),
    },
    current: { long: current?.text ?? '', short: short ?? '' },
    proposed: { long: proposed?.text ?? '', short: action === 'discontinue' ? '' : (proposedShort ?? short ?? '') },
    rationale: rationale && toProse(markdown, rationale.nodes),
    at: {
      ...placesOf(fields),
      current: current?.place ?? proposed?.place ?? top,
      proposed: proposed?.place ?? current?.place ?? top,
    },
  }
}

/** Reports what a file lacks for the action that it asks for, and what it has beside that. */
function checkParts(
  markdown: MarkdownFile,
  { value, placeOf }: ParsedYaml<v.InferOutput<typeof descriptorFields>>,
): void {
  const { file } = markdown
  const { action } = value
  const { needed, optional } = PARTS[action]
  const end = { line: String(file).split('\n').length }
  for (const part of PART_NAMES) {
    const section = part in SECTIONS ? findSection(markdown, SECTIONS[part as 'current']) : undefined
    const isSection = part in SECTIONS
    const isThere = isSection ? section !== undefined : value[part as 'short'] !== undefined
    const isNeeded = (needed as readonly string[]).includes(part)
    if (isThere === isNeeded || (isThere && (optional as readonly string[]).includes(part))) continue
    const name = isSection ? `section “${SECTIONS[part as 'current']}”` : `field “${part}”`
    if (isNeeded) {
      const rule = isSection ? 'section-missing' : 'field-missing'
      fault(
        file,
        rule,
        `Unexpected missing ${name}, expected it for the action “${action}”`,
        isSection ? end : placeOf(['code']),
      )
    } else if (isThere) {
      const reason = `Unexpected ${name} beside the action “${action}”, expected none`
      fault(file, 'action-parts', reason, section?.place ?? placeOf([part]))
    }
  }
  if (value.code.startsWith('NEW') && action !== 'establish') {
    const reason = `Unexpected placeholder ${value.code} beside the action “${action}”, expected a code that CMS has`
    fault(file, 'action-parts', reason, placeOf(['code']))
  }
  const decided = findSection(markdown, SECTIONS.decided)
  if (decided && !value.decided) {
    const reason = 'Unexpected section “Decided descriptor” without the field “decided”, expected both'
    fault(file, 'action-parts', reason, decided.place)
  }
}

const PART_NAMES = [
  'current',
  'proposed',
  'short',
  'proposedShort',
  'added',
  'source',
  'effective',
  'replacedBy',
  'changes',
] as const

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

function placesOf({ placeOf }: ParsedYaml<unknown>) {
  return {
    added: placeOf(['added']),
    short: placeOf(['short']),
    proposedShort: placeOf(['proposedShort']),
    action: placeOf(['action']),
    replacedBy: placeOf(['replacedBy']),
  }
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
