import { execFileSync, spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from './call.ts'
import { root } from './project.ts'
import { builtOnce } from './scratch.ts'

/** A git clone of its own with the base request, for tests that commit. */
export interface Clone {
  readonly folder: string
  readonly git: (...args: string[]) => string
  /** Runs a command of the tool in this process. */
  readonly call: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>
  /** Runs it as `npm run` does, from its bundle; what it says to standard error. */
  readonly start: (...args: string[]) => string
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>
  readonly remove: () => Promise<void>
}

/** Git must not see the settings of the machine, nor look for a repository around the clone. */
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_PAGER: 'cat' }

/** Makes the clone: one commit on the branch `main`, with the files of a build and a link to the tool. */
export async function makeClone(): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'clone-'))
  await cp(await builtOnce(), folder, { recursive: true })
  for (const part of ['package.json', '.gitattributes', '.gitignore']) await cp(`${root}/${part}`, `${folder}/${part}`)
  for (const part of ['start.mjs', 'src']) await symlink(`${root}/${part}`, `${folder}/${part}`)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: ENV })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.org')
  await writeFile(`${folder}/.git/info/exclude`, 'start.mjs\nsrc\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'base')
  return {
    folder,
    git,
    call: (...args) => call(args, folder),
    start: (...args) =>
      spawnSync(process.execPath, [`${root}/start.mjs`, ...args], { cwd: folder, encoding: 'utf8' }).stderr,
    edit: (path, change) => edit(join(folder, path), change),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const changed = change(text)
  if (changed === text) throw new Error(`The change of ${path} changed nothing`)
  await writeFile(path, changed)
}
