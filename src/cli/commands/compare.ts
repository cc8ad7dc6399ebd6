import { makeComparison } from '../../document/reports/comparison.ts'
import { withoutDetails } from '../../document/reports/details.ts'
import { compareReleases } from '../../release/compare.ts'
import { itemKinds, listItems, narrow, parseCodes, severities } from '../../release/items.ts'
import { firstMonth } from '../../release/read/edition.ts'
import type { ComparisonStudy, ItemKind, Narrowing, Release, Severity } from '../../release/types.ts'
import { toRows } from '../../render/comparison/columns.ts'
import { toComparisonJson } from '../../render/comparison/json.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { toPage } from '../../render/report.ts'
import { toCsv } from '../../render/tables/csv.ts'
import { fault } from '../../rules.ts'
import { type Command, count, type Io, type Report } from '../command.ts'
import { deliver, type Formats, parseDelivery } from '../deliver.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleases, refusal } from '../releases.ts'

/** What `--out` writes, and what it writes only when it is asked for. */
const USUAL = ['md', 'html', 'json', 'csv', 'xlsx']
const FORMATS = [...USUAL, 'txt', 'docx', 'fhir.json']

const NAMES = { sheet: 'Changes', csv: 'comparison.csv', sparse: true } as const

/** `npm run compare`: the redline of a whole release against the next. */
export const compare: Command = {
  usage: `npm run -s compare -- RELEASE RELEASE [--out DIR] [--formats ${FORMATS.join(',')}] [--codes "Q2040-Q2058, J*"] [--kinds ${itemKinds.slice(0, 3).join(',')},…] [--severity critical,…]`,
  does: `Compares two releases of CMS, the earlier one first: what was added, discontinued, reused and reworded, with redlines. --out writes comparison.md, .html, .json, .csv and .xlsx to a folder, or the formats that --formats names; without it one of them is printed. Kinds: ${itemKinds.join(', ')}. Severities: ${severities.join(', ')}.`,
  options: {
    out: { type: 'string' },
    formats: { type: 'string' },
    codes: { type: 'string' },
    kinds: { type: 'string' },
    severity: { type: 'string' },
  },
  words: [2, 2],
  run: async (paths, options, io) => {
    const delivery = parseDelivery(options, FORMATS, io, USUAL)
    const narrowing = parseNarrowing(options)
    for (const wrong of [delivery, narrowing]) if (typeof wrong === 'string') return { code: 2, lines: [wrong] }
    const releases = await readReleases(paths, io)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'compared')] }
    io.progress(`Comparing ${count(releases[0]!.records.length, 'code')} with ${releases[1]!.records.length} …`)
    const study = studyReleases(releases[0]!, releases[1]!, narrowing as Narrowing, options)
    if (study.comparison.order === 'wrong') return wrongOrder(releases, io)
    const templates = await readTemplateTexts(io)
    const { title, tree } = makeComparison(study, templates, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'compared')] }
    const flat = withoutDetails(tree)
    const formats: Formats = {
      md: () => toMarkdown(flat),
      html: () => toPage(tree, title, templates, 'comparison'),
      json: () => toComparisonJson(study),
      'fhir.json': async () => (await import('../../render/comparison/fhir.ts')).toFhir(study),
      csv: () => toCsv(toRows(study.items, study)),
      xlsx: async () => (await import('../../render/tables/xlsx.ts')).toXlsx(toRows(study.items, study), NAMES),
      txt: async () => (await import('../../render/text.ts')).toText(flat),
      docx: async () =>
        (await import('../../render/docx/report.ts')).toReportWord(flat, title, title, dayOf(releases[1]!)),
    }
    return deliver('comparison', formats, delivery as Exclude<typeof delivery, string>, io, [])
  },
}

/** The first day of an edition, so that the same releases give the same file; where it is unknown, the first day that a zip can have. */
function dayOf({ edition }: Release): string {
  return edition ? `${firstMonth(edition.period)}-01` : '1980-01-01'
}

function studyReleases(
  current: Release,
  proposed: Release,
  narrowing: Narrowing,
  options: Readonly<Record<string, unknown>>,
): ComparisonStudy {
  const comparison = compareReleases(current, proposed)
  const asked = (['codes', 'kinds', 'severity'] as const).flatMap(name =>
    options[name] === undefined ? [] : [`${name === 'kinds' ? 'kinds of change' : name} ${String(options[name])}`],
  )
  return { current, proposed, comparison, items: narrow(listItems(comparison), narrowing), asked }
}

function wrongOrder([current, proposed]: readonly Release[], io: Io): Report {
  const reason = `Unexpected order, ${current!.name} before ${proposed!.name}, expected the older release first`
  fault(io.report, 'release-order', reason, { path: current!.name })
  return { code: 2, lines: ['Nothing was compared.'] }
}

/** Reads `--codes`, `--kinds` and `--severity`; a sentence when one of them cannot be read. */
function parseNarrowing({ codes, kinds, severity }: Readonly<Record<string, unknown>>): Narrowing | string {
  const ranges = codes === undefined ? [] : parseCodes(String(codes))
  const kindList = parseList<ItemKind>(kinds, itemKinds, 'kind')
  const severityList = parseList<Severity>(severity, severities, 'severity')
  for (const wrong of [ranges, kindList, severityList]) if (typeof wrong === 'string') return wrong
  return { codes: ranges, kinds: kindList, severities: severityList } as Narrowing
}

function parseList<T extends string>(option: unknown, known: readonly T[], noun: string): readonly T[] | string {
  const words =
    option === undefined
      ? []
      : String(option)
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(word => word !== '')
  const bad = words.find(word => !known.includes(word as T))
  if (bad === undefined && (words.length > 0 || option === undefined)) return words as T[]
  return `Unexpected ${noun} “${bad ?? ''}”, expected some of: ${known.join(', ')}`
}
