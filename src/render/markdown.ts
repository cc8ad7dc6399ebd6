import type { Delete, Insert, Root, Text } from 'mdast'
import type { State } from 'mdast-util-to-markdown'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { marksOf } from '../redline/marks.ts'
import { withRedlineKey } from './redline-key.ts'
import type { Renderer } from './types.ts'

const stringifier = unified()
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    rule: '-',
    emphasis: '*',
    handlers: { delete: change, insert: change, text } as never,
  })

/** `exhibit-a.md`. */
export const renderMarkdown: Renderer = ({ name, tree }) => [
  { name: `${name}.md`, content: toMarkdown(withRedlineKey(tree, 'md')) },
]

/** The tree as GitHub Markdown. A redline is `<del>[struck: a]</del><ins>[inserted: b]</ins>`; all else is plain GFM. */
export function toMarkdown(tree: Root): string {
  return stringifier.stringify(tree)
}

/** Words that no context of Markdown reads as anything else: no need to look for what would have to be escaped. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 ,;%/]*[A-Za-z0-9,;%/]$/

function text(node: Text, _: unknown, state: State, info: never): string {
  return PLAIN.test(node.value) ? node.value : state.safe(node.value, info)
}

/** Asked by the node before, which else would have the whole printed to see how it begins: twice as long for each level. */
change.peek = () => '<'

/** The words stand inside of the tags, so that no "[…](…)" can come about with the text that follows. */
function change(node: Delete | Insert, _: unknown, state: State, info: never): string {
  const { before, after } = marksOf(node)
  const tag = node.type === 'delete' ? 'del' : 'ins'
  const inner = state.containerPhrasing(node, { ...(info as object), before: ' ', after: ']' } as never)
  const stars = (text: string) => text.replaceAll('*', '\\*')
  return `<${tag}>${stars(before)}${inner}${stars(after)}</${tag}>`
}
