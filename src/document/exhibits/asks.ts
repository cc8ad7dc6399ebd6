import { changesOf } from '../../request/changes/of.ts'
import { toSentence } from '../../request/changes/sentence.ts'
import type { DescriptorKind } from '../../request/changes/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Descriptor, Request, SourceId } from '../../request/types.ts'
import { inSentence, inWords, longDate } from '../template/helpers.ts'

/** One thing that is asked of CMS: it continues "that CMS …". */
export interface Ask {
  readonly text: string
  readonly sources: readonly SourceId[]
}

/** All that a request asks of CMS for descriptors and codes: codes with the same changes are asked for together. */
export function asksOf({ request, descriptors }: Packet): Ask[] {
  const of = (action: Descriptor['action']) => descriptors.filter(one => one.action === action)
  return [
    ...(['long', 'short'] as const).flatMap(kind => revisions(request, of('revise'), kind)),
    ...of('establish').map(one => ({ text: establishment(one, request), sources: sourcesOf(one) })),
    ...of('discontinue').map(one => ({ text: discontinuation(one, request), sources: [] })),
  ]
}

/** Whether nothing is asked but to change long descriptors. */
export function isOnlyLong({ descriptors }: Packet): boolean {
  return descriptors.every(({ action, current, proposed }) => action === 'revise' && current.short === proposed.short)
}

/** The instructions for one descriptor of a code, in the order in which they are declared. */
export function instructionsOf(request: Request, descriptor: Descriptor, kind: DescriptorKind): string[] {
  return changesOf(request, descriptor, kind).map(toSentence)
}

function revisions(request: Request, descriptors: readonly Descriptor[], kind: DescriptorKind): Ask[] {
  const groups = new Map<string, Descriptor[]>()
  for (const one of descriptors) {
    const instructions = joinInstructions(instructionsOf(request, one, kind))
    if (instructions !== '') groups.set(instructions, [...(groups.get(instructions) ?? []), one])
  }
  return [...groups].map(([instructions, members]) => {
    const sources = changesOf(request, members[0]!, kind).flatMap(({ source }) => source ?? [])
    return {
      text: `${instructions}, and change nothing else, in ${descriptorsOf(request, members, kind)}`,
      sources: [...new Set(sources)],
    }
  })
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

function establishment({ code, brand, proposed, effective }: Descriptor, request: Request): string {
  const name = code.startsWith('NEW') ? `a HCPCS Level II code (here ${code})` : `HCPCS Level II code ${code}`
  const from = longDate(effective ?? request.effective)
  return `establish ${name}${brand === '' ? '' : ` for ${brand}`}, effective ${from}, with the long descriptor “${proposed.long}” and the short descriptor “${proposed.short}”`
}

function discontinuation(one: Descriptor, request: Request): string {
  const heir = one.replacedBy === undefined ? '' : `, whose place ${one.replacedBy} takes`
  return `discontinue HCPCS Level II code ${one.code}${product(one)} as of ${longDate(one.effective ?? request.effective)}${heir}`
}

function sourcesOf({ source }: Descriptor): SourceId[] {
  return source === '' ? [] : [source]
}

/**
 * The request for one code in the form in which CMS prints requests: *Revise existing HCPCS Level II code Q2041, which
 * currently reads “…”, to instead read “…”.*
 */
export function inCmsForm({ code, action, current, proposed }: Descriptor): string[] {
  if (action === 'establish') return [`Establish a new HCPCS Level II code ${code}, which reads “${proposed.long}”.`]
  if (action === 'discontinue')
    return [`Discontinue existing HCPCS Level II code ${code}, which currently reads “${current.long}”.`]
  const long = `Revise existing HCPCS Level II code ${code}, which currently reads “${current.long}”, to instead read “${proposed.long}”.`
  const short = `Revise the short descriptor of HCPCS Level II code ${code}, which currently reads “${current.short}”, to instead read “${proposed.short}”.`
  return [...(current.long === proposed.long ? [] : [long]), ...(current.short === proposed.short ? [] : [short])]
}
