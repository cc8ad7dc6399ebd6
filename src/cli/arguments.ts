import { type ParseArgsConfig, parseArgs } from 'node:util'
import { inLine } from '../render/line.ts'
import type { Command } from './command.ts'

type Options = Command['options']

/** The options of every command. */
const OF_ALL: Options = { help: { type: 'boolean' }, debug: { type: 'boolean' } }

/** The words and options of a call. */
export interface Arguments {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** Reads what stands behind the name of a command; sentences when it does not fit. */
export function parseArguments(args: readonly string[], command: Command): Arguments | string[] {
  const config = { args: [...args], options: { ...command.options, ...OF_ALL }, allowPositionals: true }
  try {
    const { values, positionals, tokens } = parseArgs({ ...config, tokens: true } as ParseArgsConfig)
    const twice = findTwice((tokens ?? []) as readonly Token[])
    if (twice !== undefined) return [`Unexpected second --${twice}, expected it once`]
    return { words: positionals, options: values as Arguments['options'] }
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) throw error
    return explain(args, command)
  }
}

interface Token {
  readonly kind: string
  readonly name?: string
  readonly value?: string
}

/** An option with a value that is given twice: only the last would count, and nobody would see that the first did not. */
function findTwice(tokens: readonly Token[]): string | undefined {
  const names = tokens.filter(({ kind, value }) => kind === 'option' && value !== undefined).map(({ name }) => name)
  return names.find((name, at) => names.indexOf(name) < at)
}

/** What is wrong with the first option that cannot be taken, told anew: Node.js tells it in words of its own. */
function explain(args: readonly string[], command: Command): string[] {
  const known: Options = { ...command.options, ...OF_ALL }
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true })
  const isUnknown = (name: string) => !Object.hasOwn(known, name)
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, value, inlineValue, index } = token
    if (isUnknown(name)) {
      const words = tokens.filter(one => one.kind === 'positional' || (one.kind === 'option' && isUnknown(one.name)))
      const given = [...new Set(words.map(word => word.index))].map(at => args[at]!)
      return [unknown(args[index]!, known), ...howToGiveHyphens(given, command)]
    }
    const { type } = known[name]!
    if (type === 'boolean' && value !== undefined)
      return [`Unexpected value “${inLine(value)}” of --${name}, expected none`]
    if (type === 'string' && value === undefined) return [`Unexpected missing value of --${name}, expected one`]
    if (type === 'string' && !inlineValue && value!.startsWith('-'))
      return [`Unexpected hyphen in --${name} ${inLine(value!)}, expected --${name}=${inLine(value!)}`]
  }
  return ['Unexpected options, expected those of the usage']
}

function unknown(given: string, known: Options): string {
  const names = Object.keys(known).map(name => `--${name}`)
  return `Unexpected option “${inLine(given)}”, expected one of: ${names.join(', ')}`
}

/** npm keeps a first “--” for itself; the second one ends the options. */
function howToGiveHyphens(words: readonly string[], { usage, words: [, most] }: Command): string[] {
  const call = /^npm run (?:-s )?[a-z-]+/.exec(usage)?.[0]
  if (call === undefined || most === 0) return []
  const quoted = words.map(word => (/["$`\\!%\p{Cc}]/u.test(word) ? '"…"' : `"${word}"`))
  return [`Words that begin with a hyphen come last, after a second “--”: ${call} -- -- ${quoted.join(' ')}`]
}
