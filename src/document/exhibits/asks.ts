import { changesOf } from '../../request/changes/of.ts'
import { toSentence } from '../../request/changes/sentence.ts'
import type { DescriptorKind } from '../../request/changes/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor, Request, SourceId } from '../../request/types.ts'
import type { Code, IsoDate } from '../../types.ts'
import { inSentence, inWords, longDate } from '../template/helpers.ts'
import { changes } from './mix.ts'

/** One thing that is asked of CMS: it continues "that CMS …". */
export interface Ask {
  readonly text: string
  readonly sources: readonly SourceId[]
}

/**
 * All that a request asks of CMS for descriptors and codes: codes with the same changes and the same day are asked for
 * together.
 */
export function asksOf({ request, descriptors }: Packet): Ask[] {
  const of = (action: Descriptor['action']) => descriptors.filter(one => one.action === action)
  return [
    ...(['long', 'short'] as const).flatMap(kind => revisions(request, of('revise'), kind)),
    ...of('establish').map(one => ({ text: establishment(one, request), sources: sourcesOf(one) })),
    ...of('discontinue').map(one => ({ text: discontinuation(one, request), sources: [] })),
  ]
}

/** Whether nothing is asked but to change descriptors of one kind: the others do not change. */
export function isOnly({ descriptors }: Packet, kind: DescriptorKind): boolean {
  const other = kind === 'long' ? 'short' : 'long'
  return descriptors.every(one => one.action === 'revise' && !changes(one, other))
}

/** The instructions for one descriptor of a code, in the order in which they are declared. */
export function instructionsOf(request: Request, descriptor: Descriptor, kind: DescriptorKind): string[] {
  return changesOf(request, descriptor, kind).map(toSentence)
}

/** The day from which on the action is asked for. */
export function effectiveOf({ effective }: Descriptor, request: Request): IsoDate {
  return effective ?? request.effective
}

/** "July 1, 2027", or, where the codes have several days, "July 1, 2027, for A2001 and A2002; January 1, 2028, for A2003". */
export function effectiveInWords({ request, descriptors }: Packet): string {
  const days = [...new Set(descriptors.map(one => effectiveOf(one, request)))].sort()
  if (days.length === 1) return longDate(days[0]!)
  const codes = (day: IsoDate) => descriptors.filter(one => effectiveOf(one, request) === day).map(({ code }) => code)
  return days.map(day => `${longDate(day)}, for ${inSentence(codes(day))}`).join('; ')
}

function revisions(request: Request, descriptors: readonly Descriptor[], kind: DescriptorKind): Ask[] {
  const groups = new Map<string, Descriptor[]>()
  for (const one of descriptors) {
    const instructions = joinInstructions(instructionsOf(request, one, kind))
    const key = `${effectiveOf(one, request)} ${instructions}`
    if (instructions !== '') groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const isDated = descriptors.some(one => effectiveOf(one, request) !== request.effective)
  return [...groups.values()].map(members => revision(request, members, kind, isDated))
}

/** What is asked for codes with the same changes and the same day. */
function revision(request: Request, members: readonly Descriptor[], kind: DescriptorKind, isDated: boolean): Ask {
  const first = members[0]!
  const instructions = joinInstructions(instructionsOf(request, first, kind))
  const from = isDated ? `, effective ${longDate(effectiveOf(first, request))}` : ''
  return {
    text: `${instructions}, and change nothing else, in ${descriptorsOf(request, members, kind)}${from}`,
    sources: [...new Set(changesOf(request, first, kind).flatMap(({ source }) => source ?? []))],
  }
}

/** "strike “A”; and insert “B” after “C”" */
export function joinInstructions(instructions: readonly string[]): string {
  const [last] = instructions.slice(-1)
  return instructions.length < 2 ? (last ?? '') : `${instructions.slice(0, -1).join('; ')}; and ${last}`
}

/** "the long descriptors of six HCPCS Level II codes for CAR-T cell therapy: Q2041, Q2042 …" */
function descriptorsOf({ family }: Request, members: readonly Descriptor[], kind: DescriptorKind): string {
  const codes = members.map(({ code }) => code)
  if (codes.length === 1) return `the ${kind} descriptor of HCPCS Level II code ${codes[0]}${product(members[0]!)}`
  return `the ${kind} descriptors of ${inWords(codes.length)} HCPCS Level II codes${family === '' ? '' : ` for ${family}`}: ${inSentence(codes)}`
}

function product({ brand }: Descriptor): string {
  return brand === '' ? '' : ` (${brand})`
}

function establishment(one: Descriptor, request: Request): string {
  const { code, brand, proposed } = one
  const name = isPlaceholder(code) ? `an HCPCS Level II code (here ${code})` : `HCPCS Level II code ${code}`
  const from = longDate(effectiveOf(one, request))
  return `establish ${name}${brand === '' ? '' : ` for ${brand}`}, effective ${from}, with the long descriptor “${proposed.long}” and the short descriptor “${proposed.short}”`
}

function discontinuation(one: Descriptor, request: Request): string {
  const heir = one.replacedBy === undefined ? '' : `, which ${one.replacedBy} replaces,`
  return `discontinue HCPCS Level II code ${one.code}${product(one)}${heir} as of ${longDate(effectiveOf(one, request))}`
}

/** Whether a code stands for one that CMS has not numbered. */
export function isPlaceholder(code: Code): boolean {
  return code.startsWith('NEW')
}

function sourcesOf({ source }: Descriptor): SourceId[] {
  return source === '' ? [] : [source]
}

/**
 * The request for one code in the form in which CMS prints requests: *Revise existing HCPCS Level II code Q2041, which
 * currently reads “…”, to instead read “…”.*
 */
export function inCmsForm({ code, action, current, proposed }: Descriptor): string[] {
  const name = isPlaceholder(code) ? '' : ` ${code}`
  if (action === 'establish') return [`Establish a new HCPCS Level II code${name}, which reads “${proposed.long}”.`]
  if (action === 'discontinue')
    return [`Discontinue existing HCPCS Level II code ${code}, which currently reads “${current.long}”.`]
  const long = `Revise existing HCPCS Level II code ${code}, which currently reads “${current.long}”, to instead read “${proposed.long}”.`
  const short = `Revise the short descriptor of HCPCS Level II code ${code}, which currently reads “${current.short}”, to instead read “${proposed.short}”.`
  return [...(current.long === proposed.long ? [] : [long]), ...(current.short === proposed.short ? [] : [short])]
}
