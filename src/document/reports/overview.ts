import type { PhrasingContent, Root } from 'mdast'
import type { VFile } from 'vfile'
import { type OpenItem, stateOf } from '../../request/open.ts'
import type { IsoDate } from '../../types.ts'
import { fillNamed, type Templates } from '../template/fill.ts'
import { longDate } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'

/** How a request stands; of one with a fault only its name is known. */
export interface OverviewRow {
  readonly name: string
  readonly title: string
  readonly venue: string
  readonly deadline: IsoDate | undefined
  /** What is to be done before it is filed; as long as there is anything, the filing is a draft. */
  readonly open: readonly OpenItem[] | undefined
}

/** The page of all requests, from `overview.md.hbs`. */
export function overviewTree(
  rows: readonly OverviewRow[],
  addressOf: (name: string) => string,
  templates: Templates,
  report: VFile,
): Root {
  const view = { requests: overviewView(rows, addressOf) }
  const tree = fillNamed('overview.md.hbs', view, templates, report)
  const namesCpt = rows.some(({ title }) => /\bCPT\b/.test(title))
  const notice = namesCpt ? fillNamed('notice.md.hbs', {}, templates, report).children : []
  return { ...tree, children: [...tree.children, ...notice] }
}

/** The rows of the table of requests, by name. */
export function overviewView(rows: readonly OverviewRow[], addressOf: (name: string) => string) {
  return sortByName(rows).map(({ name, title, venue, deadline, open }) => ({
    request: open ? link(name, addressOf(name)) : name,
    title: title || '—',
    venue: venue || '—',
    deadline: deadline ? longDate(deadline) : '—',
    state: open ? stateOf(open) : 'Has a fault: npm run build names it',
  }))
}

/** Requests in the order in which every page has them. */
export function sortByName<T extends { readonly name: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function link(text: string, url: string): Inline {
  const node: PhrasingContent = { type: 'link', url, children: [{ type: 'text', value: text }] }
  return { inline: [node] }
}
