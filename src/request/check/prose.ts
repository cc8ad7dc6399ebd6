import type { Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { IsoDate, Place } from '../../types.ts'
import { datesIn } from '../dates.ts'
import type { Packet } from '../packet-types.ts'
import type { Check } from '../study-types.ts'
import type { Prose } from '../types.ts'
import { type Finding, runTests, type Test } from './agreement.ts'

/** Holds what the prose says of codes, numbers, dates and money against the data of the request. */
export function checkProse(packet: Packet, report: VFile): Check[] {
  const texts = textsOf(packet)
  const test = (sentence: string, find: (text: string) => readonly (string | false)[]): Test => ({
    exhibit: 'sources',
    rule: 'prose-agrees',
    sentence,
    findings: texts.flatMap(({ text, place }) => find(text).map((wrong): Finding => ({ place, wrong }))),
  })
  return runTests(
    [
      test('Each code that the prose names is one of the request, or of its sources.', codeFinder(packet)),
      test('Each number of codes in the prose is one of the request.', countFinder(packet)),
      test('Each date in the prose is one of the request, or of its sources.', dateFinder(packet)),
      test('Each dollar amount in the prose is one of the request, or of its sources.', amountFinder(packet)),
    ],
    report,
  )
}

/** Every paragraph, heading and cell of the prose with its place. */
function textsOf({ request, descriptors }: Packet): { text: string; place: Place }[] {
  const inRequest = [...request.sections.values()].map(prose => ({ prose, path: request.at.title.path }))
  const inCodes = descriptors.flatMap(({ rationale, at }) =>
    rationale ? [{ prose: rationale, path: at.proposed.path }] : [],
  )
  return [...inRequest, ...inCodes].flatMap(({ prose, path }) => linesOf(prose, path))
}

function linesOf({ nodes }: Prose, path: string): { text: string; place: Place }[] {
  const found: { text: string; place: Place }[] = []
  const root: Root = { type: 'root', children: [...nodes] as RootContent[] }
  visit(root, node => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return
    const { line, column } = node.position?.start ?? { line: 1, column: 1 }
    found.push({ text: plainText(node), place: { path, line, column } })
  })
  return found
}

/** All that the sources and quotations of a request say. */
function cited({ request, quotations }: Packet): string {
  const notes = request.sources.map(({ children }) => plainText({ type: 'root', children }))
  return [...notes, ...quotations.map(({ text }) => text)].join('\n')
}

function codeFinder(packet: Packet): (text: string) => (string | false)[] {
  const { descriptors, precedents, related, revisions, evidence } = packet
  const known = new Set([
    ...[...descriptors, ...precedents, ...related, ...revisions].map(({ code }) => code),
    ...descriptors.flatMap(({ replacedBy, decided }) => [replacedBy ?? '', decided?.code ?? '']),
    ...(evidence?.releases ?? []).flatMap(({ carriers }) => [
      ...carriers.inForce,
      ...carriers.terminated,
      ...carriers.kindred,
    ]),
    ...codesIn([cited(packet), ...revisions.map(({ note, from, to }) => `${note} ${from} ${to}`)].join('\n')),
    ...codesIn(descriptors.map(({ current, proposed }) => `${current.long} ${proposed.long}`.toUpperCase()).join('\n')),
  ])
  return text =>
    codesIn(text).map(
      code => !known.has(code) && `Unexpected code ${code} in the prose, expected one of the request or of its sources`,
    )
}

function codesIn(text: string): string[] {
  return text.match(/\b[A-Z]\d{4}\b/g) ?? []
}

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** "six HCPCS Level II codes", "8 codes", "two precedents". */
function countFinder(packet: Packet): (text: string) => (string | false)[] {
  const known = countsOf(packet)
  const pattern = new RegExp(
    `\\b(${NUMBERS.join('|')}|\\d{1,3}) (?:other |live |new |later |product |HCPCS Level II )*(?:codes|descriptors|precedents)\\b`,
    'gi',
  )
  return text =>
    Array.from(text.matchAll(pattern), ([phrase, number]) => {
      const count = NUMBERS.indexOf(number!.toLowerCase()) + 1 || Number(number)
      return (
        !known.has(count) &&
        `Unexpected “${phrase}” in the prose, expected a number that the request has: ${[...known].sort((a, b) => a - b).join(', ')}`
      )
    })
}

/** How many codes there are of each kind, and of those that go together. */
function countsOf({ descriptors, precedents, related, revisions, evidence }: Packet): Set<number> {
  const actions = (['revise', 'establish', 'discontinue'] as const).map(
    name => descriptors.filter(one => one.action === name).length,
  )
  const relations = (['precedent', 'later'] as const).map(
    name => precedents.filter(one => one.relation === name).length,
  )
  const clauses = (['same clause', 'kindred clause'] as const).map(
    name => related.filter(one => one.relation === name).length,
  )
  const carriers = (evidence?.releases ?? []).flatMap(({ carriers: { inForce, terminated, kindred } }) => [
    inForce.length,
    terminated.length,
    kindred.length,
    descriptors.length + inForce.length,
    descriptors.length + inForce.length + kindred.length,
  ])
  const rest = descriptors.map((_, index) => index + 1)
  const all = [
    descriptors.length,
    precedents.length,
    related.length,
    revisions.length,
    ...actions,
    ...relations,
    ...clauses,
  ]
  return new Set([...all, ...rest, descriptors.length + clauses[0]!, ...carriers].filter(count => count > 0))
}

function dateFinder(packet: Packet): (text: string) => (string | false)[] {
  const { request, descriptors, precedents, related, revisions, evidence } = packet
  const known = new Set<IsoDate>([
    ...[request.deadline, request.asOf, request.effective],
    ...[...descriptors, ...precedents, ...related].map(({ added }) => added),
    ...descriptors.flatMap(({ effective, decided }) => [effective ?? '', decided?.date ?? '']),
    ...revisions.map(({ effective }) => effective),
    ...(evidence?.releases ?? []).map(({ checked }) => checked ?? ''),
    ...datesIn([cited(packet), ...revisions.map(({ note }) => note)].join('\n')),
  ])
  return text =>
    datesIn(text).map(
      date => !known.has(date) && `Unexpected date ${date} in the prose, expected one of the request or of its sources`,
    )
}

function amountFinder(packet: Packet): (text: string) => (string | false)[] {
  const { payment } = packet
  const cents = payment
    ? [
        ...payment.services.flatMap(({ proposed, requested }) => [proposed.payment, requested.payment]),
        ...payment.outcomes.flatMap(({ services, comparators, total }) =>
          [...services, ...comparators].map(one => one.payment).concat(total),
        ),
        payment.total,
      ]
    : []
  const known = new Set([...cents.filter(one => one !== undefined), ...amountsIn(cited(packet))])
  return text =>
    amountsIn(text).map(
      amount =>
        !known.has(amount) &&
        `Unexpected amount $${(amount / 100).toFixed(2)} in the prose, expected one of the request or of its sources`,
    )
}

/** "$1,644.59" as cents. */
function amountsIn(text: string): number[] {
  return Array.from(
    text.matchAll(/\$(\d[\d,]*)(?:\.(\d\d))?/g),
    ([, whole, part]) => Number(whole!.replaceAll(',', '')) * 100 + Number(part ?? 0),
  )
}
