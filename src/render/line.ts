import { styleText } from 'node:util'
import type { PhrasingContent, Root } from 'mdast'
import { lineOf } from '../redline/to-line.ts'

/** A redline's nodes for a terminal: struck text is red and struck through, inserted text green and underlined. */
export function toAnsi(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map(node => {
      const text = visible(lineOf(node))
      if (node.type !== 'delete' && node.type !== 'insert') return text
      const style = node.type === 'delete' ? (['red', 'strikethrough'] as const) : (['green', 'underline'] as const)
      return styleText([...style], text, { validateStream: false })
    })
    .join('')
}

/** The nodes as a tree of one paragraph, for the renderers of Markdown and HTML. */
export function asParagraph(nodes: readonly PhrasingContent[]): Root {
  return { type: 'root', children: [{ type: 'paragraph', children: [...nodes] }] }
}

/** A wording from outside must not steer the terminal: control characters are shown as pictures (ESC as ␛). */
export function visible(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, character => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD'
  })
}
