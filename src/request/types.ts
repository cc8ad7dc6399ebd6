import type { FootnoteDefinition, RootContent } from 'mdast'
import type { ElementRole } from '../redline/types.ts'
import type { Code, IsoDate, Place, Wording } from '../types.ts'
import type { DescriptorKind, WordChange } from './changes/types.ts'

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

/** What is asked for a code, in the words of CMS's application form. */
export type Action = 'revise' | 'establish' | 'discontinue'

/** One of the codes that the request is about. */
export interface Descriptor {
  /** A placeholder such as `NEW1` for a code to be established that CMS has not numbered. */
  readonly code: Code
  readonly action: Action
  /** Empty where the product has none, as with `maker`. */
  readonly brand: string
  readonly maker: string
  /** Empty, as `source` and both current wordings are, of a code to be established. */
  readonly added: IsoDate
  readonly source: SourceId
  readonly current: Wording
  /** Both wordings are empty of a code to be discontinued. */
  readonly proposed: Wording
  /** From when on the action is asked for, where the file says otherwise than the request. */
  readonly effective?: IsoDate | undefined
  /** The code that is to take the place of a discontinued one. */
  readonly replacedBy?: Code | undefined
  readonly decided?: Decision | undefined
  /** The changes that its own file declares; those of `request.md` come first. */
  readonly changes?: readonly Change[] | undefined
  readonly rationale?: Prose | undefined
  /** Where each part stands: `current` and `proposed` at the first character of the wording. */
  readonly at: {
    readonly current: Place
    readonly proposed: Place
    readonly short: Place
    readonly proposedShort: Place
    readonly added: Place
    readonly action: Place
    readonly replacedBy: Place
  }
}

/** What CMS answered to a request for one code. */
export interface Decision {
  readonly action: Action | 'none'
  /** The code that has the wording now, where it is another one. */
  readonly code: Code
  readonly date: IsoDate
  readonly source: SourceId
  /** The long descriptor as CMS decided it; empty where it kept or ended the code without a new wording. */
  readonly long: string
  readonly place: Place
}

/**
 * How a code outside the request bears on it: `precedent` is relied on, `later` has the precedent's pattern but was added
 * after the comment deadline, `same clause` carries the strike, `kindred clause` a similar one, and a code that is `not
 * relied on` was looked at only.
 */
export type Relation = 'precedent' | 'later' | 'same clause' | 'kindred clause' | 'not relied on'

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
  /** The address of the hospital or society, one line a line; its name stands above it. */
  readonly letterhead?: string | undefined
  readonly date?: string | undefined
  /** The name of the person at the head of the agency; the letter goes to the office where it is not given. */
  readonly addressee?: string | undefined
  readonly ruleTitle?: string | undefined
  readonly contact?: string | undefined
  readonly signer?: string | undefined
  readonly position?: string | undefined
}

/** One entry of the field `changes` of `request.md`, or of a code’s file. */
export interface Change extends WordChange {
  readonly in: DescriptorKind
  /** The codes that it is declared for; without them it is for every revised code. */
  readonly codes?: readonly Code[] | undefined
  readonly source?: SourceId | undefined
  readonly place: Place
}

/** Where a request goes: what CMS wants to know of it differs. */
export type Venue = Comment | Application

/** A comment on a proposed rule, by way of regulations.gov. */
export interface Comment {
  readonly kind: 'comment'
  readonly fileCode: string
  readonly docket: string
  readonly calendarYear: number
  readonly rule: SourceId
  readonly commentPeriod: 'open' | 'closed'
}

/** An HCPCS Level II application, for one of CMS's coding cycles. */
export interface Application {
  readonly kind: 'application'
  /** `2027-Q1` */
  readonly cycle: string
  /** Drugs and biologicals have a cycle each quarter; other items in January and July. */
  readonly items: 'drugs and biologicals' | 'other items'
}

/** `request.md`: what is asked, of whom, in which docket. */
export interface Request {
  /** The folder's name, for example `car-t`. */
  readonly name: string
  readonly title: string
  readonly agency: string
  readonly venue: Venue
  /** The last day on which CMS takes the comment, or an application for the cycle. */
  readonly deadline: IsoDate
  /** The hospital or society that files, or applies, and the author of tracked changes. */
  readonly filedBy?: string | undefined
  /** What the letter says that nothing else does; it has a blank for what is missing. */
  readonly letter: Letter
  /** The files to attach, in order, where request.md lists them; `exhibits.pdf` stands for each exhibit. */
  readonly filing?: readonly string[] | undefined
  /** The day for which the account of facts holds. */
  readonly asOf: IsoDate
  readonly effective: IsoDate
  readonly codes: readonly Code[]
  readonly precedents: readonly Code[]
  /** What the codes of the request have in common: "CAR-T cell therapy". Empty where the request gives no name for it. */
  readonly family: string
  readonly precedentFamily: string
  /** The words that the request strikes from, and inserts into, the descriptors of revised codes; and nothing else. */
  readonly changes: readonly Change[]
  /** The elements that must be the same in both wordings of every revised code. */
  readonly keeps: readonly ElementRole[]
  /** Prose by the lower-case title of its section, for example `why`. */
  readonly sections: ReadonlyMap<string, Prose>
  readonly sources: readonly Source[]
  /** What is to be confirmed about a field, by the field's name. */
  readonly toConfirm: Readonly<Record<string, string>>
  readonly at: {
    readonly deadline: Place
    readonly asOf: Place
    readonly commentPeriod: Place
    readonly calendarYear: Place
    readonly fileCode: Place
    readonly docket: Place
    readonly effective: Place
    readonly rule: Place
    readonly cycle: Place
    readonly changes: Place
    readonly codes: Place
    readonly keeps: Place
    readonly title: Place
    readonly ruleTitle: Place
    readonly filing: Place
  }
}

/** Somebody's consent to one finding of a review, from a request's file `approvals`. */
export interface Approval {
  readonly finding: string
  readonly who: string
  readonly when: IsoDate
  readonly why: string
  readonly place: Place
}
