import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import type { Redline } from '../../redline/types.ts'
import type { Approval } from '../../request/types.ts'
import { type BuildMessage, type Finding, type Review, shortName } from '../../review/types.ts'
import { fillNamed, type Templates } from '../template/fill.ts'
import { inSentence } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { excerpt } from './excerpt.ts'
import { effectOf, factsOf, hasText, noteOf, subjectOf, whatChanged } from './finding.ts'

/** What a review is told beside its findings: the names of both sides, and the files of `out/` to be made anew. */
export interface ReviewFrame {
  readonly base: string
  readonly head: string
  readonly stale: readonly { readonly path: string; readonly state: string }[]
  /** Whether `out/` was not compared, because the head has other templates than those at hand. */
  readonly otherTemplates: boolean
}

/** The review as a tree, from the template `review.md.hbs`; with a fault in `report`, there is none to be printed. */
export function reviewTree(review: Review, frame: ReviewFrame, templates: Templates, report: VFile): Root {
  return fillNamed('review.md.hbs', toView(review, frame), templates, report)
}

function toView(review: Review, { base, head, stale, otherTemplates }: ReviewFrame) {
  const { findings, newMessages, goneMessages, goneApprovals, standingMessages } = review
  const subject = subjectsOf(findings)
  const open = findings.filter(finding => !finding.approval)
  const faults = newMessages.length + standingMessages.length
  return {
    headline: headline(findings),
    base: nodesOf(base),
    head: nodesOf(head),
    refused:
      faults > 0 ? `${count(faults, 'fault')}, ${howMany(newMessages.length, faults)} new with this change.` : '',
    proofHolds: faults === 0,
    changed: findings.length + goneApprovals.length > 0,
    findings: findings.map(finding => ({ ...viewOf(finding), subject: subject(finding) })),
    groups: groupByFile(findings, review, subject),
    messaged: faults + goneMessages.length > 0,
    newMessages: newMessages.map(viewOfMessage),
    standingMessages: standingMessages.map(viewOfMessage),
    goneMessages: goneMessages.map(viewOfMessage),
    stale: stale.length > 0,
    staleFiles: stale,
    otherTemplates,
    approved: findings.flatMap(({ approval }) => (approval ? [viewOfApproval(approval)] : [])),
    gone: goneApprovals.map(viewOfApproval),
    openCount: open.length > 0 ? `${count(open.length, 'change')} not approved yet.` : 'Every change is approved.',
    exampleFinding: open[0]?.fingerprint ?? '0123456789abcdef0123456789abcdef',
  }
}

/** The name of a side, its commit as code. */
function nodesOf(name: string): Inline {
  const parts = name.split(/\b([\da-f]{12})\b/)
  return { inline: parts.map((value, index) => ({ type: index % 2 === 0 ? 'text' : 'inlineCode', value })) }
}

/** Whose change a finding is; of which request, too, where there are changes of several. */
function subjectsOf(findings: readonly Finding[]): (finding: Finding) => string {
  const several = new Set(findings.map(finding => finding.request)).size > 1
  return finding =>
    several && finding.code !== undefined ? `${subjectOf(finding)} (${finding.request})` : subjectOf(finding)
}

/** "3 changes: 1 critical and 2 editorial; 1 beyond the declared changes." */
function headline(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing changed in the descriptors.'
  const kinds = (['critical', 'substantive', 'editorial'] as const)
    .map(severity => ({ severity, number: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${severity}`)
  const outside = findings.filter(finding => finding.undeclared).length
  const beyond = outside > 0 ? `; ${outside} beyond the declared changes` : ''
  return `${count(findings.length, 'change')}: ${inSentence(kinds)}${beyond}.`
}

/** "2 faults, all of them new": how many of all, in words where they fit. */
function howMany(part: number, all: number): string {
  if (part === all) return all === 1 ? 'which is' : 'all of them'
  return part === 0 ? 'none of them' : `${part} of them`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function viewOf(finding: Finding) {
  const { fingerprint, severity, redline, approval } = finding
  return {
    fingerprint,
    short: shortName(fingerprint),
    severity,
    redline,
    approval: approval !== undefined,
    what: whatChanged(finding),
    excerpt: { inline: hasText(finding) ? excerpt(redline) : [] },
    effect: effectOf(finding),
    isText: hasText(finding),
    note: noteOf(finding),
    facts: factsOf(finding),
  }
}

/** The findings of one code, or of the other files of one request, under one heading. */
function groupByFile(findings: readonly Finding[], { asks }: Review, subject: (finding: Finding) => string) {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.request} ${finding.code ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()].map(members => {
    const [{ request, code }] = members as [Finding]
    const ask: Redline | undefined = asks.find(one => one.request === request && one.code === code)?.redline
    const isNew = (finding: Finding) => finding.part === 'code' && ask !== undefined
    return {
      title: `${subject(members[0]!)}: ${count(members.length, 'change')}`,
      ask: ask ?? false,
      findings: members.map(viewOf).map((view, index) => ({ ...view, isText: view.isText && !isNew(members[index]!) })),
    }
  })
}

function viewOfApproval(approval: Approval) {
  const { finding, place } = approval
  return { ...approval, short: shortName(finding), place: `It stands in ${place.path}, line ${place.line}.` }
}

function viewOfMessage({ reason, rule, note, place }: BuildMessage) {
  return { reason, rule, note, place: place.line ? `${place.path}, line ${place.line}` : place.path }
}
