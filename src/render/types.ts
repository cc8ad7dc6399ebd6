import type { VFile } from 'vfile'
import type { Exhibit } from '../document/types.ts'
import type { Request } from '../request/types.ts'
import type { Place } from '../types.ts'

/** The formats that can be made, in the order in which indexes name them. */
export const FORMATS = ['md', 'html', 'txt', 'docx', 'pdf'] as const
export type Format = (typeof FORMATS)[number]

/** A finished file without its folder. `pages` is known where the format has pages of its own. */
export interface Rendered {
  readonly name: string
  readonly content: string | Uint8Array
  readonly pages?: number
}

/** What a renderer may know beside the tree. */
export interface Surroundings {
  readonly request: Request
  /** What the filing goes by, at the head of each page, with the mark of a draft where it is one. */
  readonly head: string
  readonly isDraft: boolean
  /** The texts of `templates/` by file name. */
  readonly templates: ReadonlyMap<string, string>
  readonly report: VFile
  /** Where a character, or a line of text, stands first in the files that the documents are made from. */
  readonly find: (character: string) => Place | undefined
}

/** Gives the files of a document in one format. Faults go to `report`; then the files are not to be used. */
export type Renderer = (document: Exhibit, surroundings: Surroundings) => Rendered[]
