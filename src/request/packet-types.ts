import type { Code, IsoDate, Place } from '../types.ts'
import type { EvidenceFile } from './evidence-types.ts'
import type { Descriptor, OtherCode, QuotedInProse, Request, SourceId, ToConfirm } from './types.ts'

/** Money in whole US cents. */
export type Cents = number

/** How a service is paid under the OPPS; without `payment` it is not paid. */
export interface PaymentStatus {
  readonly status: string
  readonly apc?: string | undefined
  readonly payment?: Cents | undefined
}

/** A service with its CPT code and the CMS short descriptor (never the CPT long descriptor). */
export interface Service {
  /** The number of the proposed rule, for as long as CPT has given none: `3X018`. */
  readonly placeholder?: string | undefined
  /** The CPT code; of a service without one the placeholder, which `crosswalk.yaml` and the outcomes then name. */
  readonly code: string
  readonly short: string
  readonly step: string
  readonly proposed: PaymentStatus
  readonly requested: PaymentStatus
}

/** What became of the services in one year's rule. `total` is the asked sum at that year's rates of the comparators. */
export interface Outcome {
  readonly label: string
  readonly source: SourceId
  readonly services: readonly (PaymentStatus & { readonly code: string })[]
  readonly comparators: readonly { readonly apc: string; readonly code: string; readonly payment: Cents }[]
  readonly total: Cents
}

/** `payment.yaml`. `total` is the sum the request states for the services that CMS proposed not to pay. */
export interface Payment {
  readonly proposed: { readonly label: string; readonly source: SourceId }
  readonly requested: { readonly label: string; readonly source?: SourceId | undefined }
  readonly services: readonly Service[]
  /** Those of `services` for which payment is asked where CMS proposed none: the ones that the totals add up. */
  readonly asked: readonly Service[]
  readonly total: Cents
  readonly outcomes: readonly Outcome[]
  readonly statuses: readonly { readonly status: string; readonly meaning: string }[]
  readonly toConfirm: readonly string[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** `crosswalk.yaml`: struck words and the CPT codes of the services they name. */
export interface Crosswalk {
  readonly source?: SourceId | undefined
  /** The services, where there is no `payment.yaml` that has them. */
  readonly services: readonly Pick<Service, 'code' | 'placeholder' | 'short' | 'step'>[]
  readonly crosswalk: readonly { readonly words: string; readonly services: readonly string[] }[]
  readonly notNamed: readonly string[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** A revision of a descriptor that CMS made itself. `from` and `to` are long descriptors, both or neither. */
export interface Revision {
  readonly code: Code
  /** The code that took the place of it, with the wording `to`. */
  readonly successor?: Code | undefined
  readonly group: string
  readonly effective: IsoDate
  readonly action?: string | undefined
  readonly from?: string | undefined
  /** What an applicant asked for, where CMS decided on other words. */
  readonly asked?: string | undefined
  readonly to?: string | undefined
  readonly note: string
  readonly source: SourceId
  readonly place: Place
}

/** A passage quoted from an official document. `emphasis` is a part of `text`, and the request's own. */
export interface Quotation {
  readonly id: string
  readonly text: string
  readonly emphasis?: string | undefined
  readonly source: SourceId
  /** What is still to be confirmed about the passage. */
  readonly toConfirm?: string | undefined
}

/** A question of the applicant’s form, as it is printed there, and what is answered; empty as long as it is open. */
export interface Answer {
  readonly question: string
  readonly answer: string
  readonly place: Place
}

/** One folder of `descriptors/`, read and checked. */
export interface Packet {
  readonly request: Request
  /** In the order of `request.codes`. */
  readonly descriptors: readonly Descriptor[]
  /** Those of `request.precedents` in its order, then the others by date and code. */
  readonly precedents: readonly OtherCode[]
  readonly related: readonly OtherCode[]
  readonly payment?: Payment | undefined
  readonly crosswalk?: Crosswalk | undefined
  readonly revisions: readonly Revision[]
  readonly quotations: readonly Quotation[]
  readonly evidence?: EvidenceFile | undefined
  /** What the applicant’s form asks, in its order; without a file there is nothing. */
  readonly answers?: readonly Answer[] | undefined
  readonly quoted: readonly QuotedInProse[]
  readonly toConfirm: readonly ToConfirm[]
}
