import type { Root } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import { fault } from '../../rules.ts'
import { helpers } from './helpers.ts'
import { fillTemplate } from './template.ts'

/** The texts of `templates/` by file name. */
export type Templates = ReadonlyMap<string, string>

/** Fills the template `name`; an empty tree, and a message, when it is missing or has a fault. */
export function fillNamed(name: string, data: object, templates: Templates, messages: VFileMessage[]): Root {
  const path = `templates/${name}`
  const source = templates.get(name)?.trim() ? templates.get(name) : undefined
  if (source === undefined)
    messages.push(fault('template-missing', `Unexpected end of the templates, expected ${path}`, { path }))
  return fillTemplate(path, source ?? '', data, helpers, messages) ?? { type: 'root', children: [] }
}
