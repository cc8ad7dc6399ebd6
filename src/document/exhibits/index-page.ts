import type { Link, PhrasingContent } from 'mdast'
import type { Inline } from '../template/values.ts'

/** What the index lists beside the exhibits and what is filed with them, by the beginning of the names of its files. */
const FURTHER = [
  ['side-by-side.', 'The descriptors, current and proposed, side by side'],
  ['codes.', 'The codes as a table'],
  ['proposed-descriptors.', 'The proposed descriptors, to copy'],
  ['pictures/', 'Pictures of the sheet and of each redline, for slides'],
  ['working-paper.', 'The working paper, which is never attached'],
] as const

/** The values of `templates/index.md.hbs`: links to the files that were made. */
export function indexView(entries: readonly { name: string }[], files: readonly string[]) {
  const startingWith = (start: string) => files.filter(file => file.startsWith(start))
  const of = (name: string) =>
    fileLinks(files.filter(file => file.startsWith(`${name}.`) || file.startsWith(`${name}-`)))
  const filing = startingWith('filing/')
  return {
    entries: entries.map(entry => ({ ...entry, files: of(entry.name) })),
    sheetFiles: of('redline-sheet'),
    packetFiles: of('packet'),
    letterFiles: of('letter'),
    summaryFiles: files.some(file => file.startsWith('summary.')) ? of('summary') : false,
    answerFiles: files.some(file => file.startsWith('answers.')) ? of('answers') : false,
    commentBox: files.includes('comment-box.txt') ? fileLinks(['comment-box.txt']) : false,
    further: FURTHER.flatMap(([start, what]) => {
      const found = startingWith(start)
      return found.length === 0 ? [] : [{ what, files: fileLinks(found) }]
    }),
    filingFiles: filing.length > 0 ? fileLinks(filing) : false,
  }
}

function fileLinks(names: readonly string[]): Inline {
  const links = names.flatMap((name, index): PhrasingContent[] => {
    const link: Link = { type: 'link', url: name, children: [{ type: 'text', value: name }] }
    return index === 0 ? [link] : [{ type: 'text', value: ', ' }, link]
  })
  return { inline: links }
}
