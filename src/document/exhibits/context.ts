import type { PhrasingContent } from 'mdast'
import type { Element, ElementRole } from '../../redline/types.ts'
import { type Blank, letterBlanks } from '../../request/open.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Check, CodeStudy, ExhibitKey, Study } from '../../request/study-types.ts'
import type { Request, SourceId } from '../../request/types.ts'
import { cycleName, filingName } from '../../request/venue.ts'
import type { Code } from '../../types.ts'
import type { Inline } from '../template/values.ts'
import { changes } from './mix.ts'

/** What every exhibit is made from. */
export interface Context {
  readonly packet: Packet
  readonly study: Study
  readonly checks: readonly Check[]
  /** The letter of each exhibit of this packet, in order. */
  readonly letters: ReadonlyMap<ExhibitKey, string>
}

/** Values that the templates of all exhibits may name. */
export function commonView({ packet, letters }: Context, key: ExhibitKey) {
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
    application: application ? { ...application, cycleName: cycleName(application.cycle) } : false,
    hasFamily: request.family !== '',
    codeCount: packet.descriptors.length,
    filedBy: fieldOf(request, 'filedBy'),
    codeList: packet.descriptors.map(descriptor => descriptor.code),
  }
}

/** Whether a descriptor names a service beside its product. */
export function namesService(elements: readonly Element[]): boolean {
  return elements.some(element => element.role === 'included service')
}

/** What a cell says that has nothing to say. */
export const NONE = '—'

/** The roles of elements, in the order in which tables show them. */
export const ROLES: readonly ElementRole[] = [
  'route',
  'product',
  'quantity',
  'qualifier',
  'included service',
  'billing unit',
]

/** The text of the elements of one role; empty where there are none. */
export function textOf(elements: readonly Element[], role: ElementRole): string {
  return elements
    .filter(element => element.role === role)
    .map(element => element.text)
    .join(', ')
}

/** The text of the elements of one role, for a cell. */
export function partOf(elements: readonly Element[], role: ElementRole): string {
  return textOf(elements, role) || NONE
}

/** The codes whose long descriptor is to change, which is what precedents speak of. */
export function revisedOf({ descriptors }: Packet, study: Study): CodeStudy[] {
  return study.codes.filter(({ code }) => changes(byCode(descriptors, code), 'long'))
}

/** Whether the long descriptor of every code is to change. */
export function isOfAll({ descriptors }: Packet): boolean {
  return descriptors.every(one => changes(one, 'long'))
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

/** A citation in a cell or before a colon, which is no sentence. */
export function withoutPeriod({ inline }: Inline): Inline {
  const last = inline.at(-1)
  if (last?.type !== 'text') return { inline }
  return { inline: [...inline.slice(0, -1), { ...last, value: last.value.replace(/\.$/, '') }] }
}

/** A field of the letter, or the blank in its place. */
export function fieldOf(request: Request, name: Blank['field']): Inline {
  const left = letterBlanks(request).find(({ field }) => field === name)
  if (left) return { inline: [blank(left.what)] }
  const fields = { ...request.letter, filedBy: request.filedBy, whoWeAre: '' }
  const lines = (fields[name] ?? '').trim().split('\n')
  return { inline: lines.flatMap((value, index) => [...(index > 0 ? [BREAK] : []), { type: 'text', value } as const]) }
}

/** The end of a line of an address. */
export const BREAK = { type: 'break' } as const

/** A place that the signer fills in; it shows in every format. */
function blank(what: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: `[fill in: ${what}]` }] }
}
