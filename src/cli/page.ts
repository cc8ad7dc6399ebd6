import type { Templates } from '../document/template/fill.ts'
import { readTemplates } from '../io/templates.ts'
import { decode } from '../parse/text.ts'
import type { Io } from './command.ts'

/** The texts of the templates by file name. */
export async function readTemplateTexts({ root, report }: Io): Promise<Templates> {
  const { all: files } = await readTemplates(root, report)
  return new Map(files.map(file => [file.path.split('/').at(-1)!, String(decode(file, report))]))
}
