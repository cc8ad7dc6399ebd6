import type { Root as HtmlTree } from 'hast'
import type { VFileMessage } from 'vfile-message'
import { SECTIONS, toRow } from '../document/reports/comparison-sections.ts'
import { makeTable } from '../document/tables.ts'
import { longPeriod } from '../document/template/helpers.ts'
import { compareReleases } from '../release/compare.ts'
import { itemKinds, listItems, narrow, parseCodes } from '../release/items.ts'
import { sortReleases, tellApart } from '../release/order.ts'
import { readRelease } from '../release/read/read.ts'
import type { ComparedItem, ComparisonStudy, ItemKind, Release, Severity } from '../release/types.ts'
import { toHtmlTree } from '../render/html.ts'
import { inLine } from '../render/line.ts'

/** A file as it was dropped. */
export interface Given {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A message as the command line prints it: where, what, and what to do. */
export interface Said {
  readonly place: string
  readonly reason: string
  readonly remedy: string
  readonly fatal: boolean
}

/** What the page shows of a release. */
export interface ReleaseShown {
  readonly id: string
  readonly name: string
  readonly edition: string
  readonly codes: number
}

/** What a reader asked for: nothing where it is empty. */
export interface Query {
  readonly search: string
  readonly kind: ItemKind | ''
  readonly severity: Severity | ''
}

/** A part of a list under its heading; `count` is that of the whole list. */
export interface SectionShown {
  readonly heading: string
  readonly says: string
  readonly count: number
  readonly table: HtmlTree
}

/** What a comparison lists for a query, from a row on. */
export interface Listed {
  readonly codes: number
  readonly rows: number
  readonly sections: readonly SectionShown[]
}

/** What the worker keeps between two questions of the page. */
export interface Session {
  releases: readonly Release[]
  compared?: Omit<ComparisonStudy, 'items' | 'asked'> & { readonly items: readonly ComparedItem[] }
}

/** How many rows are shown at once. */
export const ROWS = 100

/** Reads a file and keeps it beside the others, in the order of their times. */
export async function addRelease(session: Session, { name, bytes }: Given): Promise<readonly Said[]> {
  const { release, messages } = await readRelease(name, bytes)
  if (release) {
    const others = session.releases.filter(({ sha256 }) => sha256 !== release.sha256)
    session.releases = tellApart(sortReleases([...others, { ...release, name: inLine(name) }]))
  }
  return messages.map(toSaid)
}

function toSaid({ file, line, column, reason, note, fatal }: VFileMessage): Said {
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  return { place, reason: `${reason}.`, remedy: note ?? '', fatal: fatal === true }
}

export function shownReleases({ releases }: Session): readonly ReleaseShown[] {
  return releases.map(({ sha256, name, edition, records }) => ({
    id: sha256,
    name,
    edition: longPeriod(edition?.period),
    codes: records.length,
  }))
}

/** Compares two of the releases; the sentence where the later one was given first. */
export function compare(session: Session, from: string, to: string): string | undefined {
  const [current, proposed] = [from, to].map(id => session.releases.find(({ sha256 }) => sha256 === id))
  if (!current || !proposed) return 'Unexpected release, expected one of those above.'
  const comparison = compareReleases(current, proposed)
  if (comparison.order === 'wrong')
    return `Unexpected order, ${current.name} before ${proposed.name}, expected the older release first.`
  session.compared = { current, proposed, comparison, items: listItems(comparison) }
  return undefined
}

/** The comparison as the command line has it for the same kinds and severities, and for what is searched. */
export function studyOf({ compared }: Session, { search, kind, severity }: Query): ComparisonStudy | undefined {
  if (!compared) return undefined
  const items = narrow(compared.items, {
    codes: [],
    kinds: kind === '' ? [] : [kind],
    severities: severity === '' ? [] : [severity],
  })
  const asked = [
    ...(search.trim() === '' ? [] : [`search ${inLine(search.trim())}`]),
    ...(kind === '' ? [] : [`kinds of change ${kind}`]),
    ...(severity === '' ? [] : [`severity ${severity}`]),
  ]
  return { ...compared, items: find(items, search), asked }
}

/** Those in one of the ranges of codes, where these can be read as such, and those with all of the words. */
function find(items: readonly ComparedItem[], search: string): readonly ComparedItem[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  const codes = parseCodes(search)
  const within = new Set(typeof codes === 'string' ? [] : narrow(items, { codes, kinds: itemKinds, severities: [] }))
  return items.filter(item => within.has(item) || words.every(word => textOf(item).includes(word)))
}

function textOf({ code, current, proposed }: ComparedItem): string {
  return [code, current?.long, current?.short, proposed?.long, proposed?.short].join('\n').toLowerCase()
}

/** The rows from `from` on, under the headings of the command line’s page. */
export function list(session: Session, query: Query, from: number): Listed {
  const items = studyOf(session, query)?.items ?? []
  const found = SECTIONS.map(section => ({ section, own: items.filter(section.has) }))
  let before = 0
  const sections = found.flatMap(({ section: { heading, says, columns }, own }) => {
    const shown = own.slice(Math.max(0, from - before), Math.max(0, from + ROWS - before))
    before += own.length
    if (shown.length === 0) return []
    const heads = columns.map(([head]) => head)
    const table = makeTable(
      heads,
      shown.map(item => toRow(item, columns)),
    )
    return [{ heading, says, count: own.length, table: toHtmlTree({ type: 'root', children: [table] }) }]
  })
  return { codes: items.length, rows: before, sections }
}
