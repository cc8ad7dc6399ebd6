import type { PhrasingContent } from 'mdast'
import { marksOf } from './marks.ts'

/** A redline's nodes as one line of plain text: "cells[struck: , including …], per dose". */
export function toLine(nodes: readonly PhrasingContent[]): string {
  return nodes.map(lineOf).join('')
}

/** One node of it: text as it is, a deletion or an insertion in its words. */
export function lineOf(node: PhrasingContent): string {
  if ('value' in node) return node.value
  if (node.type !== 'delete' && node.type !== 'insert')
    throw new Error(`Unexpected node “${node.type}”, expected a redline of plain text`)
  const { before, after } = marksOf(node)
  return before + toLine(node.children) + after
}
