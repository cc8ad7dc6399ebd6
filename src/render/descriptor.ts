import { stringify } from 'yaml'
import type { Code, IsoDate, SourceId, Wording } from '../model.ts'

/** A descriptor file to be finished by hand: `open` stands where the release does not tell. */
export interface NewDescriptor {
  readonly code: Code
  readonly open: string
  readonly current: Wording
  readonly proposed: string
  readonly added: IsoDate | undefined
  readonly source: SourceId
}

/** The file of a code, in the form that the project reads. */
export function toDescriptorFile({ code, open, current, proposed, added, source }: NewDescriptor): string {
  const fields = {
    code,
    brand: `${open}: the product’s brand name`,
    maker: `${open}: its manufacturer`,
    short: current.short,
    added: added ?? open,
    source,
  }
  const sections = [
    ['Current descriptor', current.long],
    ['Proposed descriptor', proposed],
  ]
  const text = sections.map(([title, wording]) => `## ${title}\n\n> ${wording}\n`).join('\n')
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${text}`
}
