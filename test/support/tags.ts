import type { Nodes } from 'hast'

/** A wording as a browser would give it: the text without `<del>` or `<ins>`, and without the words of the marks. */
export function fromTags(node: Nodes, drop: 'del' | 'ins'): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && (node.tagName === drop || node.properties.className?.toString() === 'words')) return ''
  return 'children' in node ? node.children.map(child => fromTags(child, drop)).join('') : ''
}

/** All text, as it is when a page is copied. */
export function visibleText(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(visibleText).join('') : ''
}
