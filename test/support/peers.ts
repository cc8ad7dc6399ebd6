import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

/**
 * Whether the tests that need `program` are to run. Without it they are skipped and say so; where CI is set they run, and
 * fail.
 */
export function canRun(program: string): boolean {
  return isHere(spawnSync(program, ['--version']).error === undefined, program)
}

/** Whether a program is here that CI does not install, because it is large. */
export function isHereByChance(program: string): boolean {
  const isThere = spawnSync(program, ['--version']).error === undefined
  if (!isThere) console.warn(`skipped: the tests that need ${program}, not installed here`)
  return isThere
}

/** The folder of a family of fonts; tests that need one are skipped without it as without a program. */
export function folderOfFonts(family: string): string | undefined {
  const { stdout } = spawnSync('fc-list', [family, 'file'], { encoding: 'utf8' })
  const [file] = (stdout ?? '').split(/:?\s*\n/)
  return file ? dirname(file) : undefined
}

/** Whether the tests that need a family of fonts are to run; `folder` is its own. */
export function canPrintWith(family: string, folder = folderOfFonts(family)): boolean {
  return isHere(folder !== undefined, `the fonts ${family}`)
}

function isHere(isThere: boolean, what: string): boolean {
  if (isThere || process.env.CI) return true
  console.warn(`skipped: the tests that need ${what}, not installed here`)
  return false
}

/** Runs a system program on a text or a file's bytes and gives what it prints. */
export function pipe(program: string, args: readonly string[], stdin: string | Uint8Array): string {
  const { status, stdout, stderr } = spawnSync(program, [...args], { input: stdin, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}
