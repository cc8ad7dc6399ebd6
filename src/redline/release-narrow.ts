import type { CodeRange, ComparedItem, ItemKind, Narrowing, Severity } from '../model.ts'
import { isQuiet } from './release-items.ts'

/** All kinds a comparison can be narrowed to. */
export const itemKinds: readonly ItemKind[] = [
  ...(['added', 'gone', 'terminated', 'reactivated', 'reused', 'long', 'short'] as const),
  ...(['unannounced', 'unfulfilled', 'spacing', 'dates', 'action', 'other'] as const),
]

export const severities: readonly Severity[] = ['critical', 'substantive', 'editorial']

/** The items a reader asked for. Quiet ones, of which only dates, prices and the like changed, must be asked for by kind. */
export function narrow(items: readonly ComparedItem[], { codes, kinds, severities }: Narrowing): ComparedItem[] {
  return items.filter(item => {
    const asked = kinds.length === 0 ? !isQuiet(item) : item.kinds.some(kind => kinds.includes(kind))
    const heavy = severities.length === 0 || severities.includes(item.severity)
    return asked && heavy && (codes.length === 0 || codes.some(range => isWithin(item.code, range)))
  })
}

/** Reads `Q2041`, `Q2040-Q2058`, `J*`, `Q20*`, `A1` (a modifier), parted by commas or blanks; a sentence when it cannot. */
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
