import type { IsoDate, Place } from '../types.ts'
import type { Letter, Packet, Request } from './types.ts'

/** What every page of a filing says on which something is still open. */
export const DRAFT = 'DRAFT – not for filing'

/** Something that is to be done before a request is filed. */
export interface OpenItem {
  readonly what: string
  readonly place?: Place | undefined
}

/** All that is open. As long as there is anything, the filing is a draft. */
export function openItems(packet: Packet): OpenItem[] {
  const { request } = packet
  return [
    ...packet.toConfirm.map(({ what, place }) => ({ what: `to be confirmed: ${what}`, place })),
    ...letterBlanks(request).map(({ what }) => ({ what: `the letter has a blank: ${what}` })),
    ...evidenceOpen(packet),
    ...timeOpen(request),
    ...answersOpen(packet),
  ]
}

/** A place in the letter that request.md leaves to be filled in. */
export interface Blank {
  readonly field: keyof Letter | 'filedBy'
  readonly what: string
}

/** The blanks of the letter, in the order in which they stand in it. */
export function letterBlanks({ letter, filedBy, venue }: Request): Blank[] {
  const all: readonly Blank[] = [
    { field: 'date', what: 'date' },
    ...(venue.kind === 'comment' ? [{ field: 'ruleTitle', what: 'full title of the proposed rule' } as const] : []),
    { field: 'filedBy', what: venue.kind === 'comment' ? 'name of the hospital or society' : 'name of the applicant' },
    { field: 'contact', what: 'name, telephone and e-mail address for questions' },
    { field: 'signer', what: 'name of the signer' },
    { field: 'position', what: 'position of the signer' },
  ]
  return all.filter(({ field }) => (field === 'filedBy' ? filedBy : letter[field]) === undefined)
}

/** Each wording that CMS has now must stand in a release that was held against it. */
function evidenceOpen({ request, descriptors, evidence }: Packet): OpenItem[] {
  const releases = evidence?.releases ?? []
  const verify = `run npm run verify -- RELEASE --request ${request.name}`
  if (releases.length === 0) return [{ what: `no release was held against the wordings: ${verify}` }]
  const confirmed = new Set(releases.flatMap(({ standing }) => standing.unchanged))
  const open = descriptors.filter(({ action, code }) => action !== 'establish' && !confirmed.has(code))
  const later = releases.filter(({ edition }) => edition > request.asOf)
  return [
    ...open.map(({ code, at }) => ({
      what: `no release confirms the wording of ${code}: ${verify}`,
      place: at.current,
    })),
    ...later.map(({ file, edition }) => ({
      what: `the release ${file} is of ${edition}, after the day of the account, ${request.asOf}`,
    })),
  ]
}

function timeOpen({ asOf, deadline, at }: Request): OpenItem[] {
  if (asOf <= deadline) return []
  return [{ what: `the deadline, ${deadline}, is past on the day of the account, ${asOf}`, place: at.deadline }]
}

function answersOpen({ request, answers }: Packet): OpenItem[] {
  if (request.venue.kind === 'comment') return []
  const path = `descriptors/${request.name}/answers.yaml`
  if (!answers) return [{ what: `the questions of the applicant’s form and their answers: add ${path}` }]
  return answers
    .filter(({ answer }) => answer === '')
    .map(({ question, place }) => ({ what: `a question without an answer: ${question}`, place }))
}

/** The first day that a text names and that comes after `day`, other than those of `known`. */
export function dayAfter(text: string, day: IsoDate, known: readonly IsoDate[]): IsoDate | undefined {
  return datesIn(text).find(date => date > day && !known.includes(date))
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** The calendar days that a text names, "September 9, 2024", "9 September 2024" or 2024-09-09, as `YYYY-MM-DD`. */
export function datesIn(text: string): IsoDate[] {
  const names = MONTHS.join('|')
  const pattern = new RegExp(
    `(?:(${names}) (\\d{1,2}), (\\d{4}))|(?:\\b(\\d{1,2}) (${names}) (\\d{4}))|\\b(\\d{4}-\\d\\d-\\d\\d)\\b`,
    'g',
  )
  return Array.from(text.matchAll(pattern), ([, monthA, dayA, yearA, dayB, monthB, yearB, iso]) => {
    if (iso !== undefined) return iso
    const month = MONTHS.indexOf((monthA ?? monthB)!) + 1
    return `${yearA ?? yearB}-${String(month).padStart(2, '0')}-${(dayA ?? dayB)!.padStart(2, '0')}`
  })
}
