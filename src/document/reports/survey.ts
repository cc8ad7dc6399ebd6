import type { PhrasingContent } from 'mdast'
import type { VFile } from 'vfile'
import { cutElements } from '../../redline/elements/cut.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Element } from '../../redline/types.ts'
import type { Release, StruckClause, Survey, WordsFound } from '../../release/types.ts'
import { makeTable, strong } from '../tables.ts'
import type { Templates } from '../template/fill.ts'
import { inSentence, longDate } from '../template/helpers.ts'
import { describeAction } from './action-codes.ts'
import { type Document, describeRelease, makeDocument } from './document.ts'

/** A struck clause with the redline of its descriptor. */
export type StruckStudy = StruckClause & { readonly redline: Parameters<typeof redlineNodes>[0] }

/** What is surveyed, and what was found. */
export interface SurveyStudy {
  readonly release: Release
  readonly words: string
  readonly survey: Survey
  /** The releases among which struck clauses were looked for; none when that was not asked. */
  readonly series: readonly Release[]
  readonly struck: readonly StruckStudy[]
}

/** The codes whose descriptor names certain words, as one tree, from `templates/survey.md.hbs`. */
export function makeSurvey(study: SurveyStudy, templates: Templates, report: VFile): Document {
  const { release, words, survey, series, struck } = study
  const list = (heading: string, found: readonly WordsFound[]) =>
    found.length === 0 ? [] : [{ heading: `${heading} (${found.length})`, table: { blocks: [toTable(found)] } }]
  const undated = release.lacks.includes('terminated')
  const view = {
    title: `Who names “${words}” in HCPCS Level II`,
    ...{
      words,
      release: describeRelease(release),
      undated,
      none: survey.inForce.length + survey.terminated.length === 0,
    },
    lists: [
      ...list(undated ? 'In force, or without a known termination date' : 'In force', survey.inForce),
      ...list('Terminated', survey.terminated),
    ],
    series: inSentence(series.map(one => describeRelease(one).edition)),
    struckCount: struck.length,
    struck: struck.map(describeStruck),
    yaml: struck.map(toYaml).join('\n'),
  }
  return makeDocument('survey.md.hbs', view, templates, report)
}

function toTable(found: readonly WordsFound[]) {
  const ended = found.some(({ terminated }) => terminated !== undefined)
  const rows = found.map(({ record, places, terminated }) => ({
    cells: [
      [strong(record.code)],
      highlight(cutElements(record.long), places),
      record.short,
      record.added ? longDate(record.added) : '—',
      ...(ended ? [terminated ? longDate(terminated) : '—'] : []),
    ],
  }))
  return makeTable(['Code', 'Long descriptor', 'Short descriptor', 'Added', ...(ended ? ['Terminated'] : [])], rows)
}

/** The descriptor with every element in strong type that one of the places touches. */
function highlight(elements: readonly Element[], places: WordsFound['places']): PhrasingContent[] {
  let at = 0
  return elements.flatMap(({ lead, text }): PhrasingContent[] => {
    const [from, to] = [at + lead.length, at + lead.length + text.length]
    at = to
    const named = places.some(([start, end]) => start < to && end > from)
    const before: PhrasingContent[] = lead === '' ? [] : [{ type: 'text', value: lead }]
    return [...before, named ? strong(text) : { type: 'text', value: text }]
  })
}

function describeStruck({ code, clause, redline, proposed, between }: StruckStudy) {
  return {
    code,
    clause,
    shown: { inline: redlineNodes(redline) },
    action: describeAction(proposed),
    between: between.join(' and '),
  }
}

/** An entry for `revisions.yaml`; what the releases do not tell is left open, and the build says so. */
function toYaml({ code, clause, current, proposed }: StruckStudy): string {
  const says = proposed.actionCode === 'C' || proposed.actionCode === 'B'
  const effective = (says ? proposed.actionEffective : undefined) ?? 'FILL IN'
  return [
    `  - code: ${code}`,
    '    group: an “includes” clause struck',
    `    effective: ${effective}`,
    ...(says ? [`    action: ${proposed.actionCode}`] : []),
    `    from: ${JSON.stringify(current.long)}`,
    `    to: ${JSON.stringify(proposed.long)}`,
    `    note: ${JSON.stringify(`CMS struck the clause “${clause}”.`)}`,
    '    source: FILL IN',
  ].join('\n')
}
