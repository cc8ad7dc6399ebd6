import type { VFile } from 'vfile'
import { redline } from '../../redline/redline.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Code } from '../../types.ts'
import { fingerprint } from '../evidence.ts'
import type { Evidence } from '../evidence-types.ts'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import type { Descriptor, OtherCode } from '../types.ts'
import { runTests } from './agreement.ts'

/**
 * Holds the evidence against the request as it is now: each release was held against these very wordings, and the newest
 * that knows a code does not contradict what is given of it.
 */
export function checkEvidence(packet: Packet, report: VFile): Check[] {
  const { evidence } = packet
  const releases = evidence?.releases ?? []
  const wordings = fingerprint(packet)
  const stale = releases.map((release, index) => ({
    place: evidence!.placeOf(['releases', index]),
    wrong:
      release.wordings !== wordings &&
      `Unexpected evidence of ${release.file} for other wordings or dates, expected evidence for those of the request`,
  }))
  const fresh = releases.filter(release => release.wordings === wordings)
  const known = [...packet.descriptors, ...packet.precedents, ...packet.related].flatMap(one => {
    const release = newestOf(one.code, fresh)
    return release ? [{ place: one.at.current, wrong: contradiction(one, release) }] : []
  })
  return runTests(
    [
      {
        exhibit: 'sources',
        rule: 'evidence-stale',
        sentence: 'The wordings and dates are those that were held against the release files.',
        findings: stale,
      },
      {
        exhibit: 'sources',
        rule: 'evidence-contradicts',
        sentence: 'The newest release file that has a code agrees with what is given of it.',
        findings: known,
      },
    ],
    report,
  )
}

/** The newest of the releases that tells of a code: not one of before the code was added. */
function newestOf(code: Code, releases: readonly Evidence[]): Evidence | undefined {
  const telling = releases.filter(({ standing }) =>
    (['unchanged', 'changed', 'terminated', 'missing', 'free', 'taken'] as const).some(name =>
      standing[name].includes(code),
    ),
  )
  return telling.reduce<Evidence | undefined>(
    (newest, one) => (newest && newest.edition > one.edition ? newest : one),
    undefined,
  )
}

/** What a release says otherwise of a code, as a sentence. */
function contradiction(
  { code, current, added }: Descriptor | OtherCode,
  { file, standing, differences }: Evidence,
): string | false {
  if (standing.unchanged.includes(code) || standing.free.includes(code)) return false
  if (standing.missing.includes(code)) return `Unexpected code ${code}, which ${file} does not have, expected one of it`
  const { long, short, added: date, terminated, takenBy } = differences.find(one => one.code === code) ?? {}
  const wording = (what: string, ours: string, theirs: string | undefined) =>
    theirs === undefined ? [] : [`${what} descriptor: ${toLine(redlineNodes(redline(ours, theirs)))}`]
  if (takenBy === code)
    return `Unexpected code ${code} to be established, which ${file} has already, expected a new one`
  if (takenBy)
    return `Unexpected descriptor of ${code}, which ${file} has for ${takenBy}, expected one that no code in force has`
  if (terminated)
    return `Unexpected code ${code}, which ended on ${terminated} as ${file} has it, expected a code in force`
  const parts = [
    ...wording('long', current.long, long),
    ...wording('short', current.short, short),
    ...(date ? [`added ${date}, not ${added}`] : []),
  ]
  return `Unexpected wording or date of ${code}, expected what ${file} has (${parts.join('; ')})`
}
