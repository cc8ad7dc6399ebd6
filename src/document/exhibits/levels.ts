import type { PhrasingContent } from 'mdast'
import type { Quotation } from '../../request/types.ts'
import type { Inline } from '../template/values.ts'
import { type Context, citationOf } from './context.ts'

/** Exhibit "Level I and Level II": the values of `templates/levels.md.hbs`. */
export function levelsView({ packet }: Context) {
  const { crosswalk, payment, quotations, request } = packet
  const service = (code: string) => payment!.services.find(one => one.code === code)!
  return {
    jurisdiction: request.sections.get('jurisdiction') ?? false,
    crosswalkSource: crosswalk!.source,
    codesSource: payment!.proposed.source,
    crosswalk: crosswalk!.crosswalk.flatMap(({ words, services }) =>
      services.map(code => ({ words, ...service(code) })),
    ),
    notNamed: crosswalk!.notNamed.map(service),
    quotations: quotations.map(quotation => ({
      source: quotation.source,
      citation: citationOf(packet, quotation.source),
      marked: markEmphasis(quotation),
      emphasis: quotation.emphasis !== undefined,
      toConfirm: quotation.toConfirm ?? false,
    })),
  }
}

/** The passage with its emphasised words in strong type. */
function markEmphasis({ text, emphasis }: Quotation): Inline {
  const start = emphasis === undefined ? -1 : text.indexOf(emphasis)
  if (emphasis === undefined || start < 0) return { inline: [{ type: 'text', value: text }] }
  const nodes: PhrasingContent[] = [
    { type: 'text', value: text.slice(0, start) },
    { type: 'strong', children: [{ type: 'text', value: emphasis }] },
    { type: 'text', value: text.slice(start + emphasis.length) },
  ]
  return { inline: nodes.filter(node => node.type !== 'text' || node.value !== '') }
}
