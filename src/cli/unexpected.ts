import manifest from '../../package.json' with { type: 'json' }
import { visible } from '../render/line.ts'

/** The exit code for a fault of the program itself, as sysexits.h has it. */
export const FAULT_OF_OURS = 70

/** Says what nobody expected: one sentence, and whom to tell. Faults of files and of use never come here. */
export function describeUnexpected(error: unknown, debug: boolean): string {
  const { message, stack } = error instanceof Error ? error : new Error(print(error))
  const [first = ''] = message.split(/\r?\n/)
  return [
    `Unexpected fault of the program itself, expected none: ${visible(first.slice(0, 200)) || 'it says nothing'}`,
    `Your files are not to blame. Please report it ${whom(manifest)}, with the command that you typed.`,
    debug ? visible(String(stack)) : 'The same command with --debug at its end says where it happened.',
    '',
  ].join('\n')
}

/** What is thrown need not be an error, and need not have a text. */
function print(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return typeof thrown
  }
}

/** What package.json may say of where the project takes reports. */
interface Manifest {
  readonly name: string
  readonly bugs?: string | { readonly url?: string }
}

/** Whom to tell of a fault of the program. */
export function whom({ bugs }: Manifest): string {
  const address = typeof bugs === 'string' ? bugs : bugs?.url
  return address ? `at ${address}` : 'to whoever gave you this program'
}
