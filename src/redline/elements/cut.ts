import type { Element, ElementRole } from '../types.ts'
import { roleOf } from './roles.ts'

/**
 * Cuts a long descriptor into its clauses and says what each one is for. Lossless: `lead + text` joined give the
 * descriptor back. A comma between digits or inside brackets that pair cuts nothing.
 *
 * `Injection, adalimumab, 20 mg` gives the route `Injection`, the product `adalimumab` and the billing unit `20 mg`.
 */
export function cutElements(long: string): Element[] {
  return withRoles(cutClauses(long))
}

interface Clause {
  readonly lead: string
  readonly text: string
}

/** Two commas in a row are one separator; one at the very end belongs to the last clause. */
function cutClauses(long: string): Clause[] {
  const closings = pairBrackets(long)
  const clauses: Clause[] = []
  let lead = /^[\s,]*/.exec(long)![0]
  let start = lead.length
  for (let at = start; at < long.length; at++) {
    at = closings.get(at) ?? at
    if (long[at] !== ',' || (/\d/.test(long[at - 1] ?? '') && /\d/.test(long[at + 1] ?? ''))) continue
    const end = start + long.slice(start, at).trimEnd().length
    let next = at
    while (next < long.length && /[\s,]/.test(long[next]!)) next++
    if (next === long.length) break
    clauses.push({ lead, text: long.slice(start, end) })
    lead = long.slice(end, next)
    start = next
    at = next - 1
  }
  if (start < long.length || lead !== '') clauses.push({ lead, text: long.slice(start) })
  return clauses
}

/** From each opening bracket to its closing one. One without a partner is no bracket: it must not swallow the rest. */
function pairBrackets(text: string): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') open.push(at)
    if (text[at] === ')' && open.length > 0) pairs.set(open.pop()!, at)
  }
  return pairs
}

/** A clause that says nothing of its own goes on with the included service before it, or else qualifies. */
function withRoles(clauses: readonly Clause[]): Element[] {
  const roles = clauses.map(({ text }, index) => roleOf(text, index === 0))
  settleAmounts(clauses, roles)
  settleProduct(roles)
  return clauses.map(({ lead, text }, index) => {
    roles[index] ??= roles[index - 1] === 'included service' ? 'included service' : 'qualifier'
    return { role: roles[index]!, lead, text }
  })
}

/** Where no clause says per what is billed, the last amount does: `20 mg`, `up to 100 mg`, `1 mg (for use in ...)`. */
function settleAmounts(clauses: readonly Clause[], roles: (ElementRole | undefined)[]): void {
  if (roles.includes('billing unit')) return
  const last = clauses.findLastIndex(({ text }, index) => index > 0 && roles[index] === 'quantity' && isDose(text))
  if (last > 0) roles[last] = 'billing unit'
}

const DOSE =
  /^(up to )?[\d.,]+ ?(million |plaque forming )*(m?c?g|ug|gms?|grams?|kg|milligrams?|micrograms?|ml|cc|l|i\.?u\.?|units?|m?ci|millicuries?|microcuries?|meq|minutes|hours?)\b/i

function isDose(text: string): boolean {
  return DOSE.test(text)
}

/** Exactly one product: the first clause with no role, or else the first that could name something. */
function settleProduct(roles: (ElementRole | undefined)[]): void {
  const open = roles.indexOf(undefined)
  const at =
    open >= 0 ? open : roles.findIndex(role => role !== 'route' && role !== 'billing unit' && role !== 'quantity')
  if (at >= 0) roles[at] = 'product'
}
