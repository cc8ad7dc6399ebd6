import { strFromU8, unzipSync } from 'fflate'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { judgeOut, LIST, listOf } from '../../src/build/made.ts'
import { type Plan, planBuild } from '../../src/build/plan.ts'
import type { Release, ReleaseRecord } from '../../src/release/types.ts'
import { toEvidence, toEvidenceYaml } from '../../src/request/evidence.ts'
import { DRAFT, WORKING_PAPER } from '../../src/request/open.ts'
import { readPacket } from '../../src/request/packet.ts'
import { cycleDeadline } from '../../src/request/venue.ts'
import { verifyPacket } from '../../src/request/verify.ts'
import type { InputFile, OutputFile } from '../../src/types.ts'
import { canRun, pipe } from '../support/peers.ts'
import { basePlan, templates } from '../support/plans.ts'
import { realChanges, toFiles } from '../support/real-changes.ts'

const letter = (date: string) => `letter:
  letterhead: 1 Street, Town, ST 00000
  date: ${date}
  ruleTitle: A Rule
  contact: the office, office@example.org
  signer: The Signer
  position: Chair
`

/** The request of a real change with more fields and files; the letter has no blank. */
function request(name: string, more: Readonly<Record<string, string>> = {}): InputFile[] {
  const change = realChanges.find(one => one.name === name)!
  const [applicant, date] =
    change.venue === 'application' ? ['applicant', 'December 1, 2026'] : ['filedBy', 'September 6, 2024']
  const files = toFiles(change).map(file =>
    edit(
      edit(file, 'request.md', 'effective:', `${applicant}: The Hospital\n${letter(date)}effective:`),
      'request.md',
      '## Why',
      '## Who we are\n\nWe are a hospital.\n\n## Why',
    ),
  )
  const added = Object.entries(more).map(([path, text]) => ({
    path: `descriptors/made/${path}`,
    bytes: Buffer.from(text),
  }))
  return [...files, ...added]
}

function edit(file: InputFile, name: string, from: string, to: string): InputFile {
  if (!file.path.endsWith(`/${name}`)) return file
  return {
    ...file,
    bytes: Buffer.from(
      Buffer.from(file.bytes)
        .toString()
        .replace(from, () => to),
    ),
  }
}

/** The evidence of a release with these records, besides those that the request gives. */
function withEvidence(
  files: readonly InputFile[],
  change: (records: readonly ReleaseRecord[]) => readonly ReleaseRecord[],
  period?: string,
): InputFile[] {
  const packet = readPacket('made', files, new VFile())!
  const own = packet.descriptors
    .filter(({ action }) => action !== 'establish')
    .map(({ code, current, added }) => ({ code, ...current, added }) as ReleaseRecord)
  const release = {
    name: 'july.zip',
    edition: { period: period ?? `${packet.request.asOf.slice(0, 4)}-07` },
    sha256: 'a'.repeat(64),
    lacks: [],
    records: change(own),
  } as unknown as Release
  const evidence = toEvidence(packet, verifyPacket(packet, release, [release]), '2024-08-01')
  return [...files, { path: 'descriptors/made/evidence.yaml', bytes: Buffer.from(toEvidenceYaml([evidence])) }]
}

const textOf = ({ content }: OutputFile) =>
  typeof content === 'string' ? content : Buffer.from(content).toString('latin1')

describe('a draft', () => {
  const check = ({ outputs }: Plan, isDraft: boolean) => {
    for (const file of outputs) {
      const { path, content } = file
      // The page of all requests is of none.
      if (!path.startsWith('out/made/') && !path.startsWith('out/demo/')) continue
      const isWorking = /\/working-paper\b/.test(path)
      const mark = isWorking ? WORKING_PAPER : DRAFT
      const marked = /\.(?:docx|xlsx)$/.test(path)
        ? wordParts(content as Uint8Array).map(text => text.includes(mark))
        : path.endsWith('.pdf')
          ? pagesOf(content as Uint8Array).map(text => text.includes(mark))
          : [
              textOf(file)
                .slice(0, /\.(?:html|svg|png|csv)$/.test(path) ? undefined : 60)
                .includes(mark),
            ]
      expect([path, ...new Set(marked)]).toEqual([path, isDraft || isWorking])
    }
  }
  const wordParts = (word: Uint8Array) =>
    Object.entries(unzipSync(word)).flatMap(([name, bytes]) =>
      /^(?:word\/(?:document|header\d+)|xl\/worksheets\/sheet\d+)\.xml$/.test(name) ? [strFromU8(bytes)] : [],
    )
  const pagesOf = (pdf: Uint8Array) =>
    canRun('pdftotext') ? pipe('pdftotext', ['-', '-'], pdf).split('\f').slice(0, -1) : []

  test('says so on every page, in every file, in its MANIFEST, and lists what is open', async () => {
    const plan = await basePlan()
    expect(plan.requests[0]!.open.length).toBeGreaterThan(5)
    check({ ...plan, outputs: plan.outputs.filter(({ path }) => !path.endsWith('.pdf') || canRun('pdftotext')) }, true)
  })

  test.each(['insert', 'discontinue a code and establish another'])('that has nothing open is none: %s', async name => {
    const answers = { 'answers.yaml': 'answers:\n  - question: What?\n    answer: This.\n' }
    const files = withEvidence(request(name, name === 'insert' ? {} : answers), records => records)
    const plan = await planBuild(files, templates)
    expect(plan.messages.map(String)).toEqual([])
    expect(plan.requests[0]!.open).toEqual([])
    check({ ...plan, outputs: plan.outputs.filter(({ path }) => !path.endsWith('.pdf') || canRun('pdftotext')) }, false)
  })

  test('has the mark drawn in its pictures', async () => {
    const heightOf = async (files: readonly InputFile[]) => {
      const { outputs } = await planBuild(files, templates, ['svg'])
      const { content } = outputs.find(({ path }) => path.includes('/pictures/') && !path.includes('sheet'))!
      return Number(/viewBox="0 0 \S+ (\S+)"/.exec(String(content))![1])
    }
    const files = request('insert')
    expect(await heightOf(files)).toBeGreaterThan(await heightOf(withEvidence(files, records => records)))
  })

  const openOf = async (files: readonly InputFile[]) => {
    const plan = await planBuild(files, templates, ['md'])
    expect(plan.messages.map(String)).toEqual([])
    return plan.requests[0]!.open.map(({ what }) => what)
  }

  test('is what no release confirms', async () => {
    expect(await openOf(request('insert'))).toEqual([
      expect.stringContaining('no release was held against the wordings'),
    ])
  })

  test('is what is past its deadline, or speaks of a later day', async () => {
    const whole = withEvidence(request('insert'), records => records)
    const late = whole.map(file =>
      edit(
        edit(file, 'request.md', 'asOf: 2024-09-01', 'asOf: 2024-09-10'),
        'request.md',
        'commentPeriod: open',
        'commentPeriod: closed',
      ),
    )
    expect(await openOf(late)).toEqual([
      'the deadline, 2024-09-09, is past on the day of the account, 2024-09-10',
      'the letter is of 2024-09-06, before the day of the account, 2024-09-10',
    ])
    const prose = whole.map(file =>
      edit(
        file,
        'request.md',
        'The change is needed.\n\n[^release]: CMS',
        'On November 1, 2024, it came.\n\n[^release]: November 1, 2024, CMS',
      ),
    )
    expect(await openOf(prose)).toEqual([
      'the prose speaks of 2024-11-01, after the day of the account, 2024-09-01',
      'the source “release” speaks of 2024-11-01, after the day of the account, 2024-09-01',
    ])
  })
})

describe('a wording that a release contradicts', () => {
  const faultsOf = async (files: readonly InputFile[]) => {
    const { outputs, messages } = await planBuild(files, templates, ['md'])
    expect(outputs).toEqual([])
    return messages.map(({ ruleId, reason }) => `${ruleId}: ${reason}`)
  }
  const succession = 'discontinue a code and establish another'

  test('stops the build: a dose', async () => {
    const files = withEvidence(request('insert'), ([record]) => [
      { ...record!, long: record!.long.replace('100 mg', '10 mg') },
    ])
    expect(await faultsOf(files)).toEqual([expect.stringContaining('per [struck: 100][inserted: 10] mg')])
  })

  test('stops the build: a short descriptor', async () => {
    const files = withEvidence(request('insert'), ([record]) => [{ ...record!, short: 'Omeza' }])
    expect(await faultsOf(files)).toEqual([
      expect.stringContaining('evidence-contradicts: Unexpected wording or date of A2014'),
    ])
  })

  test('stops the build: a code to be discontinued that has ended', async () => {
    const files = withEvidence(request(succession), ([record]) => [{ ...record!, terminated: '2024-01-01' }])
    expect(await faultsOf(files)).toEqual([expect.stringContaining('C9309, which ended on 2024-01-01')])
  })

  test.each([
    ['it has', 'J3405', 'Something else', 'Unexpected code J3405 to be established, which july.zip has already'],
    [
      'whose descriptor another code has',
      'J9999',
      'Injection, onasemnogene abeparvovec-brve, per treatment',
      'july.zip has for J9999',
    ],
  ])('stops the build: a code to be established that %s', async (_, code, long, reason) => {
    const files = withEvidence(request(succession), records => [
      ...records,
      { code, long, short: 'S', added: '2020-01-01' } as ReleaseRecord,
    ])
    expect(await faultsOf(files)).toEqual([expect.stringContaining(reason)])
  })

  test('is told of the copy that says otherwise, whichever comes first by its name', async () => {
    const files = request('insert')
    const packet = readPacket('made', files, new VFile())!
    const [{ code, current, added }] = packet.descriptors as [(typeof packet.descriptors)[0]]
    const copies = ['a.csv', 'b.csv', 'c.csv'].map((name, index) => {
      const record = { code, ...current, added, ...(index === 1 ? { long: 'Wholly other words' } : {}) }
      const release = {
        name,
        edition: { period: '2024-07' },
        sha256: String(index).repeat(64),
        lacks: [],
        records: [record],
      }
      return toEvidence(packet, verifyPacket(packet, release as unknown as Release, []), '2024-08-01')
    })
    const evidence = { path: 'descriptors/made/evidence.yaml', bytes: Buffer.from(toEvidenceYaml(copies)) }
    expect(await faultsOf([...files, evidence])).toEqual([expect.stringContaining('expected what b.csv has')])
  })

  test('is not hidden by an action that was another one when the release was read', async () => {
    const files = withEvidence(request(succession), records => records)
    const kept = files.map(file =>
      edit(edit(file, 'C9309.md', 'action: discontinue', 'action: revise'), 'C9309.md', 'replacedBy: J3405\n', ''),
    )
    const revised = kept.map(file =>
      edit(file, 'C9309.md', '## Current', '## Proposed descriptor\n\n> Another wording\n\n## Current'),
    )
    expect((await faultsOf(revised)).some(one => one.startsWith('evidence-stale'))).toBe(true)
  })

  test('is what CMS decided, from then on', async () => {
    const decided = realChanges.find(one => one.name === 'strike a clause')!.codes[0]!.decided!
    const as = (long: string) =>
      withEvidence(request('strike a clause'), ([record]) => [{ ...record!, long }], '2026-07')
    const right = await planBuild(as(decided), templates, ['md'])
    expect(right.messages.map(String)).toEqual([])
    expect(await faultsOf(as(`${decided} x`))).toEqual([expect.stringContaining('evidence-contradicts')])
    const before = withEvidence(request('strike a clause'), records => records, '2025-10')
    expect((await planBuild(before, templates, ['md'])).messages.map(String)).toEqual([])
  })

  test.each([
    [
      'a heir that is nowhere',
      'C9309.md',
      'replacedBy: J3405',
      'replacedBy: J9998',
      'Unexpected code J9998 in place of C9309',
    ],
    [
      'itself as its heir',
      'C9309.md',
      'replacedBy: J3405',
      'replacedBy: C9309',
      'Unexpected code C9309 in place of C9309',
    ],
    [
      'a decision without its wording',
      'J3405.md',
      'code: J3405',
      'code: J3405\ndecided: { action: establish, date: 2026-05-01, source: release }',
      'Unexpected missing section “Decided descriptor”',
    ],
    [
      'a decision under a code that is nowhere',
      'J3405.md',
      'code: J3405',
      'code: J3405\ndecided: { action: none, code: J9999, date: 2026-05-01, source: release }',
      'Unexpected wording or code beside the decision “none”',
    ],
  ])('is not made up: %s', async (_, name, from, to, reason) => {
    const files = request(succession).map(file => edit(file, name, from, to))
    expect(await faultsOf(files)).toEqual([expect.stringContaining(`action-parts: ${reason}`)])
  })

  test('two codes to be established are not one', async () => {
    const name = 'two edits in two codes, and establish'
    const files = request(name).map(file =>
      edit(file, 'NEW2.md', 'coude (curved) tip, hydrophilic', 'straight tip, hydrophilic'),
    )
    expect(await faultsOf(files)).toEqual([
      'action-parts: Unexpected descriptor of NEW2, the same as that of NEW1, expected another',
    ])
  })

  test('but not the descriptor of the code that gives way to it', async () => {
    const { messages } = await planBuild(
      withEvidence(request(succession), records => records),
      templates,
      ['md'],
    )
    expect(messages.map(String)).toEqual([])
  })
})

describe('an application', () => {
  const name = 'replace a name'
  const answers =
    'answers:\n  - question: "*What* is it?"\n    answer: |\n      A product.\n\n      Of two <parts>.\n  - question: And why?\n'

  test('prints each question as it stands and in its order; one without an answer is open', async () => {
    const { outputs, requests, messages } = await planBuild(request(name, { 'answers.yaml': answers }), templates, [
      'md',
      'txt',
      'pdf',
    ])
    expect(messages.map(String)).toEqual([])
    const text = textOf(outputs.find(({ path }) => path === 'out/made/answers.txt')!)
    expect(text).toMatch(/\*What\* is it\?\s+A product\.\s+Of two <parts>\.\s+And why\?\s+\[fill in: answer\]/)
    expect(requests[0]!.open.map(({ what }) => what)).toContain('a question without an answer: And why?')
    const filed = outputs.flatMap(({ path }) => /filing\/(.*)$/.exec(path)?.[1] ?? [])
    const names = ['1-letter.pdf', '2-redline-sheet.pdf', '3-summary.pdf', '4-answers.pdf', '5-packet.pdf']
    expect(filed).toEqual([...names, 'MANIFEST.txt'])
  })

  test('refuses an answer without a question, and a comment any', async () => {
    const none = await planBuild(request(name, { 'answers.yaml': 'answers:\n  - answer: Yes.\n' }), templates, ['md'])
    expect(none.messages.map(({ ruleId, line }) => [ruleId, line])).toEqual([['field-missing', 2]])
    const comment = await planBuild(request('insert', { 'answers.yaml': answers }), templates, ['md'])
    expect(comment.messages.map(({ ruleId }) => ruleId)).toEqual(['file-unexpected'])
  })

  test('has at most 40 pages, counted on its PDFs', async () => {
    const many = Array.from(
      { length: 60 },
      (_, index) => `  - question: Question ${index}?\n    answer: ${'Many words. '.repeat(300)}\n`,
    )
    const { outputs, messages } = await planBuild(
      request(name, { 'answers.yaml': `answers:\n${many.join('')}` }),
      templates,
      ['pdf'],
    )
    expect(outputs).toEqual([])
    expect(messages.map(({ ruleId, reason }) => `${ruleId}: ${reason}`)).toEqual([
      expect.stringMatching(/^filing-limit: Unexpected \d\d+ pages of an application, expected at most 40 in all$/),
    ])
  })

  test.each([
    ['2027-Q1', '2027-01-04'],
    ['2027-Q2', '2027-04-01'],
    ['2027-Q3', '2027-07-01'],
    ['2027-Q4', '2027-10-01'],
    ['2023-Q1', '2023-01-03'],
    ['2022-Q1', '2022-01-03'],
    ['2028-Q4', '2028-10-02'],
  ])('for %s is due on %s', (cycle, day) => expect(cycleDeadline(cycle)).toBe(day))
})

describe('what an earlier build made', () => {
  const text = (path: string, words: string) => ({ path, content: words })
  const made = [
    text('out/made/index.md', 'Nothing is open'),
    text('out/made/packet.pdf', '1'),
    text('out/made/filing/1-packet.pdf', '1'),
  ]
  const list = Buffer.from(listOf(made).content)
  const found = [
    { path: LIST, bytes: list },
    ...made.map(({ path, content }) => ({ path, bytes: Buffer.from(content) })),
  ]
  const orphansOf = (drafts: readonly string[], before = found) =>
    judgeOut([text('out/made/index.md', DRAFT)], before, { formats: ['md'], drafts }, new VFile())!.orphans

  test('of a request that was ready does not stay beside a draft, whatever its format', () => {
    expect(orphansOf(['made'])).toEqual(['out/made/packet.pdf', 'out/made/filing/1-packet.pdf'])
  })

  test('stays where it is a draft as before, or still ready; but not what is to be attached', () => {
    expect(orphansOf([])).toEqual(['out/made/filing/1-packet.pdf'])
    const wasDraft = [text('out/made/index.md', DRAFT), ...made.slice(1)]
    const before = [
      { path: LIST, bytes: Buffer.from(listOf(wasDraft).content) },
      ...wasDraft.map(({ path, content }) => ({ path, bytes: Buffer.from(content) })),
    ]
    expect(orphansOf(['made'], before)).toEqual(['out/made/filing/1-packet.pdf'])
  })
})
