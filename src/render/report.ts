import type { Root } from 'mdast'
import type { Templates } from '../document/template/fill.ts'
import { toHtml } from './html.ts'

/** What stands at the head of each page of a report. */
export const REPORT_HEAD = 'HCPCS Level II, alphanumeric files of the Centers for Medicare & Medicaid Services'

/**
 * A tree as a page: that of the exhibits, but for a template, a style sheet, and a script of the name `page` where there are
 * such. `report.css` is what pages with a template of their own have alike.
 */
export function toPage(tree: Root, title: string, templates: Templates, page: string): string {
  const text = (name: string) => templates.get(name) ?? ''
  const own = text(`${page}.html.hbs`)
  return toHtml(tree, {
    kind: page,
    title,
    filing: REPORT_HEAD,
    style: text('style.css') + (own && text('report.css')) + text(`${page}.css`),
    script: text('page.js'),
    ownScript: text(`${page}.js`),
    template: own || text('page.html.hbs'),
  })
}
