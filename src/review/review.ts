import { redline } from '../redline/redline.ts'
import { compareFiles } from './compare.ts'
import { byWeight } from './judge.ts'
import { pairFiles } from './pair.ts'
import type { BuildMessage, Finding, Review, ReviewSide, StatedFile } from './types.ts'

/**
 * Compares two states of the project's descriptors. Each value that a file states and that is different is a finding; a
 * file that differs in none of them, by its layout or order alone, is one too, so that no changed file is passed over.
 */
export function review(base: ReviewSide, head: ReviewSide): Review {
  const found = pairFiles(base.files, head.files).flatMap(pair => compareFiles(pair))
  const findings = withApprovals(unique(found), head).sort(byWeight)
  const known = new Set(findings.map(finding => finding.fingerprint))
  return {
    findings,
    ...compareMessages(base.messages, head.messages),
    goneApprovals: head.approvals.filter(approval => !known.has(approval.finding)),
    asks: head.files.filter(file => isTouched(file, findings)).flatMap(toAsk),
  }
}

/** The same change at two places, say of a sentence that stands twice in one file, is one finding. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map(finding => [finding.fingerprint, finding] as const)).values()]
}

function withApprovals(findings: readonly Finding[], head: ReviewSide): Finding[] {
  return findings.map(finding => ({
    ...finding,
    approval: head.approvals.find(approval => approval.finding === finding.fingerprint),
  }))
}

/** A fault that merely stands on another line is the same fault. */
function compareMessages(base: readonly BuildMessage[], head: readonly BuildMessage[]) {
  const keyOf = ({ rule, reason, place }: BuildMessage) => `${rule} ${place.path} ${reason}`
  const [before, after] = [new Set(base.map(keyOf)), new Set(head.map(keyOf))]
  const newMessages = head.filter(message => !before.has(keyOf(message)))
  return {
    newMessages,
    goneMessages: base.filter(message => !after.has(keyOf(message))),
    standingMessages: head.length - newMessages.length,
  }
}

/** Whether what the code asks for is different. */
function isTouched({ kind, request, name }: StatedFile, findings: readonly Finding[]): boolean {
  const ofCode = findings.filter(finding => finding.request === request && finding.code === name)
  return kind === 'code' && ofCode.some(({ part }) => part === 'code' || part.endsWith('wording'))
}

function toAsk({ request, name, statements }: StatedFile) {
  const wording = (part: string) => statements.find(statement => statement.part === part)?.text
  const [current, proposed] = [wording('current wording'), wording('proposed wording')]
  if (current === undefined || proposed === undefined) return []
  return [{ request, code: name, redline: redline(current, proposed) }]
}
