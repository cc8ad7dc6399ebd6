import type { Effect, Touch } from '../redline/types.ts'
import type { Severity } from '../release/types.ts'
import { applyChanges } from '../request/changes/apply.ts'
import type { Change } from '../request/types.ts'
import type { FilePair } from './pair.ts'
import type { Finding, Part, StatedFile } from './types.ts'

type Judged = Pick<Finding, 'touches' | 'effect' | 'severity' | 'undeclared'>
type Unjudged = Omit<Finding, keyof Judged>
type Weighed = Omit<Judged, 'severity'> & Pick<Finding, 'part' | 'kind'>

/** What a change touches, what it does to the meaning, and how closely it is to be looked at. */
export function judge(finding: Unjudged, pair: FilePair): Judged {
  const { part, kind } = finding
  const undeclared = isUndeclared(finding, pair)
  const isClaim =
    CLAIMS.includes(part) || (part === 'proposed wording' && wording(pair.head, 'current wording') === undefined)
  const touches: Touch[] = isText(part, kind) ? [...new Set(finding.redline.edits.flatMap(edit => edit.touches))] : []
  const effect = effectOf(finding)
  return { touches, effect, undeclared, severity: severityOf({ part, kind, touches, effect, undeclared }, isClaim) }
}

/** Orders findings: those to look at first come first. */
export function byWeight(one: Finding, other: Finding): number {
  const difference = rank(one) - rank(other) || PARTS.indexOf(one.part) - PARTS.indexOf(other.part)
  return difference || compare(key(one), key(other)) || one.place.line - other.place.line
}

const PARTS: readonly Part[] = [
  'venue',
  'action',
  'change',
  'proposed wording',
  'current wording',
  'decided wording',
  'short descriptor',
  'proposed short descriptor',
  'decision',
  'code',
  'request',
  'payment',
  'metadata',
  'source',
  'citation',
  'data',
  'prose',
  'file',
]

function rank({ undeclared, severity, touches, part }: Finding): number {
  if (undeclared) return 0
  if (severity === 'critical') return CLAIMS.includes(part) || FIRST.some(touch => touches.includes(touch)) ? 1 : 2
  return severity === 'substantive' ? 3 : 4
}

function key({ request, code, name, place }: Finding): string {
  return [request, code ?? '', place.path, name].join('\n')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** What comes first in a review. */
const FIRST: readonly Touch[] = ['number', 'unit', 'polarity']

/** What is asked, of whom, and by which changes; and what CMS has, or has decided, which is not ours to word. The wording of a code to be established is one too. */
const CLAIMS: readonly Part[] = [
  'venue',
  'action',
  'change',
  'proposed short descriptor',
  'short descriptor',
  'decision',
  'decided wording',
]

function severityOf({ part, kind, touches, effect, undeclared }: Weighed, isClaim: boolean): Severity {
  const comesOrGoes = part === 'code' || (part === 'request' && kind !== 'moved')
  if (undeclared || isClaim || comesOrGoes || kind === 'unreadable') return 'critical'
  if (FIRST.some(touch => touches.includes(touch))) return 'critical'
  return effect
}

/** Whether the difference is one of words: what moved, or cannot be read, has none. */
function isText(part: Part, kind: Finding['kind']): boolean {
  return part !== 'file' && part !== 'code' && part !== 'request' && kind !== 'moved'
}

function effectOf({ part, kind, redline }: Unjudged): Effect {
  if (part === 'file' && (kind === 'changed' || kind === 'moved')) return 'editorial'
  if (!isText(part, kind)) return 'substantive'
  return redline.edits.every(edit => edit.effect === 'editorial') ? 'editorial' : 'substantive'
}

/**
 * A wording is within what is declared when the head's proposal is its current wording with the declared changes made, and
 * the current wording did not change: that is CMS's own.
 */
function isUndeclared({ part, kind }: Unjudged, { base, head, changes }: FilePair): boolean {
  if (kind === 'added' && part === 'code') return head!.kind === 'code' && !isDeclared(head!, changes)
  if (part === 'current wording') return true
  if (part !== 'proposed wording') return false
  const isCurrentKept = kind === 'added' || wording(base, 'current wording') === wording(head, 'current wording')
  return !(isCurrentKept && head && isDeclared(head, changes))
}

/** Whether the changes that are declared for a code make its proposed wording of its current one. */
function isDeclared(file: StatedFile, changes: readonly Change[]): boolean {
  const [current, proposed] = [wording(file, 'current wording'), wording(file, 'proposed wording')]
  const of = changes.filter(one => one.in === 'long' && (one.codes?.includes(file.name) ?? true))
  if (current === undefined || proposed === undefined) return current !== proposed
  return applyChanges(of, current) === proposed
}

function wording(file: StatedFile | undefined, part: Part): string | undefined {
  return file?.statements.find(statement => statement.part === part)?.text
}
