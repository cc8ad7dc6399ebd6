import type { Element, Redline } from '../redline/types.ts'
import type { Code } from '../types.ts'
import type { Revision } from './packet-types.ts'

/** The exhibits that the tool knows, in their order. */
export type ExhibitKey = 'revisions' | 'precedent' | 'levels' | 'payment' | 'sources'

/** One line of a proof: what was checked, and how often it held. It is printed in the exhibit whose facts it proves. */
export interface Check {
  readonly exhibit: ExhibitKey
  readonly sentence: string
  readonly passed: number
  readonly of: number
}

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
