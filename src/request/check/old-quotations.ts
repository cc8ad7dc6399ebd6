import { applyChanges, spanOf } from '../changes/apply.ts'
import { changesOf } from '../changes/of.ts'
import type { Packet } from '../packet-types.ts'
import type { Change, Descriptor } from '../types.ts'
import type { Test } from './agreement.ts'

/**
 * Words of a descriptor that are struck in part only, and that the prose quotes as one: what is left where a change was
 * altered and the prose still quotes the old one. A whole descriptor may be quoted, and so may what stays in any.
 */
export function oldQuotations(packet: Packet): Test {
  const { request, descriptors, quotations, quoted } = packet
  const revised = descriptors.filter(({ action }) => action === 'revise')
  const changes = request.changes.flatMap(({ strike, insert, anchor }) => [strike, insert, anchor?.words ?? ''])
  const parts = [
    ...changes,
    ...quotations.map(({ text }) => text),
    ...descriptors.flatMap(({ proposed, decided }) => [proposed.long, decided?.long ?? '']),
  ]
  const isSound = (text: string) =>
    parts.some(part => part.includes(text)) || revised.some(({ current }) => current.long === text)
  return {
    exhibit: 'sources',
    rule: 'prose-agrees',
    sentence: 'What the prose quotes of struck words is struck as it is quoted.',
    findings: quoted.flatMap(({ text: given, place }) => {
      // A comma or period within the marks may be the sentence’s own.
      const text = given
        .split(/\s+/)
        .join(' ')
        .trim()
        .replace(/[.,;]$/, '')
      const struck = revised.map(one => struckBy(text, one, changesOf(request, one, 'long'))).find(one => one)
      if (struck === undefined) return []
      const wrong = `Unexpected quotation “${text}”, which the request strikes in part only, expected “${struck.trim()}”, or the whole descriptor`
      return [{ place, wrong: !isSound(text) && wrong }]
    }),
  }
}

/** The struck words that a quotation has words of; changes that do not give the proposed wording have faults of their own. */
function struckBy(text: string, { current, proposed }: Descriptor, changes: readonly Change[]): string | undefined {
  const start = current.long.indexOf(text)
  if (start < 0 || applyChanges(changes, current.long) !== proposed.long) return undefined
  const end = start + text.length
  const found = changes.find(change => {
    const span = change.strike === '' ? undefined : spanOf(change, current.long)
    if (!span) return false
    const common = current.long.slice(Math.max(start, span.start), Math.max(start, span.start, Math.min(end, span.end)))
    return /\w/.test(common)
  })
  return found?.strike
}
