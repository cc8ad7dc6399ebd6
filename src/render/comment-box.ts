import type { Root } from 'mdast'
import { toText } from './text.ts'

/** What the comment box of regulations.gov holds. */
export const BOX = 5000

/**
 * How many characters the box counts in a text. A browser counts UTF-16 units, and a form sends a line end as two: no way
 * of counting gives more.
 */
function boxLength(text: string): number {
  return text.length + (text.match(/\n/g)?.length ?? 0)
}

/** `comment-box.txt`: the first of the texts that fits, and what it lacks; nothing when none fits. */
export function renderCommentBox<T extends { readonly tree: Root }>(boxes: readonly T[]) {
  for (const box of boxes) {
    const content = toText(box.tree, Number.POSITIVE_INFINITY).trimEnd()
    const length = boxLength(content)
    if (length <= BOX) return { file: { name: 'comment-box.txt', content }, box, length }
  }
  return undefined
}
