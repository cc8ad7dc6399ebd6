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

declare module 'mdast' {
  /** Text that a redline inserts; the counterpart of the standard node `delete`. */
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
  interface Data {
    /** Of `delete` and `insert`: how many stars their words carry, see marks.ts. */
    stars?: number | undefined
    /** Of `delete` and `insert`: the request asks for this change, so that Word can accept or reject it. */
    requested?: boolean | undefined
  }
}
