import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import type { Release } from '../../release/types.ts'
import { setIds } from '../exhibits/assemble.ts'
import { fillNamed, type Templates } from '../template/fill.ts'
import { longPeriod, thousands } from '../template/helpers.ts'

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
  report: VFile,
): Document {
  const tree = fillNamed(name, view, templates, report)
  const notice = fillNamed('notice.md.hbs', {}, templates, report)
  return { title: view.title, tree: setIds({ type: 'root', children: [...tree.children, ...notice.children] }) }
}

/** A release as templates name it. */
export function describeRelease({ name, edition, records, sha256 }: Release) {
  return { name, edition: longPeriod(edition?.period), codes: thousands(records.length), sha256 }
}
