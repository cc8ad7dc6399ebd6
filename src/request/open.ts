import type { Place } from '../types.ts'
import { comparedWith, MONTHS_OF_EVIDENCE } from './compared.ts'
import { datesIn, monthsAfter } from './dates.ts'
import { factsOf } from './facts.ts'
import type { Packet } from './packet-types.ts'
import type { Letter, Request } from './types.ts'

/** What every page of a filing says on which something is still open. */
export const DRAFT = 'DRAFT: not for filing'

/** What every page says that is for the writers alone. */
export const WORKING_PAPER = 'WORKING PAPER: not for filing'

/** Something that is to be done before a request is filed. */
export interface OpenItem {
  readonly what: string
  readonly place?: Place | undefined
}

/** Whether a request can be filed, in words. */
export function stateOf(open: readonly OpenItem[]): string {
  if (open.length === 0) return 'Ready to file: nothing is open'
  return `Draft: ${open.length} ${open.length === 1 ? 'item' : 'items'} open before filing`
}

/** All that is open. As long as there is anything, the filing is a draft. */
export function openItems(packet: Packet): OpenItem[] {
  const { request } = packet
  return [
    ...packet.toConfirm.map(({ what, place }) => ({ what: `to be confirmed: ${what.trim()}`, place })),
    ...letterBlanks(request).map(({ what }) => ({ what: `to be filled in: ${what}` })),
    ...evidenceOpen(packet),
    ...timeOpen(request),
    ...letterDateOpen(request),
    ...laterOpen(packet),
    ...answersOpen(packet),
    ...filingOpen(packet),
  ]
}

/** A place in the letter that request.md leaves to be filled in. */
export interface Blank {
  readonly field: keyof Letter | 'filedBy' | 'whoWeAre'
  readonly what: string
}

/** The blanks of the letter, in the order in which they stand in it. */
export function letterBlanks({ letter, filedBy, venue, sections }: Request): Blank[] {
  const all: readonly Blank[] = [
    { field: 'letterhead', what: `address of the ${venue.kind === 'comment' ? 'hospital or society' : 'applicant'}` },
    { field: 'date', what: 'date' },
    ...(venue.kind === 'comment' ? [{ field: 'ruleTitle', what: 'full title of the proposed rule' } as const] : []),
    { field: 'filedBy', what: venue.kind === 'comment' ? 'name of the hospital or society' : 'name of the applicant' },
    { field: 'whoWeAre', what: 'who we are, in a sentence or two' },
    { field: 'contact', what: 'name, telephone number, and email address for questions' },
    { field: 'signer', what: 'name of the signer' },
    { field: 'position', what: 'position of the signer' },
  ]
  const given = { ...letter, filedBy, whoWeAre: sections.get('who we are') }
  return all.filter(({ field }) => given[field] === undefined)
}

/** Each wording that CMS has now must stand in a release that was held against it: in one of CMS’s own, and a recent one. */
function evidenceOpen(packet: Packet): OpenItem[] {
  const { request, descriptors, precedents, related, evidence } = packet
  const releases = evidence?.releases ?? []
  const verify = `run npm run verify -- RELEASE --request ${request.name}`
  if (releases.length === 0) return [{ what: `no release was held against the wordings: ${verify}` }]
  const confirmed = new Set(releases.flatMap(({ standing }) => standing.unchanged))
  const current = descriptors.filter(({ action }) => action !== 'establish')
  const open = [...current, ...precedents, ...related].filter(({ code }) => !confirmed.has(code))
  const newest = releases.map(({ edition }) => edition).reduce((one, other) => (one > other ? one : other))
  const isOld = newest !== '' && monthsAfter(newest, MONTHS_OF_EVIDENCE) < request.asOf
  const old = `the newest release held against the wordings is of ${newest}, more than six months before the day of the account, ${request.asOf}`
  return [
    ...open.map(({ code, at }) => ({
      what: `no release confirms the wording of ${code}: ${verify}`,
      place: at.current,
    })),
    ...(isOld ? [{ what: `${old}: ${verify}` }] : certificateOpen(packet, confirmed)),
  ]
}

/** What the certificate of comparison has a blank for. */
function certificateOpen(packet: Packet, confirmed: ReadonlySet<string>): OpenItem[] {
  const { request, descriptors } = packet
  const { asOf, name } = request
  const { open, codes, day } = comparedWith(packet)
  const decided = descriptors.filter(one => one.decided).map(({ code }) => code)
  const copied = open.filter(code => confirmed.has(code) && !decided.includes(code))
  return [
    ...decided.map(code => ({
      what: `CMS has decided on ${code}: the wording that the request quotes is its current one no more`,
    })),
    ...(copied.length > 0
      ? [
          {
            what: `no release file of CMS’s own of the six months before ${asOf} confirms the wording of ${copied.join(', ')}: run npm run verify -- RELEASE --request ${name} with the zip or workbook that CMS publishes; a CSV is a copy`,
          },
        ]
      : []),
    ...(codes.length > 0 && day === undefined
      ? [
          {
            what: `the day of the comparison with the releases is not told: run npm run verify again with the same releases`,
          },
        ]
      : []),
    ...(codes.length > 0 && day !== undefined && day > asOf
      ? [
          {
            what: `the releases were compared on ${day}, after the day of the account, ${asOf}: set “asOf” to that day or a later one`,
            place: request.at.asOf,
          },
        ]
      : []),
  ]
}

function timeOpen({ asOf, deadline, at }: Request): OpenItem[] {
  if (asOf <= deadline) return []
  return [{ what: `the deadline, ${deadline}, is past on the day of the account, ${asOf}`, place: at.deadline }]
}

/** A letter tells what holds on the day of the account: it is written on that day or later, and by the deadline. */
function letterDateOpen({ letter, asOf, deadline }: Request): OpenItem[] {
  return datesIn(letter.date ?? '').flatMap(date => {
    if (date > deadline) return [{ what: `the letter is of ${date}, after the deadline, ${deadline}` }]
    if (date < asOf) return [{ what: `the letter is of ${date}, before the day of the account, ${asOf}` }]
    return []
  })
}

/** A filing cannot tell of a day that has not come; the working paper tells what came after. */
function laterOpen(packet: Packet): OpenItem[] {
  const { asOf } = packet.request
  return factsOf(packet)
    .filter(({ date }) => date > asOf)
    .map(({ what, date, place }) => ({ what: `${what} ${date}, after the day of the account, ${asOf}`, place }))
}

/** What must be attached and the list of request.md leaves out. */
function filingOpen({ request: { filing, venue, at }, answers }: Packet): OpenItem[] {
  if (!filing) return []
  const stems = filing.map(name => name.replace(/\.\w+$/, '').replace(/^exhibit-.*/, 'exhibits'))
  const letters =
    venue.kind === 'comment'
      ? [{ what: 'the letter, or the text for the comment box', any: ['letter', 'comment-box'] }]
      : ['letter', 'summary', ...(answers ? ['answers'] : [])].map(name => ({ what: `the ${name}`, any: [name] }))
  return [...letters, { what: 'the packet, or the exhibits', any: ['packet', 'exhibits'] }]
    .filter(({ any }) => !any.some(stem => stems.includes(stem)))
    .map(({ what }) => ({ what: `the list “filing” leaves out ${what}`, place: at.filing }))
}

function answersOpen({ request, answers }: Packet): OpenItem[] {
  if (request.venue.kind === 'comment') return []
  const path = `descriptors/${request.name}/answers.yaml`
  if (!answers) return [{ what: `the questions of the applicant’s form and their answers: add ${path}` }]
  return answers
    .filter(({ answer }) => answer === '')
    .map(({ question, place }) => ({ what: `a question without an answer: ${question}`, place }))
}
