import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import { redline } from '../../redline/redline.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { toFragment } from '../../render/html.ts'
import { asParagraph, toAnsi } from '../../render/line.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { fault } from '../../rules.ts'
import { type Command, count, type Io, type Report } from '../command.ts'

const FORMATS: Readonly<Record<string, (made: Redline) => string>> = {
  text: made => toLine(redlineNodes(made)),
  ansi: made => toAnsi(redlineNodes(made)),
  markdown: made => toMarkdown(asParagraph(redlineNodes(made))).trimEnd(),
  html: made => toFragment(asParagraph(redlineNodes(made))),
  json: made => JSON.stringify(made),
}

/** `npm run redline`: the redline of two wordings, or of many pairs. */
export const redlineCommand: Command = {
  usage: 'npm run -s redline -- "CURRENT" "PROPOSED" [--format text|markdown|html|json|ansi] | --pairs FILE',
  does: 'Prints the redline of two wordings. With --pairs: one JSON line {"id","current","proposed"} a pair in, one redline a line out; FILE may be - for standard input. Wordings that begin with a hyphen: npm run -s redline -- -- "-5 mg" "-6 mg"',
  options: { format: { type: 'string' }, pairs: { type: 'string' } },
  words: [0, 2],
  run: async (words, { format, pairs }, io) => {
    if (pairs !== undefined) {
      if (words.length > 0 || format !== undefined) {
        return badUse('Unexpected argument beside --pairs, expected --pairs FILE alone')
      }
      return await redlinePairs(String(pairs), io)
    }
    if (words.length !== 2) return badUse(`Unexpected number of wordings, ${words.length}, ${TWO}`)
    // On a terminal text is printed as ANSI, which shows control characters instead of obeying them.
    const name = io.stdout.isTTY && (format ?? 'text') === 'text' ? 'ansi' : String(format ?? 'text')
    const print = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
    if (!print) return badUse(`Unexpected format “${name}”, expected one of: ${Object.keys(FORMATS).join(', ')}`)
    return { code: 0, product: `${print(redline(words[0]!, words[1]!))}\n` }
  },
}

/** npm takes a wording that begins with a hyphen for an option of its own, so that nothing of it comes through. */
const TWO = 'expected two, each in quotation marks (where one begins with a hyphen: -- -- "-5 mg" "-6 mg")'

function badUse(reason: string): Report {
  return { code: 2, lines: [reason, `Usage: ${redlineCommand.usage}`] }
}

const pair = v.object({ id: v.union([v.string(), v.number()]), current: v.string(), proposed: v.string() })

async function redlinePairs(path: string, io: Io): Promise<Report> {
  const name = path === '-' ? 'standard input' : path
  let text: string
  try {
    text = (path === '-' ? await readAll(io.stdin) : await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const reason = `Unexpected error ${(error as NodeJS.ErrnoException).code} when reading ${name}, expected a file of pairs`
    return { code: 2, lines: [reason] }
  }
  const { report } = io
  const pairs = text.split('\n').flatMap((line, index) => parsePair(line, { path: name, line: index + 1 }, report))
  if (report.messages.length > 0)
    return { code: 1, lines: [`${count(report.messages.length, 'fault')}; nothing was redlined.`] }
  const lines = pairs.map(({ id, current, proposed }) => `${JSON.stringify({ id, ...redline(current, proposed) })}\n`)
  return { code: 0, product: lines.join('') }
}

function parsePair(line: string, place: { path: string; line: number }, report: VFile) {
  if (line.trim() === '') return []
  try {
    const result = v.safeParse(pair, JSON.parse(line))
    if (result.success) return [result.output]
  } catch {
    // Not JSON: said below.
  }
  fault(report, 'pair', 'Unexpected line, expected JSON: {"id": …, "current": "…", "proposed": "…"}', place)
  return []
}
