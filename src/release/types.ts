import type { Redline, Touch } from '../redline/types.ts'
import type { IsoDate, Wording } from '../types.ts'

/** What a record of a release describes: a procedure code (`Q2041`) or a modifier (`A1`). */
export type RecordKind = 'procedure' | 'modifier'

/**
 * What CMS says it did: A add, B administrative data and long description, C long description, D discontinue,
 * F administrative data, N no maintenance, P payment, R re-activate, S short description, T miscellaneous.
 */
export type ActionCode = 'A' | 'B' | 'C' | 'D' | 'F' | 'N' | 'P' | 'R' | 'S' | 'T'

/** One code in a release. In `long` and `short` every run of spaces is one space and none stands at either end. */
export interface ReleaseRecord extends Wording {
  /** `Q2041`, or the two characters of a modifier. */
  readonly code: string
  readonly kind: RecordKind
  /** Both wordings with the spaces as the file has them, where these differ from `long` and `short`. */
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
  /** A year and a month, or the year alone of an annual release, which is that of January: `2024-04`, `2018`. */
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
  /** The remaining columns in which any record has something, by CMS’s name, in CMS’s order. */
  readonly columns: readonly string[]
  /** Why it may not be whole, in sentences: nothing may be proved by such a release. */
  readonly doubts: readonly string[]
  /** The lines that stand before the first record: CMS's disclaimers. */
  readonly notes: readonly string[]
}

/**
 * What became of a code that both releases have. `reused`: another meaning under the old code; `terminated`,
 * `reactivated`: newly so; `spacing`: only the number of spaces in a wording; `dates`: the add date, or a termination
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
  /** The columns for which `other` stands: those of `fields` that differ, but for what one release lacks altogether. */
  readonly columns: readonly string[]
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

/** A release by its name, and when it was published. */
export interface ReleaseName {
  readonly release: string
  readonly edition: Edition | undefined
}

/** One state of a code, from the first release that shows it. */
export interface CodeState extends ReleaseName {
  /** `undefined` where this release no longer has the code. */
  readonly record: ReleaseRecord | undefined
  /**
   * The change from the last state, where the code stood in both. What the release before this one lacks altogether is,
   * in its `current`, that of the last earlier release that has it.
   */
  readonly change: RecordChange | undefined
  /** The release before this one; `undefined` in the first one. */
  readonly before: ReleaseName | undefined
  /** By property, such as `terminated`, the earlier release from which it is in `change`, where `before` lacks it. */
  readonly earlier: Readonly<Record<string, ReleaseName>>
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

/**
 * How much a change of wording matters. `critical`: a number, a unit or the polarity changes, or the code means
 * something else; `substantive`: other words, or the code comes or goes; `editorial`: punctuation, hyphens, case and
 * spaces, or no wording at all.
 */
export type Severity = 'critical' | 'substantive' | 'editorial'

/** What can be said of one code in a comparison; the last two hold the action code against the wordings. */
export type ItemKind = 'added' | 'gone' | ChangeKind | 'unannounced' | 'unfulfilled'

/**
 * One code of a comparison with all that became of it. `current` is missing when it was added, `proposed` when gone. With
 * `state` it is a code of a list of one’s own that no change tells of: it has no kinds, and no records if it is unknown.
 */
export interface ComparedItem {
  readonly code: string
  readonly kind: RecordKind
  readonly kinds: readonly ItemKind[]
  readonly severity: Severity
  readonly current?: ReleaseRecord | undefined
  readonly proposed?: ReleaseRecord | undefined
  readonly change?: RecordChange | undefined
  readonly state?: 'ended' | 'unknown' | undefined
  /** The code that an unknown one is likely a slip of. */
  readonly meant?: string | undefined
}

/** Codes from `from` to `to`, both included and of one length: `Q2040` to `Q2058`. */
export interface CodeRange {
  readonly from: string
  readonly to: string
}

/** What a reader wants to see of a comparison; an empty list means all, and so does what is left out. */
export interface Narrowing {
  readonly codes: readonly CodeRange[]
  readonly kinds: readonly ItemKind[]
  readonly severities: readonly Severity[]
  /** What a descriptor, long or short, before or after, must name: whole words one after another, in any case. */
  readonly words?: string | undefined
  /** The codes of a list of one’s own. */
  readonly among?: ReadonlySet<string> | undefined
}

/** How many codes a comparison lists; of a quiet kind, how many it would list if that kind were asked for. */
export interface Counts {
  readonly listed: number
  readonly kinds: Readonly<Record<ItemKind, number>>
  readonly severities: Readonly<Record<Severity, number>>
}

/** A comparison as a reader wants to see it. */
export interface ComparisonStudy {
  readonly current: Release
  readonly proposed: Release
  readonly comparison: ReleaseComparison
  /** The items asked for. */
  readonly items: readonly ComparedItem[]
  /** Those of any kind, quiet ones too, that are otherwise what was asked for. */
  readonly within: readonly ComparedItem[]
  /** What was asked for, in the words of the command line; empty when all was. */
  readonly asked: readonly string[]
  /** The same for a program: where nothing is listed, it tells why. */
  readonly narrowing?: Narrowing | undefined
  /** The list of one’s own to which it is narrowed. */
  readonly own?: OwnStudy | undefined
}

/** A list of one’s own, such as a chargemaster: its heads, and its rows with as many cells. */
export interface OwnList {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The column that holds the codes. */
  readonly column: number
}

/** A list of one’s own, by the name of its file. */
export interface NamedList {
  readonly name: string
  readonly list: OwnList
}

/** What two releases say of a code of a list. */
export type OwnState = 'discontinued' | 'changed' | 'ended' | 'unknown' | 'unchanged' | 'uncompared'

/** A row of the list with what became of its code. */
export interface OwnRow {
  readonly cells: readonly string[]
  readonly code: string
  readonly state: OwnState
  readonly item: ComparedItem | undefined
  readonly record: ReleaseRecord | undefined
  /** The code that an unknown one is likely a slip of. */
  readonly meant?: string | undefined
}

/** A list of one’s own held against two releases. */
export interface OwnStudy extends Omit<OwnList, 'rows'> {
  /** The file’s name. */
  readonly name: string
  /** What became of the codes that are asked for. */
  readonly rows: readonly OwnRow[]
  /** The rows of the list that have one of these codes, or no code of Level II. */
  readonly lines: readonly (readonly string[])[]
  /** The columns that are shown beside a code, by their numbers: that of the codes only where it says more than the code. */
  readonly beside: readonly number[]
  /** How many rows have no code of Level II. */
  readonly without: number
}

/**
 * What names a replacement: `cross-reference`, CMS's own columns XREF1 to XREF5; `wording`, how near an added code's long
 * description is, which is a suggestion and no statement of CMS.
 */
export type ReplacementEvidence = 'cross-reference' | 'wording'

/** A code that ended, and one that likely stands in for it. */
export interface Replacement {
  readonly ended: ReleaseRecord
  readonly code: string
  /** The other code in the later release; `undefined` where it is not in it, such as a code of Level I (CPT). */
  readonly record: ReleaseRecord | undefined
  readonly evidence: ReplacementEvidence
  /** The column that names the code: `XREF1`; only of a cross-reference. */
  readonly column: string | undefined
  /** How near the wordings are, from 0 to 1; only of a suggestion by wording. */
  readonly score: number | undefined
  /** From the old code's long description to the new one's. */
  readonly redline: Redline | undefined
}

/**
 * What several codes have alike: `words`, the very same words put in, taken out, or replaced; `spelling`, one word of which
 * a letter is corrected; `form`, punctuation, hyphens, case, or spacing, which leave the words as they are.
 */
export type GroupKind = 'words' | 'spelling' | 'form'

/** An edit, without the blanks around it, and the codes that have it. */
export interface GroupedEdit {
  readonly deletion: string
  readonly insertion: string
  readonly codes: readonly string[]
}

/** A change that several codes have alike. Both wordings of each are in its item: a group takes nothing away. */
export interface ChangeGroup {
  readonly field: 'long' | 'short'
  readonly kind: GroupKind
  readonly touches: readonly Touch[]
  /** That of the change, not of the codes, which may have others. */
  readonly severity: Severity
  /** One for `words`; else each, the commonest first. */
  readonly edits: readonly GroupedEdit[]
  /** In the order of the items. */
  readonly codes: readonly string[]
}

/**
 * A property of a code that one release of a series has otherwise than the last one before that has such a property in any
 * code; `undefined` where it has none.
 */
export interface PropertyChange extends ReleaseName {
  readonly code: string
  /** `long`, `short`, `added`, `terminated`, or the name of another column of CMS. */
  readonly property: string
  readonly prior: string | undefined
  /** The release with which it is compared. */
  readonly from: ReleaseName | undefined
  readonly current: string | undefined
  readonly kind: ItemKind
  readonly actionCode: ActionCode | undefined
  readonly effective: IsoDate | undefined
  /** Of a changed wording. */
  readonly redline: Redline | undefined
}

/** One end of the time for which a wording stands: the release that shows it, and the day, where the releases tell it. */
export interface SpanEnd extends ReleaseName {
  readonly date: IsoDate | undefined
}

/** Both wordings of a code, and the releases of a series, one after another, in which they stand unchanged. */
export interface WordingSpan extends Wording {
  /** Places in the series, in order. */
  readonly releases: readonly number[]
  readonly from: SpanEnd
  readonly to: SpanEnd
  /** Whether the last release that tells of such codes has the wordings, and the code is in force. */
  readonly stands: boolean
}
