import type { VFile } from 'vfile'
import { countItems } from '../../release/items.ts'
import type { ComparedItem, ComparisonStudy, Counts, OwnStudy } from '../../release/types.ts'
import { makeTable } from '../tables.ts'
import type { Templates } from '../template/fill.ts'
import { inSentence, longPeriod, thousands } from '../template/helpers.ts'
import { whyNothing } from './comparison-nothing.ts'
import { describeOwn, ownColumns, ownSections } from './comparison-own.ts'
import { explainTouches, SECTIONS, type Section, toRow } from './comparison-sections.ts'
import { describeClaims, summarize } from './comparison-summary.ts'
import { type Document, describeRelease, makeDocument } from './document.ts'

/** The comparison of two releases as one tree, from `templates/comparison.md.hbs`. */
export function makeComparison(study: ComparisonStudy, templates: Templates, report: VFile): Document {
  const { current, proposed, items, asked, own } = study
  const [from, to] = [current, proposed].map(({ edition }) => longPeriod(edition?.period))
  const view = {
    title: `What changed in HCPCS Level II: ${from} to ${to}`,
    releases: [current, proposed].map(describeRelease),
    asked: inSentence(asked),
    summary: summarize(items),
    counted: quietCounts(countItems(study)),
    nothing: whyNothing(study),
    own: own ? [describeOwn(own)] : [],
    notCompared: notCompared(study),
    sections: [
      ...SECTIONS.flatMap(section => describeSection(withOwn(section, own), items.filter(section.has))),
      ...(own ? ownSections(own) : []),
    ],
    claims: describeClaims(items),
  }
  return makeDocument('comparison.md.hbs', view, templates, report)
}

/** A section with the columns of one’s own list behind its own. */
function withOwn(section: Section, own: OwnStudy | undefined): Section {
  return own ? { ...section, columns: [...section.columns, ...ownColumns(own)] } : section
}

function describeSection(section: Section, found: readonly ComparedItem[]) {
  if (found.length === 0) return []
  const { heading, columns } = section
  const says = section.says + explainTouches(section, found)
  const heads = columns.map(([head]) => head)
  const table = makeTable(
    heads,
    found.map(item => toRow(item, columns)),
  )
  return [{ heading, says, count: thousands(found.length), table: { blocks: [table] } }]
}

function quietCounts({ kinds }: Counts): { words: string; count: string }[] {
  return [
    { words: 'Descriptors in which only spaces differ (suppressed)', count: thousands(kinds.spacing) },
    { words: 'Codes whose pricing, coverage, or similar columns differ', count: thousands(kinds.other) },
    { words: 'Codes whose add date, or termination date set before, differs', count: thousands(kinds.dates) },
  ]
}

const KINDS = { procedure: 'Procedure codes', modifier: 'Modifiers' } as const

function notCompared({ current, proposed, comparison }: ComparisonStudy): string[] {
  const kinds = (['procedure', 'modifier'] as const).filter(kind => !comparison.kinds.includes(kind))
  const lacking = (kind: 'procedure' | 'modifier') =>
    inSentence([current, proposed].filter(({ lacks }) => lacks.includes(kind)).map(({ name }) => name))
  const columns = new Set([...current.lacks, ...proposed.lacks])
  const words = { terminated: 'termination dates', actionCode: 'action codes', fields: 'pricing and coverage' } as const
  const blank = (['terminated', 'actionCode', 'fields'] as const).filter(name => columns.has(name))
  return [
    ...kinds.map(kind => `${KINDS[kind]} were not compared: there are none in ${lacking(kind)}.`),
    ...(blank.length > 0
      ? [`Nothing is concluded from ${inSentence(blank.map(name => words[name]))}: one of the files has none.`]
      : []),
  ]
}
