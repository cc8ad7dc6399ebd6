import type { RootContent } from 'mdast'

/** A HCPCS Level II code: a letter and four digits, for example `Q2041`. */
export type Code = string

/** A calendar date written `YYYY-MM-DD`. */
export type IsoDate = string

/** The two descriptors CMS keeps for a code. `short` holds at most 28 characters. */
export interface Wording {
  readonly long: string
  readonly short: string
}

/** What is asked of CMS for a code, in the words of form CMS-10224. */
export type Action = 'establish' | 'revise' | 'discontinue'

/** Where something stands in a file: path from the project's root, line and column from 1. */
export interface Place {
  readonly path: string
  readonly line: number
  readonly column: number
}

// ---------------------------------------------------------------------------------------------------------- redline

/** Kinds of token; `blank` is white space, `mark` one punctuation mark or symbol. */
export type TokenType = 'word' | 'number' | 'mark' | 'blank'

/** A piece of a wording that a redline never cuts. Tokens are lossless: joined, they give the wording back. */
export interface Token {
  readonly type: TokenType
  readonly text: string
}

export type SegmentType = 'same' | 'deletion' | 'insertion'

/** A stretch of a redline. `same` stands in both wordings. `text` is never empty. */
export interface Segment {
  readonly type: SegmentType
  readonly text: string
}

/** What an edit touches. */
export type Touch = 'number' | 'unit' | 'term' | 'polarity' | 'punctuation' | 'hyphen' | 'case' | 'spacing' | 'clause'

/** `editorial`: punctuation, hyphens, case or spacing only; `substantive`: anything else. */
export type Effect = 'editorial' | 'substantive'

/** A deletion and/or an insertion at one place, as a person would count it: a replacement is one edit. */
export interface Edit {
  readonly deletion: string
  readonly insertion: string
  readonly touches: readonly Touch[]
  readonly effect: Effect
  /** The words that this edit takes from, or puts to, another place of the same wording. */
  readonly moved?: string
}

/**
 * Both wordings in one: the `same` and `deletion` segments joined give `current`, the `same` and `insertion` segments
 * joined give `proposed`, character for character. At one place the deletion comes first.
 */
export interface Redline {
  readonly segments: readonly Segment[]
  readonly edits: readonly Edit[]
}

/** The role a clause plays in a long descriptor. */
export type ElementRole = 'product' | 'route' | 'quantity' | 'included service' | 'qualifier' | 'billing unit'

/**
 * A clause of a long descriptor up to a comma outside brackets. `lead` is the separator before it (`', '` or empty), so
 * that all `lead + text` joined give the descriptor back.
 */
export interface Element {
  readonly role: ElementRole
  readonly lead: string
  readonly text: string
}

// ---------------------------------------------------------------------------------------------------------- release

/** What a record of a release describes: a procedure code (`Q2041`) or a modifier (`A1`). */
export type RecordKind = 'procedure' | 'modifier'

/**
 * What CMS says it did: A add, B administrative data and long description, C long description, D discontinue,
 * F administrative data, N no maintenance, P payment, R re-activate, S short description, T miscellaneous.
 */
export type ActionCode = 'A' | 'B' | 'C' | 'D' | 'F' | 'N' | 'P' | 'R' | 'S' | 'T'

/** One code in a release. In `long` and `short` every run of blanks is one blank and none stands at either end. */
export interface ReleaseRecord extends Wording {
  /** `Q2041`, or the two characters of a modifier. */
  readonly code: string
  readonly kind: RecordKind
  /** Both wordings with the blanks as the file has them, where these differ from `long` and `short`. */
  readonly filed: Wording | undefined
  /** The remaining columns that are not blank, by CMS's column name (`PRICE1`, `COV`, …), trimmed, never converted. */
  readonly fields: Readonly<Record<string, string>>
  readonly added: IsoDate | undefined
  readonly actionEffective: IsoDate | undefined
  /** The last day in force; `undefined` while the code is in force. */
  readonly terminated: IsoDate | undefined
  readonly actionCode: ActionCode | undefined
}

/** The form a release came in. */
export type ReleaseFormat = 'txt' | 'csv' | 'xlsx'

/** When a release was published, as far as can be told, and what tells it. */
export interface Edition {
  /** A year, or a year and a month: `2018`, `2024-04`. */
  readonly period: string
  readonly from: 'archive entry' | 'file name' | 'sheet name' | 'latest date'
}

/** What a whole release lacks, so that nothing can be concluded from its absence in a record. */
export type Lack = 'procedure' | 'modifier' | 'fields' | 'actionEffective' | 'terminated' | 'actionCode'

/** One quarterly or annual HCPCS file of CMS. */
export interface Release {
  /** The file name it was read under. */
  readonly name: string
  readonly edition: Edition | undefined
  readonly format: ReleaseFormat
  /** SHA-256 of the file as given (of the archive, where there is one), 64 hex digits. */
  readonly sha256: string
  /** By kind (modifiers first), then by code; no code twice. */
  readonly records: readonly ReleaseRecord[]
  readonly lacks: readonly Lack[]
  /** The lines that stand before the first record: CMS's disclaimers. */
  readonly notes: readonly string[]
}

/**
 * What became of a code that both releases have. `reused`: another meaning under the old code; `terminated`,
 * `reactivated`: newly so; `spacing`: only the number of blanks in a wording; `dates`: the add date, or a termination
 * date set before; `action`: action code or its date; `other`: pricing, coverage and the like.
 */
export type ChangeKind =
  | 'reused'
  | 'terminated'
  | 'reactivated'
  | 'long'
  | 'short'
  | 'spacing'
  | 'dates'
  | 'action'
  | 'other'

/**
 * Whether the action code owns up to a changed or unchanged wording. `unannounced`: it changed under N (no
 * maintenance); `unfulfilled`: the action code says it changed and it did not; `otherwise`: it changed under a code
 * that speaks of something else; `unknown`: the release has no action code here.
 */
export type Announcement = 'announced' | 'unannounced' | 'unfulfilled' | 'otherwise' | 'unknown'

/** A code whose records differ. */
export interface RecordChange {
  readonly code: string
  readonly kind: RecordKind
  readonly current: ReleaseRecord
  readonly proposed: ReleaseRecord
  /** In the order of `ChangeKind`; empty where only columns differ that one release lacks altogether. */
  readonly changes: readonly ChangeKind[]
  /** The redline of the long description, where it changed. */
  readonly long: Redline | undefined
  readonly short: Redline | undefined
  /** The action code held against each wording; `undefined` where the wording stayed and no new action code claims it. */
  readonly longAnnounced: Announcement | undefined
  readonly shortAnnounced: Announcement | undefined
}

/** Whether the first release is the older one, by the latest date on which either added a code. */
export type ReleaseOrder = 'right' | 'wrong' | 'unknown'

/** What lies between two releases. Applied to the records of the first it gives those of the second. */
export interface ReleaseComparison {
  readonly order: ReleaseOrder
  /** The kinds of record both releases have; the others are in none of the lists. */
  readonly kinds: readonly RecordKind[]
  readonly added: readonly ReleaseRecord[]
  /** In the first release, not in the second: discontinued and dropped. */
  readonly gone: readonly ReleaseRecord[]
  readonly changed: readonly RecordChange[]
}

/** One state of a code, from the first release that shows it. */
export interface CodeState {
  readonly release: string
  readonly edition: Edition | undefined
  /** `undefined` where this release no longer has the code. */
  readonly record: ReleaseRecord | undefined
  /** The change from the last state, where the code stood in both. */
  readonly change: RecordChange | undefined
}

/** A record whose long description names certain words, with the offsets (from, to) of each place it does. */
export interface WordsFound {
  readonly record: ReleaseRecord
  readonly places: readonly (readonly [from: number, to: number])[]
  /** The termination date, from this release or from another one that was asked. */
  readonly terminated: IsoDate | undefined
}

/** The finds, apart by whether the code is known to be terminated. */
export interface Survey {
  readonly inForce: readonly WordsFound[]
  readonly terminated: readonly WordsFound[]
}

/** A clause that CMS itself took out of a long description. */
export interface StruckClause {
  readonly code: string
  readonly clause: string
  readonly current: ReleaseRecord
  readonly proposed: ReleaseRecord
  /** The names of the last release with the clause and of the first one without. */
  readonly between: readonly [string, string]
}
