import type { Effect, Touch } from '../redline/types.ts'
import type { Severity } from '../release/types.ts'
import type { FilePair } from './pair.ts'
import type { Finding, Part, StatedFile } from './types.ts'

type Judged = Pick<Finding, 'touches' | 'effect' | 'severity' | 'outsideStrike'>
type Unjudged = Omit<Finding, keyof Judged>
type Weighed = Omit<Judged, 'severity'> & Pick<Finding, 'part' | 'kind'>

/** What a change touches, what it does to the meaning, and how closely it is to be looked at. */
export function judge(finding: Unjudged, pair: FilePair): Judged {
  const { part, kind } = finding
  const outsideStrike = isOutsideStrike(finding, pair)
  const touches: Touch[] = isText(part, kind) ? [...new Set(finding.redline.edits.flatMap(edit => edit.touches))] : []
  const effect = effectOf(finding)
  return { touches, effect, outsideStrike, severity: severityOf({ part, kind, touches, effect, outsideStrike }) }
}

/** Orders findings: those to look at first come first. */
export function byWeight(one: Finding, other: Finding): number {
  const difference = rank(one) - rank(other) || PARTS.indexOf(one.part) - PARTS.indexOf(other.part)
  return difference || compare(key(one), key(other)) || one.place.line - other.place.line
}

const PARTS: readonly Part[] = [
  'strike',
  'proposed wording',
  'current wording',
  'short descriptor',
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

function rank({ outsideStrike, severity, touches }: Finding): number {
  if (outsideStrike) return 0
  if (severity === 'critical') return FIRST.some(touch => touches.includes(touch)) ? 1 : 2
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

function severityOf({ part, kind, touches, effect, outsideStrike }: Weighed): Severity {
  const comesOrGoes = part === 'code' || (part === 'request' && kind !== 'moved')
  if (outsideStrike || part === 'strike' || comesOrGoes || kind === 'unreadable') return 'critical'
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
 * A wording changes by more than the declared strike when both states still differ with the strike taken out of each. A
 * proposal is also within it when it is what request.md now declares, of the same current wording.
 */
function isOutsideStrike({ part, kind, from, to }: Unjudged, { base, head, strikes }: FilePair): boolean {
  const isNew = kind === 'added' && (part === 'code' ? head!.kind === 'code' : part === 'proposed wording')
  if (isNew) return !isDeclared(head!, strikes.slice(-1))
  if (part !== 'proposed wording' && part !== 'current wording') return false
  const without = (text: string) => strikes.reduce((rest, strike) => rest.split(strike).join(''), text)
  if (without(from) === without(to)) return false
  const isCurrentKept = wording(base, 'current wording') === wording(head, 'current wording')
  return !(part === 'proposed wording' && isCurrentKept && isDeclared(head!, strikes.slice(-1)))
}

function isDeclared(file: StatedFile, strikes: readonly string[]): boolean {
  const [current, proposed] = [wording(file, 'current wording'), wording(file, 'proposed wording')]
  return strikes.some(strike => strike !== '' && current?.replace(strike, () => '') === proposed)
}

function wording(file: StatedFile | undefined, part: Part): string | undefined {
  return file?.statements.find(statement => statement.part === part)?.text
}
