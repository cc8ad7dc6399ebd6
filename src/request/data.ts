import * as v from 'valibot'
import * as field from '../parse/fields.ts'

const paymentStatus = {
  status: field.status,
  apc: v.optional(field.apc),
  payment: v.optional(field.money),
}

const column = v.strictObject({ label: field.text, source: field.source })

/** A service goes by its CPT code, or, as long as there is none, by the placeholder of the proposed rule. */
const service = {
  placeholder: v.optional(field.placeholder),
  code: v.optional(field.serviceCode),
  short: field.text,
  step: field.text,
}

const NAMELESS = 'a service with its code, or its placeholder'

/** `payment.yaml` */
export const paymentFields = v.strictObject({
  proposed: column,
  requested: v.strictObject({ label: field.text, source: v.optional(field.source) }),
  services: v.array(
    v.pipe(
      v.strictObject({ ...service, proposed: v.strictObject(paymentStatus), requested: v.strictObject(paymentStatus) }),
      v.check(one => (one.code ?? one.placeholder) !== undefined, NAMELESS),
    ),
  ),
  total: field.money,
  outcomes: v.optional(
    v.array(
      v.strictObject({
        label: field.text,
        source: field.source,
        services: v.array(v.strictObject({ code: field.serviceCode, ...paymentStatus })),
        comparators: v.array(v.strictObject({ apc: field.apc, code: field.serviceCode, payment: field.money })),
        total: field.money,
      }),
    ),
    [],
  ),
  statuses: v.array(v.strictObject({ status: field.status, meaning: field.text })),
  toConfirm: v.optional(v.array(field.text), []),
})

/** `crosswalk.yaml` */
export const crosswalkFields = v.strictObject({
  source: v.optional(field.source),
  services: v.optional(
    v.array(
      v.pipe(
        v.strictObject(service),
        v.check(one => (one.code ?? one.placeholder) !== undefined, NAMELESS),
      ),
    ),
    [],
  ),
  crosswalk: v.array(v.strictObject({ words: field.text, services: v.array(field.serviceCode) })),
  notNamed: v.optional(v.array(field.serviceCode), []),
})

/** `revisions.yaml` */
export const revisionFields = v.strictObject({
  revisions: v.array(
    v.strictObject({
      code: field.code,
      successor: v.optional(field.code),
      group: field.text,
      effective: field.date,
      action: v.optional(v.pipe(v.string(), v.regex(/^[ABCDFNPRST]$/, 'an action code of CMS: A B C D F N P R S T'))),
      from: v.optional(field.text),
      asked: v.optional(field.text),
      to: v.optional(field.text),
      note: field.text,
      source: field.source,
    }),
  ),
})

/** `answers.yaml` of an application */
export const answerFields = v.strictObject({
  answers: v.pipe(
    v.array(v.strictObject({ question: field.text, answer: v.optional(v.string(), '') })),
    v.nonEmpty('at least one question'),
  ),
})

/** `quotations.yaml` */
export const quotationFields = v.strictObject({
  quotations: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'a name of small letters, digits and hyphens')),
      text: field.text,
      emphasis: v.optional(field.text),
      source: field.source,
      toConfirm: v.optional(field.text),
    }),
  ),
})
