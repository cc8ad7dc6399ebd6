import { Document } from 'docx'
import { visit } from 'unist-util-visit'
import type { WorkTable } from '../../document/reports/work-list.ts'
import { wordBlocks } from './blocks.ts'
import { compile } from './docx.ts'
import type { Content } from './runs.ts'
import { WIDE_LINE, wordSection } from './section.ts'
import { wordStyles } from './styles.ts'
import { fitWord } from './wordings.ts'

/**
 * A work list as a Word file on landscape paper, the head of its table on each page.
 *
 * @param day which the file names as that on which it was made
 */
export function toWordList({ title, tree, shares }: WorkTable, day: string): Uint8Array {
  visit(tree, 'text', node => {
    node.value = fitWord(node.value)
  })
  const paper = { width: WIDE_LINE, shares }
  const content: Content = { noteOf: () => undefined, cited: new Set(), lists: [], tracked: undefined, paper }
  const document = new Document({
    title,
    creator: AUTHOR,
    lastModifiedBy: AUTHOR,
    styles: wordStyles(TITLE_SIZE),
    sections: [wordSection({ header: title, note: '' }, wordBlocks(tree.children, content), true)],
    compatabilityModeVersion: 15,
  })
  return compile(document, `${day}T00:00:00Z`)
}

const AUTHOR = 'hcpcs-redline'

/** Half points. */
const TITLE_SIZE = 32
