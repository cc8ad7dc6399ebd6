import type { VFile } from 'vfile'
import type { Exhibit } from '../document/types.ts'
import { fault } from '../rules.ts'
import { FORMATS, type Format, type Rendered, type Renderer, type Surroundings } from './types.ts'

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
  const renderers = await Promise.all(formats.map(format => load(format, surroundings.report)))
  return documents.flatMap(document => renderers.flatMap(renderer => renderer(document, surroundings)))
}

/** The compiler of PDFs is a program of machine code, which not every computer can or may load. */
async function load(format: Format, report: VFile): Promise<Renderer> {
  if (format !== 'pdf') return RENDERERS[format]()
  try {
    return await RENDERERS.pdf()
  } catch (error) {
    const { code = 'no program for this system' } = error as NodeJS.ErrnoException
    const others = FORMATS.filter(one => one !== 'pdf').join(', ')
    const reason = `Unexpected PDF compiler that this computer cannot load (${code}), expected it for pdf; ${others} can be made without it`
    fault(report, 'pdf-compiler', reason, { path: COMPILER })
    return () => []
  }
}

const COMPILER = 'node_modules/@myriaddreamin/typst-ts-node-compiler'
