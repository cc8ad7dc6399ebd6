import type { Root } from 'mdast'
import type { Templates } from '../document/template/fill.ts'
import { toHtml } from './html.ts'

/** A tree as a page: that of the exhibits, but for a template, a style sheet, and a script of the name `page` where there are such. */
export function toPage(tree: Root, title: string, templates: Templates, page: string): string {
  return toHtml(tree, {
    title,
    filing: 'HCPCS Level II, alphanumeric files of the Centers for Medicare & Medicaid Services',
    style: (templates.get('style.css') ?? '') + (templates.get(`${page}.css`) ?? ''),
    script: templates.get('page.js') ?? '',
    ownScript: templates.get(`${page}.js`) ?? '',
    template: templates.get(`${page}.html.hbs`) ?? templates.get('page.html.hbs') ?? '',
  })
}
