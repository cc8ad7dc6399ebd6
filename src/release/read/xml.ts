import { isUtf8 } from 'node:buffer'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { VFile } from 'vfile'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'

/** An element with all that is in it; `text` is what stands in it directly. */
export interface Element {
  readonly name: string
  /** By name; `id` may also be that of another namespace, as in `r:id`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

/** How many elements were read of one workbook, so that many parts have one limit. */
export interface Count {
  elements: number
}

/** The namespaces of workbooks, as Excel writes them and as the strict form of the standard has them. */
const known = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
])

/**
 * Reads a file of a workbook and hands the elements at `path` (`worksheet/sheetData/row`) to `take`, one by one. Throws a
 * message for what is not UTF-8 or not well-formed, for what else stands beside these elements, and for entities of its
 * own: nothing of the text is passed over that a reader of XML would see there.
 */
export function readXml(
  bytes: Buffer,
  file: VFile,
  path: string,
  count: Count,
  take: (element: Element) => void,
): void {
  if (!isUtf8(bytes)) refuse(file, 'release-encoding', 'Unexpected bytes that are not UTF-8, expected XML in UTF-8')
  const parser = new SaxesParser({ xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const stop = (what: string, expected = 'a workbook as Excel writes it') =>
    refuse(file, 'release-format', `Unexpected ${what}, expected ${expected}`, parser.line, parser.column + 1)
  parser.on('error', () => stop('XML that is not well-formed'))
  parser.on('doctype', () => stop('document type'))
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-8$/i.test(encoding)) stop('encoding of XML', 'UTF-8')
  })
  watch(parser, path.split('/'), take, stop)
  limit(parser, count, file)
  parser.write(new TextDecoder().decode(bytes)).close()
}

/** The elements in another. Throws a message for what may not stand there: elements of other names, and text. */
export function childrenOf(
  element: Element,
  names: readonly string[],
  line: number | undefined,
  file: VFile,
): readonly Element[] {
  const { children, text, name } = element
  const other = children.find(child => !names.includes(child.name) && child.name !== 'extLst')
  const what = other ? `element ${quote(other.name)}` : /\S/.test(text) ? `text ${quote(text)}` : undefined
  if (what === undefined) return children
  return refuse(file, 'release-format', `Unexpected ${what} in <${name}>, expected a workbook as Excel writes it`, line)
}

type Parser = SaxesParser<{ xmlns: true }>
type Growing = Element & { text: string; children: Element[] }

function watch(
  parser: Parser,
  names: readonly string[],
  take: (element: Element) => void,
  stop: (what: string) => never,
) {
  const open: Growing[] = []
  // How many elements are open, and how many of these, from the root, are those of the path.
  let [depth, matched] = [0, 0]
  const beside = () => depth === names.length - 1 && matched === depth && open.length === 0
  const addText = (text: string) => {
    if (open.length > 0) open.at(-1)!.text += text
    else if (beside() && /\S/.test(text)) stop(`text in <${names[depth - 1]}>`)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', tag => {
    const name = nameOf(tag)
    const follows = matched === depth && name === names[depth]
    if (!follows && (depth === 0 || (beside() && name !== 'extLst'))) stop(`element ${quote(tag.name)}`)
    depth += 1
    if (depth > most.nesting) stop(`element ${most.nesting} deep in others`)
    if (open.length > 0 || (follows && depth === names.length)) open.push(toElement(name, tag))
    else if (follows) matched = depth
  })
  parser.on('closetag', () => {
    depth -= 1
    const closed = open.pop()
    if (closed === undefined) matched = Math.min(matched, depth)
    else if (open.length > 0) open.at(-1)!.children.push(closed)
    else take(closed)
  })
}

/** The name without its prefix, where it is one of a workbook's own. */
function nameOf({ uri, local, name }: SaxesTagNS): string {
  return known.has(uri) ? local : `other ${name}`
}

function toElement(name: string, { attributes }: SaxesTagNS): Growing {
  const own: Record<string, string> = {}
  for (const key in attributes) {
    const { prefix, local, value } = attributes[key]!
    if (prefix === '' || local === 'id') own[local] = value
  }
  return { name, attributes: own, children: [], text: '' }
}

/** Counts before the parser keeps anything. */
function limit(parser: Parser, count: Count, file: VFile): void {
  let attributes = 0
  parser.on('opentagstart', () => {
    attributes = 0
    count.elements += 1
    if (count.elements > most.elements) refuseSize(file, 'workbook', most.elements, 'elements', parser.line)
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > most.attributes) refuseSize(file, 'element', most.attributes, 'attributes', parser.line)
  })
}
