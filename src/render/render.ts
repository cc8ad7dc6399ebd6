import type { Exhibit } from '../document/types.ts'
import type { Format, Rendered, Renderer, Surroundings } from './types.ts'

/** Loaded when asked for: Word and PDF bring libraries along that Markdown and HTML do not wait for. */
const RENDERERS: Readonly<Record<Format, () => Promise<Renderer>>> = {
  md: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  txt: async () => (await import('./text.ts')).renderText,
  docx: async () => (await import('./docx/docx.ts')).renderWord,
  pdf: async () => (await import('./pdf/pdf.ts')).renderPdf,
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
