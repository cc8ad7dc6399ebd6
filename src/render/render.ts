import type { VFileMessage } from 'vfile-message'
import type { Exhibit, Place, Request } from '../model.ts'

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
  /** The texts of `templates/` by file name. */
  readonly templates: ReadonlyMap<string, string>
  readonly messages: VFileMessage[]
  /** Where a character stands first in the files that the documents are made from. */
  readonly find: (character: string) => Place | undefined
}

/** Gives the files of a document in one format. Faults go to `messages`; then the files are not to be used. */
export type Renderer = (document: Exhibit, surroundings: Surroundings) => Rendered[]

/** Loaded when asked for: Word and PDF bring libraries along that Markdown and HTML do not wait for. */
const RENDERERS: Readonly<Record<Format, () => Promise<Renderer>>> = {
  md: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  txt: async () => (await import('./text.ts')).renderText,
  docx: async () => (await import('./docx.ts')).renderWord,
  pdf: async () => (await import('./pdf.ts')).renderPdf,
}

/** Every document in every format asked for. */
export async function render(
  documents: readonly Exhibit[],
  formats: readonly Format[],
  surroundings: Surroundings,
): Promise<Rendered[]> {
  const renderers = await Promise.all(formats.map(format => RENDERERS[format]()))
  return documents.flatMap(document => renderers.flatMap(renderer => renderer(document, surroundings)))
}
