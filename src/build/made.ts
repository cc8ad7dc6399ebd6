import { createHash } from 'node:crypto'
import type { VFile } from 'vfile'
import { readIfThere } from '../io/files.ts'
import { fault } from '../rules.ts'
import type { OutputFile } from '../types.ts'

/**
 * What builds made, by path: the SHA-256 of each file, 64 hex digits. While a build writes, a file that is about to change
 * has two: as it was, and as it will be. A file whose bytes have none of them was changed by hand, or is somebody's own.
 */
export type Made = ReadonlyMap<string, readonly string[]>

/** Where the list is kept: committed with the files, hidden, and no output itself. */
export const MADE_PATH = 'out/.made.txt'

const HEAD =
  '# What “npm run build” made, with its SHA-256: so a file that was changed by hand is known. Not to be edited.\n'

const LINE = /^([0-9a-f]{64}) {2}(out\/.+)$/

/** Reads the list; empty where there is none, `undefined`, with a fault, where it cannot be read. */
export async function readMade(root: string, report: VFile): Promise<Made | undefined> {
  const before = report.messages.length
  const bytes = await readIfThere(root, MADE_PATH, report)
  if (report.messages.length > before) return undefined
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/)
  const made = new Map<string, readonly string[]>()
  for (const [index, line] of lines.entries()) {
    const [, sum, path] = LINE.exec(line) ?? []
    if (sum !== undefined) made.set(path!, [...(made.get(path!) ?? []), sum])
    else if (line !== '' && !line.startsWith('#')) {
      const place = { path: MADE_PATH, line: index + 1 }
      fault(report, 'output-list', 'Unexpected line, expected a SHA-256 and the path of a file', place)
      return undefined
    }
  }
  return made
}

/** The list as a file: a line a file, sorted, as `sha256sum` writes it. */
export function toMadeFile(made: Made): OutputFile {
  const lines = [...made].flatMap(([path, sums]) => sums.map(sum => `${sum}  ${path}\n`))
  return { path: MADE_PATH, content: HEAD + lines.sort(byPath).join('') }
}

function byPath(one: string, other: string): number {
  const [a, b] = [one.slice(66) + one, other.slice(66) + other]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The SHA-256 of a file, 64 hex digits. */
export function sumOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Whether a file is as a build made it. */
export function isAsMade(made: Made, path: string, bytes: Uint8Array): boolean {
  return made.get(path)?.includes(sumOf(bytes)) ?? false
}
