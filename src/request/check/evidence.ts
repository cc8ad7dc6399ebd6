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
import { type Finding, runTests } from './agreement.ts'

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
  const known = [...packet.descriptors, ...packet.precedents, ...packet.related].flatMap((one): Finding[] => {
    const said = newestOf(one.code, fresh).map(release => contradiction(one, release))
    const wrong = said.find((words): words is string => words !== false)
    return said.length > 0 ? [{ place: one.at.current, wrong: wrong ?? false }] : []
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

/**
 * The newest of the releases that tell of a code: not one of before the code was added. Of several copies of one edition,
 * and of one whose edition nothing tells, none may say otherwise.
 */
function newestOf(code: Code, releases: readonly Evidence[]): Evidence[] {
  const telling = releases.filter(({ standing }) =>
    (['unchanged', 'changed', 'terminated', 'missing', 'free', 'taken'] as const).some(name =>
      standing[name].includes(code),
    ),
  )
  const newest = telling.map(({ edition }) => edition).reduce((one, other) => (one > other ? one : other), '')
  return telling.filter(({ edition }) => edition === newest || edition === '')
}

/** What a release says otherwise of a code, as a sentence. */
function contradiction(one: Descriptor | OtherCode, { file, standing, differences }: Evidence): string | false {
  const { code, current, added } = one
  if (standing.unchanged.includes(code) || standing.free.includes(code)) return false
  if (standing.missing.includes(code)) return `Unexpected code ${code}, which ${file} does not have, expected one of it`
  const {
    long,
    short,
    added: date,
    terminated,
    takenBy,
  } = differences.find(difference => difference.code === code) ?? {}
  const wording = (what: string, ours: string, theirs: string | undefined) =>
    theirs === undefined ? [] : [`${what} descriptor: ${toLine(redlineNodes(redline(ours, theirs)))}`]
  if (takenBy === code)
    return `Unexpected code ${code} to be established, which ${file} has already, expected a new one`
  if (takenBy)
    return `Unexpected descriptor of ${code}, which ${file} has for ${takenBy}, expected one that no code in force has`
  if (terminated)
    return `Unexpected code ${code}, which ended on ${terminated} as ${file} has it, expected a code in force`
  const parts = [
    ...wording('long', 'decided' in one && one.decided ? one.decided.long || current.long : current.long, long),
    ...wording('short', current.short, short),
    ...(date ? [`added ${date}, not ${added}`] : []),
  ]
  return `Unexpected wording or date of ${code}, expected what ${file} has (${parts.join('; ')})`
}
