import * as v from 'valibot'
import { VFile } from 'vfile'
import * as field from '../parse/fields.ts'
import { checkSections, type MarkdownFile, parseFrontMatter, parseMarkdown } from '../parse/markdown.ts'
import { type ParsedYaml, parseYaml } from '../parse/yaml.ts'
import type { ElementRole } from '../redline/types.ts'
import { fault } from '../rules.ts'
import { changesField, reportOldForm, toChanges } from './changes/parse.ts'
import { findUnconfirmed, toProse } from './prose.ts'
import { readSources } from './sources.ts'
import type { Application, Request, ToConfirm, Venue } from './types.ts'

const letterFields = v.strictObject({
  letterhead: v.optional(field.text),
  date: v.optional(field.text),
  addressee: v.optional(field.text),
  ruleTitle: v.optional(field.text),
  contact: v.optional(field.text),
  signer: v.optional(field.text),
  position: v.optional(field.text),
})

/** Fields that may be marked as not yet confirmed, in either venue. */
const confirmable = v.strictObject({
  docket: v.optional(field.text),
  fileCode: v.optional(field.text),
  deadline: v.optional(field.text),
  effective: v.optional(field.text),
})

const ROLES = [
  'product',
  'route',
  'quantity',
  'included service',
  'qualifier',
  'billing unit',
] as const satisfies readonly ElementRole[]

const ITEMS = ['drugs and biologicals', 'other items'] as const satisfies readonly Application['items'][]

const common = {
  title: field.text,
  agency: field.text,
  deadline: field.date,
  letter: v.optional(letterFields, {}),
  filing: v.optional(v.pipe(v.array(field.text), v.nonEmpty('at least one file'))),
  asOf: field.date,
  effective: field.date,
  codes: v.pipe(v.array(field.requestedCode), v.nonEmpty('at least one code')),
  precedents: v.optional(v.array(field.code), []),
  family: v.optional(field.text),
  precedentFamily: v.optional(v.string(), ''),
  changes: changesField,
  keeps: v.optional(v.array(v.picklist(ROLES)), []),
  toConfirm: v.optional(confirmable, {}),
}

const venue = v.picklist(['comment', 'application'])

const ofComment = {
  fileCode: field.fileCode,
  docket: field.docket,
  calendarYear: field.year,
  rule: field.source,
  commentPeriod: v.picklist(['open', 'closed']),
  filedBy: v.optional(field.text),
}

const ofApplication = { cycle: field.cycle, items: v.picklist(ITEMS), applicant: v.optional(field.text) }

const commentFields = v.strictObject({ ...common, venue, ...ofComment, ...unwanted(ofApplication) })
const applicationFields = v.strictObject({ ...common, venue, ...ofApplication, ...unwanted(ofComment) })

/** The fields of the other venue, to be told what they are. */
function unwanted<T extends object>(fields: T) {
  return Object.fromEntries(Object.keys(fields).map(name => [name, v.optional(v.unknown())])) as {
    [K in keyof T]: v.OptionalSchema<v.UnknownSchema, undefined>
  }
}

type Fields = v.InferOutput<typeof commentFields> | v.InferOutput<typeof applicationFields>

const NEEDED = { comment: ['Why'], application: ['Why', 'Summary'] } as const
const OPTIONAL = [
  'Who we are',
  'Notes on the wording',
  'Jurisdiction',
  'Precedent',
  'Payment',
  'Status since',
  'Working notes',
] as const

/** What request.md gives; `request` is `undefined` when its fields have faults. */
export interface RequestFile {
  readonly request: Request | undefined
  readonly sourceIds: readonly string[]
  /** Of the fields and the footnotes; those of the sections are with them. */
  readonly toConfirm: readonly ToConfirm[]
}

/** Reads `request.md` of the folder `name`. */
export function parseRequest(name: string, file: VFile): RequestFile {
  const markdown = parseMarkdown(file)
  const { frontMatter } = markdown
  const kind = venueIn(markdown)
  const [needed, optional] = kind === 'comment' ? [NEEDED.comment, [...OPTIONAL]] : [NEEDED.application, [...OPTIONAL]]
  checkSections(markdown, needed, optional)
  const sources = readSources(file, markdown.footnotes)
  const isOld = frontMatter !== undefined && reportOldForm(file, frontMatter)
  const fields = isOld ? undefined : parseFields(markdown, kind)
  const sourceIds = [...new Set(sources.map(source => source.id))]
  const inFootnotes = markdown.footnotes.flatMap(note => findUnconfirmed(file, note))
  if (!fields) return { request: undefined, sourceIds, toConfirm: inFootnotes }
  const sections = new Map(
    markdown.sections.map(({ title, nodes }) => [title.trim().toLowerCase(), toProse(markdown, nodes)]),
  )
  const request = toRequest(fields, file, { name, sections, sources })
  const { toConfirm } = request
  for (const key of Object.keys(toConfirm)) {
    if (fields.value[key as 'deadline'] !== undefined) continue
    const reason = `Unexpected field “${key}” to be confirmed, which this request has not, expected one that it has`
    fault(file, 'venue-field', reason, fields.placeOf(['toConfirm', key]))
  }
  const inFields = Object.entries(toConfirm).map(([key, why]) => ({
    what: `${FIELD_NAMES.get(key) ?? key}: ${String(fields.value[key as 'deadline'])}`,
    why,
    place: fields.placeOf(['toConfirm', key]),
  }))
  return { request, sourceIds, toConfirm: [...inFields, ...inFootnotes] }
}

/** Which venue the fields name, however they write it: it decides which others they need. */
function venueIn({ frontMatter }: MarkdownFile): Venue['kind'] {
  const named = frontMatter && parseYaml(new VFile(), v.object({ venue }), frontMatter)
  return named?.value.venue ?? 'comment'
}

/** The fields, and what of the other venue stands among them. */
function parseFields(markdown: MarkdownFile, kind: Venue['kind']): ParsedYaml<Fields> | undefined {
  const fields: ParsedYaml<Fields> | undefined =
    kind === 'comment' ? parseFrontMatter(markdown, commentFields) : parseFrontMatter(markdown, applicationFields)
  if (!fields) return undefined
  const other = kind === 'comment' ? ofApplication : ofComment
  for (const name of Object.keys(other)) {
    if (fields.value[name as 'cycle'] === undefined) continue
    const [here, there] = kind === 'comment' ? ['a comment', 'an application'] : ['an application', 'a comment']
    const reason = `Unexpected field “${name}” of ${there}, expected none in ${here}`
    fault(markdown.file, 'venue-field', reason, fields.placeOf([name]))
  }
  return fields
}

const PLACES = [
  'deadline',
  'asOf',
  'commentPeriod',
  'calendarYear',
  'fileCode',
  'docket',
  'effective',
  'rule',
  'cycle',
  'changes',
  'codes',
  'keeps',
  'title',
  'filing',
] as const

function toRequest(
  { value, placeOf }: ParsedYaml<Fields>,
  file: VFile,
  read: Pick<Request, 'name' | 'sections' | 'sources'>,
): Request {
  const { title, agency, deadline, letter, filing, asOf, effective, codes, precedents, precedentFamily, keeps } = value
  const venue = toVenue(value)
  return {
    ...{ title, agency, deadline, letter, asOf, effective, codes, precedents, precedentFamily, keeps },
    family: value.family ?? '',
    ...read,
    venue,
    filing,
    filedBy: (value.filedBy ?? value.applicant) as string | undefined,
    changes: toChanges(file, value.changes, placeOf),
    toConfirm: value.toConfirm as Record<string, string>,
    at: {
      ...Object.fromEntries(PLACES.map(key => [key, placeOf([key])])),
      ruleTitle: placeOf(['letter', 'ruleTitle']),
    } as unknown as Request['at'],
  }
}

function toVenue(value: Fields): Venue {
  if (value.venue === 'application') {
    const { cycle, items } = value as v.InferOutput<typeof applicationFields>
    return { kind: 'application', cycle, items }
  }
  const { fileCode, docket, calendarYear, rule, commentPeriod } = value as v.InferOutput<typeof commentFields>
  return { kind: 'comment', fileCode, docket, calendarYear, rule, commentPeriod }
}

const FIELD_NAMES: ReadonlyMap<string, string> = new Map([
  ['docket', 'Docket ID'],
  ['fileCode', 'File code'],
  ['deadline', 'Deadline'],
  ['effective', 'Requested effective date'],
])
