import { makeHistory } from '../../document/reports/history.ts'
import { type CodeData, countPairs, followCodes, makeHistoryTables } from '../../document/reports/history-tables.ts'
import { inSentence, thousands } from '../../document/template/helpers.ts'
import { type ChosenCodes, chooseCodes } from '../../release/choose-codes.ts'
import { parseCodes } from '../../release/items.ts'
import { sortReleases } from '../../release/order.ts'
import type { NamedList, Release } from '../../release/types.ts'
import { toHistoryJson, toHistoryRows } from '../../render/history.ts'
import { inLine } from '../../render/line.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { toPage } from '../../render/report.ts'
import { toCsv } from '../../render/tables/csv.ts'
import { type Command, count, type Io } from '../command.ts'
import { type Delivery, deliver, type Formats, parseDelivery } from '../deliver.ts'
import { checkColumn, readOwnList } from '../lists.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleaseFolder, refusal } from '../releases.ts'

/** Those that show each code in a part of its own, and those that have a row or an object for each change. */
const PAGES = ['md', 'html']
const DATA = ['csv', 'json']

/**
 * What a history takes at most. CMS’s releases from 2018 to 2026 have 9,111 codes together: as data they take two seconds,
 * but as a page, whose template is read as one Markdown, a minute and a half and 1.7 GB. All codes that begin with G are
 * 2,012, and take some fifteen seconds, reading included.
 */
const MOST = { codes: 10_000, ofPage: 2500, redlines: 5000 } as const

/** `npm run history`: codes through all releases of a folder. */
export const history: Command = {
  usage:
    'npm run -s history -- CODE… --releases DIR [--list FILE [--column NAME]] [--out DIR] [--formats md,html,csv,json]',
  does: `Follows codes through all releases of a folder: when each was added, how its wording changed, when it ended. CODE is one code, or several: Q2040-Q2058, J9*; ranges stand for the codes that any release has. --list takes the codes of a csv or xlsx of one’s own; with CODE, those of them that are within it. The page shows the redline between any two editions; csv and json have every change as data. The page and the text take ${thousands(MOST.ofPage)} codes at most, csv and json ${thousands(MOST.codes)}.`,
  options: {
    releases: { type: 'string' },
    list: { type: 'string' },
    column: { type: 'string' },
    out: { type: 'string' },
    formats: { type: 'string' },
  },
  words: [0, Infinity],
  run: async (words, options, io) => {
    const delivery = parseDelivery(options, [...PAGES, ...DATA], io)
    if (typeof delivery === 'string') return { code: 2, lines: [delivery] }
    if (words.length === 0 && options.list === undefined)
      return badUse('Unexpected missing codes, expected at least one, or --list FILE')
    const ranges = words.length === 0 ? [] : parseCodes(words.join(' '))
    const wrong = typeof ranges === 'string' ? inLine(ranges) : checkColumn(options)
    if (typeof ranges === 'string' || wrong !== undefined) return badUse(wrong!)
    if (options.releases === undefined) return badUse('Unexpected missing option --releases, expected --releases DIR')
    const { list, column } = options as Readonly<Record<string, string | undefined>>
    const own = list === undefined ? undefined : await readOwnList(list, column, io)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const { releases, skipped } = await readReleaseFolder(String(options.releases), io)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const inOrder = sortReleases(releases)
    const chosen = chooseCodes(inOrder, ranges, own?.list)
    const tooMany = wrongWithCodes(chosen, own, delivery)
    if (tooMany) return { code: 2, lines: tooMany }
    io.progress(`Following ${count(chosen.codes.length, 'code')} …`)
    const histories = followCodes(inOrder, chosen.codes)
    const redlines = wrongWithRedlines(histories, delivery)
    if (redlines) return { code: 2, lines: redlines }
    const left = describeLeft(chosen, own)
    const notes = [...describeAsked(words, own), ...left.map(line => `${line}.`)]
    const pages = delivery.formats.some(isPage) ? await makePages(histories, inOrder, notes, io) : {}
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'followed')] }
    const formats = {
      ...pages,
      csv: () => toCsv(toHistoryRows(histories)),
      json: () => toHistoryJson(histories, inOrder),
    }
    const lines = [...left, ...skipped.map(name => `${name} is no release and was left out`)]
    return deliver('history', formats, delivery, io, lines)
  },
}

function badUse(reason: string) {
  return { code: 2 as const, lines: [reason, `Usage: ${history.usage}`] }
}

function isPage(format: string): boolean {
  return PAGES.includes(format)
}

/** The page and the text, of one tree. */
async function makePages(
  histories: readonly CodeData[],
  releases: readonly Release[],
  notes: readonly string[],
  io: Io,
): Promise<Formats> {
  const templates = await readTemplateTexts(io)
  const { title, tree } = makeHistory(histories, releases, templates, io.report, makeHistoryTables(histories), notes)
  return { md: () => toMarkdown(tree), html: () => toPage(tree, title, templates, 'history') }
}

/** Sentences where there are no codes, or more than can be followed in these formats. */
function wrongWithCodes(chosen: ChosenCodes, own: NamedList | undefined, { formats }: Delivery): string[] | undefined {
  const { codes } = chosen
  if (codes.length === 0) {
    const what = own
      ? `list ${own.name} with no code of those asked for that a release has`
      : 'codes of which no release has one'
    return [`Unexpected ${what}, expected at least one that is there`, ...describeLeft(chosen, own)]
  }
  const most = formats.some(isPage) ? MOST.ofPage : MOST.codes
  if (codes.length <= most) return undefined
  const reason = `Unexpected ${codes.length} codes, expected at most ${most}`
  return [reason, codes.length > MOST.codes ? `${FEWER}.` : `${FEWER}, or ${AS_DATA}`]
}

function wrongWithRedlines(histories: readonly CodeData[], { formats }: Delivery): string[] | undefined {
  const pairs = formats.some(isPage) ? countPairs(histories) : 0
  if (pairs <= MOST.redlines) return undefined
  const reason = `Unexpected ${pairs} redlines between wordings, expected at most ${MOST.redlines}`
  return [reason, `${FEWER}, or ${AS_DATA}`]
}

const AS_DATA = 'take --out DIR --formats csv,json, which hold more.'
const FEWER = 'Give fewer codes'

/** What was asked for, where it is more than codes that the page names anyway. */
function describeAsked(words: readonly string[], own: NamedList | undefined): string[] {
  const typed = words
    .flatMap(word => word.toUpperCase().split(/[\s,]+/))
    .filter(word => word !== '')
    .map(inLine)
  const isNamed = !own && typed.every(word => /^\w+$/.test(word))
  const among = own && typed.length > 0 ? [`the codes of ${own.name} among ${inSentence(typed)}`] : undefined
  const asked = among ?? (own ? [`the codes of ${own.name}`] : typed)
  return isNamed ? [] : [`Followed: ${inSentence(asked)}.`]
}

/** What stands for no code, in sentences. */
function describeLeft({ slips, empty }: ChosenCodes, own: NamedList | undefined): string[] {
  const ranges = empty.map(({ from, to }) => `None of the files has a code from ${from} to ${to}`)
  if (slips.length === 0 || !own) return ranges
  const some = slips.slice(0, 20).map(slip => inLine(slip))
  const more = slips.length > some.length ? ` and ${slips.length - some.length} more` : ''
  return [...ranges, `Nearly codes, and left out of ${own.name}: ${some.join(', ')}${more}`]
}
