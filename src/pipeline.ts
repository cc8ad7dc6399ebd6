import type { VFileMessage } from 'vfile-message'
import { makeDocuments } from './exhibit/exhibits.ts'
import type { Templates } from './exhibit/fill.ts'
import type { Check, Exhibit, InputFile, OutputFile, Packet, ToConfirm } from './model.ts'
import { checkAgreement } from './read/agree.ts'
import { checkData } from './read/agree-data.ts'
import { checkEvidence } from './read/evidence.ts'
import { readPacket } from './read/packet.ts'
import { decode } from './read/text.ts'
import { proveProposals } from './redline/prove.ts'
import { studyPacket } from './redline/study.ts'
import { checkPage, toHtml } from './render/html.ts'
import { toMarkdown } from './render/markdown.ts'
import { fault } from './rules.ts'

/** The formats that can be made, in the order in which indexes name them. */
export const FORMATS = ['md', 'html'] as const
export type Format = (typeof FORMATS)[number]

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
  readonly toConfirm: readonly ToConfirm[]
}

/**
 * Files in, finished files out; nothing is read or written here, so that `build`, `check` and the tests share it.
 *
 * @param descriptors the files of `descriptors/`
 * @param templates the files of `templates/`
 */
export function planBuild(
  descriptors: readonly InputFile[],
  templates: readonly InputFile[],
  formats: readonly Format[] = FORMATS,
): Plan {
  const messages: VFileMessage[] = []
  const texts: Templates = new Map(templates.map(file => [file.path.split('/').at(-1)!, decode(file, messages).text]))
  for (const name of ['page.html.hbs', 'style.css'])
    if (formats.includes('html') && !texts.get(name)?.trim()) messages.push(missingTemplate(name))
  const byRequest = groupByRequest(descriptors, messages)
  const planned = [...byRequest].map(([name, files]) => planRequest(name, files, texts, formats, messages))
  return {
    outputs: messages.length > 0 ? [] : planned.flatMap(one => one?.outputs ?? []),
    requests: planned.flatMap(one => (one ? [one.report] : [])),
    messages: withoutTwins(messages),
  }
}

/** A template is filled once an exhibit: its fault is said once. */
function withoutTwins(messages: readonly VFileMessage[]): VFileMessage[] {
  return [...new Map(messages.map(message => [`${message.file} ${message}`, message])).values()]
}

function missingTemplate(name: string): VFileMessage {
  const path = `templates/${name}`
  return fault('template-missing', `Unexpected end of the templates, expected ${path}`, { path })
}

function groupByRequest(files: readonly InputFile[], messages: VFileMessage[]): Map<string, InputFile[]> {
  const groups = new Map<string, InputFile[]>()
  for (const file of files) {
    const [, name, rest] = file.path.split('/')
    if (rest === undefined || !/^[a-z0-9][a-z0-9-]*$/.test(name!)) {
      const reason = `Unexpected file ${file.path}, expected a folder for each request, named with small letters, digits and hyphens`
      messages.push(fault('file-unexpected', reason, { path: file.path }))
    } else groups.set(name!, [...(groups.get(name!) ?? []), file])
  }
  if (groups.size === 0) {
    const reason = 'Unexpected empty folder descriptors/, expected a folder with a request.md'
    messages.push(fault('file-missing', reason, { path: 'descriptors' }))
  }
  return groups
}

function planRequest(
  name: string,
  files: readonly InputFile[],
  templates: Templates,
  formats: readonly Format[],
  messages: VFileMessage[],
): { outputs: OutputFile[]; report: RequestReport } | undefined {
  const before = messages.length
  const packet = readPacket(name, files, messages)
  if (!packet) return undefined
  const checks = [
    ...proveProposals(packet, messages),
    ...checkAgreement(packet, messages),
    ...checkData(packet, messages),
    ...checkEvidence(packet, messages),
  ]
  if (messages.length > before) return undefined
  const documents = makeDocuments(packet, studyPacket(packet), checks, templates, formats, messages)
  checkPage(templates.get('page.html.hbs'), messages)
  if (!documents || messages.length > before) return undefined
  const all = [...documents.exhibits, documents.packet, documents.index]
  const outputs = all.flatMap(one => formats.map(format => renderAs(format, one, packet, templates)))
  const { descriptors, toConfirm } = packet
  const report = { name, exhibits: documents.exhibits.length, codes: descriptors.length, checks, toConfirm }
  return { outputs, report }
}

function renderAs(format: Format, exhibit: Exhibit, { request }: Packet, templates: Templates): OutputFile {
  const path = `out/${request.name}/${exhibit.name}.${format}`
  if (format === 'md') return { path, content: toMarkdown(exhibit.tree) }
  const page = {
    title:
      exhibit.name === 'index' || exhibit.name === 'packet' ? exhibit.title : `${exhibit.title} – ${request.fileCode}`,
    filing: `${request.fileCode} · ${request.agency}`,
    style: templates.get('style.css') ?? '',
    template: templates.get('page.html.hbs') ?? '',
  }
  return { path, content: toHtml(exhibit.tree, page) }
}
