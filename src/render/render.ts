import type { Picture } from '../document/exhibits/pictures.ts'
import type { Exhibit } from '../document/types.ts'
import type { DocumentFormat, PictureFormat, Rendered, Renderer, Surroundings } from './types.ts'

/** Loaded when asked for: Word and PDF bring libraries along that Markdown and HTML do not wait for. */
const RENDERERS: Readonly<Record<DocumentFormat, () => Promise<Renderer>>> = {
  md: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  txt: async () => (await import('./text.ts')).renderText,
  docx: async () => (await import('./docx/docx.ts')).renderWord,
  pdf: async () => (await import('./pdf/pdf.ts')).renderPdf,
}

/** Every document in every format asked for. */
export async function render(
  documents: readonly Exhibit[],
  formats: readonly DocumentFormat[],
  surroundings: Surroundings,
): Promise<Rendered[]> {
  const renderers = await Promise.all(formats.map(format => RENDERERS[format]()))
  return documents.flatMap(document => renderers.flatMap(renderer => renderer(document, surroundings)))
}

/** Every picture in every format asked for; the compiler is loaded where there is one. */
export async function renderPictures(
  pictures: readonly Picture[],
  formats: readonly PictureFormat[],
  surroundings: Surroundings,
): Promise<Rendered[]> {
  if (formats.length === 0) return []
  return (await import('./pictures/pictures.ts')).renderPictures(pictures, formats, surroundings)
}
