import { declareWordings, linesOf, toDescriptorFile } from '../request/new-files.ts'
import type { Wording } from '../types.ts'
import type { Looked } from './code.ts'

/** A code of a release with the wording that is proposed for it. */
export interface Proposal {
  readonly record: NonNullable<Looked['record']>
  /** The name under which a request cites the release. */
  readonly source: string
  readonly proposed: Wording
}

/** The lines that declare a change, and the code’s file; neither while nothing is changed. */
export interface Declaration {
  readonly lines: string
  readonly file: string
}
export function declare({ record, source, proposed }: Proposal): Declaration {
  const { code, long, short, added } = record
  const current = { long, short }
  const lines = linesOf(declareWordings(current, proposed), [code])
  const file = toDescriptorFile({ code, action: 'revise', current, proposed, added, source })
  return lines.length === 0 ? { lines: '', file: '' } : { lines: `changes:\n${lines.join('\n')}`, file }
}
