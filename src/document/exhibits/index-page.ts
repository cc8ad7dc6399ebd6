import type { PhrasingContent } from 'mdast'
import { type OpenItem, stateOf } from '../../request/open.ts'
import type { Request } from '../../request/types.ts'
import { venueName } from '../../request/venue.ts'
import type { Inline } from '../template/values.ts'

/** What the index lists beside the exhibits and what is filed with them, by the beginning of the names of its files. */
const FURTHER = [
  ['side-by-side.', 'The descriptors, current and proposed, side by side'],
  ['codes.', 'The codes as a table'],
  ['proposed-descriptors.', 'The proposed descriptors, to copy'],
  ['pictures/', 'Pictures of the sheet and of each redline, for slides'],
  ['working-paper.', 'The working paper, which is never attached'],
] as const

/** The values of `templates/index.md.hbs`: how the request stands, and links to the files that were made. */
export function indexView(
  request: Request,
  open: readonly OpenItem[],
  entries: readonly { name: string }[],
  files: readonly string[],
) {
  const of = (name: string) =>
    fileLinks(files.filter(file => file.startsWith(`${name}.`) || file.startsWith(`${name}-`)))
  const ifMade = (name: string) => (files.some(file => file.startsWith(`${name}.`)) ? of(name) : false)
  const isMade = (name: string) => files.includes(name)
  const manifest = 'filing/MANIFEST.txt'
  const attached = files.filter(file => file.startsWith('filing/') && file !== manifest)
  return {
    state: stateOf(open),
    open: open.length > 0 && open,
    openCount: open.length,
    closed: request.venue.kind === 'comment' && request.venue.commentPeriod === 'closed',
    venue: venueName(request),
    place: { inline: [placeOfFiling(request)] },
    attach: attached.length > 0 ? fileLinks(attached) : false,
    manifest: fileLinks([manifest]),
    entries: entries.map(entry => ({ ...entry, files: of(entry.name) })),
    sheetFiles: ifMade('redline-sheet'),
    packetFiles: of('packet'),
    letterFiles: of('letter'),
    summaryFiles: ifMade('summary'),
    answerFiles: ifMade('answers'),
    commentBox: isMade('comment-box.txt') ? fileLinks(['comment-box.txt']) : false,
    further: FURTHER.flatMap(([start, what]) => {
      const found = files.filter(file => file.startsWith(start))
      return found.length === 0 ? [] : [{ what, files: fileLinks(found) }]
    }),
  }
}

function placeOfFiling({ venue }: Request): PhrasingContent {
  return venue.kind === 'comment'
    ? link(
        `regulations.gov, docket ${venue.docket}`,
        `https://www.regulations.gov/docket/${encodeURIComponent(venue.docket)}`,
      )
    : link('MEARIS', 'https://mearis.cms.gov')
}

function fileLinks(names: readonly string[]): Inline {
  return {
    inline: names.flatMap((name, index) => {
      const made = link(name.replace('filing/', ''), name)
      return index === 0 ? [made] : [{ type: 'text' as const, value: ', ' }, made]
    }),
  }
}

function link(text: string, url: string): PhrasingContent {
  return { type: 'link', url, children: [{ type: 'text', value: text }] }
}
