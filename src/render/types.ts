import type { VFile } from 'vfile'
import type { Exhibit } from '../document/types.ts'
import type { Request } from '../request/types.ts'
import type { Place } from '../types.ts'

/** The formats of documents, of pictures, and of the table of codes, in the order in which indexes name them. */
export const DOCUMENT_FORMATS = ['md', 'html', 'txt', 'docx', 'pdf'] as const
const PICTURE_FORMATS = ['svg', 'png'] as const
const TABLE_FORMATS = ['csv', 'xlsx'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]
export type PictureFormat = (typeof PICTURE_FORMATS)[number]
export type TableFormat = (typeof TABLE_FORMATS)[number]

/** The formats that can be made; each is how its files end. */
export const FORMATS = [...DOCUMENT_FORMATS, ...PICTURE_FORMATS, ...TABLE_FORMATS] as const
export type Format = (typeof FORMATS)[number]

/** Those of the asked formats that are of one sort. */
export function formatsOf(asked: readonly Format[]) {
  return {
    documents: DOCUMENT_FORMATS.filter(one => asked.includes(one)),
    pictures: PICTURE_FORMATS.filter(one => asked.includes(one)),
    tables: TABLE_FORMATS.filter(one => asked.includes(one)),
  }
}

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
