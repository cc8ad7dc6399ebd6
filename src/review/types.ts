import type { Effect, Redline, Touch } from '../redline/types.ts'
import type { Severity } from '../release/types.ts'
import type { Approval, Change } from '../request/types.ts'
import type { Code, Place } from '../types.ts'

/** What a statement of a descriptor file belongs to, in the order in which a review names them. */
export type Part =
  | 'code'
  | 'request'
  | 'venue'
  | 'action'
  | 'change'
  | 'proposed wording'
  | 'current wording'
  | 'decided wording'
  | 'short descriptor'
  | 'proposed short descriptor'
  | 'decision'
  | 'payment'
  | 'metadata'
  | 'source'
  | 'citation'
  | 'data'
  | 'prose'
  | 'file'

/** One value that a file states, under a name that does not depend on where in the file it stands. */
export interface Statement {
  readonly part: Part
  readonly name: string
  readonly text: string
  readonly place: Place
}

/** One file below `descriptors/`, as far as it can be read: a file with faults still states what can be made out. */
export interface StatedFile {
  readonly path: string
  /** The request's folder. */
  readonly request: string
  /** What the file is: of a code of the request, of a code outside it, or another file of the request. */
  readonly kind: 'code' | 'outside code' | 'data'
  /** The field `code`, or else the file's name; of a data file its name. */
  readonly name: string
  /** "Kymriah", where the file says so. */
  readonly brand: string
  /** False where the fields, or the whole file, cannot be made out. */
  readonly readable: boolean
  /** Of the whole text: tells a change that no statement shows, of layout or order. */
  readonly digest: string
  readonly statements: readonly Statement[]
  /** Of a request.md: the changes that it declares, as far as they can be read. */
  readonly changes?: readonly Change[] | undefined
}

/** One of the two states of the project that a review compares. */
export interface ReviewSide {
  readonly files: readonly StatedFile[]
  readonly approvals: readonly Approval[]
  readonly messages: readonly BuildMessage[]
}

/** A fault of the build in the words it is reported with. */
export interface BuildMessage {
  readonly rule: string
  readonly reason: string
  readonly note: string
  readonly place: { readonly path: string; readonly line?: number | undefined; readonly column?: number | undefined }
}

/** One change that a review found. */
export interface Finding {
  /** 32 hex digits of what changed, and of whose it is, whatever file and line it stands in: an approval names it. */
  readonly fingerprint: string
  readonly request: string
  /** The code, where the change is one of a code's file. */
  readonly code?: Code | undefined
  readonly brand: string
  readonly part: Part
  readonly name: string
  readonly kind: 'changed' | 'added' | 'removed' | 'moved' | 'unreadable'
  readonly from: string
  readonly to: string
  readonly redline: Redline
  /** What a file that came or went states beside its wordings. */
  readonly facts: readonly Statement[]
  readonly touches: readonly Touch[]
  readonly effect: Effect
  /** `critical` also where the change goes beyond the declared changes, or a code or a request comes, goes or moves. */
  readonly severity: Severity
  /** Whether a wording changes by more than the declared changes. */
  readonly undeclared: boolean
  /** In the head, or, of what is removed, in the base. */
  readonly place: Place
  readonly approval?: Approval | undefined
}

/** The first digits of a finding's name, to tell it from others; an approval needs all of it. */
export function shortName(fingerprint: string): string {
  return fingerprint.slice(0, 12)
}

/** All that a review says. */
export interface Review {
  /** Those to look at first come first. */
  readonly findings: readonly Finding[]
  readonly newMessages: readonly BuildMessage[]
  readonly goneMessages: readonly BuildMessage[]
  /** Those that the build has in both. */
  readonly standingMessages: readonly BuildMessage[]
  /** Approvals whose finding is not, or no longer, in this review. */
  readonly goneApprovals: readonly Approval[]
  /** What each changed code asks for in the head: its current wording to its proposed one. */
  readonly asks: readonly { readonly request: string; readonly code: Code; readonly redline: Redline }[]
}
