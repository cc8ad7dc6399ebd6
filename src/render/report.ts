import type { Root } from 'mdast'
import type { Templates } from '../document/template/fill.ts'
import { toHtml } from './html.ts'

/** What stands at the head of each page of a report. */
export const REPORT_HEAD = 'HCPCS Level II, alphanumeric files of the Centers for Medicare & Medicaid Services'

/** A tree as a page: that of the exhibits, but for a template, a style sheet, and a script of the name `page` where there are such. */
export function toPage(tree: Root, title: string, templates: Templates, page: string): string {
  return toHtml(tree, {
    kind: page,
    title,
    filing: REPORT_HEAD,
    style: (templates.get('style.css') ?? '') + (templates.get(`${page}.css`) ?? ''),
    script: templates.get('page.js') ?? '',
    ownScript: templates.get(`${page}.js`) ?? '',
    template: templates.get(`${page}.html.hbs`) ?? templates.get('page.html.hbs') ?? '',
  })
}
