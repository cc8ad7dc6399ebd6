import type { FootnoteDefinition, Root, RootContent } from 'mdast'

/** A HCPCS Level II code: a letter and four digits, for example `Q2041`. */
export type Code = string

/** A calendar date written `YYYY-MM-DD`. */
export type IsoDate = string

/** The two descriptors CMS keeps for a code. `short` holds at most 28 characters. */
export interface Wording {
  readonly long: string
  readonly short: string
}

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

// ---------------------------------------------------------------------------------------------- what a request is made of

/** A file as it was read: its path from the project's root, with `/`, and its bytes. */
export interface InputFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A finished file, planned but not yet written. `path` is relative to the project's root, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** How many pages it has, where its format has pages of its own. */
  readonly pages?: number | undefined
}

/** The label of a footnote in `request.md`: the one way to name a source. */
export type SourceId = string

/** A citation: a footnote definition of `request.md`. */
export interface Source {
  readonly id: SourceId
  readonly children: FootnoteDefinition['children']
  readonly place: Place
}

/** A statement that nobody has confirmed in a primary source yet. */
export interface ToConfirm {
  readonly what: string
  readonly why: string
  readonly place: Place
}

/** Words in quotation marks, or a block quote, in the prose of a request. */
export interface QuotedInProse {
  readonly text: string
  readonly place: Place
}

/** A section that staff wrote: its Markdown, what it quotes, and what it marks as unconfirmed. */
export interface Prose {
  readonly nodes: readonly RootContent[]
  readonly quoted: readonly QuotedInProse[]
  readonly toConfirm: readonly ToConfirm[]
}

/** One of the codes that the request is about. */
export interface Descriptor {
  readonly code: Code
  /** Empty where the product has none, as with `maker`. */
  readonly brand: string
  readonly maker: string
  readonly added: IsoDate
  readonly source: SourceId
  readonly current: Wording
  readonly proposed: Wording
  readonly rationale?: Prose | undefined
  /** Where each part stands: `current` and `proposed` at the first character of the wording. */
  readonly at: { readonly current: Place; readonly proposed: Place; readonly short: Place; readonly added: Place }
}

/**
 * How a code outside the request bears on it: `precedent` is relied on, `later` has the precedent's pattern but was added
 * after the comment deadline, `same clause` carries the strike, `kindred clause` a similar one.
 */
export type Relation = 'precedent' | 'later' | 'same clause' | 'kindred clause'

/** A code outside the request, with its current wording only. `short` is empty where it is not known. */
export interface OtherCode {
  readonly code: Code
  readonly brand: string
  readonly added: IsoDate
  readonly relation: Relation
  readonly source: SourceId
  readonly current: Wording
  readonly at: { readonly current: Place; readonly short: Place; readonly added: Place }
}

/** Fields of the letter that goes with the exhibits. */
export interface Letter {
  readonly date?: string | undefined
  readonly ruleTitle?: string | undefined
  readonly contact?: string | undefined
  readonly signer?: string | undefined
  readonly position?: string | undefined
}

/** `request.md`: what is asked, of whom, in which docket. */
export interface Request {
  /** The folder's name, for example `car-t`. */
  readonly name: string
  readonly title: string
  readonly agency: string
  readonly fileCode: string
  readonly docket: string
  readonly calendarYear: number
  readonly rule: SourceId
  readonly deadline: IsoDate
  readonly commentPeriod: 'open' | 'closed'
  /** The hospital or society that files, and the author of tracked changes. */
  readonly filedBy?: string | undefined
  /** What the letter says that nothing else does; it has a blank for what is missing. */
  readonly letter: Letter
  /** The files to attach, in order; `exhibits.pdf` stands for each exhibit. */
  readonly filing: readonly string[]
  /** The day for which the account of facts holds. */
  readonly asOf: IsoDate
  readonly effective: IsoDate
  readonly codes: readonly Code[]
  readonly precedents: readonly Code[]
  /** What the codes of the request have in common, for headings: "CAR-T cell therapy". */
  readonly family: string
  readonly precedentFamily: string
  /** The exact words that the request takes out of every descriptor, with the punctuation that goes with them. */
  readonly strike: string
  readonly strikeSource: SourceId
  /** The elements that must be the same in both wordings of every code. */
  readonly keeps: readonly ElementRole[]
  /** Prose by the lower-case title of its section, for example `why`. */
  readonly sections: Readonly<Record<string, Prose>>
  readonly sources: readonly Source[]
  /** What is to be confirmed about a field, by the field's name. */
  readonly toConfirm: Readonly<Record<string, string>>
  readonly at: {
    readonly deadline: Place
    readonly commentPeriod: Place
    readonly calendarYear: Place
    readonly fileCode: Place
    readonly docket: Place
    readonly effective: Place
    readonly rule: Place
    readonly strike: Place
    readonly title: Place
    readonly ruleTitle: Place
    readonly filing: Place
  }
}

/** Money in whole US cents. */
export type Cents = number

/** How a service is paid under the OPPS; without `payment` it is not paid. */
export interface PaymentStatus {
  readonly status: string
  readonly apc?: string | undefined
  readonly payment?: Cents | undefined
}

/** A service with its CPT code and the CMS short descriptor (never the CPT long descriptor). */
export interface Service {
  readonly placeholder: string
  readonly code: string
  readonly short: string
  readonly step: string
  readonly proposed: PaymentStatus
  readonly requested: PaymentStatus
}

/** What became of the services in one year's rule. `total` is the asked sum at that year's rates of the comparators. */
export interface Outcome {
  readonly label: string
  readonly source: SourceId
  readonly services: readonly (PaymentStatus & { readonly code: string })[]
  readonly comparators: readonly { readonly apc: string; readonly code: string; readonly payment: Cents }[]
  readonly total: Cents
}

/** `payment.yaml`. `total` is the sum the request states for the services that CMS proposed not to pay. */
export interface Payment {
  readonly proposed: { readonly label: string; readonly source: SourceId }
  readonly requested: { readonly label: string; readonly source: SourceId }
  readonly services: readonly Service[]
  /** Those of `services` for which payment is asked where CMS proposed none: the ones that the totals add up. */
  readonly asked: readonly Service[]
  readonly total: Cents
  readonly outcomes: readonly Outcome[]
  readonly statuses: readonly { readonly status: string; readonly meaning: string }[]
  readonly toConfirm: readonly string[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** `crosswalk.yaml`: struck words and the CPT codes of the services they name. */
export interface Crosswalk {
  readonly source: SourceId
  readonly crosswalk: readonly { readonly words: string; readonly services: readonly string[] }[]
  readonly notNamed: readonly string[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** A revision of a descriptor that CMS made itself. `from` and `to` are long descriptors, both or neither. */
export interface Revision {
  readonly code: Code
  readonly group: string
  readonly effective: IsoDate
  readonly action?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly note: string
  readonly source: SourceId
  readonly place: Place
}

/** A passage quoted from an official document. `emphasis` is a part of `text`, and the request's own. */
export interface Quotation {
  readonly id: string
  readonly text: string
  readonly emphasis?: string | undefined
  readonly source: SourceId
  /** What is still to be confirmed about the passage. */
  readonly toConfirm?: string | undefined
}

/** One folder of `descriptors/`, read and checked. */
export interface Packet {
  readonly request: Request
  /** In the order of `request.codes`. */
  readonly descriptors: readonly Descriptor[]
  /** Those of `request.precedents` in its order, then the others by date and code. */
  readonly precedents: readonly OtherCode[]
  readonly related: readonly OtherCode[]
  readonly payment?: Payment | undefined
  readonly crosswalk?: Crosswalk | undefined
  readonly revisions: readonly Revision[]
  readonly quotations: readonly Quotation[]
  readonly evidence?: EvidenceFile | undefined
  readonly quoted: readonly QuotedInProse[]
  readonly toConfirm: readonly ToConfirm[]
}

/** The exhibits that the tool knows, in their order. */
export type ExhibitKey = 'revisions' | 'precedent' | 'levels' | 'payment' | 'sources'

/** One line of a proof: what was checked, and how often it held. It is printed in the exhibit whose facts it proves. */
export interface Check {
  readonly exhibit: ExhibitKey
  readonly sentence: string
  readonly passed: number
  readonly of: number
}

/** One document of a filing. `letter` is `A`, `B` … in the order of the packet. */
export interface Exhibit {
  readonly letter: string
  /** The file name without its ending, for example `exhibit-a`. */
  readonly name: string
  readonly title: string
  readonly tree: Root
}

// ------------------------------------------------------------------------------------------ what the redline room finds

/** A code of the request with its redline, its elements, and its wordings against the pattern of the precedents. */
export interface CodeStudy {
  readonly code: Code
  readonly redline: Redline
  readonly current: readonly Element[]
  readonly proposed: readonly Element[]
  readonly againstPatterns: readonly PatternStudy[]
}

/**
 * `wording` is a precedent's descriptor with its product replaced by the code's own product, so that a redline against it
 * shows what the descriptors say beside the product.
 */
export interface PatternStudy {
  readonly pattern: Pattern
  readonly wording: string
  readonly elements: readonly Element[]
  readonly current: Redline
  readonly proposed: Redline
}

/** The descriptors of precedents with the product taken out: "Injection, [product], per treatment". */
export interface Pattern {
  readonly text: string
  readonly precedents: readonly Code[]
}

/** All that the exhibits need to know beyond what the files say. */
export interface Study {
  readonly codes: readonly CodeStudy[]
  readonly others: readonly { readonly code: Code; readonly elements: readonly Element[] }[]
  readonly patterns: readonly Pattern[]
  /** In the order of `packet.revisions`; without a redline where the wordings are not given. */
  readonly revisions: readonly { readonly revision: Revision; readonly redline?: Redline | undefined }[]
}

declare module 'mdast' {
  /** Text that a redline puts in; the counterpart of the standard node `delete`. */
  interface Insert extends Parent {
    type: 'insert'
    children: PhrasingContent[]
  }
  interface PhrasingContentMap {
    insert: Insert
  }
  interface RootContentMap {
    insert: Insert
  }
  interface ParagraphData {
    /** The paragraph is the caption of the table that follows. */
    caption?: boolean | undefined
  }
  interface HeadingData {
    /** The heading starts the exhibit of this letter within a packet. */
    exhibit?: string | undefined
  }
  interface Data {
    /** Of `delete` and `insert`: how many stars their words carry, see render/marks.ts. */
    stars?: number | undefined
  }
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

/**
 * How much a change of wording matters. `critical`: a number, a unit or the polarity changes, or the code means
 * something else; `substantive`: other words, or the code comes or goes; `editorial`: punctuation, hyphens, case and
 * blanks, or no wording at all.
 */
export type Severity = 'critical' | 'substantive' | 'editorial'

/** What can be said of one code in a comparison; the last two hold the action code against the wordings. */
export type ItemKind = 'added' | 'gone' | ChangeKind | 'unannounced' | 'unfulfilled'

/** One code of a comparison with all that became of it. `current` is missing when it was added, `proposed` when gone. */
export interface ComparedItem {
  readonly code: string
  readonly kind: RecordKind
  readonly kinds: readonly ItemKind[]
  readonly severity: Severity
  readonly current?: ReleaseRecord | undefined
  readonly proposed?: ReleaseRecord | undefined
  readonly change?: RecordChange | undefined
}

/** Codes from `from` to `to`, both included and of one length: `Q2040` to `Q2058`. */
export interface CodeRange {
  readonly from: string
  readonly to: string
}

/** What a reader wants to see of a comparison; an empty list means all. */
export interface Narrowing {
  readonly codes: readonly CodeRange[]
  readonly kinds: readonly ItemKind[]
  readonly severities: readonly Severity[]
}

/** A comparison as a reader wants to see it. */
export interface ComparisonStudy {
  readonly current: Release
  readonly proposed: Release
  readonly comparison: ReleaseComparison
  /** The items asked for. */
  readonly items: readonly ComparedItem[]
  /** What was asked for, in the words of the command line; empty when all was. */
  readonly asked: readonly string[]
}

// ------------------------------------------------------------------------------------- a request held against a release

/** What a release says of a code of a request. `later`: added after the release; `missing`: should be there and is not. */
export type Standing = 'unchanged' | 'changed' | 'terminated' | 'missing' | 'later'

/** A code of a request held against its record; redlines and dates only where they differ, from ours to the release's. */
export interface VerifiedCode {
  readonly code: Code
  readonly standing: Standing
  readonly place: Place
  readonly long?: Redline | undefined
  readonly short?: Redline | undefined
  readonly added?: { readonly ours: IsoDate; readonly release: IsoDate } | undefined
  readonly terminated?: IsoDate | undefined
}

/** All codes of a request held against one release, and who else carries its strike. */
export interface Verification {
  readonly release: Release
  readonly codes: readonly VerifiedCode[]
  readonly carriers: StrikeCarriers
}

/**
 * Codes outside the request's own list that carry its strike, apart by whether they are known to be terminated, and those
 * in force that only name `word`: the word of the strike that the fewest codes name.
 */
export interface StrikeCarriers {
  readonly inForce: readonly Code[]
  readonly terminated: readonly Code[]
  readonly kindred: readonly Code[]
  readonly word: string
}

/** `evidence.yaml`, written by `verify`. `wordings` is the fingerprint of the texts that were held against the releases. */
export interface EvidenceFile {
  readonly wordings: string
  readonly releases: readonly Evidence[]
  readonly placeOf: (path: readonly PropertyKey[]) => Place
}

/** What `verify` found in one release, as `evidence.yaml` keeps it and the last exhibit prints it. */
export interface Evidence {
  readonly file: string
  /** A year, or a year and a month; empty when nothing tells it. */
  readonly edition: string
  readonly sha256: string
  readonly codes: number
  /** The day on which the request was held against the file, where it was told. */
  readonly checked?: IsoDate | undefined
  readonly lacks: readonly Lack[]
  /** The codes of the request by what the release says of them. */
  readonly standing: Readonly<Record<Standing, readonly Code[]>>
  readonly carriers: StrikeCarriers
}

// ----------------------------------------------------------------------------------------------------------- review

/** What a statement of a descriptor file belongs to, in the order in which a review names them. */
export type Part =
  | 'code'
  | 'request'
  | 'strike'
  | 'proposed wording'
  | 'current wording'
  | 'short descriptor'
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
}

/** Somebody's consent to one finding of a review, from a request's file `approvals`. */
export interface Approval {
  readonly finding: string
  readonly who: string
  readonly when: IsoDate
  readonly why: string
  readonly place: Place
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
  /** 12 hex digits of what changed, whatever file and line it stands in: an approval names it. */
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
  /** `critical` also where the change goes beyond the declared strike, or a code or a request comes, goes or moves. */
  readonly severity: Severity
  /** Whether a wording changes by other words than those of the declared strike. */
  readonly outsideStrike: boolean
  /** In the head, or, of what is removed, in the base. */
  readonly place: Place
  readonly approval?: Approval | undefined
}

/** All that a review says. */
export interface Review {
  /** Those to look at first come first. */
  readonly findings: readonly Finding[]
  readonly newMessages: readonly BuildMessage[]
  readonly goneMessages: readonly BuildMessage[]
  /** How many faults the build has in both. */
  readonly standingMessages: number
  /** Approvals whose finding is not, or no longer, in this review. */
  readonly goneApprovals: readonly Approval[]
  /** What each changed code asks for in the head: its current wording to its proposed one. */
  readonly asks: readonly { readonly request: string; readonly code: Code; readonly redline: Redline }[]
}
