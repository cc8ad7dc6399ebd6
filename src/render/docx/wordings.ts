import { Document, Paragraph } from 'docx'
import type { PhrasingContent } from 'mdast'
import { compile } from './docx.ts'
import { wordRuns } from './runs.ts'
import { wordStyles } from './styles.ts'

/** What Word's XML cannot hold, or gives back as something else. */
export const NOT_IN_WORD = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * A Word file of one redline, each edit a tracked change: accept all and the proposed wording stands there, reject all
 * and the current one.
 *
 * @param nodes as `redlineNodes` makes them of what is requested
 * @param day when the changes were made, as Word is told
 */
export function toTrackedWord(nodes: readonly PhrasingContent[], day: string): Uint8Array {
  const date = `${day}T00:00:00Z`
  const tracked = { author: AUTHOR, date, count: 0 }
  const children = wordRuns(withBreaks(nodes), { noteOf: () => undefined, cited: new Set(), lists: [], tracked })
  const document = new Document({
    title: 'Redline',
    creator: AUTHOR,
    lastModifiedBy: AUTHOR,
    features: { trackRevisions: true },
    styles: wordStyles(TITLE_SIZE),
    sections: [{ children: [new Paragraph({ children })] }],
    compatabilityModeVersion: 15,
  })
  return compile(document, date)
}

const AUTHOR = 'hcpcs-redline'

/** Half points; there is no heading. */
const TITLE_SIZE = 32

/** A line end within a wording is a break of Word's own; in its XML it would be a blank. */
function withBreaks(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === 'text') {
      const lines = node.value.split('\n').map(value => ({ type: 'text', value }) as const)
      return lines.flatMap((line, index) => (index === 0 ? [line] : [{ type: 'break' } as const, line]))
    }
    return 'children' in node ? [{ ...node, children: withBreaks(node.children) } as PhrasingContent] : [node]
  })
}
