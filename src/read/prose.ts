import type { Nodes, Paragraph, Parent, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { Prose, QuotedInProse, ToConfirm } from '../model.ts'
import { at, type MarkdownFile } from './markdown.ts'
import { placeAt } from './text.ts'

/** The words, set in emphasis, by which a writer marks a fact that nobody has confirmed yet. */
const UNCONFIRMED = 'to be confirmed before filing'

/** A section with what it quotes and what it leaves to be confirmed. */
export function toProse(file: MarkdownFile, nodes: readonly RootContent[]): Prose {
  return {
    nodes,
    quoted: nodes.flatMap(node => findQuoted(file, node)),
    toConfirm: nodes.flatMap(node => findUnconfirmed(file.path, node)),
  }
}

/** Block quotes, and two words or more in quotation marks. */
function findQuoted(file: MarkdownFile, root: Nodes): QuotedInProse[] {
  const found: QuotedInProse[] = []
  visit(root, node => {
    if (node.type === 'blockquote') found.push({ text: plainText(node), place: at(file.path, node) })
    if (node.type === 'paragraph') found.push(...inMarks(file, node))
    return node.type === 'blockquote' || node.type === 'paragraph' ? SKIP : undefined
  })
  return found
}

function inMarks(file: MarkdownFile, paragraph: Paragraph): QuotedInProse[] {
  const texts = Array.from(plainText(paragraph).matchAll(/“([^”]*)”|"([^"]*)"/g), match => match[1] ?? match[2]!)
  return texts
    .filter(text => /\S\s+\S/.test(text))
    .map(text => {
      const offset = file.text.indexOf(text, paragraph.position!.start.offset)
      const place = offset < 0 ? at(file.path, paragraph) : placeAt(file.path, file.text, offset)
      return { text: text.replace(/\s+/g, ' '), place }
    })
}

/** The statements that stand before the mark `*to be confirmed before filing*`. */
export function findUnconfirmed(path: string, root: Nodes): ToConfirm[] {
  const found: ToConfirm[] = []
  visit(root, 'emphasis', (emphasis, index, parent) => {
    if (plainText(emphasis).toLowerCase() !== UNCONFIRMED) return
    found.push({ what: sentenceBefore(parent!, index!), why: '', place: at(path, emphasis) })
  })
  return found
}

/** "Rule X. First page 89 FR 59186 *to be …*." gives "First page 89 FR 59186". */
function sentenceBefore(parent: Parent, index: number): string {
  const before = plainText({ type: 'root', children: parent.children.slice(0, index) as RootContent[] })
  const sentence = before.split(/(?<=[.;])\s/).at(-1)!
  return sentence.replace(/^.*\((?=[^)]*$)/, '').replace(/[\s(,]+$/, '')
}
