import type { VFileMessage } from 'vfile-message'
import { type ReviewFrame, reviewTree } from '../../document/reports/review.ts'
import { makeGit } from '../../io/git.ts'
import { readTemplates } from '../../io/templates.ts'
import { decode } from '../../parse/text.ts'
import { describeMoves } from '../../redline/classify/moves.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { type Annotation, toAnnotations } from '../../render/annotations.ts'
import { foldSections } from '../../render/fold.ts'
import { makeInert } from '../../render/inert.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { review } from '../../review/review.ts'
import { type Finding, type Review, shortName } from '../../review/types.ts'
import { type Command, count, type Io, type Report } from '../command.ts'
import { deliver, parseDelivery } from '../deliver.ts'
import { isRefused, refusal } from '../releases.ts'
import { formatReport } from '../report.ts'
import { filesAtHand, findBase, findNamed, readSides, type State } from '../review-sides.ts'

/** By the endings of their files: `review.github` has commands for GitHub, `review.check` what “check” would say. */
const FORMATS = ['md', 'json', 'github', 'check'] as const
const LIMITS = ['none', 'editorial', 'substantive', 'unapproved'] as const
type Limit = (typeof LIMITS)[number]

/** `npm run review`: what changed in the descriptors between a commit and another, or the files as they are. */
export const reviewCommand: Command = {
  usage: `npm run -s review -- [BASE [HEAD]] [--formats ${FORMATS.join(',')}] [--fail-on ${LIMITS.join('|')}] [--out DIR]`,
  does: 'Shows each change of the descriptors as a redline, what it touches, and what the build says of it. Without HEAD: the files as they are; without BASE: since they left the main branch. --out: writes it in every format, or in those that --formats names, to a folder; “check” is what check would say.',
  options: { formats: { type: 'string' }, 'fail-on': { type: 'string' }, out: { type: 'string' } },
  words: [0, 2],
  run: async ([baseName, headName], options, io) => {
    const { root, report } = io
    const limit = LIMITS.find(one => one === (options['fail-on'] ?? 'none'))
    if (!limit) return badUse(`Unexpected limit “${options['fail-on']}”, expected one of: ${LIMITS.join(', ')}`)
    const delivery = parseDelivery(options, FORMATS, io)
    if (typeof delivery === 'string') return badUse(delivery)
    const git = makeGit(root, line => void io.say(line))
    const base = await findBase(git, baseName, report)
    if ('missing' in base) return badUse(base.missing)
    const head = headName === undefined ? filesAtHand(root, report) : await findNamed(git, headName, report)
    if ('missing' in head) return badUse(head.missing)
    const made = await makeReview(base, head, delivery.formats.includes('check'), io)
    if (!made) return { code: 2, lines: [refusal(report, 'reviewed')] }
    const code = exceeds(limit, made) ? 1 : 0
    const lines = [summary(made, limit)]
    const delivered = await deliver('review', made.texts, delivery, io, lines)
    return { ...delivered, code: delivered.code === 0 ? code : 2 }
  },
}

function badUse(reason: string): Report {
  return { code: 2, lines: [reason, `Usage: ${reviewCommand.usage}`] }
}

interface Made {
  readonly made: Review
  readonly stale: ReviewFrame['stale']
  readonly texts: Readonly<Record<(typeof FORMATS)[number], () => string>>
}

/**
 * Reads, builds and compares both states; `undefined` where a part of either could not be read, or the review not be
 * printed: what was not seen must not pass for unchanged.
 */
async function makeReview(base: State, head: State, whole: boolean, { root, report }: Io): Promise<Made | undefined> {
  const templates = await readTemplates(root, report)
  const sides = await readSides(base, head, templates, whole)
  const stale = sides.checked.filter(isOfOutputs).map(({ file, ruleId }) => {
    return { path: file!, state: String(ruleId).replace('output-', '') }
  })
  const frame = { base: base.name, head: head.name, stale, otherTemplates: sides.otherTemplates }
  const made = review(sides.base, sides.head)
  const texts = new Map(templates.all.map(file => [file.path.split('/').at(-1)!, String(decode(file))]))
  const told = sides.otherTemplates ? ['out/ was not compared: the head has other templates than those at hand.'] : []
  const tree = reviewTree(made, frame, texts, report)
  if (isRefused(report)) return undefined
  report.messages.push(...sides.approvals)
  const printed = {
    md: () => toMarkdown(makeInert(foldSections(tree))),
    json: () => `${JSON.stringify({ ...frame, ...made }, null, 2)}\n`,
    github: () => toAnnotations(annotate(made, frame)),
    check: () => formatReport(sides.checked, told),
  }
  return { made, stale, texts: printed }
}

function isOfOutputs({ ruleId }: VFileMessage): boolean {
  return ruleId?.startsWith('output-') === true
}

/** Faults and stale files cannot be approved: they are to be fixed. */
function exceeds(limit: Limit, { made: { findings, newMessages }, stale }: Made): boolean {
  if (limit === 'none') return false
  if (newMessages.length > 0) return true
  if (limit === 'editorial') return findings.length + stale.length > 0
  const substantive = findings.filter(finding => finding.effect === 'substantive')
  return limit === 'substantive' ? substantive.length > 0 : findings.some(finding => !finding.approval)
}

function summary({ made: { findings, newMessages } }: Made, limit: Limit): string {
  const open = findings.filter(finding => !finding.approval).length
  const faults = newMessages.length > 0 ? `; ${count(newMessages.length, 'new fault')}` : ''
  return `${count(findings.length, 'change')}, ${open} not approved${faults}${limit === 'none' ? '' : `; --fail-on ${limit}`}`
}

function annotate({ findings, newMessages }: Review, { stale }: ReviewFrame): Annotation[] {
  const faults = newMessages.map(({ rule, reason, note, place }): Annotation => {
    return { level: 'error', place: place as Annotation['place'], title: rule, text: `${reason}. What to do: ${note}` }
  })
  // One for all: GitHub shows ten at most of a kind.
  const files = stale.slice(0, 1).map(({ path }): Annotation => {
    const text = 'The exhibits are not what these descriptors give. Run: npm run build'
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
  const judged = [effect, ...touches, describeMoves(redline.edits)].filter(Boolean).join(', ')
  return {
    level: severity === 'critical' && !approval ? 'warning' : 'notice',
    place,
    title: `${code ?? request}: ${part} ${kind} (${judged})`,
    text: `${text}\nFinding ${shortName(fingerprint)}${approval ? `, approved by ${approval.who}` : ''}`,
  }
}
