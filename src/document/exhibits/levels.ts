import type { PhrasingContent } from 'mdast'
import type { Quotation } from '../../request/packet-types.ts'
import type { Inline } from '../template/values.ts'
import { type Context, citationOf, withoutPeriod } from './context.ts'
import { headingOfCodes } from './payment.ts'

/** Exhibit "Level I and Level II": the values of `templates/levels.md.hbs`. */
export function levelsView({ packet }: Context) {
  const { crosswalk, payment, quotations, request } = packet
  const services = payment?.services ?? crosswalk?.services ?? []
  const service = (code: string) => {
    const { placeholder, ...found } = services.find(one => one.code === code)!
    return { ...found, placeholder: placeholder ?? false }
  }
  return {
    hasJurisdiction: quotations.length > 0 || request.sections.has('jurisdiction'),
    jurisdiction: request.sections.get('jurisdiction') ?? false,
    crosswalkSource: crosswalk?.source ?? false,
    codesSource: payment?.proposed.source ?? false,
    codeHeading: headingOfCodes(services),
    hasPlaceholders: services.some(({ placeholder }) => placeholder !== undefined),
    crosswalk: (crosswalk?.crosswalk ?? []).flatMap(({ words, services: codes }) =>
      codes.map(code => ({ words, ...service(code) })),
    ),
    notNamed: (crosswalk?.notNamed ?? []).map(service),
    quotations: quotations.map(quotation => ({
      source: quotation.source,
      citation: withoutPeriod(citationOf(packet, quotation.source)),
      marked: markEmphasis(quotation),
      emphasis: quotation.emphasis !== undefined,
      toConfirm: quotation.toConfirm ?? false,
    })),
  }
}

/** The passage with its emphasized words in strong type. */
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
