import type { PhrasingContent } from 'mdast'
import { marksOf } from '../redline/marks.ts'
import { redlineNodes } from '../redline/to-mdast.ts'
import type { Redline } from '../redline/types.ts'
import { leadOf } from '../render/columns.ts'
import { make } from './dom.ts'

/** A redline as nodes of the page, built as in the exhibits: the words around a change are there for copies and print. */
export function redlineDom(redline: Pick<Redline, 'segments'>): (Node | string)[] {
  return redlineNodes(redline).map(toDom)
}

function toDom(node: PhrasingContent): Node | string {
  if (node.type === 'text') return node.value
  if (node.type !== 'delete' && node.type !== 'insert')
    throw new Error(`Unexpected node “${node.type}”, expected a redline of plain text`)
  const { before, after } = marksOf(node)
  const text = node.children.map(child => ('value' in child ? child.value : '')).join('')
  const lead = leadOf(text)
  const rest = text.slice(lead.length)
  const words = (value: string) => make('span', { className: 'words' }, value)
  const beginning = make('span', { className: 'lead' }, words(before), make('span', { className: 'text' }, lead))
  const children = lead === '' ? [words(before)] : [beginning]
  const end = rest === '' ? [] : [make('span', { className: 'text' }, rest)]
  return make(node.type === 'delete' ? 'del' : 'ins', {}, ...children, ...end, words(after))
}

/** A redline in a quote of its own, with the buttons that copy it where something changed. */
export function redlineQuote(redline: Pick<Redline, 'segments'>): HTMLElement {
  const paragraph = make('p', {}, ...redlineDom(redline))
  const quote = make('blockquote', {}, paragraph)
  if (redline.segments.some(({ type }) => type !== 'same')) askForButtons(paragraph)
  return quote
}

/** The script of all pages adds the buttons; it hears of a redline only once that is on the page. */
function askForButtons(paragraph: HTMLElement): void {
  queueMicrotask(() => paragraph.dispatchEvent(new CustomEvent('redline', { bubbles: true })))
}
