import { styleText } from 'node:util'
import type { Delete, Insert, PhrasingContent, Root } from 'mdast'
import { marksOf } from '../redline/marks.ts'

/** A redline's nodes as one line of plain text: "cells[struck: , including …], per dose". */
export function toLine(nodes: readonly PhrasingContent[]): string {
  return nodes.map(node => (isChange(node) ? inMarks(node) : textOf(node))).join('')
}

/** The same for a terminal: struck text is red and struck through, inserted text green and underlined. */
export function toAnsi(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map(node => {
      if (!isChange(node)) return visible(textOf(node))
      const style = node.type === 'delete' ? (['red', 'strikethrough'] as const) : (['green', 'underline'] as const)
      return styleText([...style], visible(inMarks(node)), { validateStream: false })
    })
    .join('')
}

/** The nodes as a tree of one paragraph, for the renderers of Markdown and HTML. */
export function asParagraph(nodes: readonly PhrasingContent[]): Root {
  return { type: 'root', children: [{ type: 'paragraph', children: [...nodes] }] }
}

function isChange(node: PhrasingContent): node is Delete | Insert {
  return node.type === 'delete' || node.type === 'insert'
}

function inMarks(node: Delete | Insert): string {
  const { before, after } = marksOf(node)
  return before + node.children.map(textOf).join('') + after
}

function textOf(node: PhrasingContent): string {
  return 'value' in node ? node.value : ''
}

/** A wording from outside must not steer the terminal: control characters are shown as pictures (ESC as ␛). */
export function visible(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, character => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD'
  })
}
