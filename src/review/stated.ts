import { createHash } from 'node:crypto'
import type { RootContent } from 'mdast'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import { findSection, type MarkdownFile, parseMarkdown, readWording } from '../parse/markdown.ts'
import { at, decode } from '../parse/text.ts'
import { type ParsedYaml, parseYaml } from '../parse/yaml.ts'
import { readChanges } from '../request/changes/parse.ts'
import { toSentence } from '../request/changes/sentence.ts'
import { locate } from '../request/group.ts'
import type { Change } from '../request/types.ts'
import type { InputFile, Place } from '../types.ts'
import type { Part, StatedFile, Statement } from './types.ts'

/**
 * Reads a file below `descriptors/` for a review. Unlike the reading for a build it does not stop at faults, so that a
 * reviewer sees what changed in a file that the build refuses; the faults are left to the build to report.
 */
export function readStated(file: InputFile): StatedFile | undefined {
  const { request, rest } = locate(file.path) ?? {}
  if (request === undefined || rest === undefined || rest === 'approvals') return undefined
  const name = rest.split('/').at(-1)!
  const text = decode(file)
  const digest = createHash('sha256').update(String(text)).digest('hex')
  const base = { path: file.path, request, brand: '', digest }
  if (name.endsWith('.yaml')) return { ...base, kind: 'data', name: rest, ...readData(text, partOf(name)) }
  if (!name.endsWith('.md')) return undefined
  const { code = name.replace(/\.md$/, ''), brand, changes, ...read } = readMarkdown(text)
  if (rest === 'request.md') return { ...base, kind: 'data', name, ...read, changes }
  const kind = rest === name ? 'code' : 'outside code'
  return { ...base, kind, name: code, brand, ...read }
}

function partOf(name: string): Part {
  return name === 'payment.yaml' ? 'payment' : 'data'
}

function readData(file: VFile, part: Part) {
  const yaml = parseYaml(file, v.unknown())
  const statements = yaml ? withoutTwins(flatten(yaml, path => (path.at(-1) === 'source' ? 'source' : part))) : []
  return { readable: yaml !== undefined, statements }
}

function readMarkdown(file: VFile) {
  // A footnote that is defined elsewhere reads as text here, which is all the same to a comparison.
  const markdown = parseMarkdown(file)
  const { frontMatter } = markdown
  const yaml = frontMatter && parseYaml(file, v.unknown(), frontMatter)
  const changes = yaml ? changesOf(yaml) : undefined
  const flat = yaml ? flatten(yaml, ([name]) => FIELDS.get(String(name)) ?? 'metadata') : []
  const fields = changes ? [...flat.filter(one => !one.name.startsWith('changes, ')), ...changes.map(toDeclared)] : flat
  const statements = withoutTwins([...fields, ...readSections(markdown), ...readFootnotes(markdown)])
  const field = (name: string) => fields.findLast(one => one.name === name)?.text
  return { readable: yaml !== undefined, statements, changes, code: field('code'), brand: field('brand') ?? '' }
}

/** The changes that a file declares: those of a code's file are for that code. */
function changesOf({ value, placeOf }: ParsedYaml<unknown>): Change[] | undefined {
  const { changes, code } = value as { readonly changes?: unknown; readonly code?: unknown }
  const read = readChanges(changes, placeOf)
  return typeof code === 'string' ? read?.map(change => ({ ...change, codes: [code] })) : read
}

/** A declared change as its instruction: “strike “…”, in the long descriptor of each revised code”. */
function toDeclared(change: Change): Statement {
  const codes = change.codes ? change.codes.join(', ') : 'each revised code'
  const source = change.source === undefined ? '' : `; source: ${change.source}`
  return {
    part: 'change',
    name: 'changes',
    text: `${toSentence(change)}, in the ${change.in} descriptor of ${codes}${source}`,
    place: change.place,
  }
}

/** A map, as everything that is looked up by a name from a file: an object also has a `constructor`. */
const FIELDS: ReadonlyMap<string, Part> = new Map([
  ['short', 'short descriptor'],
  ['source', 'source'],
  ['rule', 'source'],
  ['venue', 'venue'],
  ['action', 'action'],
  ['replacedBy', 'action'],
  ['proposedShort', 'proposed short descriptor'],
  ['decided', 'decision'],
])

const WORDINGS: ReadonlyMap<string, Part> = new Map([
  ['current descriptor', 'current wording'],
  ['proposed descriptor', 'proposed wording'],
  ['decided descriptor', 'decided wording'],
])

function readSections(markdown: MarkdownFile): Statement[] {
  return markdown.sections.flatMap(({ title, nodes, place }) => {
    const part = WORDINGS.get(title.toLowerCase())
    if (!part) return nodes.flatMap(toItems).map(node => toStatement(markdown, 'prose', title, node))
    // As the build reads it; where that cannot be, as it stands in the file.
    const wording = findSection(markdown, title)?.nodes === nodes ? readWording(markdown, title) : undefined
    if (wording) return [{ part, name: title, ...wording }]
    return [{ part, name: title, text: nodes.map(node => sourceOf(markdown, node)).join(' '), place }]
  })
}

/** The points of a list one by one, so that a change in one of them is told by itself. */
function toItems(node: RootContent): RootContent[] {
  return node.type === 'list' ? node.children : [node]
}

function readFootnotes(markdown: MarkdownFile): Statement[] {
  return markdown.footnotes.map(note => toStatement(markdown, 'citation', note.label ?? note.identifier, note))
}

/** The words as they were written, Markdown and all: an emphasis that comes or goes is a change too. */
function toStatement(markdown: MarkdownFile, part: Part, name: string, node: RootContent): Statement {
  const text = sourceOf(markdown, node)
  return {
    part,
    name,
    text: part === 'citation' ? text.replace(/^\[\^[^\]]+\]: /, '') : text,
    place: at(markdown.file, node),
  }
}

function sourceOf(markdown: MarkdownFile, { position }: RootContent): string {
  return String(markdown.file).slice(position!.start.offset, position!.end.offset).replace(/\s+/g, ' ').trim()
}

/** Each value by the path that leads to it: `services, 38225, requested, payment`. */
function flatten(yaml: ParsedYaml<unknown>, partOf: (path: readonly PropertyKey[]) => Part): Statement[] {
  const found: Statement[] = []
  const walk = (value: unknown, path: readonly PropertyKey[], names: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) {
      const place: Place = yaml.placeOf(path)
      found.push({ part: partOf(path), name: names.join(', '), text: String(value ?? ''), place })
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => void walk(item, [...path, index], [...names, nameOf(item, index)]))
    } else for (const [key, item] of Object.entries(value)) walk(item, [...path, key], [...names, key])
  }
  walk(yaml.value, [], [])
  return found
}

/** An entry of a list goes by what it is about, so that one put in before it does not rename it. */
function nameOf(item: unknown, index: number): string {
  if (typeof item === 'string') return item
  const fields = (item ?? {}) as Record<string, unknown>
  const names = [fields.code, fields.id, fields.question, fields.label, fields.status, fields.words, fields.effective]
  return (
    names
      .filter(name => typeof name === 'string')
      .slice(0, fields.effective ? 2 : 1)
      .join(' ') || `entry ${index + 1}`
  )
}

/** A section or field that stands twice must not hide behind its twin. Prose is compared as a list: it may repeat. */
function withoutTwins(statements: readonly Statement[]): Statement[] {
  const seen = new Map<string, number>()
  return statements.map(statement => {
    if (statement.part === 'prose' || statement.part === 'change') return statement
    const key = `${statement.part} ${statement.name}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? statement : { ...statement, name: `${statement.name} (${count})` }
  })
}
