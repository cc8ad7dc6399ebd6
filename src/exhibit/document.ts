import type { Root } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import { setIds } from './assemble.ts'
import { fillNamed, type Templates } from './fill.ts'

/** A finished text that belongs to no request. */
export interface Document {
  readonly title: string
  readonly tree: Root
}

/** Fills the template `name` and adds the notice of the AMA: descriptors of Level II name CPT codes here and there. */
export function makeDocument(
  name: string,
  view: { readonly title: string },
  templates: Templates,
  messages: VFileMessage[],
): Document {
  const tree = fillNamed(name, view, templates, messages)
  const notice = fillNamed('notice.md.hbs', {}, templates, messages)
  return { title: view.title, tree: setIds({ type: 'root', children: [...tree.children, ...notice.children] }) }
}
