import { toSentence } from '../request/changes/sentence.ts'
import { declareWordings, toDescriptorFile, toRequestFile } from '../request/new-files.ts'
import type { Venue } from '../request/types.ts'
import type { Wording } from '../types.ts'
import type { Looked } from './code.ts'

/** A code of a release with the wording that is proposed for it. */
export interface Proposal {
  readonly record: NonNullable<Looked['record']>
  /** The name under which a request cites the release. */
  readonly source: string
  readonly edition: string
  readonly proposed: Wording
}

/** What a code's file declares, as instructions, and the file; neither while nothing is changed. */
export interface Declaration {
  readonly lines: readonly string[]
  readonly file: string
}

/** Works out what a person would declare, and writes it into the code's file with both wordings. */
export function declare({ record, source, proposed }: Proposal): Declaration {
  const { code, long, short, added } = record
  const current = { long, short }
  const changes = declareWordings(current, proposed)
  const lines = changes.map(change => `${toSentence(change)}, in the ${change.in} descriptor`)
  const file = toDescriptorFile({ code, action: 'revise', current, proposed, added, source, changes })
  return changes.length === 0 ? { lines: [], file: '' } : { lines, file }
}

/** A request that asks for this code alone, to be finished by hand; its changes stand in the code’s file. */
export function beginRequest({
  record,
  source,
  edition,
  venue,
}: Omit<Proposal, 'proposed'> & { readonly venue: Venue['kind'] }): string {
  const agency = 'Centers for Medicare & Medicaid Services'
  return toRequestFile({ venue, codes: [record.code], changes: [], source, edition, agency })
}
