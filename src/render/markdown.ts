import type { Delete, Insert, Root, Text } from 'mdast'
import type { Info, State } from 'mdast-util-to-markdown'
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

/** What Markdown may read as something else within a line: marks, ends of a line, addresses. */
const MARKS = /[\t\n\r!#&*<>@[\\\]_`|~]|:(?:\/|$)|[Ww]\.(?:[-.\w]|$)/

/** How a text begins that is none of these, where a line begins and elsewhere. */
const STARTS_LINE = /^[A-Za-z\u0080-\uffff]/
const GOES_ON = /^[ A-Za-z0-9\u0080-\uffff]/

/** A text that nothing in it or around it makes anything else is not searched for what would have to be escaped. */
function text(node: Text, _: unknown, state: State, info: Info): string {
  const { value } = node
  const start = isBreak(info.before) ? STARTS_LINE : GOES_ON
  const isPlain = start.test(value) && !MARKS.test(value) && !(value.endsWith(' ') && isBreak(info.after))
  return isPlain ? value : state.safe(value, info)
}

function isBreak(around: string): boolean {
  return around.endsWith('\n') || around.startsWith('\n')
}

/** Asked by the node before, which would else have the whole printed to see how it begins. */
text.peek = (node: Text, parent: unknown, state: State, info: Info) =>
  /^[A-Za-z0-9\u0080-\uffff]/.test(node.value) ? node.value : text(node, parent, state, info)

/** The same: twice as long for each level. */
change.peek = () => '<'

/** The words stand inside of the tags, so that no "[…](…)" can come about with the text that follows. */
function change(node: Delete | Insert, _: unknown, state: State, info: Info): string {
  const { before, after } = marksOf(node)
  const tag = node.type === 'delete' ? 'del' : 'ins'
  const inner = state.containerPhrasing(node, { ...info, before: ' ', after: ']' })
  const stars = (text: string) => text.replaceAll('*', '\\*')
  return `<${tag}>${stars(before)}${inner}${stars(after)}</${tag}>`
}
