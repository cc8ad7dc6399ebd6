import type { Definition, FootnoteDefinition, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { copyNode } from '../document/copy.ts'

/** A source that the tree cites: `number` from 1, in the order of the first citation, as in the other formats. */
export interface Note {
  readonly number: number
  readonly children: FootnoteDefinition['children']
}

/** A tree as plain text, Word and PDF need it: without definitions, each link with its address, each note with its number. */
export interface Settled {
  readonly blocks: readonly RootContent[]
  readonly notes: readonly Note[]
  /** The note that a `footnoteReference` cites. */
  readonly noteOf: (node: { readonly identifier: string }) => Note | undefined
}

/** Settles a tree; the tree itself stays as it is. */
export function settle(tree: Root): Settled {
  const root = copyNode(tree)
  const definitions = takeDefinitions(root)
  resolveLinks(root, definitions.links)
  visit(root, joinTexts)
  visit(root, 'table', fillRows)
  const numbers = numberNotes(root, definitions.notes)
  const notes = [...numbers].map(([id, number]) => ({ number, children: definitions.notes.get(id)!.children }))
  const noteOf = ({ identifier }: { identifier: string }) => notes[(numbers.get(identifier) ?? 0) - 1]
  return { blocks: root.children, notes, noteOf }
}

/** Whether a text stands between the numbers of two notes at one place. */
export function isNoteComma(node: Nodes | undefined): boolean {
  return node?.type === 'text' && node.data?.joinsNotes === true
}

/** In Markdown a row may name fewer cells than the others: elsewhere those of the next row would get into their columns. */
function fillRows({ children: rows }: Table): void {
  const width = Math.max(...rows.map(row => row.children.length))
  for (const row of rows) while (row.children.length < width) row.children.push({ type: 'tableCell', children: [] })
}

/** Texts that stand next to each other become one; a line end or a tab in the source is a space. */
function joinTexts(node: Nodes): void {
  if (!('children' in node)) return
  const joined: Nodes[] = []
  for (const child of node.children) {
    const last = joined.at(-1)
    if (child.type !== 'text') joined.push(child)
    else if (last?.type === 'text') last.value += lineOf(child.value)
    else joined.push({ ...child, value: lineOf(child.value) })
  }
  node.children = joined as never[]
}

function lineOf(text: string): string {
  return text.replace(/(?<![ \t])[ \t]*\r?\n[ \t]*|\t/g, ' ')
}

function takeDefinitions(root: Root) {
  const links = new Map<string, Definition>()
  const notes = new Map<string, FootnoteDefinition>()
  visit(root, (node, index, parent) => {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return undefined
    if (node.type === 'definition') links.set(node.identifier, node)
    else notes.set(node.identifier, node)
    parent!.children.splice(index!, 1)
    return [SKIP, index!]
  })
  return { links, notes }
}

/** `[text][name]` becomes a link with its address; where `name` is not defined, its text. */
function resolveLinks(root: Root, links: ReadonlyMap<string, Definition>): void {
  visit(root, 'linkReference', (node, index, parent) => {
    const { identifier, children } = node
    const url = links.get(identifier)?.url
    const nodes: PhrasingContent[] = url === undefined ? children : [{ type: 'link', url, children }]
    parent!.children.splice(index!, 1, ...(nodes as never[]))
    return index
  })
}

/** Numbers the notes as they are cited: first those of the text, then those that only a note cites. */
function numberNotes(root: Root, notes: ReadonlyMap<string, FootnoteDefinition>): Map<string, number> {
  const numbers = new Map<string, number>()
  const add = (tree: Root | FootnoteDefinition) =>
    visit(tree, 'footnoteReference', ({ identifier }) => {
      if (notes.has(identifier) && !numbers.has(identifier)) numbers.set(identifier, numbers.size + 1)
    })
  add(root)
  for (const id of numbers.keys()) add(notes.get(id)!)
  return numbers
}
