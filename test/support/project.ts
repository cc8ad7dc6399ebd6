import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { VFile } from 'vfile'
import { readFolder } from '../../src/io/files.ts'
import type { InputFile } from '../../src/types.ts'

/** The project's own folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** All files of a folder of the project, or of another `base`; a fault is an error of the test. */
export async function filesOf(folder: string, base = root): Promise<InputFile[]> {
  const file = new VFile()
  const files = await readFolder(base, folder, file)
  if (file.messages.length > 0) throw new Error(file.messages.map(String).join('\n'))
  return files
}

export const readOut = (path: string): Promise<string> => readFile(`${root}/out/${path}`, 'utf8')
