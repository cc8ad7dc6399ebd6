import { Document } from 'docx'
import type { Root } from 'mdast'
import { layOut } from '../paper.ts'
import { wordBlocks, wordNote } from './blocks.ts'
import { compile } from './docx.ts'
import type { Content } from './runs.ts'
import { wordSection } from './section.ts'
import { wordNumbering, wordStyles } from './styles.ts'

/** Half points of the heading at the top. */
const TITLE_SIZE = 34

/**
 * The tree of a report as a Word file. A redline is struck or underlined and says so in words; nothing is tracked, for a
 * report only informs.
 *
 * @param day `YYYY-MM-DD`, which Word shows as the day the file was made; the same file comes of the same day
 */
export function toReportWord(tree: Root, title: string, header: string, day: string): Uint8Array {
  const layout = layOut(tree, 'docx', header, () => header)
  const content: Content = {
    noteOf: layout.noteOf,
    cited: new Set(),
    lists: [],
    tracked: undefined,
    marksHeadings: true,
  }
  const sections = layout.sections.map(({ header, blocks }) =>
    wordSection({ header, note: '' }, wordBlocks(blocks, content)),
  )
  const notes = layout.notes.map(note => [note.number, { children: wordNote(note.children, content) }] as const)
  const made = new Document({
    title,
    creator: 'hcpcs-redline',
    lastModifiedBy: 'hcpcs-redline',
    styles: wordStyles(TITLE_SIZE),
    numbering: wordNumbering([...new Set(content.lists)]),
    footnotes: Object.fromEntries(notes),
    sections,
    compatabilityModeVersion: 15,
  })
  return compile(made, `${day}T00:00:00Z`)
}
