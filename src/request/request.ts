import type { FootnoteDefinition } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import * as field from '../parse/fields.ts'
import { checkSections, parseFrontMatter, parseMarkdown } from '../parse/markdown.ts'
import { at } from '../parse/text.ts'
import type { ElementRole } from '../redline/types.ts'
import { fault } from '../rules.ts'
import { checkNode, findUnconfirmed, toProse, withoutHtml } from './prose.ts'
import type { Request, Source, ToConfirm } from './types.ts'

const letterFields = v.strictObject({
  date: v.optional(field.text),
  ruleTitle: v.optional(field.text),
  contact: v.optional(field.text),
  signer: v.optional(field.text),
  position: v.optional(field.text),
})

/** Fields that may be marked as not yet confirmed. */
const confirmable = v.strictObject({
  docket: v.optional(field.text),
  fileCode: v.optional(field.text),
  deadline: v.optional(field.text),
  effective: v.optional(field.text),
})

const KEPT = ['product', 'route', 'quantity', 'qualifier', 'billing unit'] as const

const ROLES = [...KEPT, 'included service'] as const satisfies readonly ElementRole[]

const requestFields = v.strictObject({
  title: field.text,
  agency: field.text,
  fileCode: field.fileCode,
  docket: field.docket,
  calendarYear: field.year,
  rule: field.source,
  deadline: field.date,
  commentPeriod: v.picklist(['open', 'closed']),
  filedBy: v.optional(field.text),
  letter: v.optional(letterFields, {}),
  filing: v.optional(v.pipe(v.array(field.text), v.nonEmpty('at least one file')), ['letter.docx', 'packet.pdf']),
  asOf: field.date,
  effective: field.date,
  codes: v.pipe(v.array(field.code), v.nonEmpty('at least one code')),
  precedents: v.optional(v.array(field.code), []),
  family: field.text,
  precedentFamily: v.optional(v.string(), ''),
  strike: v.pipe(field.wording, v.regex(/\S/, 'the words to strike')),
  strikeSource: field.source,
  keeps: v.optional(v.array(v.picklist(ROLES)), [...KEPT]),
  toConfirm: v.optional(confirmable, {}),
})

const NEEDED = ['Why', 'Status since']
const OPTIONAL = ['Who we are', 'Notes on the wording', 'Jurisdiction', 'Precedent', 'Payment']

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
  checkSections(markdown, NEEDED, OPTIONAL)
  const sources = markdown.footnotes.map(note => toSource(file, note))
  for (const note of markdown.footnotes) checkNode(file, { ...note, children: withoutHtml(note.children) })
  reportNested(file, markdown.footnotes)
  reportTwins(file, sources)
  reportEmpty(file, sources)
  const fields = parseFrontMatter(markdown, requestFields)
  const sourceIds = [...new Set(sources.map(source => source.id))]
  const inFootnotes = markdown.footnotes.flatMap(note => findUnconfirmed(file, note))
  if (!fields) return { request: undefined, sourceIds, toConfirm: inFootnotes }
  const { value, placeOf } = fields
  const places = [
    'deadline',
    'commentPeriod',
    'calendarYear',
    'fileCode',
    'docket',
    'effective',
    'rule',
    'strike',
    'title',
    'filing',
  ] as const
  const request: Request = {
    ...value,
    name,
    sections: new Map(
      markdown.sections.map(({ title, nodes }) => [title.trim().toLowerCase(), toProse(markdown, nodes)]),
    ),
    sources,
    toConfirm: value.toConfirm as Record<string, string>,
    at: {
      ...Object.fromEntries(places.map(key => [key, placeOf([key])])),
      ruleTitle: placeOf(['letter', 'ruleTitle']),
    } as unknown as Request['at'],
  }
  const inFields = Object.entries(request.toConfirm).map(([key, why]) => ({
    what: `${FIELD_NAMES.get(key) ?? key}: ${value[key as 'docket']}`,
    why,
    place: placeOf(['toConfirm', key]),
  }))
  return { request, sourceIds, toConfirm: [...inFields, ...inFootnotes] }
}

const FIELD_NAMES: ReadonlyMap<string, string> = new Map([
  ['docket', 'Docket ID'],
  ['fileCode', 'File code'],
  ['deadline', 'Comment deadline'],
  ['effective', 'Requested effective date'],
])

/** Headings have no place in a citation: they would come out among those of the exhibit. */
function asParagraph(node: FootnoteDefinition['children'][number]): FootnoteDefinition['children'][number] {
  return node.type === 'heading' ? { ...node, type: 'paragraph' } : node
}

function toSource(file: VFile, note: FootnoteDefinition): Source {
  return {
    id: note.label ?? note.identifier,
    children: withoutHtml(note.children).map(asParagraph),
    place: at(file, note),
  }
}

function reportEmpty(file: VFile, sources: readonly Source[]): void {
  for (const { id, children, place } of sources) {
    if (plainText({ type: 'root', children }).trim() !== '') continue
    fault(file, 'footnote-undefined', `Unexpected empty footnote “${id}”, expected a citation`, place)
  }
}

function reportNested(file: VFile, notes: readonly FootnoteDefinition[]): void {
  for (const note of notes) {
    visit(note, 'footnoteReference', node => {
      const [cited, within] = [node, note].map(one => one.label ?? one.identifier)
      const reason = `Unexpected citation of “${cited}” in the footnote “${within}”, expected none`
      fault(file, 'footnote-nested', reason, at(file, node))
    })
  }
}

function reportTwins(file: VFile, sources: readonly Source[]): void {
  const first = new Map<string, Source>()
  for (const source of sources) {
    const twin = first.get(source.id.toLowerCase())
    if (twin) {
      const reason = `Unexpected second definition of the footnote “${source.id}”, expected only that of line ${twin.place.line}`
      fault(file, 'footnote-duplicate', reason, source.place)
    } else first.set(source.id.toLowerCase(), source)
  }
}
