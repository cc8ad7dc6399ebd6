import { toString as plainText } from 'mdast-util-to-string'
import type { Place } from '../types.ts'
import { datesIn } from './dates.ts'
import type { Packet } from './packet-types.ts'
import type { Letter, Request } from './types.ts'

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
    ...packet.toConfirm.map(({ what, place }) => ({ what: `to be confirmed: ${what.trim()}`, place })),
    ...letterBlanks(request).map(({ what }) => ({ what: `the letter has a blank: ${what}` })),
    ...evidenceOpen(packet),
    ...timeOpen(request),
    ...proseOpen(packet),
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

/** Prose cannot speak of a day that has not come, but for those that the request itself names. */
function proseOpen({ request, descriptors }: Packet): OpenItem[] {
  const { asOf, deadline, effective } = request
  const named = [deadline, effective, ...descriptors.flatMap(one => one.effective ?? [])]
  const place = (line: number) => ({ path: request.at.title.path, line, column: 1 })
  return [...request.sections.values()].flatMap(({ nodes }) =>
    nodes.flatMap(node => {
      const later = datesIn(plainText(node)).find(date => date > asOf && !named.includes(date))
      if (later === undefined) return []
      const what = `the prose speaks of ${later}, after the day of the account, ${asOf}`
      return [{ what, place: place(node.position?.start.line ?? 1) }]
    }),
  )
}

function answersOpen({ request, answers }: Packet): OpenItem[] {
  if (request.venue.kind === 'comment') return []
  const path = `descriptors/${request.name}/answers.yaml`
  if (!answers) return [{ what: `the questions of the applicant’s form and their answers: add ${path}` }]
  return answers
    .filter(({ answer }) => answer === '')
    .map(({ question, place }) => ({ what: `a question without an answer: ${question}`, place }))
}
