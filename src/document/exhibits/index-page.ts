import type { PhrasingContent } from 'mdast'
import { type OpenItem, stateOf } from '../../request/open.ts'
import type { Request } from '../../request/types.ts'
import { venueName } from '../../request/venue.ts'
import type { Inline } from '../template/values.ts'

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
    workingFiles: ifMade('working-paper'),
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
