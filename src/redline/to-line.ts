import type { PhrasingContent } from 'mdast'
import { marksOf } from './marks.ts'

/** A redline's nodes as one line of plain text: "cells[struck: , including …], per dose". */
export function toLine(nodes: readonly PhrasingContent[]): string {
  return nodes.map(lineOf).join('')
}

/** One node of it: text as it is, a deletion or an insertion in its words. */
export function lineOf(node: PhrasingContent): string {
  if (node.type !== 'delete' && node.type !== 'insert') return 'value' in node ? node.value : ''
  const { before, after } = marksOf(node)
  return before + toLine(node.children) + after
}
