import type { Edit, Touch } from '../redline/types.ts'
import { byCode } from './order.ts'
import { wordsPattern } from './survey.ts'
import type {
  ChangeKind,
  CodeRange,
  ComparedItem,
  ComparisonStudy,
  Counts,
  ItemKind,
  Narrowing,
  RecordChange,
  ReleaseComparison,
  Severity,
} from './types.ts'

/** The kinds that concern no wording and no coming or going: counted always, listed only when asked for. */
export const quietKinds: readonly ItemKind[] = ['spacing', 'dates', 'action', 'other']

/** A comparison as one list, a code once, with all that became of it; modifiers first, then by code. */
export function listItems({ added, gone, changed }: ReleaseComparison): ComparedItem[] {
  const items: ComparedItem[] = [
    ...added.map(proposed => {
      const { code, kind, terminated } = proposed
      // A code that came and went between the two releases must not be billed, so it is not only new.
      const kinds: readonly ItemKind[] = terminated === undefined ? ['added'] : ['added', 'terminated']
      return { code, kind, kinds, severity: 'substantive', proposed } as const
    }),
    ...gone.map(current => {
      const { code, kind } = current
      return { code, kind, kinds: ['gone'], severity: 'substantive', current } as const
    }),
    ...changed.filter(isWorthListing).map(toItem),
  ]
  return items.sort(byCode)
}

/** The items of a comparison by their codes, of which each stands once. */
export function itemsByCode(items: readonly ComparedItem[]): ReadonlyMap<string, ComparedItem> {
  return new Map(items.map(item => [item.code, item]))
}

/** Whether nothing became of a code but a quiet change. */
function isQuiet({ kinds }: ComparedItem): boolean {
  return kinds.every(kind => quietKinds.includes(kind))
}

/** A record that only differs in columns one release lacks altogether is no news. */
function isWorthListing({ changes, longAnnounced, shortAnnounced }: RecordChange): boolean {
  return changes.length > 0 || longAnnounced === 'unfulfilled' || shortAnnounced === 'unfulfilled'
}

function toItem(change: RecordChange): ComparedItem {
  const { code, kind, current, proposed, changes, longAnnounced, shortAnnounced } = change
  const said = [longAnnounced, shortAnnounced]
  const claims = (['unannounced', 'unfulfilled'] as const).filter(claim => said.includes(claim))
  return { code, kind, kinds: [...changes, ...claims], severity: severityOf(change), current, proposed, change }
}

const critical = ['number', 'unit', 'polarity'] as const

const comingAndGoing: readonly ChangeKind[] = ['terminated', 'reactivated']

/** The edits of a new wording. The short descriptor abbreviates the long one: its edits count where it changed alone. */
export function countedEdits({ long, short }: Pick<RecordChange, 'long' | 'short'>): readonly Edit[] {
  return (long ?? short)?.edits ?? []
}

/**
 * What a new wording touches, each once: what the edits that count do, and the polarity where the short descriptor turns
 * round beside another change of the long one.
 */
export function touchesOf(change: Pick<RecordChange, 'long' | 'short'>): readonly Touch[] {
  const isTurned = change.short?.edits.some(({ touches }) => touches.includes('polarity')) ?? false
  const touches = countedEdits(change).flatMap(edit => edit.touches)
  return [...new Set(isTurned ? [...touches, 'polarity' as const] : touches)]
}

/** How much the new wording of a code matters, whatever else became of it. */
export function severityOfWording(change: Pick<RecordChange, 'long' | 'short'>): Severity {
  return touchesOf(change).includes('polarity') ? 'critical' : severityOfEdits(countedEdits(change))
}

function severityOf(change: RecordChange): Severity {
  const { changes } = change
  const worded = severityOfWording(change)
  if (changes.includes('reused')) return 'critical'
  return worded === 'editorial' && comingAndGoing.some(kind => changes.includes(kind)) ? 'substantive' : worded
}

/** How much the edits of a redline matter, together. */
export function severityOfEdits(edits: readonly Edit[]): Severity {
  if (edits.some(({ touches }) => critical.some(touch => touches.includes(touch)))) return 'critical'
  return edits.some(({ effect }) => effect === 'substantive') ? 'substantive' : 'editorial'
}

/** All kinds a comparison can be narrowed to. */
export const itemKinds: readonly ItemKind[] = [
  ...(['added', 'gone', 'terminated', 'reactivated', 'reused', 'long', 'short'] as const),
  ...(['unannounced', 'unfulfilled', 'spacing', 'dates', 'action', 'other'] as const),
]

export const severities: readonly Severity[] = ['critical', 'substantive', 'editorial']

/** The items a reader asked for. Quiet ones, of which only dates, prices and the like changed, must be asked for by kind. */
export function narrow(items: readonly ComparedItem[], narrowing: Narrowing): ComparedItem[] {
  const { codes, kinds, severities, words, among } = narrowing
  const pattern = wordsPattern(words ?? '')
  return items.filter(item => {
    const asked = kinds.length === 0 ? !isQuiet(item) : item.kinds.some(kind => kinds.includes(kind))
    const heavy = severities.length === 0 || severities.includes(item.severity)
    const own = among === undefined || among.has(item.code)
    return asked && heavy && own && isAmong(item.code, codes) && (pattern === undefined || names(item, pattern))
  })
}

/** Whether a code is in one of the ranges; no range means any code. */
export function isAmong(code: string, ranges: readonly CodeRange[]): boolean {
  return ranges.length === 0 || ranges.some(range => isWithin(code, range))
}

/** Whether a descriptor, long or short, before or after, names the words of a pattern. */
export function names({ current, proposed }: Pick<ComparedItem, 'current' | 'proposed'>, pattern: RegExp): boolean {
  const texts = [current?.long, proposed?.long, current?.short, proposed?.short]
  return texts.some(text => text !== undefined && text.search(pattern) >= 0)
}

/** Counts what a comparison lists, so that no number in it counts what it was narrowed from. */
export function countItems({ items, within }: Pick<ComparisonStudy, 'items' | 'within'>): Counts {
  const ofKind = (kind: ItemKind) => {
    const counted = quietKinds.includes(kind) ? within : items
    return [kind, counted.filter(({ kinds }) => kinds.includes(kind)).length]
  }
  const ofSeverity = (one: Severity) => [one, items.filter(({ severity }) => severity === one).length]
  return {
    listed: items.length,
    kinds: Object.fromEntries(itemKinds.map(ofKind)),
    severities: Object.fromEntries(severities.map(ofSeverity)),
  }
}

/** Reads `Q2041`, `Q2040-Q2058`, `J*`, `Q20*`, `A1` (a modifier), parted by commas or spaces; a sentence when it cannot. */
export function parseCodes(text: string): CodeRange[] | string {
  const words = text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(word => word !== '')
  const ranges = words.map(parseRange)
  const bad = words.find((_, index) => ranges[index] === undefined)
  if (bad === undefined && words.length > 0) return ranges.filter(range => range !== undefined)
  return `Unexpected codes “${bad ?? text}”, expected for example: Q2041, Q2040-Q2058, J*, Q20*, or a modifier such as A1`
}

const one = '[A-Z]\\d{4}|[A-Z\\d]{2}'
const range = new RegExp(`^(${one})(?:[-–](${one}))?$`)
const start = /^([A-Z]\d{0,3})\*$/

function parseRange(word: string): CodeRange | undefined {
  const [, beginning] = start.exec(word) ?? []
  if (beginning !== undefined) return { from: beginning.padEnd(5, '0'), to: beginning.padEnd(5, '9') }
  const [, from, to = from] = range.exec(word) ?? []
  return from !== undefined && to !== undefined && from.length === to.length && from <= to ? { from, to } : undefined
}

function isWithin(code: string, { from, to }: CodeRange): boolean {
  return code.length === from.length && code >= from && code <= to
}
