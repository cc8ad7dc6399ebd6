import type { VFile } from 'vfile'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import type { Descriptor } from '../types.ts'
import { type Finding, runTests } from './agreement.ts'

/** Holds what is asked for the codes, and what CMS decided, against each other and against the codes that are given. */
export function checkActions(packet: Packet, report: VFile): Check[] {
  const { descriptors } = packet
  const test = (sentence: string, findings: readonly Finding[]) =>
    ({ exhibit: 'revisions', rule: 'action-parts', sentence, findings }) as const
  return runTests(
    [
      test(
        'Each code that takes the place of another is one that stays, or comes, by this request or in a file of it.',
        [...descriptors.filter(({ replacedBy }) => replacedBy !== undefined).map(one => heir(one, packet))],
      ),
      test('No two codes to be established have the same descriptor.', established(descriptors)),
      test('Each decision of CMS has a wording where CMS gave one, under a code that is given.', [
        ...descriptors.filter(({ decided }) => decided !== undefined).map(one => decision(one, packet)),
      ]),
    ],
    report,
  )
}

function heir({ code, replacedBy, at }: Descriptor, { descriptors, precedents, related }: Packet): Finding {
  const stays = descriptors.filter(({ action }) => action !== 'discontinue')
  const known = [...stays, ...precedents, ...related].map(one => one.code)
  const expected = 'a code that the request establishes or revises, or one with a file in related/'
  return {
    place: at.replacedBy,
    wrong: !known.includes(replacedBy!) && `Unexpected code ${replacedBy} in place of ${code}, expected ${expected}`,
  }
}

function established(descriptors: readonly Descriptor[]): Finding[] {
  const all = descriptors.filter(({ action }) => action === 'establish')
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  return all.map(({ code, proposed, at }, index) => {
    const twin = all
      .slice(0, index)
      .find(other => same(other.proposed.long, proposed.long) || same(other.proposed.short, proposed.short))
    return {
      place: at.proposed,
      wrong:
        twin !== undefined && `Unexpected descriptor of ${code}, the same as that of ${twin.code}, expected another`,
    }
  })
}

function decision({ code, decided }: Descriptor, { descriptors, precedents, related }: Packet): Finding {
  const { action, code: holder, long, place } = decided!
  const known = [...descriptors, ...precedents, ...related].map(one => one.code)
  const needsWording = action === 'revise' || action === 'establish' || holder !== code
  if (action === 'none' && (long !== '' || holder !== code))
    return { place, wrong: `Unexpected wording or code beside the decision “none” on ${code}, expected neither` }
  if (needsWording && long === '')
    return {
      place,
      wrong: `Unexpected missing section “Decided descriptor” of ${code}, expected the wording of the decision “${action}”`,
    }
  return {
    place,
    wrong:
      !known.includes(holder) &&
      `Unexpected code ${holder} in the decision on ${code}, expected ${code}, or a code with a file of its own`,
  }
}
