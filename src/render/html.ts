import Handlebars from 'handlebars'
import type { Element, ElementContent, Root as HastRoot, Text } from 'hast'
import { toHtml as printHtml } from 'hast-util-to-html'
import type { Delete, Html, Insert, Nodes, Paragraph, Root } from 'mdast'
import { type State, toHast } from 'mdast-util-to-hast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { OWN_ONLY } from '../document/template/own.ts'
import { marksOf, SOURCES_CITED } from '../redline/marks.ts'
import { fault } from '../rules.ts'
import { titleOf } from './title.ts'
import type { Renderer } from './types.ts'
import { unknownNode } from './unknown-node.ts'

/** What stands around the exhibit on its page. */
export interface Page {
  readonly title: string
  /** The head line: file code and agency. */
  readonly filing: string
  readonly style: string
  /** The source of `templates/page.html.hbs`. */
  readonly template: string
}

/** `exhibit-a.html`. */
export const renderHtml: Renderer = (document, surroundings) => {
  const { request, head, templates } = surroundings
  const page = {
    title: titleOf(document, surroundings),
    filing: `${head} · ${request.agency}`,
    style: templates.get('style.css') ?? '',
    template: templates.get('page.html.hbs') ?? '',
  }
  return [{ name: `${document.name}.html`, content: toHtml(document.tree, page) }]
}

/** The tree as one HTML page without script, picture or link to anything outside of it. */
export function toHtml(tree: Root, page: Page): string {
  return toPage(toFragment(tree), page)
}

/** The page templates that were compiled: all exhibits of a build stand on the same page. */
const compiled = new Map<string, HandlebarsTemplateDelegate>()

/** A page around HTML that is made already. */
export function toPage(html: string, { template, ...page }: Page): string {
  const fill = compiled.get(template) ?? Handlebars.compile(template, { strict: true, knownHelpersOnly: true })
  compiled.set(template, fill)
  const body = new Handlebars.SafeString(html)
  return fill({ ...page, style: new Handlebars.SafeString(page.style), body }, OWN_ONLY)
}

/** Reports a page template that is missing or cannot be filled; without a page there is nothing to print. */
export function checkPage(template: string | undefined, report: VFile): void {
  const path = 'templates/page.html.hbs'
  if (template === undefined) {
    fault(report, 'template-missing', `Unexpected missing template, expected ${path}`, { path })
    return
  }
  try {
    toPage('', { title: '', filing: '', style: '', template })
  } catch (error) {
    const text = String((error as Error).message)
    const line = Number(/line (\d+)/.exec(text)?.[1] ?? / - (\d+):\d+$/.exec(text)?.[1] ?? 1)
    const reason = `Unexpected ${text.split('\n')[0]!.replace(/:$/, '')}, expected sound Handlebars`
    fault(report, 'template-syntax', reason, { path, line })
  }
}

/** The tree as HTML without a page around it. */
export function toFragment(tree: Root): string {
  const hast = toHast(tree, {
    handlers: { delete: change, insert: change, paragraph, html: asText, ...UNKNOWN },
    unknownHandler: refuse,
    footnoteLabel: SOURCES_CITED,
    footnoteLabelTagName: 'h2',
    footnoteLabelProperties: {},
    clobberPrefix: '',
  }) as HastRoot
  tidyTables(hast)
  return printHtml(hast, { upperDoctype: true })
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
 * screen, where line and colour say the same, but not from screen readers, copying or printing.
 */
function change(state: State, node: Delete | Insert): Element {
  const { before, after } = marksOf(node)
  const words = (value: string): Element => ({
    type: 'element',
    tagName: 'span',
    properties: { className: ['words'] },
    children: [{ type: 'text', value }],
  })
  const tagName = node.type === 'delete' ? 'del' : 'ins'
  const children = [words(before), ...state.all(node), words(after)] as ElementContent[]
  return { type: 'element', tagName, properties: {}, children }
}

function paragraph(state: State, node: Paragraph): Element {
  const tagName = node.data?.caption ? 'caption' : 'p'
  return { type: 'element', tagName, properties: {}, children: state.all(node) as ElementContent[] }
}

/** Puts each caption into its table, names the header cells' directions, and lets a wide table scroll by itself. */
function tidyTables(root: HastRoot): void {
  let unnamed = 0
  visit(root, 'element', (node, index, parent) => {
    if (node.tagName !== 'table' || !parent || index === undefined) return undefined
    const captionAt = parent.children.slice(0, index).findLastIndex(one => one.type === 'element')
    const before = parent.children[captionAt]
    const caption = before?.type === 'element' && before.tagName === 'caption' ? before : undefined
    if (caption) node.children.unshift(caption)
    nameHeaders(node)
    const label = { ariaLabel: caption ? textOf(caption) : `Table ${++unnamed}` }
    const scroller: Element = {
      type: 'element',
      tagName: 'section',
      properties: { className: ['table'], tabIndex: 0, ...label },
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

function textOf(node: Element | ElementContent): string {
  if (node.type === 'text') return node.value
  return 'children' in node
    ? node.children
        .filter(child => !isReference(child))
        .map(textOf)
        .join('')
    : ''
}

function isReference(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'sup'
}
