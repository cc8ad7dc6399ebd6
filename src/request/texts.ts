import type { Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { Place } from '../types.ts'
import type { Packet } from './packet-types.ts'
import type { Prose } from './types.ts'

/** One paragraph, heading, cell or field that staff wrote, on one line and without web addresses. */
export interface StaffText {
  readonly text: string
  /** The section that it stands in, in small letters: `precedent`; empty outside request.md’s sections. */
  readonly section: string
  readonly place: Place
}

/** All that staff wrote for a request: its title, its sections, the rationales of its codes, and its answers. */
export function textsOf({ request, descriptors, answers }: Packet): StaffText[] {
  const { title, sections, at } = request
  return [
    { text: onOneLine(title), section: '', place: at.title },
    ...[...sections].flatMap(([section, prose]) => linesOf(prose, section, at.title.path)),
    ...descriptors.flatMap(one => (one.rationale ? linesOf(one.rationale, '', one.at.proposed.path) : [])),
    ...(answers ?? []).map(({ answer, place }) => ({ text: onOneLine(answer), section: '', place })),
  ]
}

const LINES = ['paragraph', 'heading', 'tableCell', 'code']

function linesOf({ nodes }: Prose, section: string, path: string): StaffText[] {
  const found: StaffText[] = []
  const root: Root = { type: 'root', children: [...nodes] as RootContent[] }
  visit(root, node => {
    if (!LINES.includes(node.type)) return
    const { line, column } = node.position?.start ?? { line: 1, column: 1 }
    found.push({ text: lineOf(node), section, place: { path, line, column } })
  })
  return found
}

/** The words of a node; a line break parts them as a space does. */
function lineOf(node: Root | RootContent): string {
  const parts: string[] = []
  visit(node, one => {
    if ('value' in one) parts.push(one.value)
    if (one.type === 'break') parts.push(' ')
  })
  return onOneLine(parts.join(''))
}

function onOneLine(text: string): string {
  return text
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, ' ')
    .split(/\s+/)
    .join(' ')
}

/** All that the sources and quotations of a request and the notes on its revisions say, one statement a line. */
export function citedIn({ request, quotations, revisions }: Packet): string {
  const sources = request.sources.map(({ children }) => plainText({ type: 'root', children }))
  const statements = [...sources, ...quotations.map(({ text }) => text), ...revisions.map(({ note }) => note)]
  return statements.map(onOneLine).join('\n')
}
