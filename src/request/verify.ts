import { redline } from '../redline/redline.ts'
import { latestAdded } from '../release/order.ts'
import { surveyWords } from '../release/survey.ts'
import type { Release, ReleaseRecord } from '../release/types.ts'
import { struckClause } from './changes/of.ts'
import type { Standing, StrikeCarriers, Verification, VerifiedCode } from './evidence-types.ts'
import type { Packet } from './packet-types.ts'
import type { Decision, Descriptor, OtherCode } from './types.ts'

/** In the order in which they are told. */
export const STANDINGS: readonly Standing[] = [
  'unchanged',
  'changed',
  'terminated',
  'missing',
  'later',
  'free',
  'taken',
]

/**
 * Holds every current wording, short descriptor and add date of a request against a release, and finds who else carries
 * the strike. `others` are releases that may know termination dates this one lacks.
 */
export function verifyPacket(packet: Packet, release: Release, others: readonly Release[]): Verification {
  const records = new Map(release.records.map(record => [record.code, record]))
  const latest = latestAdded(release)
  const month = release.edition?.period ?? ''
  const asked = packet.descriptors.map(one => {
    const { decided } = one
    if (decided && decided.action !== 'none' && decided.date.slice(0, month.length) <= month)
      return verifyDecided(one, decided, records)
    return one.action === 'establish' ? verifyNew(one, packet, release) : verifyCode(one, records.get(one.code), latest)
  })
  const outside = [...packet.precedents, ...packet.related]
  const codes = [...asked, ...outside.map(one => verifyCode(one, records.get(one.code), latest))]
  return { release, codes, carriers: findCarriers(packet, release, others) }
}

function verifyCode(ours: Descriptor | OtherCode, record: ReleaseRecord | undefined, latest: string): VerifiedCode {
  const { code, current, added } = ours
  const place = ours.at.current
  if (record === undefined) return { code, place, standing: added > latest ? 'later' : 'missing' }
  const { terminated } = record
  const differs = (wording: string, found: string) => wording !== '' && wording !== found
  const found = {
    long: differs(current.long, record.long) ? redline(current.long, record.long) : undefined,
    short: differs(current.short, record.short) ? redline(current.short, record.short) : undefined,
    added: record.added !== undefined && added !== record.added ? { ours: added, release: record.added } : undefined,
  }
  const changed = Object.values(found).some(value => value !== undefined)
  const standing: Standing = terminated !== undefined ? 'terminated' : changed ? 'changed' : 'unchanged'
  return { code, place, standing, ...found, terminated }
}

/** What CMS has decided is in its releases from then on: under the code that it names, or nowhere, where the code ended. */
function verifyDecided(
  { code, at }: Descriptor,
  { code: holder, long, action }: Decision,
  records: ReadonlyMap<string, ReleaseRecord>,
): VerifiedCode {
  const record = records.get(holder)
  const place = at.current
  if (action === 'discontinue' && long === '')
    return { code, place, standing: record === undefined || record.terminated !== undefined ? 'unchanged' : 'changed' }
  if (record === undefined) return { code, place, standing: 'missing' }
  if (record.terminated !== undefined) return { code, place, standing: 'terminated', terminated: record.terminated }
  if (record.long === long) return { code, place, standing: 'unchanged' }
  return { code, place, standing: 'changed', long: redline(long, record.long) }
}

/** A code to be established must be free, and so must its descriptor, but for a code that gives way to it. */
function verifyNew({ code, proposed, at }: Descriptor, { descriptors }: Packet, release: Release): VerifiedCode {
  const ending = descriptors.filter(({ action }) => action === 'discontinue').map(one => one.code)
  const wanted = proposed.long.toLowerCase()
  const holder = release.records.find(
    one =>
      one.code === code ||
      (one.terminated === undefined && !ending.includes(one.code) && one.long.toLowerCase() === wanted),
  )
  return { code, place: at.proposed, standing: holder ? 'taken' : 'free', takenBy: holder?.code }
}

/** The strike is sought as it stands, with its punctuation; a kindred clause by the rarest word of the strike. */
function findCarriers({ request, descriptors }: Packet, release: Release, others: readonly Release[]): StrikeCarriers {
  const own = new Set(descriptors.map(({ code }) => code))
  const survey = (words: string) => {
    const { inForce, terminated } = surveyWords(release, words, others)
    const outside = (found: typeof inForce) => found.map(({ record }) => record).filter(({ code }) => !own.has(code))
    return { inForce: outside(inForce), terminated: outside(terminated) }
  }
  const clause = struckClause(request)
  if (clause === undefined) return { inForce: [], terminated: [], kindred: [], word: '' }
  const carries = ({ long }: ReleaseRecord) => long.includes(clause)
  const word = rarestWord(clause, release)
  const named = survey(word)
  const codes = (records: readonly ReleaseRecord[]) => records.map(({ code }) => code)
  return {
    inForce: codes(named.inForce.filter(carries)),
    terminated: codes(named.terminated.filter(carries)),
    kindred: codes(named.inForce.filter(record => !carries(record))),
    word,
  }
}

/** Of ", including leukapheresis and dose preparation procedures": leukapheresis. */
function rarestWord(strike: string, release: Release): string {
  const words = strike.match(/[\p{L}\p{N}-]+/gu) ?? []
  const count = (word: string) => release.records.filter(({ long }) => long.toLowerCase().includes(word)).length
  const counted = words.map(word => ({ word, count: count(word.toLowerCase()) })).filter(({ count }) => count > 0)
  return counted.sort((one, other) => one.count - other.count)[0]?.word ?? ''
}
