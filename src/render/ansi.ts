import { styleText } from 'node:util'
import type { PhrasingContent } from 'mdast'
import { lineOf } from '../redline/to-line.ts'
import { visible } from './line.ts'

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
