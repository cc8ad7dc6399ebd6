import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { fault, rules } from '../../rules.ts'
import { copyNodes } from '../copy.ts'

/** What an expression of a template may stand for: text, nodes within a line, or whole blocks. */
export type Value = string | number | boolean | undefined | Inline | Blocks

export interface Inline {
  readonly inline: readonly PhrasingContent[]
}

export interface Blocks {
  readonly blocks: readonly RootContent[]
}

/**
 * Private-use characters: to Markdown they are letters like any other, and no keyboard types them. A citation begins as
 * punctuation, as `[^a]` does, for bold type that ends with a period can end before punctuation and not before a letter.
 */
const TOKEN = /[\uE000⸽](\d+)\uE001/g

/** What a template prints in place of the value number `index`. */
export function token(index: number, value: Value): string {
  return `${isCitation(value) ? '⸽' : '\uE000'}${index}\uE001`
}

function isCitation(value: Value): boolean {
  return typeof value === 'object' && 'inline' in value && value.inline[0]?.type === 'footnoteReference'
}

/** Replaces every token of a parsed template by its value. */
export function placeValues(path: string, tree: Nodes, held: readonly Value[], report: VFile): void {
  visit(tree, (node, index, parent) => {
    // The parser gives no place to links that it finds late, as in “www.cms.gov”.
    if (parent?.position) node.position ??= parent.position
    refuseForeign(path, node, report)
    if (node.type === 'paragraph') {
      const blocks = onlyBlocks(plainText(node), held)
      if (blocks && parent && index !== undefined) {
        parent.children.splice(index, 1, ...(copyNodes(blocks) as never[]))
        return [SKIP, index + blocks.length]
      }
    }
    if (node.type === 'inlineCode' || node.type === 'code') {
      node.value = node.value.replace(TOKEN, (_, place) => asText(held[Number(place)]))
    }
    if (node.type !== 'text' || !parent || index === undefined) return undefined
    const parts = splitAtTokens(node.value, held)
    ;(parent as Parents).children.splice(index, 1, ...(parts as never[]))
    return [SKIP, index + parts.length]
  })
}

function onlyBlocks(text: string, held: readonly Value[]): readonly RootContent[] | undefined {
  const place = new RegExp(`^${TOKEN.source}$`).exec(text)?.[1]
  const value = place === undefined ? undefined : held[Number(place)]
  return typeof value === 'object' && 'blocks' in value ? value.blocks : undefined
}

function splitAtTokens(text: string, held: readonly Value[]): PhrasingContent[] {
  const parts = text.split(TOKEN).map((part, index) => (index % 2 === 0 ? part : held[Number(part)]))
  return parts.flatMap((value): PhrasingContent[] => {
    if (typeof value === 'object' && 'inline' in value) return copyNodes(value.inline)
    const text = asText(value)
    return text === '' ? [] : [{ type: 'text', value: text }]
  })
}

function asText(value: Value): string {
  if (typeof value !== 'object') return String(value ?? '')
  return plainText({ type: 'root', children: [...('inline' in value ? value.inline : value.blocks)] as RootContent[] })
}

/**
 * Refuses what a value could get into to be read by a browser, and what a text cannot stand for: pictures, and links into
 * the document, whose headings have other addresses in the packet than in an exhibit by itself.
 */
function refuseForeign(path: string, node: Nodes, report: VFile): void {
  const wrong = isForeign(node)
  if (wrong === undefined) return
  const { line, column } = node.position!.start
  const note = /^(?:picture|link)/.test(wrong) ? rules['link-address'].remedy : undefined
  fault(report, 'template-raw', `Unexpected ${wrong}`, { path, line, column }, note)
}

function isForeign(node: Nodes): string | undefined {
  if (node.type === 'html') return 'HTML in a template, expected Markdown'
  if (node.type === 'image' || node.type === 'imageReference') return 'picture in a template, expected text'
  const url = 'url' in node ? node.url : ''
  const title = 'title' in node ? node.title : ''
  const info = node.type === 'code' ? `${node.lang ?? ''}${node.meta ?? ''}` : ''
  if (/[\uE000\uE001]|%EE%80%8[01]/i.test(`${url}${title}${info}`))
    return 'value in an address in a template, expected Markdown'
  if (!('url' in node) || /^(?:https?:\/\/|mailto:)/i.test(url)) return undefined
  return `link to “${url}” in a template, expected an address that starts with https:// or mailto:`
}
