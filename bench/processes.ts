import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The project's folder. */
export const root = join(import.meta.dirname, '..')

/** Runs a program to its end and gives what it printed; any other exit code than those expected is an error. */
export function runProgram(program: string, args: readonly string[], cwd = root, expected = [0]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (error || !expected.includes(status ?? -1)) throw new Error(`${program} ${args[0]}: ${error ?? stderr}`)
  return stdout
}

export function runNode(args: readonly string[], cwd = root): string {
  return runProgram(process.execPath, args, cwd)
}

/** Starts the tool as `npm run` does, but without npm, which adds its own start. */
export function runTool(args: readonly string[], cwd = root): string {
  return runNode([join(root, 'start.mjs'), ...args], cwd)
}

/** The most memory that the tool had at one time in three runs, in MB (2^20 bytes); `prepare` comes before each. */
export function memoryOf(args: readonly string[], cwd = root, prepare = () => {}): number {
  const runs = Array.from({ length: 3 }, () => {
    prepare()
    return memoryOfOne(args, cwd)
  })
  return Math.max(...runs)
}

function memoryOfOne(args: readonly string[], cwd: string): number {
  const tool = ['--require', join(root, 'bench/memory.cjs'), join(root, 'start.mjs'), ...args]
  const { status, stderr } = spawnSync(process.execPath, tool, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (status !== 0) throw new Error(stderr)
  return Number(/maxRSS (\d+)/.exec(stderr)![1]) / 1024
}

/** The first line that the program prints of itself; `undefined` where there is none of that name. */
export function versionOf(program: string): string | undefined {
  const { stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return error ? undefined : stdout.split('\n')[0]!.trim()
}
