import type { VFileMessage } from 'vfile-message'
import { ALIKE_HEADS, alikeRow } from '../document/reports/comparison-alike.ts'
import { whyNothing } from '../document/reports/comparison-nothing.ts'
import { REPLACEMENTS, replacementRow } from '../document/reports/comparison-replacements.ts'
import {
  BEFORE_REPLACEMENTS,
  type Section as ReportSection,
  SECTIONS,
  toRow,
} from '../document/reports/comparison-sections.ts'
import { partsOf } from '../document/reports/comparison-views.ts'
import { longPeriod } from '../document/template/helpers.ts'
import { compareReleases } from '../release/compare.ts'
import { itemKinds, itemsByCode, listItems, narrow, parseCodes } from '../release/items.ts'
import { sortReleases, tellApart } from '../release/order.ts'
import { readRelease } from '../release/read/read.ts'
import { replacementsAmong } from '../release/replacements.ts'
import type {
  ComparedItem,
  ComparisonStudy,
  ItemKind,
  NamedList,
  Narrowing,
  Release,
  Severity,
} from '../release/types.ts'
import { inLine } from '../render/line.ts'
import type { OutputFile } from '../types.ts'
import { cutSections, type Listed, type Section } from './sections.ts'

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
  /** How the rows of each list stand; what is saved keeps the order of the command line. */
  readonly order: Order
}

export type Order = 'code' | 'size' | 'wording'

/** What the worker keeps between two questions of the page. */
export interface Session {
  releases: readonly Release[]
  own?: NamedList
  /** What was made of a folder of requests. */
  outputs?: readonly OutputFile[]
  compared?: Omit<ComparisonStudy, 'items' | 'within' | 'asked'> & { readonly items: readonly ComparedItem[] }
}

/** Reads a file and keeps it beside the others, in the order of their times. */
export async function addRelease(session: Session, { name, bytes }: Given): Promise<readonly Said[]> {
  const { release, messages } = await readRelease(name, bytes)
  if (release) {
    const others = session.releases.filter(({ sha256 }) => sha256 !== release.sha256)
    session.releases = tellApart(sortReleases([...others, { ...release, name: inLine(name) }]))
  }
  return messages.map(toSaid)
}

export function toSaid({ file, line, column, reason, note, fatal }: VFileMessage): Said {
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
  const severities = severity === '' ? [] : [severity]
  const within = find(narrow(compared.items, { codes: [], kinds: itemKinds, severities }), search)
  const items = narrow(within, { codes: [], kinds: kind === '' ? [] : [kind], severities: [] })
  const asked = [
    ...(search.trim() === '' ? [] : [`search ${inLine(search.trim())}`]),
    ...(kind === '' ? [] : [`kinds of change ${kind}`]),
    ...(severity === '' ? [] : [`severity ${severity}`]),
  ]
  return { ...compared, items, within, asked }
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

/** By code they stand already. */
function sortItems(items: readonly ComparedItem[], order: Order): readonly ComparedItem[] {
  if (order === 'size') return [...items].sort((one, other) => sizeOf(other) - sizeOf(one))
  const wording = ({ current, proposed }: ComparedItem) => (proposed ?? current)!.long
  if (order === 'wording') return [...items].sort((one, other) => (wording(one) < wording(other) ? -1 : 1))
  return items
}

/** How many characters of both descriptors are struck or inserted. */
function sizeOf({ change }: ComparedItem): number {
  const edits = [...(change?.long?.edits ?? []), ...(change?.short?.edits ?? [])]
  return edits.reduce((sum, { deletion, insertion }) => sum + deletion.length + insertion.length, 0)
}

/** The rows from `from` on, under the headings of the command line’s page. */
export function list(session: Session, query: Query, from: number): Listed {
  const study = studyOf(session, query)
  if (!study) return { codes: 0, ...cutSections([], from) }
  const sections = SECTIONS.map(section => toSections(section, study, query.order))
  sections.splice(BEFORE_REPLACEMENTS, 0, [replacementsOf(study)])
  const nothing = study.items.length === 0 ? whyNothing({ ...study, narrowing: narrowingOf(query) }).join(' ') : ''
  return { codes: study.items.length, nothing, ...cutSections(sections.flat(), from) }
}

/** What several codes have alike, the codes by themselves, and then, row by row, those of which the former tells all. */
function toSections(section: ReportSection, study: ComparisonStudy, order: Order): Section[] {
  const { heading, says, columns } = section
  const { untold, told, alike } = partsOf(section, study)
  const byCode = itemsByCode(study.items)
  const toRows = (items: readonly ComparedItem[]) => ({
    heads: columns.map(([head]) => head),
    rows: sortItems(items, order).map(item => () => toRow(item, columns)),
  })
  return [
    {
      heading: `${heading}: the same in several codes`,
      ...{ says, heads: ALIKE_HEADS, rows: alike.map(group => () => alikeRow(group, byCode)) },
    },
    { heading, says, ...toRows(untold) },
    {
      heading: `${heading}: the codes that change alike`,
      says: 'The whole redline of each code of which the changes in several codes tell everything.',
      ...toRows(told),
    },
  ]
}

function replacementsOf(study: ComparisonStudy): Section {
  const byCode = itemsByCode(study.items)
  return { ...REPLACEMENTS, rows: replacementsAmong(study).map(one => () => replacementRow(one, byCode)) }
}

/** What is searched for as the command line has it: codes, where it reads so, or else words. */
function narrowingOf({ search, kind, severity }: Query): Narrowing {
  const codes = parseCodes(search)
  const searched = search.trim() === '' || typeof codes === 'string' ? { codes: [], words: search } : { codes }
  return { ...searched, kinds: kind === '' ? [] : [kind], severities: severity === '' ? [] : [severity] }
}
