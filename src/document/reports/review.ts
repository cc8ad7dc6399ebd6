import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import type { Redline } from '../../redline/types.ts'
import type { BuildMessage, Finding, Review } from '../../review/types.ts'
import { helpers, inSentence } from '../template/helpers.ts'
import { fillTemplate } from '../template/template.ts'
import { excerpt } from './excerpt.ts'
import { effectOf, factsOf, hasText, noteOf, subjectOf, whatChanged } from './finding.ts'

/** What a review is told beside its findings: the names of both sides, and the files of `out/` to be made anew. */
export interface ReviewFrame {
  readonly base: string
  readonly head: string
  readonly stale: readonly { readonly path: string; readonly state: string }[]
}

/** The review as a tree, from the template `review.md.hbs`; `undefined` with a fault in the template. */
export function reviewTree(review: Review, frame: ReviewFrame, template: string, report: VFile): Root | undefined {
  return fillTemplate('templates/review.md.hbs', template, toView(review, frame), helpers, report)
}

function toView(review: Review, { base, head, stale }: ReviewFrame) {
  const { findings, newMessages, goneMessages, goneApprovals, standingMessages } = review
  const open = findings.filter(finding => !finding.approval)
  const faults = newMessages.length + standingMessages
  return {
    headline: `${headline(findings)} Compared: ${base} with ${head}.`,
    refused:
      faults > 0 ? `${count(faults, 'fault')}, ${howMany(newMessages.length, faults)} new with this change.` : '',
    proofHolds: faults === 0,
    changed: findings.length + goneApprovals.length > 0,
    findings: findings.map(viewOf),
    groups: groupByFile(findings, review),
    messaged: newMessages.length + goneMessages.length > 0,
    newMessages: newMessages.map(viewOfMessage),
    goneMessages: goneMessages.map(viewOfMessage),
    stale: stale.length > 0,
    staleFiles: stale,
    approved: findings.flatMap(({ approval }) => (approval ? [approval] : [])),
    gone: goneApprovals.map(one => ({ ...one, place: `It stands in ${one.place.path}, line ${one.place.line}.` })),
    openCount: open.length > 0 ? `${count(open.length, 'change')} not approved yet.` : 'Every change is approved.',
    exampleFinding: open[0]?.fingerprint ?? '0123456789ab',
  }
}

/** "3 changes: 1 critical and 2 editorial; 1 beyond the declared strike." */
function headline(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing changed in the descriptors.'
  const kinds = (['critical', 'substantive', 'editorial'] as const)
    .map(severity => ({ severity, number: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${severity}`)
  const outside = findings.filter(finding => finding.outsideStrike).length
  const beyond = outside > 0 ? `; ${outside} beyond the declared strike` : ''
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
    severity,
    redline,
    approval: approval !== undefined,
    subject: subjectOf(finding),
    what: whatChanged(finding),
    excerpt: { inline: hasText(finding) ? excerpt(redline) : [] },
    effect: effectOf(finding),
    isText: hasText(finding),
    note: noteOf(finding),
    facts: factsOf(finding),
  }
}

/** The findings of one code, or of the other files of one request, under one heading. */
function groupByFile(findings: readonly Finding[], { asks }: Review) {
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
      title: `${subjectOf(members[0]!)}: ${count(members.length, 'change')}`,
      ask: ask ?? false,
      findings: members.map(viewOf).map((view, index) => ({ ...view, isText: view.isText && !isNew(members[index]!) })),
    }
  })
}

function viewOfMessage({ reason, rule, note, place }: BuildMessage) {
  return { reason, rule, note, place: place.line ? `${place.path}, line ${place.line}` : place.path }
}
