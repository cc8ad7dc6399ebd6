import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import { LIST, listOf } from '../../src/build/made.ts'
import { root } from '../support/project.ts'

/** `npm run faults` sets it: experiments are then repeated often, and those that need downloads are made too. */
export const isLong = process.env.FAULTS === 'long'

const made: string[] = []
const mounted: string[] = []
afterEach(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder])
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder that every user may read, and that goes away after the test. */
export function emptyFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'faults-'))
  made.push(parent)
  chmodSync(parent, 0o755)
  return parent
}

/** A project with the base request several times and the real templates. */
export function scratch(requests = 1): string {
  const folder = emptyFolder()
  for (let number = 0; number < requests; number++) {
    cpSync(`${root}/test/fixtures/base/descriptors/demo`, `${folder}/descriptors/demo${number}`, { recursive: true })
  }
  cpSync(`${root}/templates`, `${folder}/templates`, { recursive: true })
  return folder
}

/** A copy of the program with a bundle cache of its own; the libraries are linked. */
export function installed(): string {
  const folder = emptyFolder()
  for (const name of ['src', 'templates', 'workspace', 'scripts', 'start.mjs', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')).filter(one => !one.startsWith('.'))) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
  return folder
}

/** Files as an older build may have made and listed them: each is different, so that the next build writes them all. */
export function aged(files: ReadonlyMap<string, string>): Map<string, string> {
  const old = new Map([...files].map(([path, content]) => [path, `Older. ${content}`]))
  old.delete(LIST)
  const outputs = [...old].map(([path, content]) => ({ path, content: Buffer.from(content, 'latin1') }))
  return old.set(LIST, String(listOf(outputs).content))
}

/** The bytes of every file below `out/`, each as one character, by its path; staging folders are in it. */
export function outputsOf(folder: string): Map<string, string> {
  const entries = readdirSync(`${folder}/out`, { recursive: true, withFileTypes: true })
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return new Map(paths.sort().map(path => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]))
}

/** Puts files back as they were. */
export function restore(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content, 'latin1')
  }
}

/** What is left of builds that were broken off. */
export function leftovers(folder: string): string[] {
  return readdirSync(`${folder}/out`).filter(name => name.startsWith('.staging-'))
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end. */
export function runProgram(command: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return endOf(spawn(command[0]!, command.slice(1), { ...options, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Runs a command of the tool as `npm run` does, in a project's folder. */
export function start(args: readonly string[], folder: string, options: SpawnOptions = {}): Promise<Ended> {
  return runProgram([process.execPath, `${root}/start.mjs`, ...args], { cwd: folder, ...options })
}

function endOf(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' }
  child.stdout!.on('data', chunk => {
    texts.stdout += chunk
  })
  child.stderr!.on('data', chunk => {
    texts.stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, ...texts }))
  })
}

/** Mounts over a folder until the test ends. */
export function mount(args: readonly string[], folder: string): void {
  const { status, stderr } = spawnSync('mount', [...args, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`mount ended with ${status}: ${stderr}`)
  mounted.push(folder)
}

/** Whether something can be done on this machine; where not, the tests that need it are skipped and say so. */
export function isAble(what: string, command: readonly string[]): boolean {
  if (spawnSync(command[0]!, command.slice(1)).status === 0) return true
  console.warn(`skipped: the experiments that need ${what}, which this machine or user cannot do`)
  return false
}

/** Mounts in a namespace of its own, which leaves no trace, to find out whether it may. */
export const canMount = (): boolean =>
  process.getuid?.() === 0 &&
  isAble('a mount', ['unshare', '-m', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/mnt'])

/** What to put before a command so that the permissions of files count; the administrator is not bound by them. */
export const asOrdinaryUser: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []

/** It may lie in a folder that is the administrator's alone. */
export const canBeOrdinary = (): boolean =>
  process.platform !== 'win32' &&
  isAble('another user who can read the project', [...asOrdinaryUser, process.execPath, '--check', `${root}/start.mjs`])
