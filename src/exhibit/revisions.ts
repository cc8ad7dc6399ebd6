import type { Context } from './context.ts'
import { byCode } from './context.ts'

/** Exhibit "Requested revisions": the values of `templates/revisions.md.hbs`. */
export function revisionsView({ packet, study }: Context) {
  return {
    why: packet.request.sections.why,
    codes: packet.descriptors.map(descriptor => {
      const { redline } = byCode(study.codes, descriptor.code)
      const [current, proposed] = [descriptor.current.long, descriptor.proposed.long]
      return {
        ...descriptor,
        redline,
        currentLength: [...current].length,
        proposedLength: [...proposed].length,
        struck: redline.edits.map(edit => [...edit.deletion].length).reduce((a, b) => a + b, 0),
        inserted: redline.edits.map(edit => [...edit.insertion].length).reduce((a, b) => a + b, 0),
        edits: redline.edits.length,
        rationale: descriptor.rationale ?? false,
      }
    }),
  }
}
