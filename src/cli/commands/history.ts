import { makeHistory } from '../../document/reports/history.ts'
import { followCodes, makeHistoryTables } from '../../document/reports/history-tables.ts'
import { sortReleases } from '../../release/order.ts'
import { toHistoryJson, toHistoryRows } from '../../render/history.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { toPage } from '../../render/report.ts'
import { toCsv } from '../../render/tables/csv.ts'
import type { Command } from '../command.ts'
import { deliver, parseDelivery } from '../deliver.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleaseFolder, refusal } from '../releases.ts'

const FORMATS = ['md', 'html', 'csv', 'json']

/** `npm run history`: codes through all releases of a folder. */
export const history: Command = {
  usage: 'npm run -s history -- CODE… --releases DIR [--out DIR] [--formats md,html,csv,json]',
  does: 'Follows codes through all releases of a folder: when each was added, how its wording changed, when it ended. The page shows the redline between any two editions; csv and json have every change as data.',
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
    const inOrder = sortReleases(releases)
    const histories = followCodes(inOrder, [...new Set(codes)])
    const templates = await readTemplateTexts(io)
    const { title, tree } = makeHistory(histories, inOrder, templates, io.report, makeHistoryTables(histories))
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const formats = {
      md: () => toMarkdown(tree),
      html: () => toPage(tree, title, templates, 'history'),
      csv: () => toCsv(toHistoryRows(histories)),
      json: () => toHistoryJson(histories, inOrder),
    }
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
