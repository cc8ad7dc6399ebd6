import type { VFile } from 'vfile'
import type { Picture } from '../document/exhibits/pictures.ts'
import type { Exhibit } from '../document/types.ts'
import { fault } from '../rules.ts'
import {
  type DocumentFormat,
  FORMATS,
  type PictureFormat,
  type Rendered,
  type Renderer,
  type Surroundings,
} from './types.ts'

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
  const renderers = await Promise.all(formats.map(format => load(format, surroundings.report)))
  return documents.flatMap(document => renderers.flatMap(renderer => renderer(document, surroundings)))
}

/** Every picture in every format asked for; the compiler is loaded where there is one. */
export async function renderPictures(
  pictures: readonly Picture[],
  formats: readonly PictureFormat[],
  surroundings: Surroundings,
): Promise<Rendered[]> {
  if (formats.length === 0) return []
  const made = await withCompiler(() => import('./pictures/pictures.ts'), formats, surroundings.report)
  return made ? made.renderPictures(pictures, formats, surroundings) : []
}

async function load(format: DocumentFormat, report: VFile): Promise<Renderer> {
  if (format !== 'pdf') return RENDERERS[format]()
  return (await withCompiler(RENDERERS.pdf, ['pdf'], report)) ?? (() => [])
}

/** The compiler of PDFs is a program of machine code, which not every computer can or may load. */
async function withCompiler<T>(
  load: () => Promise<T>,
  formats: readonly string[],
  report: VFile,
): Promise<T | undefined> {
  try {
    return await load()
  } catch (error) {
    const { code = 'no program for this system' } = error as NodeJS.ErrnoException
    const others = FORMATS.filter(one => !COMPILED.includes(one)).join(', ')
    const reason = `Unexpected PDF compiler that this computer cannot load (${code}), expected it for ${formats.join(' and ')}; ${others} can be made without it`
    fault(report, 'pdf-compiler', reason, { path: COMPILER })
    return undefined
  }
}

const COMPILED: readonly string[] = ['pdf', 'svg', 'png']
const COMPILER = 'node_modules/@myriaddreamin/typst-ts-node-compiler'
