import { Document, type IPropertiesOptions, Packer } from 'docx'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { withoutDetails } from '../../document/reports/details.ts'
import type { Document as Report } from '../../document/reports/document.ts'
import type { Exhibit } from '../../document/types.ts'
import { type Layout, layOut, titleSize } from '../paper.ts'
import { keywordsOf, titleOf } from '../title.ts'
import type { Renderer, Surroundings } from '../types.ts'
import { wordBlocks, wordNote } from './blocks.ts'
import type { Content } from './runs.ts'
import { wordSection } from './section.ts'
import { wordNumbering, wordStyles } from './styles.ts'
import { type WordParts, zipParts } from './zip.ts'

/**
 * `exhibit-a.docx` for filing: a redline is struck or underlined and says so in words. Where the request asks for a change,
 * also `exhibit-a-tracked.docx` for counsel, in which that is a tracked change and nothing else is.
 */
export const renderWord: Renderer = (document, surroundings) => {
  const filed = { name: `${document.name}.docx`, content: toWord(document, false, surroundings) }
  if (!isRedlined(document.tree)) return [filed]
  return [filed, { name: `${document.name}-tracked.docx`, content: toWord(document, true, surroundings) }]
}

/** Whether a tree has any change that the request asks for. */
function isRedlined(tree: Root): boolean {
  let found = false
  visit(tree, node => {
    if ((node.type === 'delete' || node.type === 'insert') && node.data?.requested) found = true
  })
  return found
}

function toWord(document: Exhibit, tracked: boolean, surroundings: Surroundings): Uint8Array {
  const { request, head } = surroundings
  const { letter, tree } = document
  const headerOf = (one: string) => `${head} · Exhibit ${one}`
  const layout = layOut(tree, tracked ? 'tracked' : 'docx', letter === '' ? head : headerOf(letter), headerOf)
  const properties = {
    title: titleOf(document, surroundings),
    subject: request.title,
    keywords: keywordsOf(request).join(', '),
    creator: request.filedBy ?? '',
    lastModifiedBy: request.filedBy ?? '',
  }
  return printWord(layout, {
    properties,
    titleSize: titleSize(document),
    note: [request.filedBy ?? '', tracked ? NOT_FOR_FILING : ''].filter(Boolean).join(' · '),
    date: `${request.asOf}T00:00:00Z`,
    author: tracked ? (request.filedBy ?? UNNAMED[request.venue.kind]) : undefined,
  })
}

/**
 * A report that belongs to no request, such as a comparison of releases, with `head` at the head of each page. A redline is
 * struck or underlined and says so in words; nothing is tracked, for a report only informs.
 *
 * @param day `YYYY-MM-DD`, which Word shows as the day the file was made; the same file comes of the same day
 */
export function toReportWord({ title, tree }: Report, head: string, day: string): Uint8Array {
  const layout = layOut(withoutDetails(tree), 'docx', head, () => head)
  const properties = { title, creator: '', lastModifiedBy: '' }
  return printWord(layout, {
    marksHeadings: true,
    properties,
    titleSize: REPORT_TITLE,
    note: '',
    date: `${day}T00:00:00Z`,
    author: undefined,
  })
}

/** In points, as that of an exhibit. */
const REPORT_TITLE = 17

/** What Word is told of a document beside its text. */
interface Frame {
  readonly properties: Pick<IPropertiesOptions, 'title' | 'subject' | 'keywords' | 'creator' | 'lastModifiedBy'>
  readonly titleSize: number
  /** At the right-hand end of each page head. */
  readonly note: string
  readonly date: string
  /** Whether links may lead to any heading. */
  readonly marksHeadings?: boolean
  /** Who made its tracked changes; nobody where it tracks none. */
  readonly author: string | undefined
}

function printWord(
  layout: Layout,
  { properties, titleSize, note, date, author, marksHeadings = false }: Frame,
): Uint8Array {
  const content: Content = {
    noteOf: layout.noteOf,
    cited: new Set(),
    lists: [],
    tracked: author === undefined ? undefined : { author, date, count: 0 },
    ...(marksHeadings ? { marksHeadings } : {}),
  }
  const sections = layout.sections.map(({ header, blocks }) =>
    wordSection({ header, note }, wordBlocks(blocks, content)),
  )
  const notes = layout.notes.map(note => [note.number, { children: wordNote(note.children, content) }] as const)
  const made = new Document({
    ...properties,
    ...(content.tracked ? { features: { trackRevisions: true } } : {}),
    styles: wordStyles(2 * titleSize),
    numbering: wordNumbering([...new Set(content.lists)]),
    footnotes: Object.fromEntries(notes),
    sections,
    compatabilityModeVersion: 15,
  })
  return compile(made, date)
}

/** The bytes of a document. */
export function compile(made: Document, date: string): Uint8Array {
  return zipParts(compiler.compile(made), date)
}

/** The library's own way to its parts before it zips them, with the time of the run and in threads of their own. */
const { compiler } = Packer as unknown as { compiler: { compile: (document: Document) => WordParts } }

/** Word wants an author of each tracked change; these say no more than is known. */
const UNNAMED = { comment: 'Commenter', application: 'Applicant' } as const

const NOT_FOR_FILING = 'Working copy with tracked changes, not for filing'
