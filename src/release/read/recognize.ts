import type { VFile } from 'vfile'
import { refuse } from './faults.ts'

/** What the first lines of a file show it to be. */
export type Content = 'fixed' | 'table' | 'transaction report' | 'OPPS addendum' | 'unknown'

/** CMS's disclaimers took 11 lines at most so far. */
const linesLookedAt = 60

/** The first 11 columns of a record: code or modifier, sequence, record id. */
const recordStart = /^(?: {3}[A-Z0-9]{2}|[A-Z]\d{4})\d{5}[3478]/
const tableHeader = /^"?HCPC"?,"?SEQNUM/i
const reportHeader = /^ *"?HCPCS?(?:\/MOD(?:IFIER)?)?(?: CODE)?"?[, ]*"?(?:ACTION CD|TYPE OF CHANGE)/i
const addendumHeader = /\baddendum [a-z]\b|^"?HCPCS CODE"?,.*\b(?:APC|relative weight|payment rate|SI)\b/i

/** Recognizes a text, or a sheet whose cells were joined with commas, by its first lines. */
export function recognize(lines: readonly string[]): Content {
  for (const line of lines.slice(0, linesLookedAt)) {
    if (recordStart.test(line)) return 'fixed'
    if (tableHeader.test(line)) return 'table'
    if (reportHeader.test(line)) return 'transaction report'
    if (addendumHeader.test(line)) return 'OPPS addendum'
  }
  return 'unknown'
}

/** The first lines of a text, for `recognize`; a file without line breaks gives one short piece. */
export function firstLines(text: string): string[] {
  return text.slice(0, 32_768).split(/\r?\n/, linesLookedAt)
}

/** Throws the message for a file that is none of the forms of a release. */
export function refuseContent(content: Content, file: VFile): never {
  if (content === 'transaction report' || content === 'OPPS addendum') {
    refuse(file, 'release-format', `Unexpected ${content} of CMS, expected a release`)
  }
  return refuse(file, 'release-format', 'Unexpected content, expected a release: zip, fixed-width text, xlsx or csv')
}
