import type { Code, IsoDate } from '../types.ts'
import { monthsAfter } from './dates.ts'
import type { Evidence } from './evidence-types.ts'
import type { Packet } from './packet-types.ts'

/** What of the wordings that a filing quotes was held against CMS’s own files: what its certificate may say. */
export interface Compared {
  /** CMS’s own release files of the six months before the day of the account. */
  readonly releases: readonly Evidence[]
  /** The codes whose wording the newest of them confirms, and those whose wording it does not. */
  readonly codes: readonly Code[]
  readonly open: readonly Code[]
  /** The day of the last comparison; nothing where a day was not told. */
  readonly day?: IsoDate | undefined
}

/** After so many months two quarterly releases have followed: the wordings may be others by then. */
export const MONTHS_OF_EVIDENCE = 6

/** CMS publishes its releases as zips with text and workbooks; a CSV is a copy that somebody saved. */
function isCopy({ file }: Evidence): boolean {
  return /\.csv$/i.test(file)
}

/** Which wordings that the filing states as CMS’s current ones CMS’s own files confirm. */
export function comparedWith({ request: { asOf }, descriptors, precedents, evidence }: Packet): Compared {
  const releases = (evidence?.releases ?? []).filter(
    release => !isCopy(release) && release.edition <= asOf && monthsAfter(release.edition, MONTHS_OF_EVIDENCE) >= asOf,
  )
  const newest = [...releases].sort((one, other) => (one.edition > other.edition ? -1 : 1))
  // Once CMS has decided on a code, its files have another wording than the one that the request quotes.
  const decided = descriptors.flatMap(one => (one.decided ? [one.code] : []))
  const confirms = (code: Code) => {
    const found = newest.find(({ standing: { unchanged, changed, terminated } }) =>
      [...unchanged, ...changed, ...terminated].includes(code),
    )
    return !decided.includes(code) && (found?.standing.unchanged.includes(code) ?? false)
  }
  const relied = precedents.filter(({ relation }) => relation === 'precedent')
  const codes = [...descriptors.filter(({ action }) => action !== 'establish'), ...relied].map(({ code }) => code)
  const days = releases.flatMap(({ checked }) => checked ?? [])
  return {
    releases,
    codes: codes.filter(confirms),
    open: codes.filter(code => !confirms(code)),
    day: days.length < releases.length ? undefined : days.sort().at(-1),
  }
}
