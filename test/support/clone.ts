import { execFileSync, spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { run } from '../../src/cli/cli.ts'
import { root } from './project.ts'

/** A git clone of its own with the base request, for tests that commit. */
export interface Clone {
  readonly folder: string
  readonly git: (...args: string[]) => string
  readonly npm: (...args: string[]) => { code: number | null; stdout: string; stderr: string }
  /** Runs a command of the tool in this process. */
  readonly call: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>
  readonly edit: (path: string, change: (text: string) => string) => Promise<void>
  readonly remove: () => Promise<void>
}

/** Git must not see the settings of the machine, nor look for a repository around the clone. */
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_PAGER: 'cat' }

/** Makes the clone: one commit on the branch `main`, and the tool's own source beside it so that git can call it. */
export async function makeClone(): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'clone-'))
  await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
  for (const part of [
    'templates',
    'src',
    'start.mjs',
    'package.json',
    'package-lock.json',
    '.gitattributes',
    '.gitignore',
  ])
    await cp(`${root}/${part}`, `${folder}/${part}`, { recursive: true })
  await symlink(`${root}/node_modules`, `${folder}/node_modules`)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: ENV })
  const clone: Clone = {
    folder,
    git,
    npm: (...args) => {
      const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', env: ENV })
      return { code: status, stdout, stderr }
    },
    call: (...args) => call(args, folder),
    edit: async (path, change) => {
      const text = await readFile(`${folder}/${path}`, 'utf8').catch(() => '')
      const changed = change(text)
      if (changed === text) throw new Error(`The change of ${path} changed nothing`)
      await writeFile(`${folder}/${path}`, changed)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  await clone.call('build')
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.org')
  await writeFile(`${folder}/.git/info/exclude`, 'node_modules\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'base')
  return clone
}

async function call(args: string[], folder: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await run(args, { stdin: Readable.from(['']), stdout, stderr, cwd: () => folder })
  stdout.end()
  stderr.end()
  const text = async (stream: PassThrough) => Buffer.concat(await stream.toArray()).toString()
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}
