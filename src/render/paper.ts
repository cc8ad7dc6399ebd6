import type { Paragraph, Root, RootContent, Table } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { Exhibit } from '../document/types.ts'
import { fitTable } from './columns.ts'
import { type Look, withRedlineKey } from './redline-key.ts'
import { type Settled, settle } from './resolve.ts'

/** A part of a document that starts on a new page and has a header of its own: "CMS-1809-P · Exhibit A". */
export interface Section {
  readonly header: string
  readonly blocks: readonly RootContent[]
}

/** A document for paper. */
export interface Layout extends Settled {
  readonly sections: readonly Section[]
}

/** Lays a tree out for Letter paper, with the sentences on redlines of a look: in a packet each exhibit is a section, and no table is wider than the page. */
export function layOut(tree: Root, look: Look, header: string, headerOf: (letter: string) => string): Layout {
  const settled = fitted.get(tree) ?? prepare(tree)
  fitted.set(tree, settled)
  const sections: { header: string; blocks: RootContent[] }[] = []
  const { children } = withRedlineKey({ type: 'root', children: [...settled.blocks] }, look)
  for (const node of children) {
    const letter = node.type === 'heading' ? node.data?.exhibit : undefined
    if (letter !== undefined || sections.length === 0)
      sections.push({ header: letter === undefined ? header : headerOf(letter), blocks: [] })
    sections.at(-1)!.blocks.push(node)
  }
  return { ...settled, blocks: children, sections }
}

/** Word, its tracked copy, and PDF print the same blocks. */
const fitted = new WeakMap<Root, Settled>()

function prepare(tree: Root): Settled {
  const settled = settle(tree)
  const root: Root = { type: 'root', children: [...settled.blocks] }
  fitTables(root)
  return { ...settled, blocks: root.children }
}

/** How large the title of a document is, in points: in a letter it is a line among others, and a sheet has one page. */
export function titleSize({ name }: Exhibit): number {
  return { letter: 12, 'redline-sheet': 15 }[name] ?? 17
}

/**
 * Whether a block must stand on one page with the one after it: a caption, a line that leads up to a list, a quote or a
 * table or ends with a comma or a colon, a redline before what it would read as, and a table before the last line, which is not to stand alone on a page.
 */
export function keepsNext(blocks: readonly RootContent[], index: number): boolean {
  const node = blocks[index]!
  const next = blocks[index + 1]
  if (node.type === 'heading') return true
  if (node.type === 'table') return isSmall(node) && next?.type === 'paragraph' && index === blocks.length - 2
  if (node.type === 'blockquote') return blocks[index + 2]?.type === 'blockquote'
  return (
    node.type === 'paragraph' && (isCaption(node) || isCaption(next) || LED_UP_TO.has(next?.type) || isOpening(node))
  )
}

/** Whether a line goes on in the next block, as “Sincerely,” does in the signature. */
function isOpening(paragraph: Paragraph): boolean {
  return /[,:]$/.test(plainText(paragraph))
}

const LED_UP_TO: ReadonlySet<string | undefined> = new Set(['blockquote', 'list', 'table'])

/** Whether a table is so small that it stands on one page. */
export function isSmall(table: Table): boolean {
  return table.children.length <= 9 && plainText(table).length <= 900
}

export function isCaption(node: RootContent | undefined): node is Paragraph {
  return node?.type === 'paragraph' && node.data?.caption === true
}

/** Cuts a table that is wider than the page into parts, each with the first column and under the table's caption. */
function fitTables(root: Root): void {
  visit(root, 'table', (table, index, parent) => {
    const parts = fitTable(table)
    if (parts.length === 1) return undefined
    const caption = parent!.children[index! - 1] as RootContent | undefined
    const nodes = parts.flatMap((part, number): RootContent[] => {
      const text = { type: 'text', value: ` (part ${number + 1} of ${parts.length})` } as const
      if (!isCaption(caption)) return [part]
      return [{ ...caption, children: [...caption.children, text] }, part]
    })
    const from = isCaption(caption) ? index! - 1 : index!
    parent!.children.splice(from, index! + 1 - from, ...(nodes as never[]))
    return from + nodes.length
  })
}
