import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VFile } from 'vfile'
import type { InputFile } from '../types.ts'
import { readFolder } from './files.ts'

/** The folder of the program that has the files it brings along, such as `templates/`: beside its bundle, or above its source. */
export function programFolder(from = import.meta.dirname): string {
  const isFound = existsSync(join(from, 'templates', 'page.typ')) || dirname(from) === from
  return isFound ? from : programFolder(dirname(from))
}

/** The templates that a workspace has of its own, and all: those of the program, each replaced by one of its name. */
export interface TemplateFiles {
  readonly own: readonly InputFile[]
  /** Sorted by path. */
  readonly all: readonly InputFile[]
}

/** Reads the templates for a workspace. */
export async function readTemplates(root: string, report: VFile): Promise<TemplateFiles> {
  const own = await readFolder(root, 'templates', report)
  const brought = programFolder() === root ? [] : await readFolder(programFolder(), 'templates', report)
  const names = new Set(own.map(nameOf))
  const all = [...own, ...brought.filter(file => !names.has(nameOf(file)))]
  return { own, all: all.sort((one, other) => (one.path < other.path ? -1 : 1)) }
}

function nameOf({ path }: InputFile): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
