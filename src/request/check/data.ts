import type { VFile } from 'vfile'
import type { Place } from '../../types.ts'
import type { Cents, Packet, Payment } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import { type Finding, runTests, type Test } from './agreement.ts'

/** Adds up the payment table again, and holds the crosswalk and the revisions against what they speak of. */
export function checkData(packet: Packet, report: VFile): Check[] {
  const { payment } = packet
  return runTests([...(payment ? paymentTests(payment) : []), ...crosswalkTests(packet)], report)
}

function paymentTests(payment: Payment): Test[] {
  const { services, asked, outcomes, placeOf } = payment
  const asRequested = asked.map(service => service.requested.payment)
  const years = outcomes.map((outcome, index) => {
    const rates = asked.map(service => outcome.comparators.find(one => one.apc === service.requested.apc)?.payment)
    return sum(placeOf(['outcomes', index, 'total']), rates, outcome.total)
  })
  const codes = services.map(service => service.code)
  return [
    {
      exhibit: 'payment',
      rule: 'payment-total',
      sentence: 'Each total is the sum of its services, added up again in cents.',
      findings: [sum(placeOf(['total']), asRequested, payment.total), ...years],
    },
    {
      exhibit: 'payment',
      rule: 'payment-service',
      sentence: 'Each year’s outcome names each service, once.',
      findings: outcomes.map((outcome, index) => {
        const named = outcome.services.map(service => service.code)
        const wrong = [...named].sort().join(', ') !== [...codes].sort().join(', ')
        return {
          place: placeOf(['outcomes', index, 'services']),
          wrong: wrong && `Unexpected services ${named.join(', ')}, expected ${codes.join(', ')}`,
        }
      }),
    },
    {
      exhibit: 'payment',
      rule: 'short-length',
      sentence: 'Each CMS short descriptor of a service has at most 28 characters.',
      findings: services.map(({ short }, index) => ({
        place: placeOf(['services', index, 'short']),
        wrong: short.length > 28 && `Unexpected short descriptor of ${short.length} characters, expected at most 28`,
      })),
    },
    {
      exhibit: 'payment',
      rule: 'payment-service',
      sentence: 'Each status indicator is explained.',
      findings: usedStatuses(payment).map(status => ({
        place: placeOf(['statuses']),
        wrong:
          !payment.statuses.some(one => one.status === status) &&
          `Unexpected status indicator ${status}, expected its meaning in “statuses”`,
      })),
    },
  ]
}

function usedStatuses({ services, outcomes }: Payment): string[] {
  const all = [
    ...services.flatMap(one => [one.proposed.status, one.requested.status]),
    ...outcomes.flatMap(outcome => outcome.services.map(one => one.status)),
  ]
  return [...new Set(all)]
}

function sum(place: Place, parts: readonly (Cents | undefined)[], stated: Cents): Finding {
  const missing = parts.includes(undefined)
  const total = parts.reduce<number>((before, part) => before + (part ?? 0), 0)
  if (missing) return { place, wrong: 'Unexpected missing comparator, expected a rate for each APC that is asked for' }
  return {
    place,
    wrong:
      total !== stated &&
      `Unexpected total ${money(stated)}, expected ${money(total)}, the sum of ${parts.map(money).join(' + ')}`,
  }
}

function money(cents: Cents | undefined): string {
  return ((cents ?? 0) / 100).toFixed(2)
}

function crosswalkTests({ request, crosswalk, payment, revisions }: Packet): Test[] {
  const struck = request.changes.map(({ strike }) => strike).filter(strike => strike !== '')
  const services = (payment?.services ?? crosswalk?.services ?? []).map(service => service.code)
  const named = crosswalk
    ? [...crosswalk.crosswalk.map((row, index) => [row.services, index] as const), [crosswalk.notNamed, -1] as const]
    : []
  return [
    {
      exhibit: 'levels',
      rule: 'crosswalk-words',
      sentence: 'The words of the crosswalk are words that the request strikes.',
      findings: (crosswalk?.crosswalk ?? []).map(({ words }, index) => ({
        place: crosswalk!.placeOf(['crosswalk', index, 'words']),
        wrong:
          !struck.some(one => one.includes(words)) &&
          `Unexpected words “${words}”, expected words that the request strikes: ${struck.map(one => `“${one}”`).join(', ') || 'there are none'}`,
      })),
    },
    {
      exhibit: 'levels',
      rule: 'payment-service',
      sentence: 'Each code of the crosswalk is one of the services.',
      findings: named.flatMap(([codes, index]) =>
        codes.map(code => ({
          place: crosswalk!.placeOf(index < 0 ? ['notNamed'] : ['crosswalk', index, 'services']),
          wrong:
            !services.includes(code) &&
            `Unexpected code ${code}, expected one of the services: ${services.join(', ') || 'none is there'}`,
        })),
      ),
    },
    {
      exhibit: 'precedent',
      rule: 'field-value',
      sentence: 'Each past revision gives both wordings, and they differ, or neither.',
      findings: revisions.map(({ code, from, asked, to, place }) => ({
        place,
        wrong:
          ((from === undefined) !== (to === undefined) ||
            (from !== undefined && from === to) ||
            (asked !== undefined && from === undefined)) &&
          `Unexpected wordings of ${code}, expected two different ones, “from” and “to”, or none`,
      })),
    },
  ]
}
