import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import { fault } from '../../rules.ts'
import { helpers } from './helpers.ts'
import { fillTemplate } from './template.ts'

/** The texts of `templates/` by file name. */
export type Templates = ReadonlyMap<string, string>

/** Fills the template `name`; an empty tree, and a message, when it is missing or has a fault. */
export function fillNamed(name: string, data: object, templates: Templates, report: VFile): Root {
  const path = `templates/${name}`
  const source = templates.get(name)?.trim() ? templates.get(name) : undefined
  if (source === undefined) fault(report, 'template-missing', `Unexpected missing template, expected ${path}`, { path })
  return fillTemplate(path, source ?? '', data, helpers, report) ?? { type: 'root', children: [] }
}
