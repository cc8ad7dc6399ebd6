import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeComparison } from '../../document/reports/comparison.ts'
import { withoutDetails } from '../../document/reports/details.ts'
import { OF_LIST } from '../../document/reports/own-columns.ts'
import { sayCounts } from '../../document/reports/own-states.ts'
import { workItems } from '../../document/reports/work-list.ts'
import { itemKinds, parseCodes, severities } from '../../release/items.ts'
import { firstDay } from '../../release/read/edition.ts'
import { most } from '../../release/read/limits.ts'
import { studyReleases } from '../../release/study.ts'
import type { ComparisonStudy, ItemKind, NamedList, Narrowing, Release, Severity } from '../../release/types.ts'
import { type Carried, carryOver, idOf, LEFT, type WorkList } from '../../release/work-list.ts'
import { toRows, workListHeads } from '../../render/comparison/columns.ts'
import { toComparisonJson } from '../../render/comparison/json.ts'
import { toWholeList } from '../../render/comparison/whole-list.ts'
import { inLine } from '../../render/line.ts'
import { toMarkdown } from '../../render/markdown.ts'
import { REPORT_HEAD, toPage } from '../../render/report.ts'
import { toCsv } from '../../render/tables/csv.ts'
import { changeId } from '../../review/change-id.ts'
import { fault } from '../../rules.ts'
import type { OutputFile } from '../../types.ts'
import { type Command, count, type Io, type Report } from '../command.ts'
import { type Delivery, deliver, type Formats, parseDelivery } from '../deliver.ts'
import { checkColumn, keepChanged, keepWord, readOwnList, readWorkList, WORKBOOK } from '../lists.ts'
import { readTemplateTexts } from '../page.ts'
import { isRefused, readReleases, refusal } from '../releases.ts'

/** What `--out` writes, and what it writes only when it is asked for. */
const USUAL = ['md', 'html', 'json', 'csv', 'xlsx']
const LIST = 'list.csv'
const FORMATS = [...USUAL, LIST, 'txt', 'docx', 'worklist.docx', 'fhir.json']

type Options = Readonly<Record<string, string | boolean | undefined>>

/** `npm run compare`: the redline of a whole release against the next. */
export const compare: Command = {
  usage: `npm run -s compare -- RELEASE RELEASE [--out DIR] [--formats ${FORMATS.join(',')}] [--list FILE [--column NAME]] [--worklist FILE] [--codes "Q2040-Q2058, J*"] [--words "…"] [--kinds ${itemKinds.slice(0, 3).join(',')},…] [--severity critical,…]`,
  does: `Compares two releases of CMS, the earlier one first: what was added, discontinued, reused and reworded, with redlines. --out writes comparison.md, .html, .json, .csv and .xlsx to a folder, or the formats that --formats names; without it one of them is printed. --list takes a csv or xlsx of one’s own and shows what became of its codes, with its columns beside them; comparison.list.csv then has every row of it. --worklist takes the comparison.xlsx of an earlier run and carries on what people wrote in it. Kinds: ${itemKinds.join(', ')}. Severities: ${severities.join(', ')}.`,
  options: {
    out: { type: 'string' },
    formats: { type: 'string' },
    list: { type: 'string' },
    column: { type: 'string' },
    worklist: { type: 'string' },
    codes: { type: 'string' },
    words: { type: 'string' },
    kinds: { type: 'string' },
    severity: { type: 'string' },
  },
  words: [2, 2],
  run: async (paths, options, io) => {
    const delivery = parseDelivery(options, FORMATS, io, options.list === undefined ? USUAL : [...USUAL, LIST])
    const narrowing = parseNarrowing(options)
    for (const wrong of [delivery, narrowing]) if (typeof wrong === 'string') return { code: 2, lines: [wrong] }
    const misplaced = checkOptions(options, delivery as Delivery)
    if (misplaced !== undefined) return { code: 2, lines: [misplaced] }
    const refused = (): Report => ({ code: 1, lines: [refusal(io.report, 'compared')] })
    const lists = await readLists(options, delivery as Delivery, io)
    if (isRefused(io.report)) return refused()
    const releases = await readReleases(paths, io)
    if (isRefused(io.report)) return refused()
    io.progress(`Comparing ${count(releases[0]!.records.length, 'code')} with ${releases[1]!.records.length} …`)
    const pair = [releases[0]!, releases[1]!] as const
    const study = studyReleases(pair, narrowing as Narrowing, describeAsked(options, lists.own), lists.own)
    if (study.comparison.order === 'wrong') return wrongOrder(releases, io)
    const carried = lists.old && carryOn(lists.old, study, String(options.worklist), io)
    if (isRefused(io.report)) return refused()
    const templates = await readTemplateTexts(io)
    const { title, tree } = makeComparison(study, templates, io.report)
    if (isRefused(io.report)) return refused()
    const flat = withoutDetails(tree)
    const formats: Formats = {
      md: () => toMarkdown(flat),
      html: () => toPage(tree, title, templates, 'comparison'),
      json: () => toComparisonJson(study),
      'fhir.json': async () => (await import('../../render/comparison/fhir.ts')).toFhir(study),
      csv: () => toCsv(toRows(study.items, study)),
      [LIST]: () => toCsv(toWholeList(study)),
      xlsx: async () => (await import('../../render/comparison/work-list.ts')).toWorkList(study, title, carried),
      txt: async () => (await import('../../render/text.ts')).toText(flat),
      docx: async () =>
        (await import('../../render/docx/docx.ts')).toReportWord(
          { title, tree },
          REPORT_HEAD,
          firstDay(study.proposed),
        ),
      'worklist.docx': async () => toWord(study, title, carried),
    }
    return deliver(
      'comparison',
      formats,
      delivery as Delivery,
      io,
      describeLists(study, lists.old, carried),
      async files => [...lists.kept, ...(await keepWord(String(options.out), files, io))],
    )
  },
}

/** A sentence where options do not go together. */
function checkOptions(options: Options, { formats }: Delivery): string | undefined {
  const { list, worklist, out } = options
  const misplaced = checkColumn(options)
  const isWorked = out !== undefined && formats.includes('xlsx')
  if (misplaced !== undefined) return misplaced
  if (list === undefined && formats.includes(LIST)) return `Unexpected format “${LIST}” without --list, expected both`
  if (worklist !== undefined && !isWorked)
    return 'Unexpected --worklist without a work list to write, expected --out DIR, with xlsx among --formats'
  return undefined
}

/** What is read beside the releases, and what of the folder is kept. */
interface Lists {
  readonly own?: NamedList | undefined
  readonly old?: WorkList | undefined
  readonly kept: readonly OutputFile[]
}

async function readLists(options: Options, { out, formats }: Delivery, io: Io): Promise<Lists> {
  const [list, column, worklist] = [options.list, options.column, options.worklist] as (string | undefined)[]
  const isThere = out !== undefined && formats.includes('xlsx') && existsSync(resolve(io.cwd, out, WORKBOOK))
  return {
    own: list === undefined ? undefined : await readOwnList(list, column, io),
    old: worklist === undefined ? undefined : await readWorkList(worklist, io),
    kept: isThere ? await keepChanged(out, worklist, io) : [],
  }
}

function describeAsked(options: Options, named: NamedList | undefined): string[] {
  const words = {
    codes: 'codes',
    words: 'descriptors that name',
    kinds: 'kinds of change',
    severity: 'severity',
  } as const
  const asked = (['codes', 'words', 'kinds', 'severity'] as const).flatMap(name => {
    const value = options[name]
    if (value === undefined) return []
    return [`${words[name]} ${name === 'words' ? `“${inLine(String(value).trim())}”` : String(value)}`]
  })
  return named ? [`the codes of ${named.name}`, ...asked] : asked
}

/** What people wrote in the old list, as far as it belongs to what is listed now. */
function carryOn(old: WorkList, study: ComparisonStudy, path: string, io: Io): Carried {
  const heads = workListHeads(study.own)
  const items = workItems(study)
  const ended = new Map(items.flatMap(item => (item.state === 'ended' ? [[item.code, changeId(item)]] : [])))
  const carried = carryOver(old, { ids: new Set(items.map(changeId)), ended, heads })
  const columns = heads.length + carried.added.length + 1
  if (columns > most.columns) {
    const reason = `Unexpected ${columns} columns of the new work list, expected at most ${most.columns}`
    fault(io.report, 'release-work-list', reason, { path }, 'Take columns out that you added and do not need.')
  }
  return carried
}

async function toWord(study: ComparisonStudy, title: string, carried: Carried | undefined): Promise<Uint8Array> {
  const { makeWorkTable } = await import('../../document/reports/work-list.ts')
  const { toWordList } = await import('../../render/docx/work-list.ts')
  return toWordList(makeWorkTable(study, title, carried), firstDay(study.proposed))
}

/** What became of the lists, in sentences. */
function describeLists({ own }: ComparisonStudy, old: WorkList | undefined, carried: Carried | undefined): string[] {
  const lines: string[] = []
  if (own) lines.push(sayCounts(own))
  if (!own && old?.lists.some(({ heads }) => heads.some(head => head.startsWith(OF_LIST))))
    lines.push('The old work list has columns of a list of your own: add --list with that list to keep to its codes.')
  if (carried) {
    lines.push(`Work list: ${count(carried.written.size, 'row')} carried over`)
    const theirs = carried.left.filter(({ cells }) => idOf(cells) === '').length
    const left = [
      ...(theirs > 0 ? [`${count(theirs, 'row')} of your own`] : []),
      ...(carried.left.length > theirs ? [`${count(carried.left.length - theirs, 'row')} no longer listed`] : []),
    ]
    if (left.length > 0) lines.push(`${left.join(', and ')}: see the sheet “${LEFT}”`)
    if (carried.dropped > 0)
      lines.push(`${count(carried.dropped, 'row')} no longer listed, in which nobody had written`)
  }
  return lines
}

function wrongOrder([current, proposed]: readonly Release[], io: Io): Report {
  const reason = `Unexpected order, ${current!.name} before ${proposed!.name}, expected the older release first`
  fault(io.report, 'release-order', reason, { path: current!.name })
  return { code: 2, lines: ['Nothing was compared.'] }
}

/** Characters of `--words`: a fifth of CMS’s longest descriptor. Far more cannot be searched for at once. */
const MOST = 1000

/** Reads `--codes`, `--words`, `--kinds` and `--severity`; a sentence when one of them cannot be read. */
function parseNarrowing({ codes, words, kinds, severity }: Options): Narrowing | string {
  const ranges = codes === undefined ? [] : parseCodes(String(codes))
  const kindList = parseList<ItemKind>(kinds, itemKinds, 'kind')
  const severityList = parseList<Severity>(severity, severities, 'severity')
  for (const wrong of [ranges, kindList, severityList]) if (typeof wrong === 'string') return wrong
  if (words !== undefined && String(words).trim() === '') return 'Unexpected empty --words, expected --words "…"'
  if (String(words ?? '').length > MOST)
    return `Unexpected --words of ${String(words).length} characters, expected at most ${MOST}`
  return { codes: ranges, kinds: kindList, severities: severityList, words } as Narrowing
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
