import { type Context, citationOf } from './context.ts'
import type { Blocks } from './values.ts'

/** Exhibit "Sources and status": the values of `templates/sources.md.hbs`. */
export function sourcesView({ packet }: Context) {
  const { request, descriptors, precedents, related, toConfirm } = packet
  const codes = [...descriptors, ...precedents, ...related]
  const releases = [...new Set(codes.map(one => one.source))]
  return {
    status: request.sections['status since'],
    sources: { blocks: [citationList(packet)] } satisfies Blocks,
    sourceCount: request.sources.length,
    toConfirm,
    toConfirmCount: toConfirm.length,
    releases: releases.map(source => ({
      citation: citationOf(packet, source),
      codes: codes.filter(one => one.source === source).map(one => one.code),
    })),
    sameClause: related.filter(one => one.relation === 'same clause'),
    kindredClause: related.filter(one => one.relation === 'kindred clause'),
  }
}

/** Every citation, in the order of `request.md`. */
function citationList({ request }: Context['packet']): Blocks['blocks'][number] {
  return {
    type: 'list',
    ordered: true,
    spread: false,
    children: request.sources.map(source => ({ type: 'listItem', spread: false, children: source.children })),
  }
}
