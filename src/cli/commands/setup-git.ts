import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { VFile } from 'vfile'
import { type Git, GitFailure, makeGit } from '../../io/git.ts'
import { writeFiles } from '../../io/write.ts'
import type { OutputFile } from '../../types.ts'
import type { Command, Report } from '../command.ts'

const SETTING = 'diff.hcpcs.command'

/**
 * What git runs for a file that `.gitattributes` marks `diff=hcpcs`. It is the copy in .git, where no branch can put
 * anything, and not the tool in the work tree: that one is another on each branch, and `git diff` on a branch of somebody
 * else’s must not run what came with it. Where the copy cannot run, git shows its own line diff instead of failing.
 */
function driverOf(copy: string): string {
  const quoted = `'${copy.replaceAll("'", "'\\''")}'`
  return `f() { node ${quoted} git-diff "$@" 2>/dev/null || git diff --no-index --no-ext-diff -- "$2" "$5"; true; }; f`
}

/** `npm run setup-git`: lets `git diff` show redlines of descriptors, in this clone only. */
export const setupGit: Command = {
  usage: 'npm run setup-git -- [--undo]',
  does: 'Lets “git diff” show the changes of descriptors as redlines, in this clone; --undo takes it back.',
  options: { undo: { type: 'boolean' } },
  words: [0, 0],
  run: async (_, { undo }, { root, say }) => {
    const git = makeGit(root, line => void say(line))
    const folder = (await git.read(['rev-parse', '--path-format=absolute', '--git-common-dir'])).toString().trimEnd()
    const copy = join(folder, 'hcpcs-redline', START)
    return await (undo ? takeBack(git, copy) : setUp(git, copy))
  },
}

async function takeBack(git: Git, copy: string): Promise<Report> {
  const before = await git.ask(['config', '--local', '--get', SETTING])
  if (before !== undefined) await git.read(['config', '--local', '--unset-all', SETTING])
  await rm(dirname(copy), { recursive: true, force: true })
  const done = `Took ${SETTING} out of this clone’s .git/config, and removed ${dirname(copy)}.`
  return { code: 0, lines: [before === undefined ? `${SETTING} was not set; nothing to undo.` : done] }
}

async function setUp(git: Git, copy: string): Promise<Report> {
  const folder = dirname(copy)
  const files = await readProgram(import.meta.dirname)
  const [driver, before] = [driverOf(copy), await git.ask(['config', '--local', '--get', SETTING])]
  if (before === driver && isSame(files, await readProgram(folder).catch(() => [])))
    return { code: 0, lines: [`${SETTING} is set already, in this clone’s .git/config.`] }
  const report = new VFile()
  await rm(folder, { recursive: true, force: true })
  await writeFiles(folder, files, report)
  if (report.messages.length > 0) throw new GitFailure(`${report.messages[0]!.reason}: ${folder}`)
  await git.read(['config', '--local', '--replace-all', SETTING, driver])
  return {
    code: 0,
    lines: [
      `Set ${SETTING} in this clone’s .git/config. No other clone, and no other setting, is changed.`,
      'It runs a copy of the tool as it is now, which no branch can change. After an update of the tool, run this again.',
      'Now “git diff descriptors/” shows redlines; “git diff --no-ext-diff” shows lines as before.',
      'To take it back: npm run setup-git -- --undo',
    ],
  }
}

/** The file that starts the program. */
const START = 'bin.js'

/** The bundled program in a folder: it needs no library beside it for what git asks. */
async function readProgram(folder: string): Promise<OutputFile[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.js')).sort()
  if (!names.includes(START))
    throw new GitFailure('Unexpected source that is not bundled, expected a call by “npm run setup-git”')
  return await Promise.all(names.map(async path => ({ path, content: await readFile(join(folder, path)) })))
}

function isSame(some: readonly OutputFile[], others: readonly OutputFile[]): boolean {
  const textOf = (files: readonly OutputFile[]) => files.map(({ path, content }) => `${path}\n${content}`).join('\n')
  return textOf(some) === textOf(others)
}
