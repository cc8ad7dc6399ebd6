import type { Element } from '../../redline/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Check, ExhibitKey, Study } from '../../request/study-types.ts'
import type { SourceId } from '../../request/types.ts'
import { cycleName, filingName } from '../../request/venue.ts'
import type { Code } from '../../types.ts'
import type { Inline } from '../template/values.ts'

/** What every exhibit is made from. */
export interface Context {
  readonly packet: Packet
  readonly study: Study
  readonly checks: readonly Check[]
  /** The letter of each exhibit of this packet, in order. */
  readonly letters: ReadonlyMap<ExhibitKey, string>
}

/** Values that the templates of all exhibits may name. */
export function commonView({ packet, checks, letters }: Context, key: ExhibitKey) {
  const { request } = packet
  const comment = request.venue.kind === 'comment' ? request.venue : undefined
  const application = request.venue.kind === 'application' ? request.venue : undefined
  const letter = (of: ExhibitKey) => letters.get(of) ?? ''
  return {
    request,
    letter: letter(key),
    exhibits: {
      revisions: letter('revisions'),
      precedent: letter('precedent'),
      levels: letter('levels'),
      payment: letter('payment'),
      sources: letter('sources'),
    },
    unconfirmed: {
      docket: 'docket' in request.toConfirm,
      fileCode: 'fileCode' in request.toConfirm,
      deadline: 'deadline' in request.toConfirm,
      effective: 'effective' in request.toConfirm,
    },
    filing: filingName(request),
    comment: comment ?? false,
    closed: comment?.commentPeriod === 'closed',
    application: application ? { ...application, cycleName: cycleName(application.cycle) } : false,
    hasFamily: request.family !== '',
    codeCount: packet.descriptors.length,
    codeList: packet.descriptors.map(descriptor => descriptor.code),
    proof: checks.filter(check => check.exhibit === key),
  }
}

/** Whether a descriptor names a service beside its product. */
export function namesService(elements: readonly Element[]): boolean {
  return elements.some(element => element.role === 'included service')
}

/** The text of the elements of one role, or a dash that says "none". */
export function partOf(elements: readonly Element[], role: Element['role']): string {
  return (
    elements
      .filter(element => element.role === role)
      .map(element => element.text)
      .join(', ') || '—'
  )
}

export function byCode<T extends { readonly code: Code }>(items: readonly T[], code: Code): T {
  return items.find(item => item.code === code)!
}

/** The text of a citation, for a place within a line. */
export function citationOf({ request }: Packet, id: SourceId): Inline {
  const { children } = request.sources.find(source => source.id === id)!
  const paragraphs = children.flatMap(node => (node.type === 'paragraph' ? [node.children] : []))
  const space = { type: 'text', value: ' ' } as const
  return { inline: paragraphs.flatMap((line, index) => (index === 0 ? line : [space, ...line])) }
}
