import { redline } from '../../redline/redline.ts'
import type { Element, ElementRole } from '../../redline/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { Pattern, Study } from '../../request/study-types.ts'
import type { Code } from '../../types.ts'
import { byCode, type Context, namesService, partOf } from './context.ts'

const ROLES: readonly ElementRole[] = ['route', 'product', 'quantity', 'qualifier', 'included service', 'billing unit']

/** Exhibit "Precedent": the values of `templates/precedent.md.hbs`. */
export function precedentView({ packet, study }: Context) {
  const { request, precedents, revisions } = packet
  const revised = study.codes.filter(({ code }) => byCode(packet.descriptors, code).action === 'revise')
  const elementsOf = (code: Code) => byCode(study.others, code).elements
  const relied = precedents.filter(one => one.relation === 'precedent')
  const later = precedents.filter(one => one.relation === 'later')
  const rows = [
    ...revised.flatMap(({ code, current, proposed }) => [
      { code, brand: brandOf(packet, code), wording: 'current', elements: current },
      { code, brand: brandOf(packet, code), wording: 'proposed', elements: proposed },
    ]),
    ...relied.map(({ code, brand }) => ({ code, brand, wording: 'current', elements: elementsOf(code) })),
  ]
  const roles = ROLES.filter(role => rows.some(row => row.elements.some(element => element.role === role)))
  const count = (all: readonly (readonly Element[])[]) => `${all.filter(namesService).length} of ${all.length}`
  const others = relied.map(one => elementsOf(one.code))
  return {
    precedentText: request.sections.get('precedent') ?? false,
    roles: roles.map(heading),
    rows: rows.map(({ elements, ...row }) => ({ ...row, parts: roles.map(role => partOf(elements, role)) })),
    counts: [
      {
        family: named(request.family, 'the codes of this request'),
        before: count(revised.map(one => one.current)),
        after: count(revised.map(one => one.proposed)),
      },
      { family: named(request.precedentFamily, 'the precedents'), before: count(others), after: count(others) },
    ],
    patterns: study.patterns.map(pattern => ({
      ...pattern,
      count: pattern.precedents.length,
      differing: stillDiffering(revised, pattern),
      rows: revised.flatMap(({ code, againstPatterns }) =>
        againstPatterns
          .filter(one => one.pattern === pattern)
          .map(one => ({ code, brand: brandOf(packet, code), current: one.current, proposed: one.proposed })),
      ),
    })),
    relied,
    later: later.map(one => ({ ...one, names: namesService(elementsOf(one.code)) ? 'yes' : 'no' })),
    askedRevisions: revisions.flatMap(({ code, successor, source, from, asked, to }) =>
      from === undefined || to === undefined || asked === undefined
        ? []
        : [
            {
              code,
              successor: successor ?? false,
              source,
              request: redline(from, asked),
              decision: redline(asked, to),
            },
          ],
    ),
    pastRevisions: study.revisions.map(({ revision, redline }) => ({
      ...revision,
      action: revision.action ?? '–',
      successor: revision.successor ?? false,
      redline: redline ?? false,
    })),
  }
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

function brandOf({ descriptors }: Packet, code: Code): string {
  return byCode(descriptors, code).brand
}

function named(family: string, what: string): string {
  return family === '' ? heading(what) : `${family}: ${what}`
}

function heading(role: string): string {
  return role[0]!.toUpperCase() + role.slice(1)
}
