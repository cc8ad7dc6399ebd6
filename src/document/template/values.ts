import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { fault } from '../../rules.ts'
import { copyNodes } from '../copy.ts'

/** What an expression of a template may stand for: text, nodes within a line, or whole blocks. */
export type Value = string | number | boolean | undefined | Inline | Blocks

export interface Inline {
  readonly inline: readonly PhrasingContent[]
}

export interface Blocks {
  readonly blocks: readonly RootContent[]
}

/** Private-use characters: to Markdown they are letters like any other, and no keyboard types them. */
const TOKEN = /\uE000(\d+)\uE001/g

/** What a template prints in place of the value number `index`. */
export function token(index: number): string {
  return `\uE000${index}\uE001`
}

/** Replaces every token of a parsed template by its value. */
export function placeValues(path: string, tree: Nodes, held: readonly Value[], report: VFile): void {
  visit(tree, (node, index, parent) => {
    // The parser gives no place to links that it finds late, as in “www.cms.gov”.
    if (parent?.position) node.position ??= parent.position
    refuseTokens(path, node, report)
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

/** A value in a link's address or in raw HTML would be read by a browser, and pictures no format can show: refused. */
function refuseTokens(path: string, node: Nodes, report: VFile): void {
  const hidden = [
    node.type === 'html' ? node.value : '',
    'url' in node ? node.url : '',
    'title' in node ? node.title : '',
    'alt' in node ? node.alt : '',
    node.type === 'code' ? `${node.lang ?? ''}${node.meta ?? ''}` : '',
  ].join('')
  const isPicture = node.type === 'image' || node.type === 'imageReference'
  if (node.type === 'html' || isPicture || /[\uE000\uE001]|%EE%80%80/i.test(hidden)) {
    const what = isPicture ? 'picture' : node.type === 'html' ? 'HTML' : 'value in an address'
    const { line, column } = node.position!.start
    fault(report, 'template-raw', `Unexpected ${what} in a template, expected ${isPicture ? 'text' : 'Markdown'}`, {
      path,
      line,
      column,
    })
  }
}
