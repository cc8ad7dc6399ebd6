import { redline } from '../../redline/redline.ts'
import type { Element, ElementRole } from '../../redline/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { CodeStudy, Pattern, Study } from '../../request/study-types.ts'
import type { Code } from '../../types.ts'
import { byCode, type Context, namesService, partOf } from './context.ts'
import { changes } from './mix.ts'
import { explainMarks, marksOf } from './reading.ts'

const ROLES: readonly ElementRole[] = ['route', 'product', 'quantity', 'qualifier', 'included service', 'billing unit']

/** Exhibit "Precedent": the values of `templates/precedent.md.hbs`. */
export function precedentView({ packet, study }: Context) {
  const { request, precedents } = packet
  const elementsOf = (code: Code) => byCode(study.others, code).elements
  const relied = precedents.filter(one => one.relation === 'precedent')
  const later = precedents.filter(one => one.relation === 'later')
  const rows = [
    ...study.codes.flatMap(one => wordingsOf(packet, one)),
    ...relied.map(({ code, brand }) => ({ code, brand, wording: 'current', elements: elementsOf(code) })),
  ]
  const roles = ROLES.filter(role => rows.some(row => row.elements.some(element => element.role === role)))
  const patterns = patternsOf(packet, study)
  const asked = askedRevisions(packet)
  const printed = [
    ...patterns.flatMap(({ rows }) => rows.flatMap(({ current, proposed }) => [current, proposed])),
    ...study.revisions.flatMap(({ redline }) => redline ?? []),
    ...asked.flatMap(({ request, decision }) => [request, decision]),
  ]
  return {
    precedentText: request.sections.get('precedent') ?? false,
    roles: roles.map(heading),
    rows: rows.map(({ elements, ...row }) => ({ ...row, parts: roles.map(role => partOf(elements, role)) })),
    counts: countsOf(packet, study),
    patterns,
    marks: printed.length > 0 && explainMarks(marksOf([]), marksOf(printed)),
    others: isOfAll(packet) ? 'each code' : 'each code whose long descriptor we ask CMS to revise',
    hasProducts: precedents.some(({ brand }) => brand !== ''),
    relied: relied.map(one => ({ ...one, product: one.brand || '—', short: one.current.short || '—' })),
    later: later.map(one => ({
      ...one,
      product: one.brand || '—',
      names: namesService(elementsOf(one.code)) ? 'yes' : 'no',
    })),
    askedRevisions: asked,
    pastRevisions: study.revisions.map(({ revision, redline }) => ({
      ...revision,
      action: revision.action ?? '—',
      successor: revision.successor ?? false,
      redline: redline ?? false,
    })),
  }
}

/** What applicants asked for where CMS decided on other words, as redlines. */
function askedRevisions({ revisions }: Packet) {
  return revisions.flatMap(({ code, successor = false, source, from, asked, to }) => {
    if (from === undefined || to === undefined || asked === undefined) return []
    return [{ code, successor, source, request: redline(from, asked), decision: redline(asked, to) }]
  })
}

/** The wordings of a code that are set beside those of the precedents: none of a code that would end, one where no other is asked for. */
function wordingsOf(packet: Packet, { code, current, proposed }: CodeStudy) {
  const descriptor = byCode(packet.descriptors, code)
  const { action, brand } = descriptor
  return [
    ...(action === 'revise' ? [{ code, brand, wording: 'current', elements: current }] : []),
    ...(action === 'establish' || changes(descriptor, 'long')
      ? [{ code, brand, wording: 'proposed', elements: proposed }]
      : []),
  ]
}

/** The codes whose long descriptor is to change, which is what precedents speak of. */
function revisedOf({ descriptors }: Packet, study: Study) {
  return study.codes.filter(({ code }) => changes(byCode(descriptors, code), 'long'))
}

/** Whether the long descriptor of every code is to change. */
function isOfAll({ descriptors }: Packet): boolean {
  return descriptors.every(one => changes(one, 'long'))
}

/** How many descriptors name a service, before and after; nothing where none of them does. */
function countsOf(packet: Packet, study: Study) {
  const { request, precedents } = packet
  const revised = revisedOf(packet, study)
  const others = precedents
    .filter(one => one.relation === 'precedent')
    .map(one => byCode(study.others, one.code).elements)
  const count = (all: readonly (readonly Element[])[]) => `${all.filter(namesService).length} of ${all.length}`
  const row = (family: string, before: readonly (readonly Element[])[], after: readonly (readonly Element[])[]) =>
    before.length === 0 ? [] : [{ family, before: count(before), after: count(after) }]
  const codes = isOfAll(packet) ? 'the codes of this request' : 'the codes whose long descriptor we ask CMS to revise'
  const [current, proposed] = [revised.map(one => one.current), revised.map(one => one.proposed)]
  if (![...current, ...proposed, ...others].some(namesService)) return []
  return [
    ...row(named(request.family, codes), current, proposed),
    ...row(named(request.precedentFamily, 'the precedents'), others, others),
  ]
}

/** Each pattern of the precedents, and the revised codes against it. */
function patternsOf(packet: Packet, study: Study) {
  const revised = revisedOf(packet, study)
  return study.patterns.map(pattern => ({
    ...pattern,
    count: pattern.precedents.length,
    differing: stillDiffering(revised, pattern),
    rows: revised.flatMap(({ code, againstPatterns }) =>
      againstPatterns
        .filter(one => one.pattern === pattern)
        .map(one => ({
          code,
          brand: byCode(packet.descriptors, code).brand,
          current: one.current,
          proposed: one.proposed,
        })),
    ),
  }))
}

/** The elements that the proposed descriptors and the pattern do not have in common. */
function stillDiffering(codes: Study['codes'], pattern: Pattern): ElementRole[] {
  return ROLES.filter(role =>
    codes.some(({ proposed, againstPatterns }) =>
      againstPatterns
        .filter(one => one.pattern === pattern)
        .some(({ elements }) => partOf(elements, role) !== partOf(proposed, role)),
    ),
  )
}

function named(family: string, what: string): string {
  return family === '' ? heading(what) : `${family}: ${what}`
}

function heading(role: string): string {
  return role[0]!.toUpperCase() + role.slice(1)
}
