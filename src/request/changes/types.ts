/** Which of a code's two descriptors a change is of. */
export type DescriptorKind = 'long' | 'short'

/**
 * A change of a wording by words alone. `strike` is taken out and `insert` is inserted at the same place; one of the two may
 * be empty. Where nothing is struck, `anchor` says beside which words the insertion stands.
 */
export interface WordChange {
  readonly strike: string
  readonly insert: string
  readonly anchor?: Anchor | undefined
}

/** The words before or after which an insertion stands; they stay. */
export interface Anchor {
  readonly side: 'after' | 'before'
  readonly words: string
}

/** Where a change stands in a wording: the characters from `start` up to `end` give way to what it inserts. */
export interface Span {
  readonly start: number
  readonly end: number
}
