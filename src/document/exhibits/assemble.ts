import GithubSlugger from 'github-slugger'
import type { FootnoteDefinition, Heading, Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { Packet } from '../../request/packet-types.ts'
import { copyNodes } from '../copy.ts'
import type { Exhibit } from '../types.ts'
import { placeNotes } from './notes.ts'

/**
 * Finishes a filled template: numbers its tables, adds the notice where CPT codes are shown, places the citations, and
 * adds the definition of each source that is cited. Of a filed document, what writers note for each other is shortened.
 */
export function finish(letter: string, body: Root, notice: Root, packet: Packet, isFiled: boolean): Root {
  const children = [...body.children]
  const root: Root = { type: 'root', children }
  closeLevels(root)
  numberTables(root, letter)
  if (showsCpt(root, packet)) children.push(...notice.children)
  placeNotes(root)
  children.push(...definitions(root, packet))
  if (isFiled) shortenUnconfirmed(root)
  return setIds(root)
}

/**
 * "(*to be confirmed before filing*)", which a writer notes for another, is a blank where CMS may read it; brackets of its
 * own take the place of those around it.
 */
function shortenUnconfirmed(root: Root): void {
  visit(root, (node, index, parent) => {
    if (node.type === 'text') node.value = node.value.replace(UNCONFIRMED, '[to be confirmed]')
    if (node.type !== 'emphasis' || !UNCONFIRMED.test(plainText(node))) return
    const value = plainText(node).replace(UNCONFIRMED, '[to be confirmed]')
    const made: PhrasingContent = { type: 'strong', children: [{ type: 'text', value }] }
    parent!.children.splice(index!, 1, made)
    const [before, after] = [parent!.children[index! - 1], parent!.children[index! + 1]]
    if (before?.type !== 'text' || after?.type !== 'text') return
    if (!before.value.endsWith('(') || !after.value.startsWith(')')) return
    before.value = before.value.slice(0, -1)
    after.value = after.value.slice(1)
  })
}

const UNCONFIRMED = /\(?to\s+be\s+confirmed\s+before\s+filing\)?/i

/** All exhibits in one tree below a cover: their headings go down a level, and each source is defined once. */
export function bindPacket(cover: Root, exhibits: readonly Exhibit[]): Root {
  const bodies = exhibits.flatMap(({ letter, tree }) =>
    copyNodes(tree.children)
      .map(lower)
      .map((node, index) => (index === 0 ? startExhibit(node, letter) : node)),
  )
  const notes = new Map<string, FootnoteDefinition>()
  for (const node of bodies) if (node.type === 'footnoteDefinition') notes.set(node.identifier, node)
  const text = bodies.filter(node => node.type !== 'footnoteDefinition')
  const root = setIds({ type: 'root', children: [...cover.children, ...text, ...notes.values()] })
  linkContents(cover, root)
  placeNotes(root)
  return root
}

function startExhibit(node: RootContent, exhibit: string): RootContent {
  return node.type === 'heading' ? { ...node, data: { ...node.data, exhibit } } : node
}

function lower(node: RootContent): RootContent {
  return node.type === 'heading' ? { ...node, depth: Math.min(node.depth + 1, 6) as Heading['depth'] } : node
}

/** A heading is at most one level below the one before it, wherever prose with headings of its own was inserted. */
function closeLevels(root: Root): void {
  let above = 0
  for (const node of headingsOf(root)) {
    above = Math.min(node.depth, above + 1, 5)
    node.depth = above as Heading['depth']
  }
}

const CAPTION = 'Table: '

/** A paragraph "Table: Title" before a table is its caption: "Table A-1. Title". */
function numberTables(root: Root, letter: string): void {
  let number = 0
  for (const [index, node] of root.children.entries()) {
    if (node.type !== 'paragraph' || root.children[index + 1]?.type !== 'table') continue
    const first = node.children[0]
    if (first?.type !== 'text' || !first.value.startsWith(CAPTION)) continue
    first.value = `Table ${letter === '' ? '' : `${letter}-`}${++number}. ${first.value.slice(CAPTION.length)}`
    ;(node as Paragraph).data = { caption: true }
  }
}

/** Whether the text names CPT codes: the AMA's notice must stand wherever it does. */
function showsCpt(root: Root, { payment, crosswalk }: Packet): boolean {
  const codes = [...(payment?.services ?? []), ...(crosswalk?.services ?? [])].flatMap(service => [
    service.code,
    service.placeholder ?? service.code,
  ])
  const text = plainText(root)
  return /\bCPT\b/.test(text) || codes.some(code => text.includes(code))
}

/** The sources that the tree cites, in the order of their first citation, and those that only a source cites. */
function definitions(root: Root, { request }: Packet): FootnoteDefinition[] {
  const cited = new Set<string>()
  const sourceOf = (identifier: string) => request.sources.find(source => source.id.toLowerCase() === identifier)!
  const cite = (tree: Root) =>
    visit(tree, 'footnoteReference', node => {
      cited.add(node.identifier)
    })
  cite(root)
  for (const identifier of cited) cite({ type: 'root', children: copyNodes(sourceOf(identifier).children) })
  return [...cited].map(identifier => {
    const { id, children } = sourceOf(identifier)
    return { type: 'footnoteDefinition', identifier, label: id, children: copyNodes(children) }
  })
}

/** Gives each heading the address that GitHub gives it, so that one link serves Markdown and HTML. */
export function setIds(root: Root): Root {
  const slugger = new GithubSlugger()
  for (const node of headingsOf(root)) {
    node.data = { ...node.data, hProperties: { id: slugger.slug(plainText(node)) } }
  }
  return root
}

/** The headings in their order; none is in a paragraph or a table, which are most of a text. */
function headingsOf(root: Root): Heading[] {
  const found: Heading[] = []
  visit(root, node => {
    if (node.type === 'heading') found.push(node)
    return ['heading', 'paragraph', 'table'].includes(node.type) ? SKIP : undefined
  })
  return found
}

/** The links of the contents, each to the heading that starts its exhibit. */
function linkContents(cover: Root, root: Root): void {
  const ids = new Map(headingsOf(root).map(({ data }) => [data?.exhibit, data?.hProperties?.id]))
  visit(cover, 'link', node => {
    if (node.data?.exhibit) node.url = `#${ids.get(node.data.exhibit)}`
  })
}
