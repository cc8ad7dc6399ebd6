import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { VFile } from 'vfile'
import { type Git, GitFailure, makeGit } from '../../io/git.ts'
import { writeFiles } from '../../io/write.ts'
import type { Command, Report } from '../command.ts'

const SETTING = 'diff.hcpcs.command'

/**
 * What git runs for a file that `.gitattributes` marks `diff=hcpcs`. It is the copy in .git, where no branch can put
 * anything, and not the tool in the work tree: that one is another on each branch, and `git diff` on a branch of somebody
 * else’s must not run what came with it. Where the copy cannot run, git shows its own line diff instead of failing.
 */
function driverOf(copy: string): string {
  const quoted = `'${copy.replaceAll("'", "'\\''")}'`
  return `f() { node ${quoted} "$@" 2>/dev/null || git diff --no-index --no-ext-diff -- "$2" "$5"; true; }; f`
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
    const copy = join(folder, 'hcpcs-redline', 'git-diff.mjs')
    return await (undo ? takeBack(git, copy) : setUp(git, root, copy))
  },
}

async function takeBack(git: Git, copy: string): Promise<Report> {
  const before = await git.ask(['config', '--local', '--get', SETTING])
  if (before !== undefined) await git.read(['config', '--local', '--unset-all', SETTING])
  await rm(dirname(copy), { recursive: true, force: true })
  const done = `Took ${SETTING} out of this clone’s .git/config, and removed ${dirname(copy)}.`
  return { code: 0, lines: [before === undefined ? `${SETTING} was not set; nothing to undo.` : done] }
}

async function setUp(git: Git, root: string, copy: string): Promise<Report> {
  const content = await bundle(root)
  const [driver, before] = [driverOf(copy), await git.ask(['config', '--local', '--get', SETTING])]
  if (before === driver && (await readFile(copy, 'utf8').catch(() => '')) === content)
    return { code: 0, lines: [`${SETTING} is set already, in this clone’s .git/config.`] }
  const report = new VFile()
  await writeFiles(dirname(copy), [{ path: 'git-diff.mjs', content }], report)
  if (report.messages.length > 0) throw new GitFailure(`${report.messages[0]!.reason}: ${dirname(copy)}`)
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

/** The one command that git calls, in one file without any library beside it. */
async function bundle(root: string): Promise<string> {
  const source = join(root, 'src', 'cli', 'git-diff-main.ts')
  if (!existsSync(source))
    throw new GitFailure('Unexpected folder without the tool’s source, expected the project’s own')
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'error',
    // Of libraries in the older form of modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  return outputFiles[0]!.text
}
