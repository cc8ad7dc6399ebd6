import type { Element, Root, RootContent } from 'hast'
import { make } from './dom.ts'

/**
 * The elements that `render/html.ts` makes, as elements of this page. A text stays a text, and of the attributes only those
 * named here are taken.
 */
export function toDom(root: Root): Node[] {
  return root.children.map(nodeOf)
}

const ATTRIBUTES: Readonly<Record<string, string>> = { className: 'class', scope: 'scope', dataCode: 'data-code' }

function nodeOf(node: RootContent): Node {
  if (node.type === 'text') return document.createTextNode(node.value)
  return node.type === 'element' ? elementOf(node) : document.createTextNode('')
}

function elementOf({ tagName, properties, children }: Element): HTMLElement {
  const made = document.createElement(tagName)
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const value = properties[name]
    if (value !== undefined && value !== null) made.setAttribute(attribute, String(value))
  }
  made.append(...children.map(nodeOf))
  return made
}

/** The code of a row leads to what else is known of it. */
function codeButton({ textContent }: globalThis.Element): HTMLElement {
  return make('button', { type: 'button', className: 'code', textContent })
}

const REDLINES = ':is(blockquote > p, td):is(:has(> del), :has(> ins))'

/** To measure the tables takes a layout of the page: once for all that was put on it. */
let measuring = 0

/** Puts nodes on the page; each redline gets its buttons, and each wide table the keyboard, from the script of all pages. */
export function show(place: HTMLElement, ...nodes: readonly Node[]): void {
  place.append(...nodes)
  for (const code of place.querySelectorAll('tr[data-code] > th > strong')) code.replaceWith(codeButton(code))
  const fresh = nodes.flatMap(node => (node instanceof HTMLElement ? [...node.querySelectorAll(REDLINES)] : []))
  for (const redline of fresh) redline.dispatchEvent(new Event('redline', { bubbles: true }))
  cancelAnimationFrame(measuring)
  measuring = requestAnimationFrame(() => dispatchEvent(new Event('resize')))
}
