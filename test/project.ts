import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { VFileMessage } from 'vfile-message'
import type { InputFile } from '../src/model.ts'
import { readFolder } from '../src/read/files.ts'

/** The project's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** All files of a folder of the project, or of another `base`; a fault is an error of the test. */
export async function filesOf(folder: string, base = root): Promise<InputFile[]> {
  const messages: VFileMessage[] = []
  const files = await readFolder(base, folder, messages)
  if (messages.length > 0) throw new Error(messages.map(String).join('\n'))
  return files
}

export const readOut = (path: string): Promise<string> => readFile(`${root}/out/${path}`, 'utf8')

/** A text file as the build would read it. */
export function input(path: string, text: string): InputFile {
  return { path, bytes: new TextEncoder().encode(text) }
}

/** The project's files with some of them replaced, added (`string`) or taken away (`undefined`). */
export function overlay(
  files: readonly InputFile[],
  changes: Readonly<Record<string, string | undefined>>,
): InputFile[] {
  const kept = files.filter(file => !(file.path in changes))
  const added = Object.entries(changes).flatMap(([path, text]) => (text === undefined ? [] : [input(path, text)]))
  return [...kept, ...added].sort((a, b) => (a.path < b.path ? -1 : 1))
}
