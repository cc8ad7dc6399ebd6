import type { Readable, Writable } from 'node:stream'
import { VFile } from 'vfile'
import { visible } from '../render/line.ts'
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
  new: async () => (await import('./commands/new.ts')).newCommand,
}

/** The streams and the folder of a process. */
export interface Process {
  readonly stdin: Readable
  readonly stdout: Writable & { isTTY?: boolean }
  readonly stderr: Writable & { isTTY?: boolean }
  readonly cwd: () => string
}

/**
 * Runs one command. Only this function prints.
 *
 * @returns the exit code: 0 nothing to say, 1 something found, 2 bad use
 */
export async function run(args: readonly string[], process: Process): Promise<number> {
  const [verb = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(verb)) {
    await print(process.stdout, await overview())
    return 0
  }
  const load = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined
  if (!load) {
    await print(process.stderr, `Unexpected command “${verb}”, expected one of: ${Object.keys(COMMANDS).join(', ')}\n`)
    return 2
  }
  const progress = makeProgress(process.stderr)
  const report = new VFile()
  const { code, product, lines } = await runCommand(await load(), rest, process, report, progress)
  progress('')
  for (const part of typeof product === 'string' ? [product] : (product ?? [])) {
    if (part !== '') await print(process.stdout, part)
  }
  await print(process.stderr, formatReport(report.messages, lines, process.stderr.isTTY === true))
  return code
}

function print(stream: Writable, text: string): Promise<void> {
  return new Promise(resolve => stream.write(text, () => resolve()))
}

/** Writes over its own line, and leaves nothing behind once it is given an empty text. */
function makeProgress(stderr: Process['stderr']): (text: string) => void {
  if (stderr.isTTY !== true) return () => undefined
  return text => stderr.write(`\r\u001b[K${visible(text)}`)
}

async function runCommand(
  command: Command,
  args: string[],
  process: Process,
  report: VFile,
  progress: (text: string) => void,
): Promise<Report> {
  const { stdin, stdout, stderr } = process
  const usage = (reason: string): Report => ({ code: 2, lines: [reason, `Usage: ${command.usage}`] })
  const parsed = parseArguments(args, command)
  if (typeof parsed === 'string') return usage(parsed)
  const { words, options } = parsed
  if (options.help) return { code: 0, product: `${command.usage}\n\n${command.does}\n` }
  const [least, most] = command.words
  if (words.length < least || words.length > most) {
    const expected = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`
    return usage(`Unexpected number of arguments, ${words.length}, expected ${expected}`)
  }
  const say = (line: string) => print(stderr, `${visible(line)}\n`)
  return await command.run(words, options, { stdin, stdout, stderr, root: process.cwd(), report, progress, say })
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map(load => load()))
  const lines = commands.map(command => `  ${command.usage}\n      ${command.does}`)
  return `Redlines and filing exhibits for changes to HCPCS Level II code descriptors.\n\n${lines.join('\n')}\n`
}
