import type { ComparedItem, ReleaseRecord } from '../release/types.ts'
import { digest } from './digest.ts'

/** What concerns no wording and no coming or going is part of a change only where nothing else happened. */
const WEIGHTY: readonly string[] = ['added', 'gone', 'reused', 'terminated', 'reactivated', 'long', 'short']

/** As many as a review shows of a fingerprint: it is told from others by these, and need not be safe from forgery. */
const DIGITS = 12

/**
 * 12 hex digits of what became of a code, as a finding of a review has its fingerprint: the same change has the same in
 * every comparison that shows it, whatever the files are called, and another change of the code has another. A code of
 * one’s own that no change tells of has one for as long as that is so.
 */
export function changeId({ code, kinds, state, current, proposed }: ComparedItem): string {
  if (state) return toId([code, state])
  // The last day of an added code is among its facts.
  const isAdded = kinds.includes('added')
  const weighty = kinds.filter(kind => WEIGHTY.includes(kind) && !(isAdded && kind === 'terminated'))
  const facts = weighty.length > 0 ? factsOf : allFactsOf
  return toId([code, ...weighty, ...facts(current), ...facts(proposed)])
}

function toId(parts: readonly string[]): string {
  return digest(parts).slice(0, DIGITS)
}

function factsOf(record: ReleaseRecord | undefined): string[] {
  return [record?.long ?? '', record?.short ?? '', record?.terminated ?? '']
}

function allFactsOf(record: ReleaseRecord | undefined): string[] {
  const { added, actionCode, actionEffective, fields = {}, filed } = record ?? {}
  const columns = Object.keys(fields)
    .sort()
    .map(name => `${name} ${fields[name]}`)
  const dates = [added ?? '', actionCode ?? '', actionEffective ?? '']
  return [...factsOf(record), ...dates, filed?.long ?? '', filed?.short ?? '', ...columns]
}
