import { resolve } from 'node:path'
import type { VFile } from 'vfile'
import { type ReviewFrame, reviewTree } from '../../document/reports/review.ts'
import { readFolder } from '../../io/files.ts'
import { writeFiles } from '../../io/write.ts'
import { decode } from '../../parse/text.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { type Annotation, toAnnotations } from '../../render/annotations.ts'
import { foldSections } from '../../render/fold.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { review } from '../../review/review.ts'
import type { Finding, Review } from '../../review/types.ts'
import { type Command, count, type Report } from '../command.ts'
import { parseDelivery } from '../deliver.ts'
import { findBase, findHead, readSides, type Stale } from '../review-sides.ts'

const FORMATS = ['markdown', 'json', 'github'] as const
/** What `--out` writes, format by format. */
const FILES = ['review.md', 'review.json', 'annotations.txt'] as const
const LIMITS = ['none', 'check', 'editorial', 'substantive', 'unapproved'] as const
type Limit = (typeof LIMITS)[number]

/** `npm run review`: what changed in the descriptors between a commit and another, or the files as they are. */
export const reviewCommand: Command = {
  usage: `npm run -s review -- [BASE [HEAD]] [--format ${FORMATS.join('|')} | --out DIR] [--fail-on ${LIMITS.join('|')}]`,
  does: 'Shows each change of the descriptors as a redline, what it touches, and what the build says of it. Without HEAD: the files as they are; without BASE: since they left the main branch. --out writes all formats into a folder.',
  options: { format: { type: 'string' }, out: { type: 'string' }, 'fail-on': { type: 'string' } },
  words: [0, 2],
  run: async ([baseName, headName], options, io) => {
    const { root, report } = io
    const format = FORMATS.find(one => one === (options.format ?? 'markdown'))
    const limit = LIMITS.find(one => one === (options['fail-on'] ?? 'none'))
    if (!format) return badUse(`Unexpected format “${options.format}”, expected one of: ${FORMATS.join(', ')}`)
    if (!limit) return badUse(`Unexpected limit “${options['fail-on']}”, expected one of: ${LIMITS.join(', ')}`)
    const delivery = parseDelivery({ out: options.out }, FORMATS, io)
    if (typeof delivery === 'string') return badUse(delivery)
    if (delivery.out !== undefined && options.format !== undefined)
      return badUse('Unexpected --format beside --out, which writes all formats, expected one of the two')
    const base = await findBase(root, baseName, report)
    if ('missing' in base) return badUse(base.missing)
    const head = await findHead(root, headName, report)
    if ('missing' in head) return badUse(head.missing)
    const sides = await readSides(base.read, head.read)
    const made = review(sides.base, sides.head)
    const frame = { base: base.name, head: head.name, stale: sides.stale }
    const texts: string[] = []
    for (const one of delivery.out === undefined ? [format] : FORMATS) {
      const text = await print(one, made, frame, root, report)
      if (text === undefined) return { code: 1, lines: ['The review could not be printed.'] }
      texts.push(text)
    }
    const done = { code: exceeds(limit, made, sides.stale) ? 1 : 0, lines: [summary(made, limit)] } as const
    if (delivery.out === undefined) return { ...done, product: texts[0]! }
    const files = FILES.map((path, index) => ({ path, content: texts[index]! }))
    const before = report.messages.length
    await writeFiles(resolve(root, delivery.out), files, report)
    return report.messages.length > before ? { code: 1, lines: ['Nothing was written.'] } : done
  },
}

function badUse(reason: string): Report {
  return { code: 2, lines: [reason, `Usage: ${reviewCommand.usage}`] }
}

/** Faults and stale files cannot be approved: they are to be mended. */
function exceeds(limit: Limit, { findings, newMessages, standingMessages }: Review, stale: readonly Stale[]): boolean {
  if (limit === 'none') return false
  if (limit === 'check') return newMessages.length + standingMessages + stale.length > 0
  if (newMessages.length > 0) return true
  if (limit === 'editorial') return findings.length + stale.length > 0
  const substantive = findings.filter(finding => finding.effect === 'substantive')
  return limit === 'substantive' ? substantive.length > 0 : findings.some(finding => !finding.approval)
}

function summary({ findings, newMessages }: Review, limit: Limit): string {
  const open = findings.filter(finding => !finding.approval).length
  const faults = newMessages.length > 0 ? `; ${count(newMessages.length, 'new fault')}` : ''
  return `${count(findings.length, 'change')}, ${open} not approved${faults}${limit === 'none' ? '' : `; --fail-on ${limit}`}`
}

/** The template is the project's own at hand, whatever commits are compared. */
async function print(
  format: (typeof FORMATS)[number],
  made: Review,
  frame: ReviewFrame,
  root: string,
  report: VFile,
): Promise<string | undefined> {
  if (format === 'json') return `${JSON.stringify({ ...frame, ...made }, null, 2)}\n`
  if (format === 'github') return toAnnotations(annotate(made, frame))
  const templates = await readFolder(root, 'templates', report)
  const template = templates.find(file => file.path === 'templates/review.md.hbs')
  const tree = reviewTree(made, frame, template ? String(decode(template, report)) : '', report)
  return tree && toMarkdown(foldSections(tree))
}

function annotate({ findings, newMessages }: Review, { stale }: ReviewFrame): Annotation[] {
  const faults = newMessages.map(({ rule, reason, note, place }): Annotation => {
    return { level: 'error', place: place as Annotation['place'], title: rule, text: `${reason}. What to do: ${note}` }
  })
  // One for all: GitHub shows ten at most of a kind.
  const files = stale.slice(0, 1).map(({ path }): Annotation => {
    const text = `${count(stale.length, 'file')} of out/ differ from what the build makes. Run: npm run build`
    return { level: 'warning', place: { path }, title: 'out/ is not fresh', text }
  })
  return [...faults, ...findings.map(toAnnotation), ...files]
}

function toAnnotation({
  severity,
  place,
  part,
  code,
  request,
  redline,
  effect,
  touches,
  fingerprint,
  kind,
  approval,
}: Finding): Annotation {
  const text = part === 'file' || part === 'request' ? `${part} ${kind}` : toLine(redlineNodes(redline))
  const judged = [effect, ...touches].join(', ')
  return {
    level: severity === 'critical' && !approval ? 'warning' : 'notice',
    place,
    title: `${code ?? request}: ${part} ${kind} (${judged})`,
    text: `${text}\nFinding ${fingerprint}${approval ? `, approved by ${approval.who}` : ''}`,
  }
}
