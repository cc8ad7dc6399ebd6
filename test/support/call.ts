import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run } from '../../src/cli/cli.ts'
import { root } from './project.ts'

/** Runs a command as the command line does, and gives what it printed. */
export async function call(args: string[], cwd = root, stdin: string | Buffer = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const printed = Promise.all([text(stdout), text(stderr)])
  const code = await run(args, { stdin: Readable.from([stdin]), stdout, stderr, cwd: () => cwd })
  stdout.end()
  stderr.end()
  const [product, said] = await printed
  return { code, stdout: product, stderr: said }
}
