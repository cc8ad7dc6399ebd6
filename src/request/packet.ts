import type * as v from 'valibot'
import type { VFile } from 'vfile'
import { PLACEHOLDER } from '../parse/fields.ts'
import { decode, placeAt } from '../parse/text.ts'
import { type ParsedYaml, parseYaml } from '../parse/yaml.ts'
import { fault } from '../rules.ts'
import type { InputFile } from '../types.ts'
import { parseApprovals } from './approvals.ts'
import { checkCitations, citationsIn, filedProse, proseOf } from './citations.ts'
import { answerFields, crosswalkFields, paymentFields, quotationFields, revisionFields } from './data.ts'
import { parseDescriptor, parseOtherCode } from './descriptor.ts'
import { parseEvidence } from './evidence.ts'
import type { Packet, Payment, Service } from './packet-types.ts'
import { parseRequest } from './request.ts'
import type { Descriptor, OtherCode, Request, ToConfirm } from './types.ts'

const DATA_FILES = [
  'payment.yaml',
  'crosswalk.yaml',
  'revisions.yaml',
  'quotations.yaml',
  'answers.yaml',
  'evidence.yaml',
  'approvals',
]

/**
 * Reads one folder of `descriptors/` and checks what its files say of each other. Every fault of every file is reported;
 * with a fault anywhere there is no packet.
 *
 * @param files the files of the folder, whose paths start with `descriptors/<name>/`
 * @param report gets the messages of all files
 *
 * @example
 * import { readFile } from 'node:fs/promises'
 * import { readPacket } from 'hcpcs-redline/request'
 * import { VFile } from 'vfile'
 *
 * const paths = ['descriptors/ces/request.md', 'descriptors/ces/K1002.md']
 * const files = await Promise.all(paths.map(async path => ({ path, bytes: await readFile(path) })))
 * const report = new VFile()
 * const packet = readPacket('ces', files, report)
 * packet.descriptors.map(descriptor => descriptor.code) // ['K1002']
 * report.messages // []
 */
export function readPacket(name: string, files: readonly InputFile[], report: VFile): Packet | undefined {
  const before = report.messages.length
  const folder = `descriptors/${name}/`
  const known = new Map<string, VFile>()
  for (const file of files) {
    const rest = file.path.slice(folder.length)
    if (isKnown(rest)) known.set(rest, decode(file, report))
    else reportUnexpected(file.path, report)
  }
  const requestFile = known.get('request.md')
  if (!requestFile) {
    const reason = `Unexpected folder without a request, expected a file ${folder}request.md`
    fault(report, 'file-missing', reason, { path: `${folder}request.md` })
    return undefined
  }
  const isOpen = [...known.values()].map(reportPlaceholders).some(found => found)
  // What is to be filled in has no form yet: its other faults would lead astray.
  if (isOpen) return undefined
  const { request: alone, sourceIds, toConfirm } = parseRequest(name, requestFile)
  const codeFiles = [...known].filter(([rest]) => /^[^/]+\.md$/.test(rest) && rest !== 'request.md')
  const descriptors = collect(codeFiles, file => parseDescriptor(file, sourceIds))
  const request = alone && { ...alone, changes: [...alone.changes, ...descriptors.flatMap(one => one.changes ?? [])] }
  const others = (sub: string) =>
    collect(
      [...known].filter(([rest]) => rest.startsWith(`${sub}/`)),
      file => parseOtherCode(file, sourceIds),
    )
  const precedents = others('precedents')
  const related = others('related')
  const data = <const S extends v.GenericSchema>(file: string, schema: S) => {
    const found = known.get(file)
    return found && parseYaml(found, schema)
  }
  const payment = data('payment.yaml', paymentFields)
  const crosswalk = data('crosswalk.yaml', crosswalkFields)
  const revisions = data('revisions.yaml', revisionFields)
  const quotations = data('quotations.yaml', quotationFields)
  const answers = data('answers.yaml', answerFields)
  const evidenceFile = known.get('evidence.yaml')
  const evidence = evidenceFile && parseEvidence(evidenceFile)
  const approvals = known.get('approvals')
  if (approvals) parseApprovals(approvals)
  const sourced = [
    ...citationsIn(payment),
    ...citationsIn(crosswalk),
    ...citationsIn(revisions),
    ...citationsIn(quotations),
  ]
  if (request?.venue.kind === 'comment' && answers) {
    const reason = 'Unexpected answers.yaml in the folder of a comment, expected it in that of an application only'
    fault(report, 'file-unexpected', reason, { path: `${folder}answers.yaml` })
  }
  if (request) {
    checkLists(
      request,
      codeFiles.map(([rest]) => rest.replace('.md', '')),
      descriptors,
      precedents,
      related,
      report,
    )
    checkCitations(
      request,
      [...descriptors, ...precedents, ...related],
      sourced,
      report.messages.length === before,
      report,
    )
  }
  if (report.messages.length > before || !request) return undefined
  const inOrderOfCodes = request.codes.map(code => descriptors.find(descriptor => descriptor.code === code)!)
  const prose = proseOf(request, inOrderOfCodes)
  return {
    request,
    descriptors: inOrderOfCodes,
    precedents: inOrder(request.precedents, precedents),
    related: inOrder([], related),
    payment: payment && toPayment(payment),
    crosswalk: crosswalk && {
      ...crosswalk.value,
      services: crosswalk.value.services.map(named),
      placeOf: crosswalk.placeOf,
    },
    revisions: (revisions?.value.revisions ?? []).map((one, index) => ({
      ...one,
      place: revisions!.placeOf(['revisions', index]),
    })),
    quotations: quotations?.value.quotations ?? [],
    evidence,
    answers: answers?.value.answers.map((one, index) => ({
      ...one,
      answer: one.answer.trim(),
      place: answers.placeOf(['answers', index, 'question']),
    })),
    quoted: filedProse(request, inOrderOfCodes).flatMap(one => one.quoted),
    toConfirm: [...toConfirm, ...prose.flatMap(one => one.toConfirm), ...unconfirmedData(payment, quotations)],
  }
}

function toPayment({ value, placeOf }: ParsedYaml<v.InferOutput<typeof paymentFields>>): Payment {
  const services: Service[] = value.services.map(named)
  const asked = services.filter(one => one.proposed.payment === undefined && one.requested.payment !== undefined)
  return { ...value, services, asked, placeOf }
}

/** A service goes by its CPT code, or by its placeholder as long as there is none. */
function named<T extends { readonly code?: string | undefined; readonly placeholder?: string | undefined }>(one: T) {
  const { code, placeholder } = one
  return { ...one, code: code ?? placeholder ?? '', placeholder: code === undefined ? undefined : placeholder }
}

/** Reports each line that is still to be filled in; whether there is one. */
function reportPlaceholders(file: VFile): boolean {
  const found = [...String(file).matchAll(PLACEHOLDERS)]
  for (const { 0: words, index } of found) {
    fault(file, 'fill-in', `Unexpected “${words}”, expected your own words`, placeAt(file, index))
  }
  return found.length > 0
}

const PLACEHOLDERS = new RegExp(`${PLACEHOLDER}[^"\\n]*`, 'g')

function isKnown(rest: string): boolean {
  return rest === 'request.md' || DATA_FILES.includes(rest) || /^(?:(?:precedents|related)\/)?[^/]+\.md$/.test(rest)
}

function reportUnexpected(path: string, report: VFile): void {
  const known = `request.md, CODE.md, precedents/CODE.md, related/CODE.md or one of ${DATA_FILES.join(', ')}`
  fault(report, 'file-unexpected', `Unexpected file ${path.split('/').at(-1)}, expected ${known}`, { path })
}

function collect<T>(files: readonly (readonly [string, VFile])[], parse: (file: VFile) => T | undefined): T[] {
  return files.map(([, file]) => parse(file)).filter(item => item !== undefined)
}

function inOrder(first: readonly string[], codes: readonly OtherCode[]): OtherCode[] {
  const rank = (one: OtherCode) => (first.includes(one.code) ? first.indexOf(one.code) : first.length)
  // Not localeCompare: in Estonian Z comes before T, and out/ must not depend on the machine.
  const key = (one: OtherCode) => `${one.added} ${one.code}`
  return [...codes].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1))
}

function checkLists(
  request: Request,
  fileNames: readonly string[],
  descriptors: readonly Descriptor[],
  precedents: readonly OtherCode[],
  related: readonly OtherCode[],
  report: VFile,
): void {
  const path = `descriptors/${request.name}/request.md`
  const place = { ...request.at.codes, path }
  const listed = new Set<string>()
  for (const code of [...request.codes, ...request.precedents]) {
    if (listed.has(code))
      fault(report, 'code-listed', `Unexpected second ${code} in the lists of request.md, expected one`, place)
    listed.add(code)
  }
  for (const code of request.codes.filter(one => !fileNames.includes(one))) {
    fault(report, 'code-listed', `Unexpected code ${code} in the field “codes”, expected a file ${code}.md`, place)
  }
  for (const descriptor of descriptors.filter(one => !request.codes.includes(one.code))) {
    const reason = `Unexpected file for ${descriptor.code}, expected a code of the field “codes” of request.md`
    fault(report, 'code-listed', reason, { path: descriptor.at.current.path, line: 1 })
  }
  for (const code of request.precedents.filter(one => !precedents.some(other => other.code === one))) {
    const reason = `Unexpected code ${code} in the field “precedents”, expected a file precedents/${code}.md`
    fault(report, 'code-listed', reason, place)
  }
  const given = new Set<string>(request.codes)
  for (const other of [...precedents, ...related]) {
    const reason = `Unexpected second file of ${other.code}, expected one: in the folder of the request, in precedents/, or in related/`
    if (given.has(other.code)) fault(report, 'code-listed', reason, other.at.added)
    given.add(other.code)
  }
  for (const other of precedents) {
    const isListed = request.precedents.includes(other.code)
    if (isListed === (other.relation === 'precedent')) continue
    const reason = isListed
      ? `Unexpected relation “${other.relation}” of the listed precedent ${other.code}, expected “precedent”`
      : `Unexpected relation “precedent” of ${other.code}, expected “later”, or the code in the list of request.md`
    fault(report, 'code-listed', reason, other.at.added)
  }
}

function unconfirmedData(
  payment: ParsedYaml<v.InferOutput<typeof paymentFields>> | undefined,
  quotations: ParsedYaml<v.InferOutput<typeof quotationFields>> | undefined,
): ToConfirm[] {
  const ofPayment = (payment?.value.toConfirm ?? []).map((what, index) => ({
    what,
    why: '',
    place: payment!.placeOf(['toConfirm', index]),
  }))
  const ofQuotations = (quotations?.value.quotations ?? []).flatMap((quotation, index) =>
    quotation.toConfirm
      ? [{ what: quotation.toConfirm, why: '', place: quotations!.placeOf(['quotations', index, 'toConfirm']) }]
      : [],
  )
  return [...ofPayment, ...ofQuotations]
}
