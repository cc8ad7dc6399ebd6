import { redline } from '../../redline/redline.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { applyChanges, countIn, findOverlap, soughtWords, spanOf } from '../changes/apply.ts'
import { declareChanges, declareLeftOver, toYamlLines } from '../changes/declare.ts'
import { changesOf } from '../changes/of.ts'
import { fromSentence, toSentence } from '../changes/sentence.ts'
import type { DescriptorKind } from '../changes/types.ts'
import type { Packet } from '../packet-types.ts'
import type { Change, Descriptor, Request } from '../types.ts'
import type { Statement, Wrong } from './statement.ts'

/** What the declared changes are held to. */
export const CHANGE_STATEMENTS: readonly Statement[] = [
  {
    sentence: () => 'Each declared change is for revised codes of the request.',
    cases: ({ request, descriptors }) => request.changes.map(change => isForRevised(change, descriptors)),
  },
  {
    sentence: () => 'The words of each change stand exactly once in the current descriptor.',
    cases: packet => declared(packet).map(standsOnce),
  },
  {
    sentence: () => 'Each change begins and ends between words, and joins none.',
    cases: packet => declared(packet).map(keepsWords),
  },
  {
    sentence: () => 'No two changes of one descriptor meet.',
    cases: packet => revised(packet).map(apart),
  },
  {
    sentence: () =>
      'The current descriptor with the declared changes made is the proposed one, character for character.',
    cases: packet => revised(packet).map(one => givesProposed(one, packet.request)),
  },
  {
    sentence: () => 'Read back from the printed instructions and made, the changes give the proposed descriptor.',
    cases: packet =>
      revised(packet)
        .filter(({ changes }) => changes.length > 0)
        .map(sentencesHold),
  },
]

/** One descriptor of a revised code, with the changes that are declared for it. */
interface Revised {
  readonly descriptor: Descriptor
  readonly kind: DescriptorKind
  readonly changes: readonly Change[]
}

/** The long descriptor of each revised code, and the short one where it is to change. */
function revised({ request, descriptors }: Packet): Revised[] {
  return descriptors
    .filter(({ action }) => action === 'revise')
    .flatMap(descriptor =>
      (['long', 'short'] as const).map(kind => ({ descriptor, kind, changes: changesOf(request, descriptor, kind) })),
    )
    .filter(({ descriptor: { current, proposed }, kind, changes }) =>
      kind === 'long' ? true : changes.length > 0 || current.short !== proposed.short,
    )
}

function declared(packet: Packet): (Revised & { readonly change: Change })[] {
  return revised(packet).flatMap(one => one.changes.map(change => ({ ...one, change })))
}

function isForRevised({ codes, place }: Change, descriptors: readonly Descriptor[]): Wrong | undefined {
  const known = descriptors.filter(({ action }) => action === 'revise').map(({ code }) => code)
  const other = codes?.find(code => !known.includes(code))
  if (known.length > 0 && other === undefined) return undefined
  const reason =
    other === undefined
      ? 'Unexpected change in a request that revises no code, expected none'
      : `Unexpected change for ${other}, expected one for a code that the request revises: ${known.join(', ') || 'there is none'}`
  return { rule: 'change-codes', reason, place }
}

function standsOnce({
  descriptor: { code, current },
  kind,
  change,
}: ReturnType<typeof declared>[number]): Wrong | undefined {
  const count = countIn(change, current[kind])
  if (count === 1) return undefined
  const words = `“${soughtWords(change)}”`
  const found = count === 0 ? `missing ${words}` : `${words} ${count} times`
  const reason = `Unexpected ${found} in the ${kind} descriptor of ${code}, expected it exactly once: “${current[kind]}”`
  return { rule: 'change-once', reason, place: change.place }
}

/** "includes all supplies" without "supplies and" is one thing, without "lies" another. */
function keepsWords({
  descriptor: { code, current },
  kind,
  change,
}: ReturnType<typeof declared>[number]): Wrong | undefined {
  const span = spanOf(change, current[kind])
  if (!span) return undefined
  const [before, after] = [current[kind].slice(0, span.start), current[kind].slice(span.end)]
  const cuts =
    isWithinWord(before, current[kind].slice(span.start)) || isWithinWord(current[kind].slice(0, span.end), after)
  const joins =
    change.insert === ''
      ? isWithinWord(before, after)
      : isWithinWord(before, change.insert) || isWithinWord(change.insert, after)
  if (!cuts && !joins) return undefined
  const found = cuts
    ? `“${change.strike || change.insert}” in the middle of a word`
    : `“${change.insert || change.strike}”, which joins two words`
  const reason = `Unexpected change of ${code}: ${found}, expected whole words`
  return { rule: 'change-words', reason, place: change.place }
}

/** A comma or point between two digits belongs to their number: “1,000” is one word. */
function isWithinWord(before: string, after: string): boolean {
  const isLetters = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)
  return isLetters || (/\d$/.test(before) && /^[.,]\d/.test(after)) || (/\d[.,]$/.test(before) && /^\d/.test(after))
}

function apart({ descriptor: { code, current }, kind, changes }: Revised): Wrong | undefined {
  const [one, other] = findOverlap(changes, current[kind]) ?? []
  if (!one || !other) return undefined
  const reason = `Unexpected change that meets the one of line ${one.place.line} in ${code} (${toSentence(one)}; ${toSentence(other)}), expected changes apart from each other`
  return { rule: 'change-overlap', reason, place: other.place }
}

function givesProposed({ descriptor, kind, changes }: Revised, request: Request): Wrong | undefined {
  const { code, at } = descriptor
  const [current, proposed] = [descriptor.current[kind], descriptor.proposed[kind]]
  const place = kind === 'long' || at.proposedShort.line === 0 ? at.proposed : at.proposedShort
  const isSame =
    descriptor.current.long === descriptor.proposed.long && descriptor.current.short === descriptor.proposed.short
  if (kind === 'long' && isSame) {
    const reason = `Unexpected proposed descriptor of ${code}, the same as the current one, expected it with the declared changes made`
    return { rule: 'proposal-identical', reason, place }
  }
  const expected = applyChanges(changes, current)
  // Where a change does not stand once, or meets another, there is no one wording to expect; that has been said.
  if (expected === undefined || expected === proposed) return undefined
  const needless = changes.find(
    change =>
      applyChanges(
        changes.filter(one => one !== change),
        current,
      ) === proposed,
  )
  if (needless) {
    const reason = `Unexpected change that ${code} does not make (${toSentence(needless)}), expected it in the proposed ${kind} descriptor, or only for the codes that make it`
    return { rule: 'change-only', reason, place: needless.place }
  }
  const { edits, segments } = redline(expected, proposed)
  const left = edits
    .map(({ deletion, insertion }) => `${quoted(insertion)}, expected ${quoted(deletion)}`)
    .join('; unexpected ')
  const offset = segments[0]?.type === 'same' ? segments[0].text.length : 0
  const isSpaces = expected.replaceAll(' ', '') === proposed.replaceAll(' ', '')
  const shown = [
    `Left over: ${toLine(redlineNodes({ segments }))}`,
    ...(isSpaces
      ? ['Only spaces differ. A change of spaces cannot be asked for.']
      : leftOver(changes, current, proposed, { code, kind, every: request.codes.length })),
  ]
  return {
    rule: 'change-only',
    reason: `Unexpected ${left}`,
    place: { ...place, column: place.column + offset },
    shown,
  }
}

/** The lines that would declare what is left over, or, where that meets what is declared, all that the code needs. */
function leftOver(
  declared: readonly Change[],
  current: string,
  proposed: string,
  { code, kind, every }: { readonly code: string; readonly kind: DescriptorKind; readonly every: number },
): string[] {
  const more = { ...(kind === 'short' ? { in: 'short' } : {}), ...(every > 1 ? { codes: [code] } : {}) }
  const added = declareLeftOver(declared, current, proposed)
  return added
    ? ['If that is meant, add to the field “changes” of request.md:', ...toYamlLines(added, more)]
    : [
        `If that is meant, these changes make the descriptor of ${code}; take ${code} out of those that are declared now:`,
        ...toYamlLines(declareChanges(current, proposed), more),
      ]
}

function sentencesHold({ descriptor: { code, current, proposed, at }, kind, changes }: Revised): Wrong | undefined {
  const read = changes.map(change => fromSentence(toSentence(change)))
  const isRead = read.every(change => change !== undefined)
  const made = isRead ? applyChanges(read, current[kind]) : undefined
  const expected = applyChanges(changes, current[kind])
  if (made === expected) return undefined
  const reason = `Unexpected instructions for ${code}, expected ones that give “${proposed[kind]}”`
  return { rule: 'change-only', reason, place: at.proposed }
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `“${text}”`
}
