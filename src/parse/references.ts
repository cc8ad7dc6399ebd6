import type { Definition, Root } from 'mdast'
import { visit } from 'unist-util-visit'

/** The fields at the head of a file, as the parser finds them. */
const FIELDS = /^---[ \t]*\n(?:[\s\S]*?\n)??---[ \t]*(?:\n|$)/

/**
 * The text with definitions of footnotes that stand in another file: the parser takes `[^a]` for a footnote only where
 * `[^a]: …` stands in the same text. They come below the fields, for at the end they could be lines of code, or of a comment,
 * that nothing closes.
 */
export function withSources(text: string, sources: readonly string[]): { text: string; restore: (root: Root) => void } {
  const at = FIELDS.exec(text)?.[0].length ?? 0
  const lead = at > 0 && text[at - 1] !== '\n' ? '\n' : ''
  const stubs = sources.map(id => `[^${id}]: source\n\n`).join('')
  // The mark ends the last of them: what is indented below it would be a part of it.
  const put = sources.length === 0 ? '' : `${lead}${stubs}<!-- -->\n\n`
  const restore = (root: Root) => {
    const isOurs = (offset = 0) => offset >= at && offset < at + put.length
    root.children = root.children.filter(node => !isOurs(node.position?.start.offset))
    moveUp(root, at + put.length, put)
  }
  return { text: text.slice(0, at) + put + text.slice(at), restore }
}

/** Gives the nodes behind `from` the places that they have without `put`. */
function moveUp(root: Root, from: number, put: string): void {
  const lines = put.split('\n').length - 1
  visit(root, ({ position }) => {
    for (const point of position ? [position.start, position.end] : []) {
      if (point.offset! < from) continue
      point.offset! -= put.length
      point.line -= lines
    }
  })
}

/**
 * Gives each `[text][name]` the address that its own file has for the name: another file may have another one, and parts of
 * both stand in one document. The lines `[name]: address` stay, for a review to compare.
 */
export function resolveLinks(root: Root): void {
  const definitions = new Map<string, Definition>()
  visit(root, 'definition', node => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  visit(root, 'linkReference', (node, index, parent) => {
    const { url, title } = definitions.get(node.identifier)!
    const { children, position } = node
    parent!.children.splice(index!, 1, { type: 'link', url, title, children, position } as never)
  })
}
