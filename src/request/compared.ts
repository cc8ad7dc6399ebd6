import type { Code } from '../types.ts'
import { monthsAfter } from './dates.ts'
import type { Evidence } from './evidence-types.ts'
import type { Packet } from './packet-types.ts'

/** What of the wordings that a filing quotes was held against CMS’s own files, as its certificate says it. */
export interface Compared {
  /** CMS’s own release files of the time of the account. */
  readonly releases: readonly Evidence[]
  /** The codes that the newest of them confirms, and those that it does not. */
  readonly codes: readonly Code[]
  readonly open: readonly Code[]
}

/** After so many months two quarterly releases have followed: the wordings may be others by then. */
export const MONTHS_OF_EVIDENCE = 6

/** CMS publishes its releases as zips with text and workbooks; a CSV is a copy that somebody saved. */
export function isCopy({ file }: Evidence): boolean {
  return /\.csv$/i.test(file)
}

/** The codes whose current wording a filing states: those of the request, and the precedents that it relies on. */
export function filedCodes({ descriptors, precedents }: Packet): Code[] {
  const current = descriptors.filter(({ action }) => action !== 'establish')
  return [...current, ...precedents.filter(({ relation }) => relation === 'precedent')].map(({ code }) => code)
}

/** Which wordings CMS’s own files of the six months before the account confirm. */
export function comparedWith(packet: Packet): Compared {
  const { asOf } = packet.request
  const releases = (packet.evidence?.releases ?? []).filter(
    release => !isCopy(release) && release.edition <= asOf && monthsAfter(release.edition, MONTHS_OF_EVIDENCE) >= asOf,
  )
  const newest = [...releases].sort((one, other) => (one.edition > other.edition ? -1 : 1))
  const confirms = (code: Code) => {
    const found = newest.find(({ standing: { unchanged, changed, terminated } }) =>
      [...unchanged, ...changed, ...terminated].includes(code),
    )
    return found?.standing.unchanged.includes(code) ?? false
  }
  const codes = filedCodes(packet)
  return { releases, codes: codes.filter(confirms), open: codes.filter(code => !confirms(code)) }
}
