import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { makeDocuments } from '../document/exhibits/exhibits.ts'
import type { OverviewRow } from '../document/reports/overview.ts'
import type { Templates } from '../document/template/fill.ts'
import { decode, placeAt } from '../parse/text.ts'
import { checkPage } from '../render/html.ts'
import { FORMATS, type Format } from '../render/types.ts'
import { checkActions } from '../request/check/actions.ts'
import { checkAgreement } from '../request/check/agreement.ts'
import { checkData } from '../request/check/data.ts'
import { checkEvidence } from '../request/check/evidence.ts'
import { checkLetter } from '../request/check/letter.ts'
import { proveProposals } from '../request/check/proposals.ts'
import { checkProse } from '../request/check/prose.ts'
import { groupByRequest } from '../request/group.ts'
import { DRAFT, type OpenItem, openItems } from '../request/open.ts'
import { readPacket } from '../request/packet.ts'
import type { Packet } from '../request/packet-types.ts'
import { studyPacket } from '../request/study.ts'
import type { Check } from '../request/study-types.ts'
import { filingName, venueName } from '../request/venue.ts'
import { fault } from '../rules.ts'
import type { InputFile, OutputFile, Place } from '../types.ts'
import { type Parts, planOutputs, type Wanted } from './outputs.ts'
import { planOverview } from './overview.ts'

/** What a build would write, and all that is to be said. With a fault, `outputs` is empty. */
export interface Plan {
  readonly outputs: readonly OutputFile[]
  readonly requests: readonly RequestReport[]
  readonly messages: readonly VFileMessage[]
}

export interface RequestReport extends OverviewRow {
  readonly exhibits: number
  readonly codes: number
  readonly checks: readonly Check[]
  readonly open: readonly OpenItem[]
  /** What else is to be said to a person: what the comment box lacks. */
  readonly notes: readonly string[]
}

/** What a build is asked for beside its formats. */
export interface PlanOptions {
  /** The one request to make; of the others only is told how they stand, and their faults stop nothing. */
  readonly request?: string | undefined
  /** The files to attach, instead of those that request.md lists. */
  readonly only?: readonly string[] | undefined
  /** `telling` for one who asks only what faults there are. */
  readonly parts?: Parts
}

/**
 * Files in, finished files out; nothing is read or written here, so that `build`, `check` and the tests share it.
 *
 * @param descriptors the files of `descriptors/`
 * @param templates the files of `templates/`
 *
 * @example
 * import { readdir, readFile } from 'node:fs/promises'
 * import { planBuild } from 'hcpcs-redline/request'
 *
 * const read = async (path, file) => ({ path, bytes: await readFile(file) })
 * const paths = ['descriptors/ces/request.md', 'descriptors/ces/K1002.md']
 * const files = await Promise.all(paths.map(path => read(path, path)))
 * const folder = 'node_modules/hcpcs-redline/dist/cli/templates'
 * const names = await readdir(folder)
 * const templates = await Promise.all(names.map(name => read(`templates/${name}`, `${folder}/${name}`)))
 * const { outputs, messages } = await planBuild(files, templates, ['md'])
 * messages // []
 * outputs[0].path // 'out/ces/exhibit-a.md'
 */
export async function planBuild(
  descriptors: readonly InputFile[],
  templates: readonly InputFile[],
  formats: readonly Format[] = FORMATS,
  { request, only, parts = 'all' }: PlanOptions = {},
): Promise<Plan> {
  const report = new VFile()
  const texts: Templates = new Map(templates.map(file => [file.path.split('/').at(-1)!, String(decode(file, report))]))
  for (const [format, name] of PAGES)
    if (formats.includes(format) && !texts.get(name)?.trim()) reportMissing(name, report)
  const byRequest = groupByRequest(descriptors, report, request)
  const planned = await Promise.all(
    [...byRequest].map(([name, files]) => planRequest(name, files, texts, { formats, only, parts }, report)),
  )
  const requests = planned.flatMap(one => (one ? [one.summary] : []))
  const isWhole = parts === 'all' && report.messages.length === 0
  const others = isWhole && request !== undefined ? readOthers(descriptors, request) : []
  const overview = isWhole ? await planOverview([...requests, ...others], formats, texts, report) : []
  return {
    outputs: report.messages.length > 0 ? [] : [...planned.flatMap(one => one?.outputs ?? []), ...overview],
    requests,
    messages: withoutTwins(report.messages),
  }
}

/** What stands around the documents on their pages. */
const PAGES = [
  ['html', 'page.html.hbs'],
  ['html', 'style.css'],
  ['html', 'page.js'],
  ['pdf', 'page.typ'],
] as const

/** A template is filled once an exhibit: its fault is said once. */
function withoutTwins(messages: readonly VFileMessage[]): VFileMessage[] {
  return [...new Map(messages.map(message => [`${message.file} ${message}`, message])).values()]
}

function reportMissing(name: string, report: VFile): void {
  const path = `templates/${name}`
  fault(report, 'template-missing', `Unexpected missing template, expected ${path}`, { path })
}

/** The requests that are not made, as they stand; of one with a fault only its name. */
function readOthers(descriptors: readonly InputFile[], request: string): OverviewRow[] {
  const byRequest = groupByRequest(descriptors, new VFile())
  return [...byRequest]
    .filter(([name]) => name !== request)
    .map(([name, files]) => {
      const read = readRequest(name, files, new VFile())
      return read ? toRow(read.packet) : { name, title: '', venue: '', deadline: undefined, open: undefined }
    })
}

function toRow(packet: Packet) {
  const { request } = packet
  const { name, title, deadline } = request
  return { name, title, venue: venueName(request), deadline, open: openItems(packet) }
}

/** Reads and proves a request; nothing where it has a fault. */
function readRequest(
  name: string,
  files: readonly InputFile[],
  report: VFile,
): { packet: Packet; checks: readonly Check[] } | undefined {
  const before = report.messages.length
  const packet = readPacket(name, files, report)
  if (!packet) return undefined
  const checks = [
    ...proveProposals(packet, report),
    ...checkActions(packet, report),
    ...checkAgreement(packet, report),
    ...checkData(packet, report),
    ...checkLetter(packet, report),
    ...checkProse(packet, report),
    ...checkEvidence(packet, report),
  ]
  return report.messages.length > before ? undefined : { packet, checks }
}

async function planRequest(
  name: string,
  files: readonly InputFile[],
  templates: Templates,
  wanted: Wanted,
  report: VFile,
): Promise<{ outputs: readonly OutputFile[]; summary: RequestReport } | undefined> {
  const before = report.messages.length
  const read = readRequest(name, files, report)
  if (!read) return undefined
  const { packet, checks } = read
  const filing = wanted.only ?? packet.request.filing
  const documents = makeDocuments(packet, studyPacket(packet), checks, filing, templates, report)
  if (wanted.formats.includes('html')) checkPage(templates.get('page.html.hbs'), report)
  if (!documents || report.messages.length > before) return undefined
  const { request, descriptors } = packet
  const texts = [
    ...files.map(file => decode(file)),
    ...[...templates].map(([name, value]) => new VFile({ path: `templates/${name}`, value })),
  ]
  const find = (character: string) => findCharacter(character, texts)
  const row = toRow(packet)
  const isDraft = row.open.length > 0
  const docket = request.venue.kind === 'comment' ? ` · ${request.venue.docket}` : ''
  const head = `${isDraft ? `${DRAFT} · ` : ''}${filingName(request)}${docket}`
  const surroundings = { request, head, isDraft, templates, report, find }
  const { files: outputs, notes } = await planOutputs(documents, row.open, wanted, surroundings)
  const { exhibits } = documents
  return {
    outputs,
    summary: { ...row, exhibits: exhibits.length, codes: descriptors.length, checks, notes },
  }
}

/** Where a character stands first, as it is or by its number: `&#x7D30;` in Markdown, `\u7D30` in YAML. */
function findCharacter(character: string, files: readonly VFile[]): Place | undefined {
  const number = character.codePointAt(0)!
  const hex = number.toString(16)
  const byNumber = new RegExp(`&#x0*${hex};|&#0*${number};|\\\\u0*${hex}(?![\\da-f])`, 'i')
  for (const file of files) {
    const text = String(file)
    const offset = [text.indexOf(character), text.search(byNumber)].find(one => one >= 0)
    if (offset !== undefined) return placeAt(file, offset)
  }
  return undefined
}
