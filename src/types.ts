/** An HCPCS Level II code: a letter and four digits, for example `Q2041`. */
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

/** A file as it was read: its path from the project's root, with `/`, and its bytes. */
export interface InputFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** More than anybody writes: so many files are those of a program that was unpacked in the wrong place. */
export const MOST_FILES = 10_000

/** Whether a file, or a folder on the way to it, was left behind by a program, so that nobody means to hand it in. */
export function isLitter(path: string): boolean {
  return path.split('/').some(part => /^(?:\.|Thumbs\.db$|desktop\.ini$|~\$)|~$/.test(part))
}

/** A finished file, planned but not yet written. `path` is relative to the project's root, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** How many pages it has, where its format has pages of its own. */
  readonly pages?: number | undefined
}
