import type { RootContent } from 'mdast'
import { groupChanges } from '../../release/groups.ts'
import type { ChangeGroup, ComparedItem, ComparisonStudy, Replacement } from '../../release/types.ts'
import { makeTable } from '../tables.ts'
import { thousands } from '../template/helpers.ts'
import type { Blocks } from '../template/values.ts'
import { makeAlike } from './comparison-alike.ts'
import { ownColumns, ownSections } from './comparison-own.ts'
import { makeReplacements, REPLACEMENTS, replacedBy } from './comparison-replacements.ts'
import {
  BEFORE_REPLACEMENTS,
  type Column,
  ENDED,
  explainTouches,
  OTHER,
  SECTIONS,
  type Section,
  toRow,
} from './comparison-sections.ts'
import { isNSilent } from './comparison-summary.ts'
import { makeDetails } from './details.ts'

/** All sections of a comparison that have something to tell, for the template; replacements stand after the codes that ended. */
export function describeSections(study: ComparisonStudy, replacements: readonly Replacement[]): SectionView[] {
  const views = SECTIONS.map(section => describeSection(section, study))
  if (replacements.length > 0) views.splice(BEFORE_REPLACEMENTS, 0, describeReplacements(replacements, study))
  if (study.own) views.push(ownSections(study, study.own).map(view => ({ ...view, alike: false, trivial: false })))
  const seen = new Set<string>()
  for (const { alike, table, trivial } of views.flat())
    for (const made of [table, alike, trivial]) if (made) nameRows(made.blocks, seen)
  return views.flat()
}

/** The parts of a section: what many codes have alike, each code by itself, and what is trivial. */
interface SectionView {
  readonly heading: string
  readonly says: string
  readonly count: string
  readonly alike: Blocks | false
  readonly table: Blocks | false
  readonly trivial: Blocks | false
}

/** What a section tells: its codes, and the changes that several of them have alike. */
export interface Parts {
  readonly found: readonly ComparedItem[]
  readonly alike: readonly ChangeGroup[]
  /** The codes with a change of their own. */
  readonly untold: readonly ComparedItem[]
  /** The codes of which `alike` tells every change. */
  readonly told: readonly ComparedItem[]
}

/** Beside a list of one’s own each code is by itself, with what the list has of it. */
export function partsOf({ has, reworded }: Section, study: ComparisonStudy): Parts {
  const found = study.items.filter(has)
  if (reworded === undefined || study.own) return { found, untold: found, told: [], alike: [] }
  const { groups, told } = groupChanges(study)
  return {
    found,
    untold: found.filter(item => !told.has(item)),
    told: found.filter(item => told.has(item)),
    alike: groups.filter(({ severity }) => severity === reworded),
  }
}

function describeSection(section: Section, study: ComparisonStudy): SectionView[] {
  const { found, untold, told, alike } = partsOf(section, study)
  if (found.length + alike.length === 0) return []
  const columns = columnsOf(section, study)
  const isSilent = isNSilent(study)
  const kindsOf = ({ kinds }: ComparedItem) => (isSilent ? kinds.filter(kind => kind !== 'unannounced') : kinds)
  const tableOf = (items: readonly ComparedItem[]) =>
    makeTable(
      columns.map(([head]) => head),
      items.map(item => toRow(item, columns, kindsOf(item), section.reworded)),
    )
  const [words, rest] = [alike.filter(({ kind }) => kind === 'words'), alike.filter(({ kind }) => kind !== 'words')]
  const folded = told.length === 0 ? [] : [makeDetails(listedLine(told.length), [tableOf(told)])]
  const isLast = words.length === 0 && rest.length > 0
  return [
    {
      heading: section.heading,
      says: section.says + explainTouches(section, found),
      count: thousands(found.length || new Set(alike.flatMap(({ codes }) => codes)).size),
      alike: toBlocks([...(words.length > 0 ? [makeAlike(words, study.items)] : []), ...(isLast ? [] : folded)]),
      table: toBlocks(untold.length > 0 ? [tableOf(untold)] : []),
      trivial: toBlocks([...(rest.length > 0 ? [makeAlike(rest, study.items)] : []), ...(isLast ? folded : [])]),
    },
  ]
}

/** The columns of a section, with those for which the whole study is needed. */
function columnsOf({ columns, ended }: Section, study: ComparisonStudy): Column[] {
  const isAsked = study.narrowing?.kinds.some(kind => kind === 'other' || kind === 'dates') ?? false
  const other = isAsked && !columns.includes(OTHER) ? [OTHER] : []
  // What stands in for a code comes behind its last day, or at the end.
  const behind = columns.indexOf(ENDED) + 1 || columns.length
  const instead = ended ? [insteadColumn(study)] : []
  const own = study.own ? ownColumns(study.own) : []
  return [...columns.slice(0, behind), ...instead, ...columns.slice(behind), ...other, ...own]
}

function insteadColumn(study: ComparisonStudy): Column {
  const instead = replacedBy(study)
  return ['Instead', ({ code }) => instead.get(code) ?? '—']
}

function listedLine(number: number): string {
  return number === 1
    ? 'The whole redline of one more code'
    : `The whole redlines of ${thousands(number)} codes that change alike`
}

function toBlocks(blocks: readonly RootContent[]): Blocks | false {
  return blocks.length > 0 && { blocks }
}

function describeReplacements(found: readonly Replacement[], { items }: ComparisonStudy): SectionView[] {
  const table = toBlocks([makeReplacements(found, items)])
  return [{ ...REPLACEMENTS, count: thousands(found.length), alike: false, table, trivial: false }]
}

/** The first row of a code is an anchor: `comparison.html#Q2041`. */
function nameRows(nodes: readonly RootContent[], seen: Set<string>): void {
  for (const node of nodes) {
    if (node.type === 'blockquote') nameRows(node.children, seen)
    if (node.type !== 'table') continue
    for (const { data } of node.children) {
      const code = data?.hProperties?.dataCode
      if (typeof code !== 'string' || seen.has(code)) continue
      seen.add(code)
      data!.hProperties = { ...data!.hProperties, id: code }
    }
  }
}
