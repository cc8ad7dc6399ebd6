import type { Blockquote, Root, RootContent } from 'mdast'

/** Blocks that a page folds away under a line of text. Formats that cannot fold leave them out: see `withoutDetails`. */
export function makeDetails(summary: string, blocks: readonly RootContent[]): Blockquote {
  const line = { type: 'paragraph', data: { hName: 'summary' }, children: [{ type: 'text', value: summary }] } as const
  return { type: 'blockquote', data: { hName: 'details' }, children: [line, ...blocks] as Blockquote['children'] }
}

/** The tree without what a page folds away. */
export function withoutDetails(tree: Root): Root {
  return { ...tree, children: tree.children.filter(({ data }) => data?.hName !== 'details') }
}
