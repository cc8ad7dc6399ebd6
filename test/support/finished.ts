import { strFromU8, unzipSync } from 'fflate'
import { pipe } from './peers.ts'

/** The texts of the lines and cells of a finished file, each on one line. */
export type Texts = readonly string[]

/** A text with each run of blanks and line ends as one blank. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** PDF by pdftotext, in the order in which it was written, as one text. */
export function textOfPdf(pdf: Uint8Array): string {
  return onOneLine(pipe('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], pdf))
}

/** PDF by its structure: the text of each paragraph, cell and heading, as a screen reader takes it from the tags. */
export function textsOfTags(path: string): Texts {
  const lines = pipe('pdfinfo', ['-struct-text', path], '').split('\n')
  const texts: string[] = []
  for (const line of lines) {
    const [, text] = /^\s*"(.*)"$/.exec(line) ?? []
    if (text !== undefined) texts.push(`${texts.pop() ?? ''}${text}`)
    else if (/^\s*(?:H\d|P|TD|TH|LBody|BlockQuote|Caption|Note)\b/.test(line)) texts.push('')
  }
  return texts
}

interface Node {
  readonly t: string
  readonly c: unknown
}

/** Word by pandoc, with its tracked changes accepted or rejected; a file without any reads the same both ways. */
export function textsOfWord(docx: Uint8Array, changes: 'accept' | 'reject'): Texts {
  const { blocks } = JSON.parse(pipe('pandoc', ['-f', 'docx', '-t', 'json', `--track-changes=${changes}`], docx))
  const texts: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    else if (isNode(value) && ['Para', 'Plain', 'Header'].includes(value.t)) texts.push(inline(value.c))
    else if (isNode(value)) walk(value.c)
  }
  walk(blocks)
  return texts
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 't' in value
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return value.map(inline).join('')
  if (!isNode(value) || value.t === 'Note') return ''
  if (value.t === 'Str') return String(value.c)
  return value.t === 'Space' || value.t === 'SoftBreak' ? ' ' : inline(value.c)
}

/** Word by its XML: the text of each paragraph, without what is marked as deleted. */
export function textsOfXml(docx: Uint8Array): Texts {
  const xml = strFromU8(unzipSync(docx)['word/document.xml']!)
  const paragraphs = xml.match(/<w:p[ >][\s\S]*?<\/w:p>/g) ?? []
  return paragraphs.map(one =>
    Array.from(one.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g), match => unescapeXml(match[1]!)).join(''),
  )
}

export function unescapeXml(xml: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => signs[name]!)
}
