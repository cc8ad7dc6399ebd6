import type { Readable, Writable } from 'node:stream'
import { VFile } from 'vfile'
import manifest from '../../package.json' with { type: 'json' }
import { toSlashes } from '../io/files.ts'
import { GitFailure } from '../io/git.ts'
import { findWorkspace, whereTyped } from '../io/workspace.ts'
import { inLine, visible } from '../render/line.ts'
import { parseArguments } from './arguments.ts'
import type { Command, Report } from './command.ts'
import { formatReport } from './report.ts'

/** Loaded when asked for, so that one command does not wait for the libraries of the others. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  build: async () => (await import('./commands/build.ts')).build,
  check: async () => (await import('./commands/check.ts')).check,
  redline: async () => (await import('./commands/redline.ts')).redlineCommand,
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  preview: async () => (await import('./commands/preview.ts')).preview,
  'setup-git': async () => (await import('./commands/setup-git.ts')).setupGit,
  'git-diff': async () => (await import('./commands/git-diff.ts')).gitDiff,
  verify: async () => (await import('./commands/verify.ts')).verify,
  compare: async () => (await import('./commands/compare.ts')).compare,
  survey: async () => (await import('./commands/survey.ts')).survey,
  history: async () => (await import('./commands/history.ts')).history,
  init: async () => (await import('./commands/init.ts')).init,
  new: async () => (await import('./commands/new.ts')).newCommand,
}

/** The streams and the folder of a process. */
export interface Process {
  readonly stdin: Readable
  readonly stdout: Writable & { isTTY?: boolean }
  readonly stderr: Writable & { isTTY?: boolean }
  readonly cwd: () => string
  readonly env?: { readonly INIT_CWD?: string | undefined }
}

/**
 * Runs one command. Only this function prints.
 *
 * @returns the exit code: 0 nothing to say, 1 something found, 2 bad use, 141 nobody reads on
 */
export async function run(args: readonly string[], process: Process): Promise<number> {
  const [verb = 'help', ...rest] = args
  // What cannot be printed is answered by print; without a listener the stream would end the program.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  if (verb === '--version') return await printProduct(process, `${manifest.version}\n`, 0)
  if (['help', '--help', '-h'].includes(verb)) return await printProduct(process, await overview(), 0)
  const load = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined
  if (!load) {
    await print(
      process.stderr,
      `Unexpected command “${inLine(verb)}”, expected one of: ${Object.keys(COMMANDS).join(', ')}\n`,
    )
    return 2
  }
  if (!isThere(process)) {
    await print(process.stderr, `${NOWHERE}\n`)
    return 2
  }
  const progress = makeProgress(process.stderr)
  const report = new VFile()
  const { code, product, styled, lines } = await runCommand(await load(), rest, process, report, progress)
  progress('')
  const ended = product ? await printProduct(process, product, code, styled) : code
  if (ended !== NOBODY_READS)
    await print(process.stderr, formatReport(report.messages, lines, process.stderr.isTTY === true))
  return ended
}

const NOWHERE = 'Unexpected missing folder to work in, expected one that is there: open the project’s folder anew'

/** Whether the folder in which the command was started is there: a terminal may stay open in one that was deleted. */
function isThere({ cwd }: Process): boolean {
  try {
    return cwd() !== ''
  } catch {
    return false
  }
}

/** What a shell gives a program that wrote to a pipe after its reader had left, as in `… | head`: 128 and SIGPIPE. */
const NOBODY_READS = 141

async function printProduct(
  { stdout, stderr }: Process,
  product: string | Iterable<string>,
  code: number,
  styled = false,
): Promise<number> {
  const isShown = stdout.isTTY === true && !styled
  for (const part of typeof product === 'string' ? [product] : product) {
    const error = part === '' ? undefined : await print(stdout, isShown ? visible(part) : part)
    if (!error) continue
    if (error.code === 'EPIPE') return NOBODY_READS
    await print(stderr, `Unexpected error ${error.code} when printing, expected an output that can be written\n`)
    return Math.max(code, 1)
  }
  return code
}

/** Prints a text; the answer is the error where it cannot be printed. */
function print(stream: Writable, text: string): Promise<NodeJS.ErrnoException | null | undefined> {
  return new Promise(resolve => stream.write(text, resolve))
}

/** Writes over its own line, and leaves nothing behind once it is given an empty text. */
function makeProgress(stderr: Process['stderr']): (text: string) => void {
  if (stderr.isTTY !== true) return () => undefined
  return text => stderr.write(`\r\u001b[K${inLine(text)}`)
}

async function runCommand(
  command: Command,
  args: string[],
  process: Process,
  report: VFile,
  progress: (text: string) => void,
): Promise<Report> {
  const { stdin, stdout, stderr } = process
  const usage = (...reasons: string[]): Report => ({ code: 2, lines: [...reasons, `Usage: ${command.usage}`] })
  try {
    const parsed = parseArguments(args, command)
    if (Array.isArray(parsed)) return usage(...parsed)
    const { words, options } = parsed
    if (options.help) return { code: 0, product: `${command.usage}\n\n${command.does}\n` }
    const [least, most] = command.words
    if (words.length < least || words.length > most) {
      const expected = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`
      return usage(`Unexpected number of arguments, ${words.length}, expected ${expected}`)
    }
    const cwd = whereTyped(process.cwd(), process.env?.INIT_CWD)
    const root = findWorkspace(cwd)
    if (root === undefined && command.needsWorkspace) return { code: 2, lines: noWorkspace(cwd) }
    const say = async (line: string) => void (await print(stderr, `${inLine(line)}\n`))
    return await command.run(words, options, {
      ...{ stdin, stdout, stderr, report, progress, say },
      root: root ?? cwd,
      cwd,
    })
  } catch (error) {
    if (error instanceof GitFailure) return { code: 2, lines: error.lines }
    throw error
  }
}

function noWorkspace(cwd: string): string[] {
  return [
    `Unexpected missing folder descriptors/, expected it in ${toSlashes(cwd)} or in a folder above`,
    'Go to the folder of your requests, or make one here: npx hcpcs-redline init NAME',
  ]
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map(load => load()))
  const lines = commands.map(command => `  ${command.usage}\n      ${command.does}`)
  return `Redlines and filing exhibits for changes to HCPCS Level II code descriptors.\n\n${lines.join('\n')}\n`
}
