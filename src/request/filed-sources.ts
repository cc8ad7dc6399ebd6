import { filedProse, referencesIn } from './citations.ts'
import type { Packet } from './packet-types.ts'
import type { Source, SourceId } from './types.ts'

/** The sources that filed documents cite, in the order of `request.md`. The working paper may cite any. */
export function filedSources(packet: Packet): Source[] {
  const cited = new Set(citedInFiled(packet).map(id => id.toLowerCase()))
  return packet.request.sources.filter(({ id }) => cited.has(id.toLowerCase()))
}

function citedInFiled(packet: Packet): SourceId[] {
  const { request, descriptors, precedents, payment, crosswalk, revisions, quotations } = packet
  const { venue, changes } = request
  const relied = precedents.filter(({ relation }) => relation === 'precedent')
  const shown = precedents.length === 0 ? [] : revisions.filter(({ from }) => from !== undefined)
  return [
    ...(venue.kind === 'comment' ? [venue.rule] : []),
    ...changes.flatMap(({ source }) => source ?? []),
    ...[...descriptors, ...relied, ...shown, ...quotations].map(({ source }) => source),
    ...(payment ? [payment.proposed.source, payment.requested.source ?? ''] : []),
    crosswalk?.source ?? '',
    ...filedProse(request, descriptors, title => hasPlace(title, packet)).flatMap(({ nodes }) => referencesIn(nodes)),
  ]
}

/** Whether there is an exhibit for a section that has one of its own. */
function hasPlace(section: string, { precedents, payment }: Packet): boolean {
  if (section === 'precedent') return precedents.length > 0
  return section !== 'payment' || payment !== undefined
}
