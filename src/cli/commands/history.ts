import { makeHistory } from '../../document/reports/history.ts'
import { codeHistory } from '../../release/history.ts'
import { sortReleases } from '../../release/order.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { toPage } from '../../render/report.ts'
import type { Command } from '../command.ts'
import { deliver, parseDelivery } from '../deliver.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleaseFolder, refusal } from '../releases.ts'

const FORMATS = ['md', 'html']

/** `npm run history`: codes through all releases of a folder. */
export const history: Command = {
  usage: 'npm run -s history -- CODE… --releases DIR [--out DIR] [--formats md,html]',
  does: 'Follows codes through all releases of a folder: when each was added, how its wording changed, when it ended.',
  options: { releases: { type: 'string' }, out: { type: 'string' }, formats: { type: 'string' } },
  words: [1, 50],
  run: async (words, options, io) => {
    const delivery = parseDelivery(options, FORMATS, io)
    if (typeof delivery === 'string') return { code: 2, lines: [delivery] }
    const codes = words.map(word => word.toUpperCase())
    const bad = codes.find(code => !/^(?:[A-Z]\d{4}|[A-Z\d]{2})$/.test(code))
    if (bad !== undefined)
      return badUse(`Unexpected code “${bad}”, expected one such as Q2041, or a modifier such as A1`)
    if (options.releases === undefined) return badUse('Unexpected missing option --releases, expected --releases DIR')
    const { releases, skipped } = await readReleaseFolder(String(options.releases), io)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const histories = [...new Set(codes)].map(code => ({ code, states: codeHistory(releases, code) }))
    const templates = await readTemplateTexts(io)
    const { title, tree } = makeHistory(histories, sortReleases(releases), templates, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const formats = { md: () => toMarkdown(tree), html: () => toPage(tree, title, templates, 'history') }
    return deliver(
      'history',
      formats,
      delivery,
      io,
      skipped.map(name => `${name} is no release and was left out`),
    )
  },
}

function badUse(reason: string) {
  return { code: 2 as const, lines: [reason, `Usage: ${history.usage}`] }
}
