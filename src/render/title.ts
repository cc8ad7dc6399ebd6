import type { Exhibit } from '../document/types.ts'
import { DRAFT } from '../request/open.ts'
import type { Request } from '../request/types.ts'
import { filingName } from '../request/venue.ts'
import type { Surroundings } from './types.ts'

/** The title in the properties of a file: with what the filing goes by, and with the mark of a draft where it is one. */
export function titleOf({ letter, title }: Exhibit, { request, isDraft }: Surroundings): string {
  const named = letter === '' ? title : `${title} · ${filingName(request)}`
  return isDraft ? `${DRAFT} · ${named}` : named
}

/** What else the properties of a file say: the words by which it is found. */
export function keywordsOf({ venue, codes }: Request): string[] {
  return ['HCPCS Level II', ...(venue.kind === 'comment' ? [venue.fileCode, venue.docket] : [venue.cycle]), ...codes]
}
