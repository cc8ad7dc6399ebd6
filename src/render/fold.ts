import type { Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { inertHtml } from './inert.ts'

/**
 * Folds each section under a heading of the third level, for GitHub: its heading stays in sight, and a click unfolds the
 * rest. The heading's words are the only value that gets into HTML, and are escaped.
 */
export function foldSections(tree: Root): Root {
  const children: RootContent[] = []
  let open = false
  const close = () => {
    if (open) children.push({ type: 'html', value: '</details>' })
    open = false
  }
  for (const node of tree.children) {
    if (node.type !== 'heading' || node.depth > 3) {
      children.push(node)
      continue
    }
    close()
    open = node.depth === 3
    children.push(open ? { type: 'html', value: `<details>\n<summary>${toHtmlText(plainText(node))}</summary>` } : node)
  }
  close()
  return { ...tree, children }
}

function toHtmlText(text: string): string {
  const html = text.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return inertHtml(html)
}
