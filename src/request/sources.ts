import type { FootnoteDefinition, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { at } from '../parse/text.ts'
import { fault } from '../rules.ts'
import { checkNode, withoutHtml } from './prose.ts'
import type { Source } from './types.ts'

/** Reads the footnotes of `request.md`, each of which is a source. */
export function readSources(file: VFile, notes: readonly FootnoteDefinition[]): Source[] {
  const sources = notes.map(note => toSource(file, note))
  for (const note of notes) {
    const children = withoutHtml(note.children)
    checkNode(file, { ...note, children })
    reportBlocks(file, note, children)
  }
  reportNested(file, notes)
  reportTwins(file, sources)
  reportEmpty(file, sources)
  return sources
}

/** What a person would call a block that is no paragraph. */
const BLOCKS: Partial<Record<RootContent['type'], string>> = {
  list: 'list',
  table: 'table',
  blockquote: 'quote',
  code: 'code',
  thematicBreak: 'line across',
}

/** A citation may stand within a line, for which only paragraphs are fit. */
function reportBlocks(file: VFile, note: FootnoteDefinition, children: FootnoteDefinition['children']): void {
  for (const node of children) {
    const what = BLOCKS[node.type]
    const reason = `Unexpected ${what} in the footnote “${note.label ?? note.identifier}”, expected text`
    if (what !== undefined) fault(file, 'footnote-form', reason, at(file, node))
  }
}

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
