import { readFile } from 'node:fs/promises'
import { styleText } from 'node:util'
import { createTwoFilesPatch } from 'diff'
import { whatChanged } from '../../document/reports/finding.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { toAnsi } from '../../render/ansi.ts'
import { inLine, visible } from '../../render/line.ts'
import { review } from '../../review/review.ts'
import { readStated } from '../../review/stated.ts'
import type { Finding, ReviewSide } from '../../review/types.ts'
import type { Command } from '../command.ts'

/**
 * What `git diff` calls for a file below `descriptors/` once `npm run setup-git` has told it to. Git hands over the path,
 * a file with the old content, its object and mode, and the same of the new content.
 */
export const gitDiff: Command = {
  usage: 'git diff descriptors/ (after npm run setup-git)',
  does: 'Shows the changes of one descriptor file as redlines; git calls it.',
  options: {},
  words: [1, 9],
  run: async ([path, before, , , after], _, { stdout }) => {
    const color = (stdout.isTTY === true || process.env.GIT_PAGER_IN_USE === 'true') && !process.env.NO_COLOR
    if (!before || !after) return { code: 0, product: `${inLine(path!)}: not merged yet\n` }
    const [current, proposed] = [await readOrEmpty(before), await readOrEmpty(after)]
    return { code: 0, product: describe(path!, current, proposed, color), styled: true }
  },
}

/** Git names the side on which a file is not there `/dev/null`. */
async function readOrEmpty(path: string): Promise<Buffer> {
  return path === '/dev/null' || path === 'nul' ? Buffer.alloc(0) : await readFile(path)
}

function describe(path: string, current: Buffer, proposed: Buffer, color: boolean): string {
  const { findings } = review(side(path, current), side(path, proposed))
  const head = color ? styleText('bold', inLine(path), { validateStream: false }) : inLine(path)
  // A file that came or went, or whose values are the same, is shown line by line.
  const plain = findings.every(({ part }) => part === 'file' || part === 'code' || part === 'request')
  const lines = plain
    ? visible(createTwoFilesPatch(path, path, String(current), String(proposed)))
        .split('\n')
        .slice(3)
    : findings.flatMap(finding => describeFinding(finding, color))
  return `${head}\n${lines.map(line => `  ${line}\n`).join('')}\n`
}

function side(path: string, bytes: Buffer): ReviewSide {
  const file = bytes.length > 0 ? readStated({ path, bytes }) : undefined
  return { files: file ? [file] : [], approvals: [], messages: [] }
}

function describeFinding(finding: Finding, color: boolean): string[] {
  const nodes = redlineNodes(finding.redline)
  return [`${inLine(whatChanged(finding))}:`, `  ${color ? toAnsi(nodes) : visible(toLine(nodes))}`]
}
