import type { VFile } from 'vfile'
import { unsharedColumns } from '../../release/columns.ts'
import { countItems } from '../../release/items.ts'
import { replacementsAmong } from '../../release/replacements.ts'
import type { ComparisonStudy, Counts, Replacement } from '../../release/types.ts'
import type { Templates } from '../template/fill.ts'
import { inSentence, longPeriod, thousands } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { whyNothing } from './comparison-nothing.ts'
import { describeOwn } from './comparison-own.ts'
import { REPLACEMENTS } from './comparison-replacements.ts'
import { describeClaims, isNSilent, linkTo, summarize } from './comparison-summary.ts'
import { describeSections } from './comparison-views.ts'
import { type Document, describeRelease, makeDocument } from './document.ts'

/**
 * The comparison of two releases as one tree, from `templates/comparison.md.hbs`. What a group of codes has alike is one
 * row; a page folds the rows of its codes away under it, see `withoutDetails`.
 */
export function makeComparison(study: ComparisonStudy, templates: Templates, report: VFile): Document {
  const { current, proposed, asked, own } = study
  const [from, to] = [current, proposed].map(({ edition }) => longPeriod(edition?.period))
  const replacements = replacementsAmong(study)
  const view = {
    title: `What changed in HCPCS Level II: ${from} to ${to}`,
    releases: [current, proposed].map(describeRelease),
    asked: inSentence(asked),
    summary: [...summarize(study), ...(replacements.length > 0 ? [countReplacements(replacements)] : [])],
    counted: quietCounts(countItems(study)),
    nothing: whyNothing(study),
    own: own ? [describeOwn(study, own)] : [],
    notCompared: notCompared(study),
    sections: describeSections(study, replacements),
    claims: describeClaims(study),
  }
  return makeDocument('comparison.md.hbs', view, templates, report)
}

function countReplacements(found: readonly Replacement[]): { words: Inline; count: string } {
  const count = thousands(found.length)
  const { heading } = REPLACEMENTS
  return { words: linkTo(`${heading} (${count})`, heading, found.length), count }
}

function quietCounts({ kinds }: Counts): { words: string; count: string }[] {
  return [
    {
      words: 'Descriptors in which only the number of spaces differs (--kinds spacing)',
      count: thousands(kinds.spacing),
    },
    {
      words: 'Codes whose pricing, coverage, or similar columns differ (--kinds other)',
      count: thousands(kinds.other),
    },
    {
      words: 'Codes whose add date, or termination date set before, differs (--kinds dates)',
      count: thousands(kinds.dates),
    },
  ]
}

const ENDED_SINCE =
  'The earlier file has no termination dates: codes that the later one ends on a day that does not lie before the edition of the earlier one are listed as discontinued.'

const N_IS_SILENT =
  'Nothing is concluded from the action code N (no maintenance): the editions are more than a quarter apart, and a code that changed in between may be marked N again since.'

const CROSS_REFERENCES =
  ' What the later file names in its XREF as the replacement of a code that ended is shown nonetheless.'

const KINDS = { procedure: 'Procedure codes', modifier: 'Modifiers' } as const

function notCompared(study: ComparisonStudy): string[] {
  const { current, proposed, comparison } = study
  const kinds = (['procedure', 'modifier'] as const).filter(kind => !comparison.kinds.includes(kind))
  const lacking = (kind: 'procedure' | 'modifier') =>
    inSentence([current, proposed].filter(({ lacks }) => lacks.includes(kind)).map(({ name }) => name))
  const lacks = new Set([...current.lacks, ...proposed.lacks])
  const words = { terminated: 'termination dates', actionCode: 'action codes', fields: 'pricing and coverage' } as const
  const blank = (['terminated', 'actionCode', 'fields'] as const).filter(name => lacks.has(name))
  const columns = lacks.has('fields') ? [] : unsharedColumns(current, proposed)
  const named = [...blank.map(name => words[name]), ...nameColumns(columns)]
  const crossed = columns.some(name => /^XREF\d$/.test(name)) ? CROSS_REFERENCES : ''
  return [
    ...kinds.map(kind => `${KINDS[kind]} were not compared: there are none in ${lacking(kind)}.`),
    ...(named.length > 0
      ? [`Nothing is concluded from ${inSentence(named)}: one of the files has none.${crossed}`]
      : []),
    ...(isNSilent(study) && !proposed.lacks.includes('actionCode') ? [N_IS_SILENT] : []),
    ...(current.lacks.includes('terminated') && !proposed.lacks.includes('terminated') ? [ENDED_SINCE] : []),
  ]
}

function nameColumns(columns: readonly string[]): string[] {
  if (columns.length === 0) return []
  return [`the ${columns.length === 1 ? 'column' : 'columns'} ${inSentence(columns)}`]
}
