import { createHash } from 'node:crypto'
import Handlebars from 'handlebars'
import type { Element, ElementContent, Root as HastRoot, Text } from 'hast'
import { toHtml as printHtml } from 'hast-util-to-html'
import type { Delete, Heading, Html, Insert, Nodes, Paragraph, Root, Table } from 'mdast'
import { defaultHandlers, type State, toHast } from 'mdast-util-to-hast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { OWN_ONLY } from '../document/template/own.ts'
import { marksOf, SOURCES_CITED } from '../redline/marks.ts'
import { fault } from '../rules.ts'
import { columnShares, leadOf } from './columns.ts'
import { withRedlineKey } from './redline-key.ts'
import { titleOf } from './title.ts'
import type { Renderer, Surroundings } from './types.ts'
import { unknownNode } from './unknown-node.ts'

/** What stands around the exhibit on its page. */
export interface Page {
  /** Which document it is, for the style: "letter". */
  readonly kind: string
  readonly title: string
  /** The head line: file code and agency. */
  readonly filing: string
  readonly style: string
  /** The only script that the page runs. */
  readonly script: string
  /** The source of `templates/page.html.hbs`. */
  readonly template: string
}

/** `exhibit-a.html`. */
export const renderHtml: Renderer = (document, surroundings) => {
  const { request, head, templates } = surroundings
  const page = pageOf(
    templates,
    document.name,
    titleOf(document, surroundings),
    request.filedBy ? `${head} · ${request.filedBy}` : head,
  )
  return [{ name: `${document.name}.html`, content: toHtml(withRedlineKey(document.tree, 'html'), page) }]
}

/** A page with the style, the script, and the template of all exhibits. */
export function pageOf(templates: Surroundings['templates'], kind: string, title: string, filing: string): Page {
  const [style, script, template] = ['style.css', 'page.js', 'page.html.hbs'].map(name => templates.get(name) ?? '')
  return { kind, title, filing, style: style!, script: script!, template: template! }
}

/** The tree as one HTML page that loads nothing, and whose text needs no script. */
export function toHtml(tree: Root, page: Page): string {
  return toPage(toFragment(tree), page)
}

/** The page templates that were compiled: all exhibits of a build stand on the same page. */
const compiled = new Map<string, HandlebarsTemplateDelegate>()

/** Takes a page template as Handlebars compiled it before: a page that may not make code of a text needs it so. */
export function useCompiled(template: string, spec: TemplateSpecification): void {
  compiled.set(template, Handlebars.template(spec))
}

/** A page around HTML that is made already. */
export function toPage(html: string, { template, ...page }: Page): string {
  const fill = compiled.get(template) ?? Handlebars.compile(template, { strict: true, knownHelpersOnly: true })
  compiled.set(template, fill)
  const body = new Handlebars.SafeString(html)
  const [style, script] = [page.style, page.script].map(text => new Handlebars.SafeString(text))
  return fill({ ...page, style, script, policy: new Handlebars.SafeString(policyOf(page.script)), body }, OWN_ONLY)
}

/** Nothing is loaded or sent, and no script runs but that of the page, whatever a descriptor holds. */
function policyOf(script: string): string {
  const hash = createHash('sha256').update(`\n${script}`).digest('base64')
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}

/** Reports a page template that is missing or cannot be filled; without a page there is nothing to print. */
export function checkPage(template: string | undefined, report: VFile): void {
  const path = 'templates/page.html.hbs'
  if (template === undefined) {
    fault(report, 'template-missing', `Unexpected missing template, expected ${path}`, { path })
    return
  }
  try {
    toPage('', { kind: '', title: '', filing: '', style: '', script: '', template })
  } catch (error) {
    const text = String((error as Error).message)
    const line = Number(/line (\d+)/.exec(text)?.[1] ?? / - (\d+):\d+$/.exec(text)?.[1] ?? 1)
    const reason = `Unexpected ${text.split('\n')[0]!.replace(/:$/, '')}, expected sound Handlebars`
    fault(report, 'template-syntax', reason, { path, line })
  }
}

/** The tree as HTML without a page around it. */
export function toFragment(tree: Root): string {
  return printHtml(toHtmlTree(tree), { upperDoctype: true })
}

/** The same as a tree of elements, for a page that is there already. */
export function toHtmlTree(tree: Root): HastRoot {
  const hast = toHast(tree, {
    handlers: { delete: change, insert: change, heading, paragraph, table, html: asText, ...UNKNOWN },
    unknownHandler: refuse,
    footnoteLabel: SOURCES_CITED,
    footnoteLabelTagName: 'h2',
    footnoteLabelProperties: {},
    clobberPrefix: '',
  }) as HastRoot
  tidyTables(hast)
  return hast
}

const refuse = (_: State, node: Nodes) => unknownNode(node)

/** A page must not load anything; and the library passes over what it calls front matter. */
const UNKNOWN = { image: refuse, imageReference: refuse, yaml: refuse }

/** HTML is the text that it is, as in the other formats. */
function asText(_: State, node: Html): Text {
  return { type: 'text', value: node.value }
}

/**
 * `<del>` and `<ins>` with the words "[struck: … ]" around the text. The style sheet hides the words from the eye on
 * screen, where line and color say the same, but not from screen readers, copying or printing.
 */
function change(state: State, node: Delete | Insert): Element {
  const { before, after } = marksOf(node)
  const words = (value: string) => span('words', [{ type: 'text', value }])
  const tagName = node.type === 'delete' ? 'del' : 'ins'
  const children = [...beginning(words(before), state.all(node) as ElementContent[]), words(after)]
  return { type: 'element', tagName, properties: {}, children }
}

/** The words before a change, which keep its first word on their line, and its text. */
function beginning(words: Element, children: readonly ElementContent[]): Element[] {
  const [first, ...others] = children
  const lead = first?.type === 'text' ? leadOf(first.value) : ''
  if (first?.type !== 'text' || lead === '') return [words, span('text', children)]
  const text = (value: string): Text => ({ type: 'text', value })
  const rest = [text(first.value.slice(lead.length)), ...others].filter(one => one.type !== 'text' || one.value !== '')
  const kept = span('lead', [words, span('text', [text(lead)])])
  return rest.length === 0 ? [kept] : [kept, span('text', rest)]
}

function span(name: string, children: readonly ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className: [name] }, children: [...children] }
}

/** In print, an exhibit starts on a new page. */
function heading(state: State, node: Heading): Element {
  const made = defaultHandlers.heading(state, node)
  if (node.data?.exhibit !== undefined) made.properties.className = ['exhibit']
  return made
}

/** A table of many columns says how wide each is in print, whatever font the machine has. */
function table(state: State, node: Table): Element {
  const made = defaultHandlers.table(state, node)
  if (node.children[0]!.children.length < MANY) return made
  const children = columnShares(node).map(share => column(`--share: ${(100 * share).toFixed(1)}%`))
  made.children.unshift({ type: 'element', tagName: 'colgroup', properties: {}, children })
  return made
}

const MANY = 6

function column(style: string): Element {
  return { type: 'element', tagName: 'col', properties: { style }, children: [] }
}

function paragraph(state: State, node: Paragraph): Element {
  const tagName = node.data?.caption ? 'caption' : 'p'
  return { type: 'element', tagName, properties: {}, children: state.all(node) as ElementContent[] }
}

/** Puts each caption into its table, names the header cells' directions, and lets a wide table scroll by itself. */
function tidyTables(root: HastRoot): void {
  visit(root, 'element', (node, index, parent) => {
    if (node.tagName !== 'table' || !parent || index === undefined) return undefined
    const captionAt = parent.children.slice(0, index).findLastIndex(one => one.type === 'element')
    const before = parent.children[captionAt]
    const caption = before?.type === 'element' && before.tagName === 'caption' ? before : undefined
    if (caption) node.children.unshift(caption)
    nameHeaders(node)
    const scroller: Element = {
      type: 'element',
      tagName: 'div',
      properties: { className: ['table'] },
      children: [node],
    }
    parent.children.splice(index, 1, scroller)
    if (caption) parent.children.splice(captionAt, 1)
    return [SKIP, caption ? index : index + 1]
  })
}

function nameHeaders(table: Element): void {
  const rows = table.children.flatMap(elementsOf).filter(({ tagName }) => tagName === 'tr')
  for (const cells of rows.map(elementsOf)) {
    for (const cell of cells) {
      if (cell.tagName === 'th') cell.properties.scope = 'col'
      if (cell.properties.align === 'right') cell.properties.className = ['amount']
      delete cell.properties.align
    }
    const first = cells[0]
    if (first?.tagName !== 'td') continue
    first.tagName = 'th'
    first.properties.scope = 'row'
  }
}

function elementsOf(node: ElementContent): Element[] {
  return 'children' in node ? node.children.filter(child => child.type === 'element') : []
}
