import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Reads the options and words of a script; where they do not fit, says how it is used and ends with exit code 2. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
  mostWords: number,
  usage: string,
) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (positionals.length <= mostWords) return { values, words: positionals }
    return refuse(`Unexpected argument “${positionals[mostWords]}”, expected at most ${mostWords}`, usage)
  } catch (error) {
    return refuse(`Unexpected option: ${(error as Error).message.split('.')[0]}`, usage)
  }
}

/** Says what is wrong with the arguments and ends the script with exit code 2. */
export function refuse(reason: string, usage: string): never {
  console.error(`${reason}\nUsage: ${usage}`)
  process.exit(2)
}
