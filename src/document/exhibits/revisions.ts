import { byCode, type Context, citationOf } from './context.ts'

/** Exhibit "Requested revisions": the values of `templates/revisions.md.hbs`. */
export function revisionsView({ packet, study }: Context) {
  return {
    why: packet.request.sections.get('why'),
    notes: packet.request.sections.get('notes on the wording') ?? false,
    codes: packet.descriptors.map(descriptor => {
      const { redline } = byCode(study.codes, descriptor.code)
      const { code, brand, maker } = descriptor
      const [current, proposed] = [descriptor.current.long, descriptor.proposed.long]
      const product = [brand, maker && `(${maker})`].filter(Boolean).join(' ')
      return {
        ...descriptor,
        redline,
        currentLength: [...current].length,
        proposedLength: [...proposed].length,
        struck: redline.edits.map(edit => [...edit.deletion].length).reduce((a, b) => a + b, 0),
        product: product || '–',
        heading: [code, product].filter(Boolean).join(' – '),
        citation: citationOf(packet, descriptor.source),
        rationale: descriptor.rationale ?? false,
      }
    }),
  }
}
