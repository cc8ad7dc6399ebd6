import type { VFile } from 'vfile'
import { quote, refuse, refuseSize } from './faults.ts'
import { most } from './limits.ts'
import { isUtf8 } from './platform.ts'
import { Names } from './xml-names.ts'
import { type Attributes, parseXml, type XmlEvents } from './xml-parse.ts'

/** An element with all that is in it; `text` is what stands in it directly. */
export interface Element {
  readonly name: string
  readonly attributes: Attributes
  readonly children: readonly Element[]
  readonly text: string
}

/** How many elements were read of one workbook, so that many parts have one limit. */
export interface Count {
  elements: number
}

/**
 * Reads a file of a workbook and hands the elements at `path` (`worksheet/sheetData/row`) to `take`, one by one. Throws a
 * message for what is not UTF-8 or not well-formed, and for what else stands beside these elements: nothing is passed over
 * that another reader of the workbook would see there.
 */
export function readXml(
  bytes: Uint8Array,
  file: VFile,
  path: string,
  count: Count,
  take: (element: Element) => void,
): void {
  if (!isUtf8(bytes)) refuse(file, 'release-encoding', 'Unexpected bytes that are not UTF-8, expected XML in UTF-8')
  const text = new TextDecoder().decode(bytes)
  const stop = (what: string, at: number) => {
    const before = text.slice(0, at).split('\n')
    const reason = `Unexpected ${what}, expected XML as Excel writes it`
    return refuse(file, 'release-format', reason, before.length, before.at(-1)!.length + 1)
  }
  const events = watch(path.split('/'), take, stop)
  const open: XmlEvents['open'] = (...element) => {
    count.elements += 1
    if (count.elements > most.elements) refuseSize(file, 'workbook', most.elements, 'elements')
    events.open(...element)
  }
  parseXml(text, { ...events, open, stop })
}

/** The elements in another, without extensions. Throws a message for elements of other names, and for text. */
export function childrenOf(
  element: Element,
  names: readonly string[],
  line: number | undefined,
  file: VFile,
): readonly Element[] {
  const { children, text, name } = element
  const other = children.find(child => !names.includes(child.name) && child.name !== 'extLst')
  const what = other ? `element ${quote(other.name)}` : /\S/.test(text) ? `text ${quote(text)}` : undefined
  if (what === undefined) return children.filter(child => child.name !== 'extLst')
  return refuse(file, 'release-format', `Unexpected ${what} in <${name}>, expected a workbook as Excel writes it`, line)
}

type Growing = Element & { text: string; children: Element[] }
type Stop = XmlEvents['stop']

function watch(path: readonly string[], take: (element: Element) => void, stop: Stop) {
  const open: Growing[] = []
  const known = new Names(stop)
  // How many elements are open, and how many of these, from the root, are those of the path.
  let [depth, matched] = [0, 0]
  const beside = () => depth === path.length - 1 && matched === depth && open.length === 0
  return {
    open: (written: string, attributes: Attributes, at: number) => {
      if (depth === most.nesting) stop(`element ${most.nesting} deep in others`, at)
      if (open.at(-1)?.children.length === most.children) stop(`element with over ${most.children} others in it`, at)
      const name = known.enter(written, attributes, at)
      const follows = matched === depth && name === path[depth]
      if (!follows && (depth === 0 || (beside() && name !== 'extLst'))) stop(`element ${quote(written)}`, at)
      depth += 1
      if (open.length > 0 || (follows && depth === path.length)) open.push({ name, attributes, children: [], text: '' })
      else if (follows) matched = depth
    },
    text: (text: string, at: number) => {
      if (open.length > 0) open.at(-1)!.text += text
      else if (beside() && /\S/.test(text)) stop(`text in <${path[depth - 1]}>`, at)
    },
    close: () => {
      depth -= 1
      known.leave()
      const closed = open.pop()
      if (closed === undefined) matched = Math.min(matched, depth)
      else if (open.length > 0) open.at(-1)!.children.push(closed)
      else take(closed)
    },
  }
}
