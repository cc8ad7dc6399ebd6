import { git } from '../../io/git.ts'
import type { Command } from '../command.ts'

/**
 * What git runs for a file that `.gitattributes` marks `diff=hcpcs`. Where the tool cannot run (before `npm ci`, in an old
 * commit) git shows its own line diff instead of failing.
 */
const DRIVER =
  'f() { node start.mjs git-diff "$@" 2>/dev/null || git diff --no-index --no-ext-diff -- "$2" "$5"; true; }; f'

const SETTING = 'diff.hcpcs.command'

/** `npm run setup-git`: lets `git diff` show redlines of descriptors, in this clone only. */
export const setupGit: Command = {
  usage: 'npm run setup-git -- [--undo]',
  does: 'Lets “git diff” show the changes of descriptors as redlines, in this clone; --undo takes it back.',
  options: { undo: { type: 'boolean' } },
  words: [0, 0],
  run: async (_, { undo }, { root }) => {
    const before = (await git(root, ['config', '--local', '--get', SETTING]))?.toString().trim()
    if (undo) {
      if (before !== undefined) await git(root, ['config', '--local', '--unset-all', SETTING])
      return {
        code: 0,
        lines: [
          before === undefined
            ? `${SETTING} was not set; nothing to undo.`
            : `Took out ${SETTING} from this clone’s .git/config.`,
        ],
      }
    }
    if (before === DRIVER) return { code: 0, lines: [`${SETTING} is set already, in this clone’s .git/config.`] }
    const done = await git(root, ['config', '--local', '--replace-all', SETTING, DRIVER])
    if (!done) return { code: 2, lines: ['Unexpected folder, expected a git clone whose settings can be written'] }
    return {
      code: 0,
      lines: [
        `Set ${SETTING} in this clone’s .git/config. No other clone, and no other setting, is changed.`,
        'Now “git diff descriptors/” shows redlines; “git diff --no-ext-diff” shows lines as before.',
        'To take it back: npm run setup-git -- --undo',
      ],
    }
  },
}
