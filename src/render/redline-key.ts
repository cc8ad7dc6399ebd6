import type { Nodes, Root } from 'mdast'
import type { Marks } from '../document/types.ts'
import type { DocumentFormat } from './types.ts'

/** A format, and Word's copy in which what the request asks for is a tracked change. */
export type Look = DocumentFormat | 'tracked'

/** The tree with a sentence on how redlines look in this format wherever it is to say so. */
export function withRedlineKey(tree: Root, look: Look): Root {
  return inLook(tree, look) as Root
}

/** What holds no key stays the very same. */
function inLook(node: Nodes, look: Look): Nodes {
  if (node.type === 'redlineKey')
    return { type: 'text', value: sentences(look, node.requested, node.reference).join(' ') }
  if (!('children' in node)) return node
  const children = node.children.map(child => inLook(child, look))
  return children.some((child, index) => child !== node.children[index]) ? ({ ...node, children } as Nodes) : node
}

function sentences(look: Look, requested: Marks, reference: Marks): string[] {
  if (look !== 'tracked') {
    const strikes = requested.strikes || reference.strikes
    const inserts = requested.inserts || reference.inserts
    return [...(strikes ? [STRUCK[look]] : []), ...(inserts ? [INSERTED[look]] : [])]
  }
  const tracked = [
    ...(requested.strikes ? ['Words to be struck are tracked deletions.'] : []),
    ...(requested.inserts ? ['Words to be inserted are tracked insertions.'] : []),
  ]
  const printed = sentences('docx', NONE, reference)
  const elsewhere = printed.map(one =>
    tracked.length > 0 ? `Elsewhere, ${one[0]!.toLowerCase()}${one.slice(1)}` : one,
  )
  return [...tracked, ...elsewhere]
}

const NONE: Marks = { strikes: false, inserts: false, moves: [] }

const STRUCK: Readonly<Record<DocumentFormat, string>> = {
  md: 'Struck words appear as [struck: …], with a line through them where the page shows it.',
  html: 'Struck words have a line through them; printed, copied, or read aloud, they appear as [struck: …].',
  txt: 'Struck words appear as [struck: …].',
  docx: 'Struck words appear as [struck: …], with a line through them.',
  pdf: 'Struck words appear as [struck: …], with a line through them.',
}

const INSERTED: Readonly<Record<DocumentFormat, string>> = {
  md: 'Inserted words appear as [inserted: …], underlined where the page shows it.',
  html: 'Inserted words are underlined; printed, copied, or read aloud, they appear as [inserted: …].',
  txt: 'Inserted words appear as [inserted: …].',
  docx: 'Inserted words appear as [inserted: …], underlined.',
  pdf: 'Inserted words appear as [inserted: …], underlined.',
}
