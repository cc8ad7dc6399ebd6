import { spawnSync } from 'node:child_process'

/** Whether a system program can be run. */
function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

/**
 * Whether the tests that need `program` are to run. Without it they are skipped and say so; where CI is set they run, and
 * fail.
 */
export function canRun(program: string): boolean {
  if (isThere(program) || process.env.CI) return true
  console.warn(`skipped: the tests that need ${program}, which is not installed`)
  return false
}

/** Runs a system program on a text or a file's bytes and gives what it prints. */
export function pipe(program: string, args: readonly string[], stdin: string | Uint8Array): string {
  const { status, stdout, stderr } = spawnSync(program, [...args], { input: stdin, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}
