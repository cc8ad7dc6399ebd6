import type { Root } from 'mdast'

/** One document of a filing. `letter` is `A`, `B` … in the order of the packet. */
export interface Exhibit {
  readonly letter: string
  /** The file name without its ending, for example `exhibit-a`. */
  readonly name: string
  readonly title: string
  readonly tree: Root
}

/** Which marks redlines have. */
export interface Marks {
  readonly strikes: boolean
  readonly inserts: boolean
  /** The words that are struck at one place and inserted at another. */
  readonly moves: readonly string[]
}

declare module 'mdast' {
  /** How the redlines of a document look, which each format says for itself (render/redline-key.ts). */
  interface RedlineKey extends Node {
    type: 'redlineKey'
    /** The marks of what the request asks for. */
    requested: Marks
    /** Those of redlines that only inform. */
    reference: Marks
  }
  interface PhrasingContentMap {
    redlineKey: RedlineKey
  }
  interface RootContentMap {
    redlineKey: RedlineKey
  }
  interface ParagraphData {
    /** The paragraph is the caption of the table that follows. */
    caption?: boolean | undefined
  }
  interface HeadingData {
    /** The heading starts the exhibit of this letter within a packet. */
    exhibit?: string | undefined
  }
  interface TextData {
    /** The text stands between two citations at one place; in print it is a comma. */
    joinsNotes?: boolean | undefined
  }
  interface LinkData {
    /** The link leads to the start of the exhibit of this letter within a packet. */
    exhibit?: string | undefined
  }
}
