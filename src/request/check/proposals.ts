import type { VFile } from 'vfile'
import { isUnit } from '../../redline/classify/units.ts'
import { cutElements } from '../../redline/elements/cut.ts'
import { accept, redline, reject } from '../../redline/redline.ts'
import type { Element } from '../../redline/types.ts'
import { fault, show } from '../../rules.ts'
import type { DescriptorKind } from '../changes/types.ts'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import type { Descriptor, Request } from '../types.ts'
import { CHANGE_STATEMENTS } from './declared.ts'
import type { Statement, Wrong } from './statement.ts'

/**
 * Proves, code by code, that a proposal differs from the current wording by the declared changes and by nothing else. What
 * does not hold is a fault at its place; the counts are printed in the first exhibit. A sentence without a case is left out.
 */
export function proveProposals(packet: Packet, report: VFile): Check[] {
  return [...CHANGE_STATEMENTS, ...STATEMENTS].flatMap(({ sentence, cases }) => {
    const tried = cases(packet)
    const faults = tried.filter(found => found !== undefined)
    for (const { rule, reason, place, shown } of faults) show(fault(report, rule, reason, place), shown)
    const check = { exhibit: 'revisions', passed: tried.length - faults.length, of: tried.length } as const
    return tried.length === 0 ? [] : [{ ...check, sentence: sentence(packet.request) }]
  })
}

const KINDS: readonly DescriptorKind[] = ['long', 'short']

const STATEMENTS: readonly Statement[] = [
  {
    sentence: ({ keeps }) => `These elements are the same in both long descriptors: ${keeps.join(', ')}.`,
    cases: ({ request, descriptors }) =>
      request.keeps.length === 0 ? [] : descriptors.filter(isRevised).map(one => keepsElements(one, request)),
  },
  {
    sentence: () => 'Each short descriptor has at most 28 characters.',
    cases: ({ descriptors }) => descriptors.flatMap(shortFits),
  },
  {
    sentence: () => 'A short descriptor that stays names nothing of what is struck from the long one.',
    cases: ({ descriptors }) =>
      descriptors.filter(one => isRevised(one) && one.current.short === one.proposed.short).map(shortSilent),
  },
  {
    sentence: () =>
      'Read back, each redline gives the current descriptor and the proposed one, character for character.',
    cases: ({ descriptors }) => descriptors.flatMap(one => KINDS.map(kind => readsBack(one, kind))),
  },
]

function isRevised({ action }: Descriptor): boolean {
  return action === 'revise'
}

function keepsElements(
  { code, current, proposed, at }: Descriptor,
  { keeps, at: { keeps: line } }: Request,
): Wrong | undefined {
  const texts = (elements: readonly Element[], role: string) =>
    elements.filter(element => element.role === role).map(element => element.text)
  const [before, after] = [cutElements(current.long), cutElements(proposed.long)]
  const role = keeps.find(one => texts(before, one).join('|') !== texts(after, one).join('|'))
  if (!role) return undefined
  const [found, expected] = [texts(after, role), texts(before, role)].map(all => quoted(all.join(', ')))
  const reason = `Unexpected ${role} ${found} in ${code}, expected ${expected}, as the field “keeps” says (${line.path}:${line.line})`
  return { rule: 'element-kept', reason, place: at.proposed }
}

function shortFits({ current, proposed, at }: Descriptor): (Wrong | undefined)[] {
  const shorts = [
    { short: current.short, place: at.short },
    { short: proposed.short === current.short ? '' : proposed.short, place: at.proposedShort },
  ]
  return shorts
    .filter(({ short }) => short !== '')
    .map(({ short, place }) => {
      const reason = `Unexpected short descriptor of ${lengthOf(short)} characters, expected at most 28`
      return lengthOf(short) <= 28 ? undefined : { rule: 'short-length', reason, place }
    })
}

/** A number, a unit, or a word that is long enough to be the same one in a short descriptor. */
function tells(word: string): boolean {
  return word.length > 3 || /\d/.test(word) || isUnit(word)
}

/** Words that the strike shares with what is left of the descriptor ("dose") are not the strike's own. */
function shortSilent({ code, current, proposed, at }: Descriptor): Wrong | undefined {
  const kept = words(proposed.long)
  const struck = redline(current.long, proposed.long).edits.map(edit => edit.deletion)
  const own = words(struck.join(' ')).filter(word => tells(word) && !kept.includes(word))
  const named = words(current.short).find(word => own.includes(word))
  if (named === undefined) return undefined
  return {
    rule: 'short-strike',
    reason: `Unexpected “${named}” in the short descriptor of ${code}, which stays, expected no word or number that is struck from the long one`,
    place: at.short,
  }
}

function readsBack({ code, current, proposed, at }: Descriptor, kind: DescriptorKind): Wrong | undefined {
  const made = redline(current[kind], proposed[kind])
  if (reject(made) === current[kind] && accept(made) === proposed[kind]) return undefined
  return {
    rule: 'change-only',
    reason: `Unexpected redline of ${code}, expected one that gives both descriptors back`,
    place: at.proposed,
  }
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `“${text}”`
}

function words(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+|\d[\d.,]*\d|\d/gu) ?? []
}

function lengthOf(text: string): number {
  return [...text].length
}
