import type { Readable, Writable } from 'node:stream'
import type { VFile } from 'vfile'

/** The streams of a run; tests hand in their own. */
export interface Io {
  readonly stdin: Readable
  readonly stdout: Writable & { isTTY?: boolean }
  readonly stderr: Writable & { isTTY?: boolean }
  /** The folder of the workspace, which has descriptors/; where there is none, that in which the command was typed. */
  readonly root: string
  /** The folder in which the command was typed: paths start there. */
  readonly cwd: string
  /** Gets all that is to be said of files; cli.ts prints it when the command has ended. */
  readonly report: VFile
  /** Prints a sentence at once, for a command that goes on for long; the rest is said by its report. */
  readonly say: (line: string) => Promise<void>
  /** Says on a terminal how far long work has come; silent in a pipe. */
  readonly progress: (text: string) => void
}

/** What a command has to say beside the messages; cli.ts prints it: `product` to standard output, the rest to standard error. */
export interface Report {
  readonly code: 0 | 1 | 2
  /** In parts where it may be longer than a text can be; they are made as they are printed. */
  readonly product?: string | Iterable<string>
  /** The product has colors for a terminal, and shows what would steer it; any other is a text that cli.ts shows so. */
  readonly styled?: boolean
  /** Sentences for a person, one a line. */
  readonly lines?: readonly string[]
}

/** One verb of the command line. */
export interface Command {
  readonly usage: string
  readonly does: string
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean' }>>
  /** How many words may stand beside the options. */
  readonly words: readonly [least: number, most: number]
  /** Whether it works on requests, and so only where there are any. */
  readonly needsWorkspace?: true
  readonly run: (
    words: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>,
    io: Io,
  ) => Promise<Report>
}

/** "1 file", "3 files". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
