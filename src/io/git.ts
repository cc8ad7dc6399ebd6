import { spawn } from 'node:child_process'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import { type InputFile, isLitter } from '../types.ts'
import { MOST } from './files.ts'

/** A commit that this clone has: its 40 hex digits. */
export type CommitId = string

/** What git could not do, as sentences for a person. Whoever asked git cannot go on without its answer. */
export class GitFailure extends Error {
  readonly lines: readonly string[]
  constructor(...lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

/** Git in the project's folder. Each call that fails ends with a `GitFailure`: no answer is never taken for an empty one. */
export interface Git {
  /** What git prints. */
  readonly read: (args: readonly string[], stdin?: string) => Promise<Buffer>
  /** The line that git prints; `undefined` where it says, by exit code 1 and no word, that there is nothing of the kind. */
  readonly ask: (args: readonly string[]) => Promise<string | undefined>
}

/**
 * Nothing is ever fetched: where a clone leaves objects to be fetched when needed, they count as missing.
 *
 * @param warn gets what git says beside its answer, line by line, as it is
 */
export function makeGit(root: string, warn: (line: string) => void): Git {
  const call = async (args: readonly string[], stdin: string, mayFind: boolean) => {
    const { code, signal, stdout, stderr } = await run(root, args, stdin)
    const said = stderr.split('\n').filter(line => line.trim() !== '')
    if (code === 1 && said.length === 0 && mayFind) return undefined
    if (code !== 0) throw failure(args, code === null ? [`it was ended by ${signal}`] : said)
    for (const line of said) warn(`git: ${line}`)
    return stdout
  }
  return {
    read: async (args, stdin = '') => (await call(args, stdin, false))!,
    ask: async args => (await call(args, '', true))?.toString().trim() || undefined,
  }
}

/** Without what `git replace` put over an object: what is reviewed is what the commits hold. */
const QUIET = { GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_REPLACE_OBJECTS: '1' }

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: Buffer
  readonly stderr: string
}

function run(root: string, args: readonly string[], stdin: string): Promise<Ended> {
  // In English, as all that the tool says.
  const env = { ...process.env, ...QUIET, LC_ALL: 'C' }
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-c', 'protocol.allow=never', ...args], { cwd: root, env })
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', chunk => stdout.push(chunk))
    child.stderr.on('data', chunk => stderr.push(chunk))
    child.on('error', (error: NodeJS.ErrnoException) => reject(cannotStart(error)))
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

function cannotStart({ code }: NodeJS.ErrnoException): GitFailure {
  if (code !== 'ENOENT') return new GitFailure(`Unexpected error ${code} when starting git, expected it to run`)
  return new GitFailure(
    'Unexpected missing git, expected the program. Install it from git-scm.com, or do without: docs/review.md',
  )
}

/** Gets all objects anew, also those that the clone was made without. */
const FETCH_ALL = 'Fetch what is missing: git fetch --refetch --no-filter origin'

/** Lines of git's that are shown: the first have the reason. */
const SHOWN = 5

function failure(args: readonly string[], said: readonly string[]): GitFailure {
  if (said.some(line => line.includes('not a git repository')))
    return new GitFailure('Unexpected folder without a commit, expected a git clone')
  const reasons = said.slice(0, SHOWN).map(line => `  ${line.slice(0, 300)}`)
  return new GitFailure(`Unexpected failure of “git ${args[0]}”, expected its answer:`, ...reasons, FETCH_ALL)
}

/**
 * The commit that a name stands for; `undefined` where this clone has none of that name. A branch goes before a tag of its
 * name, which git would take first: whoever can push a tag could otherwise put another commit in the branch's place.
 */
export async function findCommit(git: Git, name: string): Promise<CommitId | undefined> {
  const full = await fullName(git, name)
  return await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${full}^{commit}`])
}

/** `origin/main~2` as `refs/remotes/origin/main~2`; what names no branch as it is. */
async function fullName(git: Git, name: string): Promise<string> {
  const steps = name.search(/[~^:]|@\{/)
  const branch = steps < 0 ? name : name.slice(0, steps)
  if (/^(?:|HEAD|refs\/.*|[0-9a-f]{40})$/.test(branch)) return name
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/${branch}`, `refs/remotes/${branch}/HEAD`]) {
    const isThere = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', ref])
    if (isThere) return ref + name.slice(branch.length)
  }
  return name
}

/** Where main branches are found, the shared one first. */
const MAIN = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
]

/** The commit at which the work at hand left the main branch; what is missing is told in a sentence. */
export async function findMergeBase(git: Git): Promise<{ readonly commit: CommitId } | { readonly missing: string }> {
  if (!(await findCommit(git, 'HEAD'))) return { missing: 'Unexpected folder without a commit, expected a git clone' }
  for (const ref of MAIN) {
    if (!(await findCommit(git, ref))) continue
    const commit = await git.ask(['merge-base', 'HEAD', ref])
    if (commit) return { commit }
    return { missing: `Unexpected history, expected one that joins ${ref}. Fetch it: git fetch --unshallow origin` }
  }
  return {
    missing: 'Unexpected clone without a main branch, expected origin/main or main. Fetch it: git fetch origin main',
  }
}

/** What to run when a commit is not in this clone. */
export function howToFetch(name: string): string {
  const remote = /^(?:refs\/remotes\/)?origin\/(.+)$/.exec(name)?.[1]
  const plain = (remote ?? name).replace(/[~^@].*$/, '')
  return /^[\w./-]+$/.test(plain) && !plain.startsWith('-') ? `git fetch origin ${plain}` : 'git fetch origin'
}

/** The files below `folder` in a commit, sorted by path, as `readFolder` gives those on disk. Nothing is checked out. */
export async function readCommit(git: Git, commit: CommitId, folder: string, report: VFile): Promise<InputFile[]> {
  const listed = await git.read(['ls-tree', '-r', '-z', '-l', commit, '--', `${folder}/`])
  const entries = listed.toString().split('\0').filter(Boolean).map(parseEntry)
  const files = entries.filter(entry => !isLitter(entry.path) && isFile(entry, report))
  return (await readObjects(git, files)).sort((one, other) => (one.path < other.path ? -1 : 1))
}

interface Entry {
  readonly mode: string
  readonly id: string
  readonly size: number
  readonly path: string
}

/** `100644 blob 8ab6…    313⇥descriptors/car-t/Q2041.md` */
function parseEntry(line: string): Entry {
  const [head, path] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]
  const [mode, , id, size] = head.split(/ +/)
  return { mode: mode!, id: id!, size: Number(size), path }
}

function isFile({ mode, size, path }: Entry, report: VFile): boolean {
  if (!mode.startsWith('100')) fault(report, 'file-link', 'Unexpected link, expected a file', { path })
  else if (size > MOST) fault(report, 'file-size', `Unexpected file of ${size} bytes, expected less`, { path })
  return mode.startsWith('100') && !(size > MOST)
}

/** All objects by one process: each answer is a line "id type size", the bytes, and a line end. */
async function readObjects(git: Git, entries: readonly Entry[]): Promise<InputFile[]> {
  if (entries.length === 0) return []
  const answer = await git.read(['cat-file', '--batch'], entries.map(({ id }) => `${id}\n`).join(''))
  let at = 0
  return entries.map(({ id, path }) => {
    const end = answer.indexOf('\n', at)
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(answer.toString('latin1', at, Math.max(at, end)))?.[1])
    const bytes = answer.subarray(end + 1, end + 1 + size)
    at = end + 1 + size + 1
    if (bytes.length === size && answer[at - 1] === 0x0a) return { path, bytes }
    throw new GitFailure(`Unexpected missing object ${id}, expected the content of ${path}`, FETCH_ALL)
  })
}
