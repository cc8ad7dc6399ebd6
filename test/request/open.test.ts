import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { monthsAfter } from '../../src/request/dates.ts'
import { openItems } from '../../src/request/open.ts'
import { readPacket } from '../../src/request/packet.ts'
import type { Packet } from '../../src/request/packet-types.ts'
import type { Request } from '../../src/request/types.ts'
import type { InputFile } from '../../src/types.ts'
import { filesOf } from '../support/project.ts'

const shipped = await filesOf('descriptors')

function packetOf(name: string, edit: (text: string, path: string) => string = text => text): Packet {
  const files: InputFile[] = shipped
    .filter(({ path }) => path.startsWith(`descriptors/${name}/`))
    .map(({ path, bytes }) => ({ path, bytes: Buffer.from(edit(Buffer.from(bytes).toString(), path)) }))
  const report = new VFile()
  const packet = readPacket(name, files, report)
  expect(report.messages.map(String)).toEqual([])
  return packet!
}

const comment = packetOf('car-t')
const application = packetOf('car-t-2027')

const itemsOf = (packet: Packet) => openItems(packet).map(({ what }) => what)

/** What is open in a packet besides what was open in the one that it was made of. */
function added(from: Packet, more: Partial<Packet>): string[] {
  const before = itemsOf(from)
  return itemsOf({ ...from, ...more }).filter(what => !before.includes(what))
}

const request = (from: Packet, more: Partial<Request>) => added(from, { request: { ...from.request, ...more } })

const AFTER = 'after the day of the account, 2024-09-09'
const later = '2024-09-10'

describe('a fact of a day after that of the account', () => {
  const first = <T>(list: readonly T[], more: Partial<T>) =>
    list.map((one, at) => (at === 0 ? { ...one, ...more } : one))
  const { descriptors, precedents, related, revisions, evidence, payment } = comment
  const place = descriptors[0]!.at.current
  const release = { ...evidence!.releases.at(-1)!, edition: '2024-10' }

  test.each<[string, Partial<Packet>]>([
    [`Q2041 is of ${later}`, { descriptors: first(descriptors, { added: later }) }],
    [`J3393 is of ${later}`, { precedents: first(precedents, { added: later }) }],
    [`the revision of Q2041 is of ${later}`, { revisions: first(revisions, { effective: later }) }],
    ['the note on Q2041 speaks of 2024-09-10', { revisions: first(revisions, { note: 'CMS did so on 9/10/2024.' }) }],
    [
      `the release ${release.file} is of 2024-10`,
      { evidence: { ...evidence!, releases: [...evidence!.releases, release] } },
    ],
  ])('%s: open', (what, more) => expect(added(comment, more)).toEqual([`${what}, ${AFTER}`]))

  test.each<[string, Partial<Packet>]>([
    ['a code that is not relied on', { related: first(related, { added: later }) }],
    ['a code of the pattern', { precedents: [...precedents, { ...precedents[0]!, relation: 'later', added: later }] }],
    ['an outcome', { payment: { ...payment!, outcomes: first(payment!.outcomes, { label: `Rule of ${later}` }) } }],
  ])('in the working paper only: not open: %s', (_, more) => expect(added(comment, more)).toEqual([]))

  test.each([
    ['the title', 'title: Strike', 'title: As decided in October 2024, strike', 'the prose speaks of 2024-10'],
    [
      'a section',
      'We ask for this revision for the following reasons:',
      'It came on Nov. 1, 2024:',
      'the prose speaks of 2024-11-01',
    ],
    [
      'a source',
      'display copy p. 139.',
      'display copy, October 1, 2024.',
      'the source “pfs-2025-proposed” speaks of 2024-10-01',
    ],
  ])('in %s: open', (_, from, to, what) => {
    const packet = packetOf('car-t', text => text.replace(from, () => to))
    expect(itemsOf(packet).filter(one => !itemsOf(comment).includes(one))).toEqual([`${what}, ${AFTER}`])
  })

  test('in a rationale or an answer: open', () => {
    const packet = packetOf('car-t', (text, path) =>
      path.endsWith('Q2042.md') ? `${text}\n## Rationale\n\nIt came on December 1, 2024.\n` : text,
    )
    expect(itemsOf(packet)).toContain(`the prose speaks of 2024-12-01, ${AFTER}`)
    const answers = [{ question: 'On March 3, 2031?', answer: 'On March 4, 2031.', place }]
    expect(added(application, { answers })).toEqual([
      'the prose speaks of 2031-03-04, after the day of the account, 2026-11-26',
    ])
  })

  test('that the request asks for is none, nor one of that day', () => {
    expect(
      itemsOf(comment).filter(what => !/^(?:to be (?:filled in|confirmed)|no release file of CMS’s own)/.test(what)),
    ).toEqual([])
    const packet = packetOf('car-t', text =>
      text.replace(
        'We ask for this revision for the following reasons:',
        'From January 2025 on, as of September 9, 2024, in September 2024:',
      ),
    )
    expect(itemsOf(packet)).toEqual(itemsOf(comment))
  })
})

describe('the date of the letter', () => {
  const dated = (date: string, asOf: string) =>
    request(comment, { asOf, letter: { ...comment.request.letter, date } }).filter(what =>
      what.startsWith('the letter is'),
    )

  test('lies between the day of the account and the deadline', () => {
    expect(dated('September 9, 2024', '2024-09-09')).toEqual([])
    expect(dated('Sept. 5, 2024', '2024-09-01')).toEqual([])
    expect(dated('September 10, 2024', '2024-09-01')).toEqual([
      'the letter is of 2024-09-10, after the deadline, 2024-09-09',
    ])
    expect(dated('August 31, 2024', '2024-09-01')).toEqual([
      'the letter is of 2024-08-31, before the day of the account, 2024-09-01',
    ])
  })
})

describe('the list of what is filed', () => {
  const leaves = (what: string) => `the list “filing” leaves out ${what}`
  const [letter, summary, answers, packet] = [
    'the letter',
    'the summary',
    'the answers',
    'the packet, or the exhibits',
  ].map(leaves)
  const either = leaves('the letter, or the text for the comment box')

  test.each([
    [['letter.docx', 'packet.pdf'], []],
    [['comment-box.txt', 'exhibits.pdf'], []],
    [['letter.pdf', 'exhibit-a.pdf', 'exhibit-b.pdf'], []],
    [['packet.pdf'], [either]],
    [['letter.txt'], [packet]],
  ])('of a comment: %j', (filing, items) => expect(request(comment, { filing })).toEqual(items))

  test.each([
    [['letter.pdf', 'summary.pdf', 'packet.pdf'], []],
    [['summary.pdf', 'exhibits.pdf'], [letter]],
    [['letter.pdf', 'packet.docx'], [summary]],
    [['answers.pdf'], [letter, summary, packet]],
  ])('of an application: %j', (filing, items) => expect(request(application, { filing })).toEqual(items))

  test('of an application has the answers, where there are any', () => {
    const filing = ['letter.pdf', 'summary.pdf', 'packet.pdf']
    const answered = {
      ...application,
      answers: [{ question: 'Q?', answer: 'A.', place: application.request.at.title }],
    }
    expect(request(answered, { filing })).toEqual([answers])
    expect(request(answered, { filing: [...filing, 'answers.docx'] })).toEqual([])
  })
})

describe('the evidence', () => {
  const without = (packet: Packet, code: string) => ({
    ...packet.evidence!,
    releases: packet.evidence!.releases.map(one => ({
      ...one,
      standing: { ...one.standing, unchanged: one.standing.unchanged.filter(other => other !== code) },
    })),
  })

  test.each(['Q2058', 'J3393', 'Q2043'])('confirms %s', code => {
    expect(added(application, { evidence: without(application, code) })).toEqual([
      `no release confirms the wording of ${code}: run npm run verify -- RELEASE --request car-t-2027`,
    ])
  })

  test('is at most six months older than the account', () => {
    const old = (asOf: string) => request(application, { asOf }).filter(what => what.startsWith('the newest release'))
    expect(old('2026-11-26')).toEqual([])
    expect(old('2027-01-01')).toEqual([])
    expect(old('2027-01-02')).toEqual([
      'the newest release held against the wordings is of 2026-07, more than six months before the day of the account, 2027-01-02: run npm run verify -- RELEASE --request car-t-2027',
    ])
  })

  test.each([
    ['2026-07', '2027-01-01'],
    ['2019', '2019-07-01'],
    ['2026-12', '2027-06-01'],
    ['2024-02-29', '2024-08-29'],
  ])('of %s is good until %s', (edition, day) => expect(monthsAfter(edition, 6)).toBe(day))
})
