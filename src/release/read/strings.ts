import type { VFile } from 'vfile'
import { findLoss } from './decode.ts'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'
import { type Count, childrenOf, type Element, readXml } from './xml.ts'

/** Reads the texts that the cells of a workbook share; in one that people write, `any` character is theirs. */
export function readStrings(bytes: Uint8Array, part: VFile, count: Count, any = false): string[] {
  const strings: string[] = []
  readXml(bytes, part, 'sst/si', count, element => strings.push(richText(element, undefined, part, any)))
  return strings
}

/** The text of an element whose parts may differ in type; how a text of Chinese or Japanese is read is no part of it. */
export function richText(element: Element, line: number | undefined, file: VFile, any = false): string {
  const parts = childrenOf(element, ['t', 'r', 'rPh', 'phoneticPr'], line, file)
  const texts = parts.flatMap(part => (part.name === 'r' ? childrenOf(part, ['rPr', 't'], line, file) : part))
  return texts.flatMap(part => (part.name === 't' ? plainText(part, line, file, any) : [])).join('')
}

/** The text of an element. Throws a message for elements in it, and for characters that a text does not have. */
export function plainText(
  { name, children, text }: Element,
  line: number | undefined,
  file: VFile,
  any = false,
): string {
  if (children.length > 0) {
    refuse(file, 'release-format', `Unexpected element ${quote(children[0]!.name)} in <${name}>, expected text`, line)
  }
  if (text.length > 7 * most.cell) refuseSize(file, 'cell', most.cell, 'characters', line)
  const unescaped = unescapeXml(text)
  const loss = any ? undefined : findLoss(unescaped)
  if (loss === undefined) return unescaped
  const place = quote(unescaped.slice(Math.max(0, loss.at - 20)))
  return refuse(file, 'release-encoding', loss.reason.replace(',', ` in ${place},`), line)
}

/** A text of a workbook as people see it. */
export function unescapeXml(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(escaped, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** How Excel writes characters that XML cannot hold, and the underscore where it would seem to begin one of them. */
const escaped = /_x([0-9A-F]{4})_/gi
