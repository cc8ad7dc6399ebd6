import { spawn } from 'node:child_process'
import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { InputFile } from '../types.ts'
import { isLitter, MOST } from './files.ts'

/** A commit that this clone has: its 40 hex digits. */
export type CommitId = string

/**
 * Runs git in the project's folder and gives what it prints; `undefined` when it fails. Nothing is ever fetched: where a
 * clone leaves objects to be fetched when needed, they count as missing.
 */
export function git(root: string, args: readonly string[], stdin = ''): Promise<Buffer | undefined> {
  const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }
  return new Promise(resolve => {
    const child = spawn('git', ['-c', 'protocol.allow=never', ...args], {
      cwd: root,
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', chunk => chunks.push(chunk))
    child.on('error', () => resolve(undefined))
    child.on('close', code => resolve(code === 0 ? Buffer.concat(chunks) : undefined))
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

async function gitLine(root: string, args: readonly string[]): Promise<string | undefined> {
  return (await git(root, args))?.toString().trim() || undefined
}

/** The commit that a name stands for; `undefined` where this clone has none of that name. */
export function findCommit(root: string, name: string): Promise<CommitId | undefined> {
  return gitLine(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
}

/** Where main branches are found, the shared one first. */
const MAIN = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** The commit at which the work at hand left the main branch; what is missing is told in a sentence. */
export async function findMergeBase(
  root: string,
): Promise<{ readonly commit: CommitId } | { readonly missing: string }> {
  if (!(await findCommit(root, 'HEAD'))) return { missing: 'Unexpected folder without a commit, expected a git clone' }
  for (const name of MAIN) {
    if (!(await findCommit(root, name))) continue
    const commit = await gitLine(root, ['merge-base', 'HEAD', name])
    if (commit) return { commit }
    return { missing: `Unexpected history, expected one that joins ${name}. Fetch it: git fetch --unshallow origin` }
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
export async function readCommit(root: string, commit: CommitId, folder: string, report: VFile): Promise<InputFile[]> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '-l', commit, '--', `${folder}/`])
  const entries = (listed?.toString() ?? '').split('\0').filter(Boolean).map(parseEntry)
  const files = entries.filter(entry => !isLitter(entry.path) && isFile(entry, report))
  const contents = await readObjects(
    root,
    files.map(file => file.id),
  )
  return files
    .flatMap(({ path }, index) => {
      const bytes = contents[index]
      if (bytes) return [{ path, bytes }]
      fault(report, 'file-unreadable', `Unexpected missing object of this clone, expected ${path}`, { path })
      return []
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1))
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
  return mode.startsWith('100') && size <= MOST
}

/** All objects by one process: each answer is a line "id type size", the bytes, and a line end. */
async function readObjects(root: string, ids: readonly string[]): Promise<(Buffer | undefined)[]> {
  const answer = await git(root, ['cat-file', '--batch'], ids.map(id => `${id}\n`).join(''))
  let at = 0
  return ids.map(() => {
    const end = answer?.indexOf('\n', at) ?? -1
    if (!answer || end < 0) return undefined
    const size = Number(answer.toString('latin1', at, end).split(' ')[2])
    at = end + 1
    if (Number.isNaN(size)) return undefined
    const bytes = answer.subarray(at, at + size)
    at += size + 1
    return bytes
  })
}
