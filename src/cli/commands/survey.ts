import { makeSurvey } from '../../document/reports/survey.ts'
import { redline } from '../../redline/redline.ts'
import { sortReleases } from '../../release/order.ts'
import { findStruckClauses } from '../../release/struck.ts'
import { surveyWords } from '../../release/survey.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { toPage } from '../../render/report.ts'
import type { Command } from '../command.ts'
import { deliver, parseDelivery } from '../deliver.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleases, refusal } from '../releases.ts'

const FORMATS = ['md', 'html']

/** `npm run survey`: the codes that name certain words, and those from which CMS struck an "includ…" clause. */
export const survey: Command = {
  usage: 'npm run -s survey -- RELEASE --words "leukapheresis" [--struck RELEASE…] [--out DIR] [--formats md,html]',
  does: 'Lists the codes whose long descriptor names the words, in force and terminated. With --struck and further releases: the codes from which CMS itself struck an “includ…” clause between any of them.',
  options: {
    words: { type: 'string' },
    struck: { type: 'boolean' },
    out: { type: 'string' },
    formats: { type: 'string' },
  },
  words: [1, Number.POSITIVE_INFINITY],
  run: async (paths, options, io) => {
    const delivery = parseDelivery(options, FORMATS, io)
    if (typeof delivery === 'string') return { code: 2, lines: [delivery] }
    const words = String(options.words ?? '').trim()
    const wrong = checkWords(words, paths, options.struck === true)
    if (wrong !== undefined) return { code: 2, lines: [wrong, `Usage: ${survey.usage}`] }
    const releases = await readReleases(paths, io)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'surveyed')] }
    const [release, ...series] = releases
    const struck = findStruckClauses(options.struck ? releases : [])
    const study = {
      ...{ release: release!, words },
      survey: surveyWords(release!, words, series),
      series: options.struck ? sortReleases(releases) : [],
      struck: struck.map(one => ({ ...one, redline: redline(one.current.long, one.proposed.long) })),
    }
    const templates = await readTemplateTexts(io)
    const { title, tree } = makeSurvey(study, templates, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'surveyed')] }
    const formats = { md: () => toMarkdown(tree), html: () => toPage(tree, title, templates, 'survey') }
    return deliver('survey', formats, delivery, io, [])
  },
}

/** Characters of `--words`: a fifth of CMS’s longest descriptor. Far more cannot be searched for at once. */
const MOST = 1000

function checkWords(words: string, paths: readonly string[], struck: boolean): string | undefined {
  if (words.length > MOST) return `Unexpected --words of ${words.length} characters, expected at most ${MOST}`
  if (words === '') return 'Unexpected missing option --words, expected --words "…"'
  if (struck && paths.length < 2) return 'Unexpected missing release, expected at least one after --struck'
  if (!struck && paths.length > 1) return `Unexpected second release “${paths[1]}”, expected one, or --struck before it`
  return undefined
}
