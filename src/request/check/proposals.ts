import type { VFile } from 'vfile'
import { cutElements } from '../../redline/elements/cut.ts'
import { accept, redline, reject } from '../../redline/redline.ts'
import type { Element } from '../../redline/types.ts'
import { fault, type RuleId } from '../../rules.ts'
import type { Place } from '../../types.ts'
import type { Check } from '../study-types.ts'
import type { Descriptor, Packet, Request } from '../types.ts'

/**
 * Proves, code by code, that a proposal differs from the current wording by the declared strike and by nothing else. What
 * does not hold is a fault at the place of the wording; the counts are printed in Exhibit A.
 */
export function proveProposals(packet: Packet, report: VFile): Check[] {
  const { request, descriptors } = packet
  return STATEMENTS.map(({ sentence, test }) => {
    const faults = descriptors.map(descriptor => test(descriptor, request)).filter(found => found !== undefined)
    for (const { rule, reason, place } of faults) fault(report, rule, reason, place)
    return {
      exhibit: 'revisions',
      sentence: sentence(request),
      passed: descriptors.length - faults.length,
      of: descriptors.length,
    }
  })
}

/** What does not hold, where, and against which rule. */
interface Wrong {
  readonly rule: RuleId
  readonly reason: string
  readonly place: Place
}

interface Statement {
  readonly sentence: (request: Request) => string
  readonly test: (descriptor: Descriptor, request: Request) => Wrong | undefined
}

const STATEMENTS: readonly Statement[] = [
  { sentence: () => 'The struck words occur exactly once in the current descriptor.', test: occursOnce },
  { sentence: () => 'The struck words begin and end between words.', test: strikesWords },
  {
    sentence: ({ strike }) =>
      `The proposed descriptor is the current one without those ${length(strike)} characters, taken out at one place, with nothing put in.`,
    test: onlyStruck,
  },
  {
    sentence: ({ keeps }) => `These elements are the same in both: ${keeps.join(', ')}.`,
    test: keepsElements,
  },
  { sentence: () => 'The short descriptor has at most 28 characters.', test: shortFits },
  {
    sentence: () => 'The short descriptor names nothing of what is struck, so that it needs no change.',
    test: shortSilent,
  },
  {
    sentence: () =>
      'Read back, the redline gives the current descriptor and the proposed one, character for character.',
    test: readsBack,
  },
]

function occursOnce({ code, current, at }: Descriptor, { strike }: Request): Wrong | undefined {
  const count = occurrences(current.long, strike)
  if (count === 1) return undefined
  const found =
    count === 0 ? `the current descriptor of ${code} without the strike` : `the strike ${count} times in ${code}`
  return {
    rule: 'strike-once',
    reason: `Unexpected wording: ${found}, expected “${strike}” exactly once`,
    place: at.current,
  }
}

/** "includes all supplies" without "supplies and" is one thing, without "lies" another: a strike takes whole words. */
function strikesWords({ code, current, at }: Descriptor, { strike }: Request): Wrong | undefined {
  const start = current.long.indexOf(strike)
  if (start < 0) return undefined
  const cuts = (index: number) => /[\p{L}\p{N}]{2}/u.test(current.long.slice(index - 1, index + 1))
  const end = start + strike.length
  const joined = current.long.slice(0, start).at(-1) + current.long.slice(end)
  if (!cuts(start) && !cuts(end) && !/^[\p{L}\p{N}]{2}/u.test(joined)) return undefined
  const reason = `Unexpected strike “${strike}” in the middle of a word of ${code}, expected whole words`
  return { rule: 'strike-words', reason, place: along(at.current, start) }
}

function onlyStruck({ code, current, proposed, at }: Descriptor, { strike }: Request): Wrong | undefined {
  if (proposed.long === current.long) {
    const reason = `Unexpected proposed descriptor of ${code}, the same as the current one, expected it without “${strike}”`
    return { rule: 'proposal-identical', reason, place: at.proposed }
  }
  const expected = current.long.replace(strike, () => '')
  // With the strike missing or doubled there is no one wording to expect; that fault is said by occursOnce.
  if (proposed.long === expected || occurrences(current.long, strike) !== 1) return undefined
  const { edits, segments } = redline(expected, proposed.long)
  const difference = edits
    .map(edit => `${quoted(edit.insertion)}, expected ${quoted(edit.deletion)}`)
    .join('; unexpected ')
  const offset = segments[0]?.type === 'same' ? segments[0].text.length : 0
  return { rule: 'strike-only', reason: `Unexpected ${difference}`, place: along(at.proposed, offset) }
}

/** Occurrences that overlap count too: ", aa, aa" stands twice in ", aa, aa, aa". */
function occurrences(text: string, part: string): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++
  return count
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `“${text}”`
}

function keepsElements({ code, current, proposed, at }: Descriptor, { keeps }: Request): Wrong | undefined {
  const texts = (elements: readonly Element[], role: string) =>
    elements.filter(element => element.role === role).map(element => element.text)
  const [before, after] = [cutElements(current.long), cutElements(proposed.long)]
  const role = keeps.find(one => texts(before, one).join('|') !== texts(after, one).join('|'))
  if (!role) return undefined
  const reason = `Unexpected ${role} ${quoted(texts(after, role).join(', '))} in ${code}, expected ${quoted(texts(before, role).join(', '))}`
  return { rule: 'element-kept', reason, place: at.proposed }
}

function shortFits({ current: { short }, at }: Descriptor): Wrong | undefined {
  if (length(short) <= 28) return undefined
  return {
    rule: 'short-length',
    reason: `Unexpected short descriptor of ${length(short)} characters, expected at most 28`,
    place: at.short,
  }
}

/** Words that the strike shares with what is left of the descriptor ("dose") are not the strike's own. */
function shortSilent({ current, proposed, at }: Descriptor, { strike }: Request): Wrong | undefined {
  const kept = words(proposed.long)
  const own = words(strike).filter(word => word.length > 3 && !kept.includes(word))
  const named = words(current.short).find(word => own.includes(word))
  return named
    ? {
        rule: 'short-strike',
        reason: `Unexpected “${named}” in the short descriptor, expected no struck word`,
        place: at.short,
      }
    : undefined
}

function readsBack({ code, current, proposed, at }: Descriptor): Wrong | undefined {
  const made = redline(current.long, proposed.long)
  if (reject(made) === current.long && accept(made) === proposed.long) return undefined
  return {
    rule: 'strike-only',
    reason: `Unexpected redline of ${code}, expected one that gives both descriptors back`,
    place: at.current,
  }
}

function words(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

function length(text: string): number {
  return [...text].length
}

function along(place: Place, offset: number): Place {
  return { ...place, column: place.column + offset }
}
