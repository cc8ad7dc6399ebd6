import { toString as plainText } from 'mdast-util-to-string'
import type { VFile } from 'vfile'
import { fault, type RuleId } from '../../rules.ts'
import type { Place } from '../../types.ts'
import { struckClause } from '../changes/of.ts'
import type { Packet } from '../packet-types.ts'
import type { Check, ExhibitKey } from '../study-types.ts'
import type { Application, Comment, Request } from '../types.ts'
import { cycleDeadline, cycleName } from '../venue.ts'

/** One statement to be tested: where it stands and, when it does not hold, what is wrong with it. */
export interface Finding {
  readonly place: Place
  /** "Unexpected X, expected Y", or nothing when all is well. */
  readonly wrong: string | false
}

export interface Test {
  readonly exhibit: ExhibitKey
  readonly rule: RuleId
  readonly sentence: string
  readonly findings: readonly Finding[]
}

/** Holds the dates, codes, years, clauses and quotations of a packet against each other. Tests without a case are left out. */
export function checkAgreement(packet: Packet, report: VFile): Check[] {
  const tests = [...venueTests(packet.request), ...codeTests(packet), quotationTest(packet)]
  return runTests(tests, report)
}

export function runTests(tests: readonly Test[], report: VFile): Check[] {
  return tests
    .filter(test => test.findings.length > 0)
    .map(({ exhibit, rule, sentence, findings }) => {
      const faults = findings.filter(finding => finding.wrong !== false)
      for (const { place, wrong } of faults) fault(report, rule, String(wrong), place)
      return { exhibit, sentence, passed: findings.length - faults.length, of: findings.length }
    })
}

function venueTests(request: Request): Test[] {
  const { venue } = request
  return venue.kind === 'comment' ? docketTests(request, venue) : cycleTests(request, venue)
}

function cycleTests({ deadline, at }: Request, { cycle, items }: Application): Test[] {
  const due = cycleDeadline(cycle)
  const hasCycle = items === 'drugs and biologicals' || /-Q[13]$/.test(cycle)
  return [
    {
      exhibit: 'sources',
      rule: 'cycle-deadline',
      sentence: 'The deadline is the first business day of the quarter, and CMS has a cycle for such items then.',
      findings: [
        {
          place: at.deadline,
          wrong:
            deadline !== due &&
            `Unexpected deadline ${deadline}, expected ${due}, the first business day of the ${cycleName(cycle)}`,
        },
        {
          place: at.cycle,
          wrong: !hasCycle && `Unexpected cycle ${cycle} for ${items}, expected one of January or July (Q1 or Q3)`,
        },
      ],
    },
  ]
}

function docketTests(request: Request, { commentPeriod, calendarYear, docket, fileCode, rule: id }: Comment): Test[] {
  const { deadline, asOf, effective, at } = request
  const state = asOf <= deadline ? 'open' : 'closed'
  const rule = request.sources.find(source => source.id === id)!
  const cited = plainText({ type: 'root', children: rule.children }).replace(/\.$/, '')
  const before = calendarYear - 1
  const year = (place: Place, name: string, date: string, expected: number): Finding => ({
    place,
    wrong:
      !date.startsWith(String(expected)) &&
      `Unexpected ${name} ${date}, expected one in ${expected} for calendar year ${calendarYear}`,
  })
  return [
    {
      exhibit: 'sources',
      rule: 'deadline-state',
      sentence: 'The comment period is stated as it is on the day of the account.',
      findings: [
        {
          place: at.commentPeriod,
          wrong:
            commentPeriod !== state &&
            `Unexpected comment period “${commentPeriod}” on ${asOf}, expected “${state}” with the deadline ${deadline}`,
        },
      ],
    },
    {
      exhibit: 'sources',
      rule: 'year-agrees',
      sentence: 'Deadline, docket and effective date fit the calendar year, and the cited rule names it.',
      findings: [
        year(at.deadline, 'deadline', deadline, before),
        year(at.docket, 'docket', docket.replace('CMS-', ''), before),
        year(at.effective, 'effective date', effective, calendarYear),
        {
          place: at.calendarYear,
          wrong:
            !cited.includes(`CY ${calendarYear} `) &&
            `Unexpected calendar year ${calendarYear}, expected that of the cited rule: “${cited}”`,
        },
      ],
    },
    {
      exhibit: 'sources',
      rule: 'file-code-agrees',
      sentence: 'The file code is that of the cited proposed rule.',
      findings: [
        {
          place: at.fileCode,
          wrong:
            !cited.split(/[^\w-]+/).includes(fileCode) &&
            `Unexpected file code ${fileCode}, expected that of the cited rule: “${cited}”`,
        },
      ],
    },
  ]
}

function codeTests({ request, descriptors, precedents, related }: Packet): Test[] {
  const { deadline } = request
  const clause = struckClause(request)
  const carries = (long: string) => clause !== undefined && long.includes(clause)
  return [
    {
      exhibit: 'precedent',
      rule: 'date-order',
      sentence: precedents.some(one => one.relation === 'later')
        ? 'The codes and the precedents were added before the deadline, the later codes after it.'
        : 'The codes and the precedents were added before the deadline.',
      findings: [...descriptors.filter(one => one.added !== ''), ...precedents].map(one => {
        const later = 'relation' in one && one.relation === 'later'
        return {
          place: one.at.added,
          wrong:
            one.added > deadline !== later &&
            `Unexpected date ${one.added} of ${one.code}, expected one ${later ? 'after' : 'before'} the deadline ${deadline}`,
        }
      }),
    },
    {
      exhibit: 'precedent',
      rule: 'clause-present',
      sentence: 'No precedent or later code carries the struck words.',
      findings: (clause === undefined ? [] : precedents).map(one => ({
        place: one.at.current,
        wrong:
          carries(one.current.long) &&
          `Unexpected clause “${clause}” in the precedent ${one.code}, expected a descriptor without it`,
      })),
    },
    {
      exhibit: 'sources',
      rule: 'clause-present',
      sentence: 'Each code outside the request carries the struck words, or does not, as it is marked.',
      findings: related.map(one => ({
        place: one.at.current,
        wrong:
          carries(one.current.long) !== (one.relation === 'same clause') &&
          `Unexpected relation “${one.relation}” of ${one.code}, expected ${carries(one.current.long) ? '“same clause”' : 'another, as it lacks the clause'}`,
      })),
    },
    {
      exhibit: 'precedent',
      rule: 'short-length',
      sentence: 'Each short descriptor of another code has at most 28 characters.',
      findings: [...precedents, ...related].map(one => ({
        place: one.at.short,
        wrong:
          one.current.short.length > 28 &&
          `Unexpected short descriptor of ${one.current.short.length} characters, expected at most 28`,
      })),
    },
  ]
}

function quotationTest({ request, descriptors, precedents, related, quotations, quoted, revisions }: Packet): Test {
  const official = [
    ...quotations.map(quotation => quotation.text),
    ...descriptors.flatMap(one => [one.current.long, one.proposed.long, one.current.short]),
    ...[...precedents, ...related].flatMap(one => [one.current.long, one.current.short]),
    ...revisions.flatMap(one => [one.from ?? '', one.asked ?? '', one.to ?? '']),
    ...request.changes.flatMap(({ strike, insert, anchor }) => [strike, insert, anchor?.words ?? '']),
    ...descriptors.flatMap(({ proposed, decided }) => [proposed.short, decided?.long ?? '']),
  ]
  return {
    exhibit: 'sources',
    rule: 'quotation-exact',
    sentence: 'What the prose quotes stands so in the quoted document or descriptor.',
    findings: quoted.map(({ text, place }) => ({
      place,
      wrong:
        !official.some(one => one.includes(text)) &&
        `Unexpected quotation “${text}”, expected words of quotations.yaml, of a descriptor or of a declared change`,
    })),
  }
}
