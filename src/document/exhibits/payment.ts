import type { Payment, PaymentStatus, Service } from '../../request/packet-types.ts'
import { dollars } from '../template/helpers.ts'
import type { Context } from './context.ts'

/** Exhibit "Payment": the values of `templates/payment.md.hbs`. */
export function paymentView({ packet }: Context) {
  const payment = packet.payment!
  const { services, asked, outcomes } = payment
  return {
    ...payment,
    paymentText: packet.request.sections.get('payment') ?? false,
    services: services.map(service => ({
      ...service,
      placeholder: service.placeholder ?? false,
      asked: asked.includes(service),
      proposed: shown(service.proposed),
      requested: shown(service.requested),
    })),
    hasPlaceholders: services.some(({ placeholder }) => placeholder !== undefined),
    codeHeading: headingOfCodes(services),
    requestedSource: payment.requested.source ?? false,
    hasOutcomes: outcomes.length > 0,
    askedCodes: asked.map(service => service.code),
    askedCount: asked.length,
    askedParts: asked.length > 1 && asked.map(service => dollars(service.requested.payment!)).join(' + '),
    outcomeLabels: outcomes.map(outcome => outcome.label),
    outcomes,
    outcomeRows: services.map(({ code, short }) => ({
      code,
      short,
      years: outcomes.map(outcome => inWords(outcome.services.find(one => one.code === code)!)),
    })),
    comparatorRows: comparators(payment),
    totals: outcomes.map(outcome => dollars(outcome.total)),
  }
}

/** A number of a proposed rule is not yet a CPT code. */
export function headingOfCodes(services: readonly Pick<Service, 'code'>[]): string {
  return services.some(({ code }) => /[A-Z]\d{3}$/.test(code)) ? 'Placeholder in the proposed rule' : 'CPT code'
}

/** Addendum B leaves the APC and the rate blank where the OPPS does not pay. */
function shown({ status, apc, payment }: PaymentStatus) {
  const rate = payment === undefined ? 'no OPPS payment' : dollars(payment)
  const text = [`SI ${status}`, apc === undefined ? '' : `APC ${apc}`, rate].filter(Boolean).join(', ')
  return { status, apc: apc ?? '—', payment: rate, text }
}

function inWords({ status, payment }: PaymentStatus): string {
  return `SI ${status}, ${payment === undefined ? 'no OPPS payment' : dollars(payment)}`
}

function comparators({ asked, outcomes }: Payment) {
  const apcs = [...new Set(asked.map(service => service.requested.apc!))]
  return apcs.map(apc => {
    const found = outcomes.map(outcome => outcome.comparators.find(one => one.apc === apc)!)
    return { apc, code: found[0]?.code ?? '—', rates: found.map(one => dollars(one.payment)) }
  })
}
