import { datesIn, monthsIn } from '../dates.ts'
import type { Cents, Packet } from '../packet-types.ts'
import { citedIn, type StaffText } from '../texts.ts'
import { amountsIn, codesIn, likeServicesIn, servicesIn } from './named.ts'

/** What is wrong with each thing of a kind that a text names; `false` where all is well. */
type Finder = (text: StaffText) => (string | false)[]

const OF_REQUEST = 'expected one of the request or of its sources'

/** Finds codes, of Level II and CPT, that neither the request nor its sources have. */
export function codeFinder(packet: Packet): Finder {
  const known = new Set([...knownCodes(packet), ...knownServices(packet)])
  return ({ text }) =>
    [...codesIn(text), ...servicesIn(text)].map(
      code => !known.has(code) && `Unexpected code ${code} in the prose, ${OF_REQUEST}`,
    )
}

function knownCodes(packet: Packet): string[] {
  const { descriptors, precedents, related, revisions, evidence } = packet
  const wordings = [
    ...[...descriptors, ...precedents, ...related].map(({ current }) => current.long),
    ...descriptors.flatMap(({ proposed, decided }) => [proposed.long, decided?.long ?? '']),
    ...revisions.flatMap(({ from, asked, to }) => [from ?? '', asked ?? '', to ?? '']),
  ]
  return [
    ...[...descriptors, ...precedents, ...related, ...revisions].map(({ code }) => code),
    ...revisions.map(({ successor }) => successor ?? ''),
    ...descriptors.flatMap(({ replacedBy, decided }) => [replacedBy ?? '', decided?.code ?? '']),
    ...(evidence?.releases ?? []).flatMap(({ carriers: { inForce, terminated, kindred } }) => [
      ...inForce,
      ...terminated,
      ...kindred,
    ]),
    ...codesIn([citedIn(packet), ...wordings].join('\n')),
  ]
}

function knownServices(packet: Packet): string[] {
  const { payment, crosswalk } = packet
  const services = [...(payment?.services ?? []), ...(crosswalk?.services ?? [])]
  const outcomes = (payment?.outcomes ?? []).flatMap(({ services, comparators }) => [...services, ...comparators])
  return [
    ...services.flatMap(({ code, placeholder }) => [code, placeholder ?? '']),
    ...outcomes.map(({ code }) => code),
    ...(crosswalk?.crosswalk ?? []).flatMap(row => row.services),
    ...(crosswalk?.notNamed ?? []),
    ...likeServicesIn(citedIn(packet)),
  ]
}

/** Finds days, and months without a day, that neither the request nor its sources have. */
export function dateFinder(packet: Packet): Finder {
  const { request, descriptors, precedents, related, revisions, evidence, payment } = packet
  const releases = evidence?.releases ?? []
  const stated = [citedIn(packet), ...labelsOf(payment)].join('\n')
  const days = new Set([
    ...[request.deadline, request.asOf, request.effective],
    ...[...descriptors, ...precedents, ...related].map(({ added }) => added),
    ...descriptors.flatMap(({ effective, decided }) => [effective ?? '', decided?.date ?? '']),
    ...revisions.map(({ effective }) => effective),
    ...releases.map(({ checked }) => checked ?? ''),
    ...datesIn(stated),
  ])
  const months = new Set([...[...days, ...releases.map(one => one.edition)].map(toMonth), ...monthsIn(stated)])
  return ({ text }) => [
    ...datesIn(text).map(day => !days.has(day) && `Unexpected date ${day} in the prose, ${OF_REQUEST}`),
    ...monthsIn(text).map(month => !months.has(month) && `Unexpected month ${month} in the prose, ${OF_REQUEST}`),
  ]
}

function toMonth(day: string): string {
  return day.slice(0, 7)
}

function labelsOf(payment: Packet['payment']): string[] {
  if (!payment) return []
  return [payment.proposed, payment.requested, ...payment.outcomes].map(({ label }) => label)
}

/** Finds dollar amounts that neither the request nor its sources have. */
export function amountFinder(packet: Packet): Finder {
  const known = new Set([...paidIn(packet), ...amountsIn(citedIn(packet)).map(({ cents }) => cents)])
  return ({ text }) =>
    amountsIn(text).map(
      ({ phrase, cents }) => !known.has(cents) && `Unexpected amount ${phrase} in the prose, ${OF_REQUEST}`,
    )
}

function paidIn({ payment }: Packet): Cents[] {
  if (!payment) return []
  const paid = [
    ...payment.services.flatMap(({ proposed, requested }) => [proposed.payment, requested.payment]),
    ...payment.outcomes.flatMap(({ services, comparators, total }) => [
      ...[...services, ...comparators].map(one => one.payment),
      total,
    ]),
    payment.total,
  ]
  return paid.filter(one => one !== undefined)
}
