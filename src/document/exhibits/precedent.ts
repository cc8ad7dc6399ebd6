import { redline } from '../../redline/redline.ts'
import type { Element, Redline } from '../../redline/types.ts'
import type { Packet } from '../../request/packet-types.ts'
import type { CodeStudy, Study } from '../../request/study-types.ts'
import { byCode, type Context, isOfAll, NONE, namesService, partOf, ROLES, revisedOf, textOf } from './context.ts'
import { explainMarks, marksOf } from './reading.ts'

/** Exhibit "Precedent": the values of `templates/precedent.md.hbs`. */
export function precedentView({ packet, study }: Context) {
  const { request, precedents } = packet
  const relied = precedents.filter(one => one.relation === 'precedent')
  const rows = [
    ...study.codes.flatMap(one => rowOf(packet, one)),
    ...relied.map(({ code, brand }) => {
      const { elements } = byCode(study.others, code)
      return { code, brand, parts: ROLES.map(role => ({ text: partOf(elements, role), redline: false as const })) }
    }),
  ]
  const used = ROLES.map((role, index) => ({ role, index })).filter(({ index }) =>
    rows.some(({ parts }) => parts[index]!.text !== NONE || parts[index]!.redline),
  )
  const changed = rows.flatMap(({ parts }) => parts.flatMap(({ redline }) => redline || []))
  const printed = [...changed, ...study.revisions.flatMap(({ redline }) => redline ?? [])]
  return {
    precedentText: request.sections.get('precedent') ?? false,
    roles: used.map(({ role }) => heading(role)),
    rows: rows.map(({ parts, ...row }) => ({ ...row, parts: used.map(({ index }) => parts[index]!) })),
    elementsChange: changed.length > 0,
    counts: countsOf(packet, study),
    marks: printed.length > 0 && explainMarks(marksOf([]), marksOf(printed)),
    hasProducts: relied.some(({ brand }) => brand !== ''),
    relied: relied.map(one => ({ ...one, product: one.brand || NONE, short: one.current.short || NONE })),
    reliedSources: [...new Set(relied.map(({ source }) => source))],
    pastRevisions: study.revisions.flatMap(({ revision, redline }) =>
      redline
        ? [{ ...revision, action: revision.action ?? NONE, successor: revision.successor ?? false, redline }]
        : [],
    ),
  }
}

interface Part {
  readonly text: string
  readonly redline: Redline | false
}

/** The elements of a code, those that would change as redlines; none of a code that would end. */
function rowOf({ descriptors }: Packet, { code, current, proposed }: CodeStudy) {
  const { action, brand } = byCode(descriptors, code)
  if (action === 'discontinue') return []
  const parts = ROLES.map((role): Part => {
    const [now, then] = [textOf(current, role), textOf(proposed, role)]
    const isChanged = action === 'revise' && now !== then
    return { text: partOf(proposed, role), redline: isChanged && redline(now, then) }
  })
  return [{ code, brand, parts }]
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

function named(family: string, what: string): string {
  return heading(family === '' ? what : `${family}: ${what}`)
}

function heading(role: string): string {
  return role[0]!.toUpperCase() + role.slice(1)
}
