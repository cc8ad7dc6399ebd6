import { Document, Paragraph } from 'docx'
import type { PhrasingContent } from 'mdast'
import type { Redline } from '../../redline/types.ts'
import { compile } from './docx.ts'
import { wordRuns } from './runs.ts'
import { wordStyles } from './styles.ts'

/** What Word's XML cannot hold, or gives back as something else. */
export const NOT_IN_WORD = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Why a redline cannot be a Word file; nothing where it can. */
export function refuseInWord({ segments }: Redline): string | undefined {
  const bad = segments.map(({ text }) => NOT_IN_WORD.exec(text)?.[0]).find(found => found !== undefined)
  if (bad === undefined) return undefined
  return `Unexpected character ${numberOf(bad)} in a wording, expected none that a Word file cannot hold`
}

/** A text with the number in place of each character that Word cannot hold: `[U+0007]`. */
export function fitWord(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(new RegExp(NOT_IN_WORD, 'gu'), bad => `[${numberOf(bad)}]`)
}

function numberOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * A Word file of one redline, each edit a tracked change: accept all and the proposed wording stands there, reject all
 * and the current one.
 *
 * @param nodes as `redlineNodes` makes them of what is requested
 * @param day when the changes were made, as Word is told
 */
export function toTrackedWord(nodes: readonly PhrasingContent[], day: string): Uint8Array {
  return toWord(nodes, `${day}T00:00:00Z`, true)
}

/** A Word file of one redline as it is filed: struck or underlined, and said in words. */
export function toStaticWord(nodes: readonly PhrasingContent[], day: string): Uint8Array {
  return toWord(nodes, `${day}T00:00:00Z`, false)
}

function toWord(nodes: readonly PhrasingContent[], date: string, isTracked: boolean): Uint8Array {
  const tracked = isTracked ? { author: AUTHOR, date, count: 0 } : undefined
  const children = wordRuns(withBreaks(nodes), { noteOf: () => undefined, cited: new Set(), lists: [], tracked })
  const document = new Document({
    title: 'Redline',
    creator: AUTHOR,
    lastModifiedBy: AUTHOR,
    ...(isTracked ? { features: { trackRevisions: true } } : {}),
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
