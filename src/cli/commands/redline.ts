import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import { toSlashes } from '../../io/files.ts'
import { describeMoves } from '../../redline/classify/moves.ts'
import { toCritic } from '../../redline/critic.ts'
import { redline } from '../../redline/redline.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { toAnsi } from '../../render/ansi.ts'
import { toFragment } from '../../render/html.ts'
import { asParagraph } from '../../render/line.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { fault } from '../../rules.ts'
import { type Command, count, type Io, type Report } from '../command.ts'
import { deliver, parseDelivery } from '../deliver.ts'

const FORMATS: Readonly<Record<string, (made: Redline) => string | undefined>> = {
  txt: made => toLine(redlineNodes(made)),
  ansi: made => toAnsi(redlineNodes(made)),
  md: made => toMarkdown(asParagraph(redlineNodes(made))).trimEnd(),
  html: made => toFragment(asParagraph(redlineNodes(made))),
  json: made => JSON.stringify(made),
  critic: toCritic,
}

/** `npm run redline`: the redline of two wordings, or of many pairs. */
export const redlineCommand: Command = {
  usage:
    'npm run -s redline -- "CURRENT" "PROPOSED" [--formats txt|md|html|json|ansi|critic|docx] [--out DIR] | --pairs FILE',
  does: 'Prints the redline of two wordings, or with --formats docx --out DIR writes it to DIR/redline.docx, with tracked changes. With --pairs: one JSON line {"id","current","proposed"} a pair in, one redline a line out; FILE may be - for standard input. Wordings that begin with a hyphen: npm run -s redline -- -- "-5 mg" "-6 mg"',
  options: { formats: { type: 'string' }, out: { type: 'string' }, pairs: { type: 'string' } },
  words: [0, 2],
  run: async (words, { formats, out, pairs }, io) => {
    if (pairs !== undefined) {
      if (words.length > 0 || formats !== undefined || out !== undefined) {
        return badUse('Unexpected argument beside --pairs, expected --pairs FILE alone')
      }
      return await redlinePairs(toSlashes(String(pairs)), io)
    }
    if (words.length !== 2) return badUse(`Unexpected number of wordings, ${words.length}, ${TWO}`)
    const made = redline(words[0]!, words[1]!)
    if (formats === 'docx') return await writeWord(made, out, io)
    if (out !== undefined) return badUse('Unexpected --out, expected it with --formats docx alone')
    // On a terminal text is printed as ANSI, which shows control characters instead of obeying them.
    const name = io.stdout.isTTY && (formats ?? 'txt') === 'txt' ? 'ansi' : String(formats ?? 'txt')
    const print = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
    if (!print) return badUse(`Unexpected format “${name}”, expected one of: ${Object.keys(FORMATS).join(', ')}, docx`)
    const product = print(made)
    if (product === undefined) return badUse(NOT_CRITIC)
    const moves = name === 'json' ? '' : describeMoves(made.edits)
    return { code: 0, product: `${product}\n`, styled: name === 'ansi', lines: moves === '' ? [] : [moves] }
  },
}

/** npm takes a wording that begins with a hyphen for an option of its own, so that nothing of it comes through. */
const TWO = 'expected two, each in quotation marks (where one begins with a hyphen: -- -- "-5 mg" "-6 mg")'

const NOT_CRITIC =
  'Unexpected mark of CriticMarkup in a wording, expected none, or another format: it could not be told from a redline’s own'

/** `redline.docx`, in the folder that is asked for. */
async function writeWord(made: Redline, out: unknown, io: Io): Promise<Report> {
  const delivery = parseDelivery({ out, formats: 'docx' }, ['docx'], io)
  if (typeof delivery === 'string') return badUse(delivery)
  const { refuseInWord, toTrackedWord } = await import('../../render/docx/wordings.ts')
  const wrong = refuseInWord(made)
  if (wrong !== undefined) return badUse(wrong)
  const day = new Date().toISOString().slice(0, 10)
  return await deliver('redline', { docx: async () => toTrackedWord(redlineNodes(made, true), day) }, delivery, io, [])
}

function badUse(reason: string): Report {
  return { code: 2, lines: [reason, `Usage: ${redlineCommand.usage}`] }
}

/** Characters of a wording; the longest of CMS’s has 4,492. */
const MOST_LETTERS = 100_000

type Pair = v.InferOutput<typeof pair>
const pair = v.object({
  id: v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
  current: v.pipe(v.string(), v.maxLength(MOST_LETTERS)),
  proposed: v.pipe(v.string(), v.maxLength(MOST_LETTERS)),
})

/** Some 600,000 pairs of ordinary length; all of them are checked before the first is redlined. */
const MOST_BYTES = 64 * 1024 * 1024

/** From here on a file is not one of pairs, and the rest of its lines is not read. */
const MOST_FAULTS = 1000

async function redlinePairs(path: string, io: Io): Promise<Report> {
  const { report } = io
  const file = { path: path === '-' ? 'standard input' : path }
  const bytes = await readPairs(path, io)
  if (typeof bytes === 'string') return { code: 2, lines: [bytes] }
  if (bytes.length > MOST_BYTES) {
    fault(report, 'pair', 'Unexpected file of more than 64 MiB, expected a smaller one', file, 'Cut it into several.')
  } else if (!isUtf8(bytes)) fault(report, 'file-encoding', 'Unexpected bytes that are not UTF-8, expected UTF-8', file)
  const pairs = report.messages.length > 0 ? [] : parsePairs(new TextDecoder().decode(bytes), file.path, report)
  if (report.messages.length > 0) {
    const more = report.messages.length === MOST_FAULTS ? ' or more' : ''
    return { code: 1, lines: [`${count(report.messages.length, 'fault')}${more}; nothing was redlined.`] }
  }
  return { code: 0, product: printPairs(pairs) }
}

/** The bytes of the file or of standard input, of a file that is too long only so many as show it; or what went wrong. */
async function readPairs(path: string, io: Io): Promise<Buffer | string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of path === '-' ? io.stdin : createReadStream(resolve(io.cwd, path))) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch (error) {
    const name = path === '-' ? 'standard input' : path
    return `Unexpected error ${(error as NodeJS.ErrnoException).code} when reading ${name}, expected a file of pairs`
  }
  return Buffer.concat(chunks)
}

function parsePairs(text: string, path: string, report: VFile): Pair[] {
  const pairs: Pair[] = []
  let [line, at] = [0, 0]
  while (at < text.length && report.messages.length < MOST_FAULTS) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    const content = text.slice(at, end)
    at = end + 1
    line += 1
    if (content.trim() === '') continue
    const parsed = parsePair(content)
    if (typeof parsed === 'string') fault(report, 'pair', parsed, { path, line })
    else pairs.push(parsed)
  }
  return pairs
}

/** The pair of a line, or why it is none. */
function parsePair(line: string): Pair | string {
  try {
    const { success, output, issues = [] } = v.safeParse(pair, JSON.parse(line))
    if (success && (typeof output.id === 'string' || isWritten(output.id, line))) return output
    if (issues.some(({ type }) => type === 'max_length')) {
      return `Unexpected wording of more than ${MOST_LETTERS} characters, expected a descriptor`
    }
    // JSON's numbers lose digits: 9007199254740993 is read as …992, 1.0 as 1.
    if (success || issues.some(({ path }) => path?.[0]?.key === 'id')) {
      return 'Unexpected id, expected text or a whole number of at most 15 digits'
    }
  } catch {
    // Not JSON: said below.
  }
  return 'Unexpected line, expected JSON: {"id": …, "current": "…", "proposed": "…"}'
}

function isWritten(id: number, line: string): boolean {
  return new RegExp(`"id"\\s*:\\s*${id}\\s*[,}]`).test(line)
}

/** Some lines at a time, so that the redlines of all never stand in memory together. */
function* printPairs(pairs: readonly Pair[]): Generator<string> {
  for (let at = 0; at < pairs.length; at += 1000) {
    const lines = pairs.slice(at, at + 1000).map(({ id, current, proposed }) => ({ id, ...redline(current, proposed) }))
    yield lines.map(line => `${JSON.stringify(line)}\n`).join('')
  }
}
