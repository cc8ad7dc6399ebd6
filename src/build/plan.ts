import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { makeDocuments } from '../document/exhibits/exhibits.ts'
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
import { studyPacket } from '../request/study.ts'
import type { Check } from '../request/study-types.ts'
import { filingName } from '../request/venue.ts'
import { fault } from '../rules.ts'
import type { InputFile, OutputFile, Place } from '../types.ts'
import { type Parts, planOutputs, type Wanted } from './outputs.ts'

/** What a build would write, and all that is to be said. With a fault, `outputs` is empty. */
export interface Plan {
  readonly outputs: readonly OutputFile[]
  readonly requests: readonly RequestReport[]
  readonly messages: readonly VFileMessage[]
}

export interface RequestReport {
  readonly name: string
  readonly exhibits: number
  readonly codes: number
  readonly checks: readonly Check[]
  /** What is to be done before it is filed; as long as there is anything, the filing is a draft. */
  readonly open: readonly OpenItem[]
  /** What else is to be said to a person: what the comment box lacks. */
  readonly notes: readonly string[]
}

/**
 * Files in, finished files out; nothing is read or written here, so that `build`, `check` and the tests share it.
 *
 * @param descriptors the files of `descriptors/`
 * @param templates the files of `templates/`
 * @param only the files to attach, instead of those that request.md lists
 * @param parts `telling` for one who asks only what faults there are
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
  only?: readonly string[],
  parts: Parts = 'all',
): Promise<Plan> {
  const report = new VFile()
  const texts: Templates = new Map(templates.map(file => [file.path.split('/').at(-1)!, String(decode(file, report))]))
  for (const [format, name] of PAGES)
    if (formats.includes(format) && !texts.get(name)?.trim()) reportMissing(name, report)
  const byRequest = groupByRequest(descriptors, report)
  const planned = await Promise.all(
    [...byRequest].map(([name, files]) => planRequest(name, files, texts, { formats, only, parts }, report)),
  )
  return {
    outputs: report.messages.length > 0 ? [] : planned.flatMap(one => one?.outputs ?? []),
    requests: planned.flatMap(one => (one ? [one.summary] : [])),
    messages: withoutTwins(report.messages),
  }
}

/** What stands around the documents on their pages. */
const PAGES = [
  ['html', 'page.html.hbs'],
  ['html', 'style.css'],
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

async function planRequest(
  name: string,
  files: readonly InputFile[],
  templates: Templates,
  wanted: Wanted,
  report: VFile,
): Promise<{ outputs: readonly OutputFile[]; summary: RequestReport } | undefined> {
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
  if (report.messages.length > before) return undefined
  const documents = makeDocuments(packet, studyPacket(packet), checks, templates, report)
  if (wanted.formats.includes('html')) checkPage(templates.get('page.html.hbs'), report)
  if (!documents || report.messages.length > before) return undefined
  const { request, descriptors } = packet
  const texts = [
    ...files.map(file => decode(file)),
    ...[...templates].map(([name, value]) => new VFile({ path: `templates/${name}`, value })),
  ]
  const find = (character: string) => findCharacter(character, texts)
  const open = openItems(packet)
  const isDraft = open.length > 0
  const head = `${isDraft ? `${DRAFT} · ` : ''}${filingName(request)}`
  const surroundings = { request, head, isDraft, templates, report, find }
  const { files: outputs, notes } = await planOutputs(documents, open, wanted, surroundings)
  const { exhibits } = documents
  return {
    outputs,
    summary: { name, exhibits: exhibits.length, codes: descriptors.length, checks, open, notes },
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
