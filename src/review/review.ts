import { redline } from '../redline/redline.ts'
import type { Approval } from '../request/types.ts'
import { compareFiles } from './compare.ts'
import { digest } from './digest.ts'
import { byWeight } from './judge.ts'
import { pairFiles } from './pair.ts'
import type { BuildMessage, Finding, Review, ReviewSide, StatedFile } from './types.ts'

/**
 * Compares two states of the project's descriptors. Each value that a file states and that is different is a finding; a
 * file that differs in none of them, by its layout or order alone, is one too, so that no changed file is passed over.
 */
export function review(base: ReviewSide, head: ReviewSide): Review {
  const found = pairFiles(base.files, head.files).flatMap(pair => compareFiles(pair))
  const findings = tellApart(found)
    .map(finding => ({ ...finding, approval: head.approvals.find(approval => speaksFor(approval, finding, head)) }))
    .sort(byWeight)
  return {
    findings,
    ...compareMessages(base.messages, head.messages),
    goneApprovals: head.approvals.filter(approval => !findings.some(finding => speaksFor(approval, finding, head))),
    asks: head.files.filter(file => isTouched(file, findings)).flatMap(toAsk),
  }
}

/** The same change at a second place, say of a sentence that stands twice in one file, has a name of its own. */
function tellApart(findings: readonly Finding[]): Finding[] {
  return numbered(findings, finding => finding.fingerprint).map(([finding, number]) =>
    number === 1 ? finding : { ...finding, fingerprint: digest([finding.fingerprint, String(number)]) },
  )
}

/** Each item with its number among those of its key. */
function numbered<T>(items: readonly T[], keyOf: (item: T) => string): (readonly [T, number])[] {
  const counts = new Map<string, number>()
  return items.map(item => {
    const number = (counts.get(keyOf(item)) ?? 0) + 1
    counts.set(keyOf(item), number)
    return [item, number]
  })
}

/** An approval speaks for its own request; a request that is gone has no file for them, and is approved in any. */
function speaksFor({ finding, place }: Approval, { fingerprint, request }: Finding, { files }: ReviewSide): boolean {
  const isOfRequest = place.path.split('/')[1] === request || files.every(file => file.request !== request)
  return finding === fingerprint && isOfRequest
}

/** A fault that merely stands on another line is the same fault; a second one in the same words is another. */
function compareMessages(base: readonly BuildMessage[], head: readonly BuildMessage[]) {
  const keyOf = ({ rule, reason, place }: BuildMessage) => JSON.stringify([rule, place.path, reason])
  const keyed = (messages: readonly BuildMessage[]) =>
    new Map(numbered(messages, keyOf).map(([message, number]) => [`${number} ${keyOf(message)}`, message]))
  const [before, after] = [keyed(base), keyed(head)]
  const pick = (from: typeof before, isPicked: (key: string) => boolean) =>
    [...from].filter(([key]) => isPicked(key)).map(([, message]) => message)
  return {
    newMessages: pick(after, key => !before.has(key)),
    goneMessages: pick(before, key => !after.has(key)),
    standingMessages: pick(after, key => before.has(key)),
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
