import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'

/** What a folder has in it that requests are kept in. */
const MARK = 'descriptors'

/** The nearest folder that has requests, from `folder` upward; `undefined` where there is none. */
export function findWorkspace(folder: string): string | undefined {
  if (statSync(join(folder, MARK), { throwIfNoEntry: false })?.isDirectory()) return folder
  return dirname(folder) === folder ? undefined : findWorkspace(dirname(folder))
}

/**
 * The folder in which a command was typed. npm starts it in the one that has package.json, and tells the other by
 * INIT_CWD; a program that npm started hands that on to programs of its own, which work elsewhere.
 */
export function whereTyped(cwd: string, initial: string | undefined): string {
  return initial !== undefined && isWithin(cwd, initial) ? resolve(initial) : cwd
}

/** Whether a path is a folder, or lies somewhere in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way)
}
