import type { Blockquote, FootnoteDefinition, Root, RootContent, Yaml } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type * as v from 'valibot'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { Place } from '../types.ts'
import { suggest } from './field-faults.ts'
import { isTooDeep, reportLongRows, reportTables, withoutMasses } from './limits.ts'
import { resolveLinks, withSources } from './references.ts'
import { at, placeAt } from './text.ts'
import { type ParsedYaml, parseYaml } from './yaml.ts'

/** A second-level heading and what stands under it. */
export interface Section {
  readonly title: string
  readonly place: Place
  readonly nodes: readonly RootContent[]
}

/** A Markdown file in its parts. `frontMatter.above` counts the lines before the fields. */
export interface MarkdownFile {
  readonly file: VFile
  readonly frontMatter: { readonly text: string; readonly above: number } | undefined
  readonly sections: readonly Section[]
  readonly footnotes: readonly FootnoteDefinition[]
}

const parser = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm, { singleTilde: false })

/**
 * Parses a Markdown file into front matter, sections and footnotes.
 *
 * @param sources labels of footnotes that are defined elsewhere (in request.md) and may be cited here; none may be defined here
 */
export function parseMarkdown(file: VFile, sources?: readonly string[]): MarkdownFile {
  const root = parse(withoutMasses(file), sources)
  const own = root.children.filter(node => !isTooDeep(file, node))
  root.children = own
  reportTables(file, root)
  reportLongRows(file, root)
  reportHiddenNotes(file, root)
  const yaml = own.find((node): node is Yaml => node.type === 'yaml')
  const footnotes = own.filter((node): node is FootnoteDefinition => node.type === 'footnoteDefinition')
  const body = own.filter(node => node !== yaml && node.type !== 'footnoteDefinition')
  // Without the fields nothing is read as it is meant: that one fault is said by parseFrontMatter.
  if (yaml) reportUndefined(file, own, [...(sources ?? []), ...footnotes.map(note => note.identifier)])
  if (sources)
    for (const note of footnotes) reportMisplaced(file, note, 'in the file of a code, expected it in request.md')
  return {
    file,
    frontMatter: yaml && { text: yaml.value, above: yaml.position!.start.line },
    sections: yaml ? toSections(file, body) : [],
    footnotes,
  }
}

function parse(text: string, sources: readonly string[] = []): Root {
  const put = withSources(text, sources)
  const root = parser.parse(put.text)
  put.restore(root)
  resolveLinks(root)
  return withPlaces(root)
}

/** Reads the fields at the head of a Markdown file. */
export function parseFrontMatter<const S extends v.GenericSchema>(
  { file, frontMatter }: MarkdownFile,
  schema: S,
): ParsedYaml<v.InferOutput<S>> | undefined {
  if (!frontMatter) {
    const reason = 'Unexpected start of the file, expected fields between two lines “---”'
    fault(file, 'front-matter', reason, { line: 1 })
    return undefined
  }
  return parseYaml(file, schema, frontMatter)
}

/** The parser finds some links after it has placed the nodes, as in `“www.cms.gov”`: what it makes then stands where its parent does. */
function withPlaces(root: Root): Root {
  visit(root, (node, _, parent) => {
    if (parent?.position) node.position ??= parent.position
  })
  return root
}

function toSections(file: VFile, body: readonly RootContent[]): Section[] {
  const sections: { title: string; place: Place; nodes: RootContent[] }[] = []
  for (const node of body) {
    if (node.type === 'heading' && node.depth <= 2) {
      sections.push({ title: plainText(node), place: at(file, node), nodes: [] })
      visit(node, 'footnoteReference', cited => {
        const reason = `Unexpected citation of “${cited.label ?? cited.identifier}” in a heading, expected none`
        fault(file, 'heading-note', reason, at(file, cited))
      })
    } else if (sections.length > 0) sections.at(-1)!.nodes.push(node)
    else {
      const reason = 'Unexpected text before the first heading, expected a heading such as “## Current descriptor”'
      fault(file, 'section-unknown', reason, at(file, node))
    }
  }
  return sections
}

/** Reports sections that are missing, empty, doubled or unknown. Titles are compared without regard to case. */
export function checkSections(
  { file, frontMatter, sections }: MarkdownFile,
  needed: readonly string[],
  optional: readonly string[],
): void {
  // Without front matter its lines read as text and headings: that one fault is said by parseFrontMatter.
  if (!frontMatter) return
  const known = [...needed, ...optional]
  const seen = new Set<string>()
  for (const { title, place, nodes } of sections) {
    const match = known.find(name => same(name, title))
    if (!match) {
      fault(file, 'section-unknown', `Unexpected section “${title}”, expected ${suggest(title, known)}`, place)
    } else if (seen.has(match)) {
      fault(file, 'section-duplicate', `Unexpected second section “${title}”, expected one`, place)
    } else if (nodes.every(isUnseen)) {
      fault(file, 'section-missing', `Unexpected empty section “${title}”, expected its text`, place)
    }
    if (match) seen.add(match)
  }
  for (const name of needed.filter(one => !seen.has(one))) {
    const place = { line: String(file).split('\n').length }
    fault(file, 'section-missing', `Unexpected missing section “${name}”, expected “## ${name}” and its text`, place)
  }
}

function isUnseen(node: RootContent): boolean {
  return node.type === 'definition' || (node.type === 'html' && withoutComments(node.value).trim() === '')
}

/** HTML without its comments, which are notes among writers. One that is not closed goes on to the end. */
export function withoutComments(html: string): string {
  return html.replace(/<!--[\s\S]*?(?:-->|$)/g, '')
}

export function findSection({ sections }: MarkdownFile, title: string): Section | undefined {
  return sections.find(section => same(section.title, title))
}

/** A descriptor as it stands in its block quote: the very characters of the file, never read as Markdown. */
export interface QuotedWording {
  readonly text: string
  readonly place: Place
}

/**
 * Reads the one block quote of a section. `> a *b* <i>` is the wording `a *b* <i>`; lines are joined by one space.
 */
export function readWording(markdown: MarkdownFile, title: string): QuotedWording | undefined {
  const section = findSection(markdown, title)
  if (!section || section.nodes.length === 0) return undefined
  const [quote, ...rest] = section.nodes
  if (quote?.type !== 'blockquote' || rest.length > 0) {
    const other = quote?.type === 'blockquote' ? rest[0]! : quote!
    const reason = `Unexpected text in section “${section.title}”, expected one block quote and nothing else`
    fault(markdown.file, 'wording-quote', reason, at(markdown.file, other))
    return undefined
  }
  return unquote(markdown.file, quote)
}

function unquote(file: VFile, quote: Blockquote): QuotedWording | undefined {
  const { start, end } = quote.position!
  const lines = String(file)
    .split('\n')
    .slice(start.line - 1, end.line)
  const inner = lines.map(line => line.replace(/^ {0,3}> ?/, '').trimEnd())
  while (inner.at(-1) === '') inner.pop()
  const place = { path: file.path, line: start.line, column: lines[0]!.indexOf(inner[0]?.trimStart() || '>') + 1 }
  const text = inner.join(' ').trim()
  if (text === '') {
    fault(file, 'wording-quote', 'Unexpected empty block quote, expected a descriptor', place)
    return undefined
  }
  if (inner.includes('')) {
    fault(file, 'wording-quote', 'Unexpected second paragraph in the block quote, expected one', place)
    return undefined
  }
  const placeIn = (offset: number) => placeWithin(lines, inner, offset, place)
  const foreign = /[^ -~]/u.exec(text)
  if (foreign) {
    const reason = `Unexpected “${foreign[0]}” in a descriptor, expected a character that CMS uses`
    fault(file, 'wording-character', reason, placeIn(foreign.index))
  }
  const doubled = / {2,}|\t/.exec(text)
  if (doubled) {
    const reason = `Unexpected spaces after “${text.slice(0, doubled.index).split(' ').at(-1)}”, expected one space`
    fault(file, 'wording-space', reason, placeIn(doubled.index))
  }
  return { text, place }
}

/** The place of a character of a wording, which may go on over several lines. */
function placeWithin(lines: readonly string[], inner: readonly string[], offset: number, first: Place): Place {
  let [index, rest] = [0, offset + inner[0]!.length - inner[0]!.trimStart().length]
  while (rest > inner[index]!.length && index + 1 < inner.length) rest -= inner[index++]!.length + 1
  const before = lines[index]!.trimEnd().length - inner[index]!.length
  return { ...first, line: first.line! + index, column: before + rest + 1 }
}

function reportUndefined(file: VFile, nodes: readonly RootContent[], known: readonly string[]): void {
  const root: Root = { type: 'root', children: nodes.filter(node => node.type !== 'blockquote') as RootContent[] }
  visit(root, 'text', node => {
    let from = node.position!.start.offset!
    for (const [mark, name] of node.value.matchAll(/\[\^([^\]\s]+)\]/g)) {
      const offset = String(file).indexOf(mark, from)
      const place = offset < 0 ? at(file, node) : placeAt(file, offset)
      from = Math.max(from, offset + 1)
      const reason = `Unexpected footnote “${name}” without a definition, expected ${suggest(name!, known)}`
      fault(file, 'footnote-undefined', reason, place)
    }
  })
}

/** Within a quote, a list, or another footnote nobody looks for the definition of one. */
function reportHiddenNotes(file: VFile, root: Root): void {
  visit(root, 'footnoteDefinition', (node, _, parent) => {
    if (parent !== root) reportMisplaced(file, node, 'within other text, expected it on a line of its own')
  })
}

function reportMisplaced(file: VFile, node: FootnoteDefinition, where: string): void {
  const reason = `Unexpected definition of the footnote “${node.label ?? node.identifier}” ${where}`
  fault(file, 'footnote-undefined', reason, at(file, node))
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
