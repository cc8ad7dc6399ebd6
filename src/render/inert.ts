import type { Nodes, Root } from 'mdast'

/**
 * What GitHub makes live in the text of a comment: names (`@name`, `@org/team`), issues (`#1`, `org/repo#1`, `GH-1`),
 * addresses, `:emoji:`, and seven hex digits and more, which may be a commit: not a number or a word alone, which would be
 * harder to read, and link to a commit at worst. Each match ends where it is broken.
 */
const LIVE =
  /@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/|[\w+-]+:)|\bwww(?=\.)|(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{6}(?=[\da-f])/gi

/** An empty comment: nothing on the page and nothing in what is copied from it, but GitHub looks for no name across it. */
const BREAK = '<!-- -->'

/** The tree of a text that is posted where others read it: no value notifies a person, or links to what it only names. */
export function makeInert(tree: Root): Root {
  return { ...tree, children: tree.children.flatMap(inert) as Root['children'] }
}

/** The same for a text that is HTML already. */
export function inertHtml(html: string): string {
  return html.replace(LIVE, found => found + BREAK)
}

/** Code and HTML stay as they are: GitHub leaves code alone, and HTML is the program's own. */
function inert(node: Nodes): Nodes[] {
  if ('children' in node) return [{ ...node, children: node.children.flatMap(inert) } as Nodes]
  if (node.type !== 'text') return [node]
  const ends = Array.from(node.value.matchAll(LIVE), ({ 0: found, index }) => index + found.length)
  const parts = [0, ...ends].map((start, index) => node.value.slice(start, ends[index]))
  return parts.flatMap((value, index): Nodes[] => [
    ...(index > 0 ? [{ type: 'html', value: BREAK } as const] : []),
    { type: 'text', value },
  ])
}
