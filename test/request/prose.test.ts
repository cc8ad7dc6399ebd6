import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { amountFinder, codeFinder, dateFinder } from '../../src/request/check/known.ts'
import { checkProse } from '../../src/request/check/prose.ts'
import { openItems } from '../../src/request/open.ts'
import { readPacket } from '../../src/request/packet.ts'
import { textsOf } from '../../src/request/texts.ts'
import type { InputFile } from '../../src/types.ts'
import { LINEAR, ratioOfDouble } from '../support/double.ts'
import { base, prose } from '../support/plans.ts'
import { filesOf } from '../support/project.ts'
import { realChanges, toFiles } from '../support/real-changes.ts'
import { isLong } from '../support/runs.ts'

const folderOf = (files: readonly InputFile[]) => files[0]!.path.split('/')[1]!

/** What checkProse finds wrong in a request that has no other fault. */
function faultsOf(files: readonly InputFile[]): string[] {
  const report = new VFile()
  const packet = readPacket(folderOf(files), files, report)
  expect(report.messages.map(String)).toEqual([])
  checkProse(packet!, report)
  expect(new Set(report.messages.map(({ ruleId }) => ruleId))).toEqual(
    new Set(report.messages.length > 0 ? ['prose-agrees'] : []),
  )
  return report.messages.map(({ reason }) => reason)
}

const faultsIn = (words: string) => faultsOf(prose(words))

function edit(files: readonly InputFile[], name: string, from: string, to: string): InputFile[] {
  return files.map(file => {
    if (!file.path.endsWith(`/${name}`)) return file
    const text = Buffer.from(file.bytes).toString()
    expect(text).toContain(from)
    return { ...file, bytes: Buffer.from(text.replace(from, () => to)) }
  })
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

function inWords(number: number): string {
  if (number < 20) return UNITS[number]!
  if (number < 100) return [TENS[Math.floor(number / 10) - 2], ...(number % 10 ? [UNITS[number % 10]] : [])].join('-')
  return [`${UNITS[Math.floor(number / 100)]} hundred`, ...(number % 100 ? [inWords(number % 100)] : [])].join(' ')
}

const commas = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

describe('a number of codes', () => {
  const noun = fc
    .tuple(
      fc.subarray(['live', 'CAR-T', 'HCPCS', 'Level II', 'single-dose', 'product', 'cell therapy']),
      fc.constantFrom('codes', 'descriptors'),
    )
    .map(words => words.flat().join(' '))
  const number = fc.oneof(
    fc.integer({ min: 2, max: 999 }).map(value => ({ value, written: inWords(value) })),
    fc.integer({ min: 2, max: 999 }).map(value => ({ value, written: String(value) })),
    fc.integer({ min: 1000, max: 99_999 }).map(value => ({ value, written: commas(value) })),
  )

  test('is one that the request has, however it is written', () => {
    fc.assert(
      fc.property(number, noun, fc.constantFrom(' ', '\n', '  \n'), ({ value, written }, what, blank) => {
        const words = `We ask for ${`${written} ${what}`.replaceAll(' ', blank)} here.`
        // Two codes, three with the one that carries the same clause, and twice two descriptors.
        const known = [2, 3, ...(what.endsWith('descriptors') ? [4] : [])]
        expect(faultsIn(words).length).toBe(known.includes(value) ? 0 : 1)
      }),
    )
  })

  test.each([
    'Two codes of the request, and both of the two CAR-T codes.',
    'The one precedent; two precedents with the later one.',
    'In 2025 CMS codes changed, as did the 2024 codes.',
    'Level 2 codes and the July 1, 2024 codes.',
    'Nine hospitals report codes, and five percent of codes are new.',
    'Four codes (Q2041, Q2042, Q2055, and J3393) are named.',
    'We rely on three codes, J3393, J3392, and Q2057.',
    'Four codes are named: Q2041, Q2042, Q2055, and J3393.',
    'CMS listed the two CPT codes for collection.',
    '“car positive” stands in Q2041; the other one has “car-positive”.',
    'Other facts are told of the other nine.',
    'No code, one code, a code.',
  ])('may be: %s', words => expect(faultsIn(words)).toEqual([]))

  test.each([
    ['Nine codes.', 'Unexpected “Nine codes” in the prose, expected a number that the request has: 1, 2, 3'],
    ['Q2041 is one; the other five codes stay.', '“five codes”'],
    ['Q2041 and J3393 differ from the other five.', '“five”'],
    ['Five of the codes have it.', '“Five of the codes”'],
    ['The two descriptors; thirteen precedents.', '“thirteen precedents”'],
    ['8,234 codes are in it.', '“8,234 codes”'],
    ['Two dozen codes.', '“Two dozen codes”'],
    ['Two hundred and six codes.', '“Two hundred and six codes”'],
  ])('may not be: %s', (words, reason) => expect(faultsIn(words)).toEqual([expect.stringContaining(reason)]))

  test('may be one that a source, or a note on a revision, states', () => {
    const words = 'CMS revised 276 codes, and forty codes more.'
    const stated = edit(prose(words), 'request.md', 'Request to CMS,', 'Request on 276 codes to CMS,')
    expect(faultsOf(stated)).toEqual([expect.stringContaining('“forty codes”')])
    expect(faultsOf(edit(stated, 'revisions.yaml', 'quantity.', 'quantity in forty codes.'))).toEqual([])
  })
})

describe('a date', () => {
  const NAMES = 'January February March April May June July August September October November December'.split(' ')
  const SHORT = 'Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.'.split(' ')
  const FORMS: readonly ((year: number, month: number, day: number) => string)[] = [
    (year, month, day) => `${NAMES[month - 1]} ${day}, ${year}`,
    (year, month, day) => `${SHORT[month - 1]} ${day}, ${year}`,
    (year, month, day) => `${day} ${NAMES[month - 1]} ${year}`,
    (year, month, day) => `${month}/${day}/${year}`,
    (year, month, day) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  ]
  const KNOWN = ['2024-09-09', '2026-11-23', '2025-01-01', '2018-04-01', '2019-01-01', '2024-07-01', '2025-04-01']
  const parts = (day: string) => day.split('-').map(Number) as [number, number, number]

  test('is one of the request, however it is written', () => {
    for (const day of KNOWN) for (const form of FORMS) expect(faultsIn(`It was ${form(...parts(day))}.`)).toEqual([])
    const later = fc.date({ min: new Date('2027-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(later, fc.constantFrom(...FORMS), (date, form) => {
        const day = date.toISOString().slice(0, 10)
        expect(faultsIn(`It was ${form(...parts(day))}.`)).toEqual([expect.stringContaining(`date ${day} in`)])
      }),
    )
  })

  test('without a day is a month of one of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2010, max: 2040 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(NAMES, SHORT),
        (year, month, names) => {
          const written = `${year}-${String(month).padStart(2, '0')}`
          // Besides the days of the data, sources name December 2022 and July 2024, and a revision is of April 2024.
          const known = [...KNOWN.map(day => day.slice(0, 7)), '2022-12', '2024-04'].includes(written)
          const faults = faultsIn(`It was in ${names[month - 1]} ${year}.`)
          expect(faults).toEqual(known ? [] : [expect.stringContaining(`month ${written} in`)])
        },
      ),
    )
  })

  test('may be the first of two that share their year', () => {
    expect(faultsIn('It closed on August 31 and September 9, 2024.')).toEqual([
      expect.stringContaining('date 2024-08-31'),
    ])
  })
})

describe('an amount', () => {
  test('is one of the request, however it is written', () => {
    for (const words of ['$1,644.59', 'USD 431.37', '$2075.96', '1,639.28 dollars', '$437.18, and more'])
      expect(faultsIn(`It costs ${words}.`)).toEqual([])
    const forms = fc.constantFrom<(amount: string) => string>(
      amount => `$${amount}`,
      amount => `USD ${amount}`,
      amount => `${amount} dollars`,
      amount => `$${amount} billion`,
      amount => `${amount} million dollars`,
    )
    fc.assert(
      fc.property(fc.integer({ min: 300_000, max: 99_999_999 }), forms, (cents, form) => {
        const amount = `${commas(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, '0')}`
        expect(faultsIn(`It costs ${form(amount)}, as told.`)).toEqual([expect.stringContaining(form(amount))])
      }),
    )
  })

  test('of a magnitude is that of a source', () => {
    const files = (words: string) => edit(prose(words), 'request.md', 'to CMS,', 'to CMS on $2.5 billion,')
    expect(faultsOf(files('It costs $2,500,000,000, that is $2.5 billion, or 2,500 million dollars.'))).toEqual([])
    expect(faultsOf(files('It costs $2.9 billion, or $2.5 million, or $2.5.')).length).toBe(3)
  })
})

describe('a code', () => {
  const letter = fc.constantFrom(...'ABCDEGHJKLMPQRSTV')
  const known = ['Q2041', 'Q2042', 'J3393', 'J3392', 'Q2057', 'Q2055']

  test('is one of the request, in capital or small letters', () => {
    for (const code of known) expect(faultsIn(`It is ${code}, or ${code.toLowerCase()}.`)).toEqual([])
    fc.assert(
      fc.property(letter, fc.integer({ min: 0, max: 9999 }), fc.boolean(), (first, number, isSmall) => {
        const code = `${first}${String(number).padStart(4, '0')}`
        fc.pre(!known.includes(code))
        const written = isSmall ? code.toLowerCase() : code
        expect(faultsIn(`It is ${written}.`)).toEqual([expect.stringContaining(`code ${code} in`)])
      }),
    )
  })

  test('of CPT, or for one, is a service of the request, or of its sources', () => {
    for (const code of ['38225', '38226', '3X018', '3X019', '38206', '38207'])
      expect(faultsIn(`It is ${code} (${code}), CPT ${code}.`)).toEqual([])
    fc.assert(
      fc.property(
        fc.oneof(
          fc.stringMatching(/^[3-9]\d{4}$/),
          fc.stringMatching(/^0\d{3}[TUMF]$/),
          fc.stringMatching(/^4X\d{3}$/),
        ),
        fc.constantFrom('CPT ', 'the services (', 'code ', 'in '),
        (code, before) => {
          fc.pre(!code.startsWith('38'))
          expect(faultsIn(`It is ${before}${code}) and no more.`)).toEqual([expect.stringContaining(`code ${code} in`)])
        },
      ),
    )
  })

  test.each([
    'See 89 FR 59186–59581, 89 FR at 59186, and 90 FR 53448, 53450.',
    'Docket CMS-2024-0199, RIN 0938-AV35, FR Doc. 2024-15087, p. 12345, No. 12345.',
    'Baltimore, MD 21244-1850; Baltimore, MD 21244.',
    'For 12,345 patients or 12345 claims in 2024, 10000% of them, 12345.50 of these.',
    'APC 5242, Application 19.001, 42 CFR 414.802, HCP231229C71X3.',
    'See https://www.example.org/2031-09-09/q9999/99999 for it.',
  ])('is not taken for one: %s', words => expect(faultsIn(words)).toEqual([]))

  test('is no placeholder that the request has not', () => {
    expect(faultsIn('It is NEW7, and also NEW12.').length).toBe(2)
    const change = realChanges.find(({ codes }) => codes.some(({ code }) => code === 'NEW1'))!
    const files = edit(toFiles(change), 'request.md', 'The change is needed.', 'NEW1 is needed, and NEW7 is.')
    expect(faultsOf(files)).toEqual([expect.stringContaining('code NEW7')])
  })
})

test('the title, the rationales, the code blocks and the answers are read as well', () => {
  const wrong = 'Nine codes of Q2099 since March 3, 2021.'
  expect(faultsOf(edit(base, 'request.md', 'Strike the services from two descriptors', wrong)).length).toBe(3)
  expect(faultsIn(`\`\`\`\n${wrong}\n\`\`\``).length).toBe(3)
  const rationale = edit(base, 'Q2042.md', '## Current descriptor', `## Rationale\n\n${wrong}\n\n## Current descriptor`)
  expect(faultsOf(rationale).length).toBe(3)
  const application = toFiles(realChanges.find(({ venue }) => venue === 'application')!)
  const answers = `answers:\n  - question: On nine codes since March 3, 2021?\n    answer: ${wrong}\n`
  expect(faultsOf([...application, { path: 'descriptors/made/answers.yaml', bytes: Buffer.from(answers) }])).toEqual([
    expect.stringContaining('Q2099'),
    expect.stringContaining('“Nine codes”'),
    expect.stringContaining('2021-03-03'),
  ])
})

describe('a quotation of struck words', () => {
  const whole =
    'Tisagenlecleucel, up to 600 million car-positive viable t cells, including leukapheresis and dose preparation procedures, per therapeutic dose'

  test.each([
    'It says “including leukapheresis and dose preparation procedures”.',
    'It says “dose preparation procedures,” and more.',
    `It says “${whole}”.`,
    `It says\n\n> ${whole}`,
    'It says “per therapeutic dose”, and “viable t cells,” too.',
  ])('may be: %s', words => expect(faultsIn(words)).toEqual([]))

  test('is a fault where they are struck in part only', () => {
    const old = 'It says “and dose preparation procedures, per therapeutic\ndose” now.'
    expect(faultsIn(old)).toEqual([expect.stringContaining('preparation procedures, per therapeutic dose”, which')])
  })

  test('is a fault where a change no longer strikes what the prose quotes', () => {
    const clause = ', including leukapheresis and dose preparation procedures'
    const less = edit(base, 'request.md', `strike: "${clause}"`, 'strike: " and dose preparation procedures"')
    const files = ['Q2041.md', 'Q2042.md'].reduce(
      (now, name) => edit(now, name, 'cells, per therapeutic', 'cells, including leukapheresis, per therapeutic'),
      less,
    )
    expect(faultsOf(files)).toEqual([
      expect.stringContaining(
        '“leukapheresis and dose preparation procedures”, which the request strikes in part only',
      ),
    ])
  })
})

describe.each(['car-t', 'car-t-2027'])('the request %s', async name => {
  const files = (await filesOf('descriptors')).filter(({ path }) => path.startsWith(`descriptors/${name}/`))

  test('has no fault, and nothing open but what is to be confirmed and filled in', () => {
    expect(faultsOf(files)).toEqual([])
    const items = openItems(readPacket(name, files, new VFile())!).map(({ what }) => what)
    expect(
      items.filter(
        what => !/^(?:to be confirmed:|to be filled in:|the questions of |no release file of CMS’s own )/.test(what),
      ),
    ).toEqual([])
  })

  test('has a fault where it speaks of another number of its own codes', () => {
    const total = name === 'car-t' ? 'six' : 'eight'
    for (const other of ['five', 'seven', 'nine', 'ten', 'thirteen', 'twenty-two']) {
      const changed = edit(files, 'request.md', `${total} HCPCS Level II codes`, `${other} HCPCS Level II codes`)
      expect(faultsOf(changed)).toEqual([expect.stringContaining(`“${other} HCPCS Level II codes”`)])
    }
  })

  test('has a fault where any date, amount or code of its prose is another', () => {
    const packet = readPacket(name, files, new VFile())!
    const forms = [
      [codeFinder(packet), /\b[A-Z]\d{4}\b/g, 'Z9999'],
      [codeFinder(packet), /\b3(?:X0|82)\d\d\b/g, '39999'],
      [dateFinder(packet), /\b\d{1,2}, 20\d\d\b/g, '12, 2039'],
      [dateFinder(packet), /(?<=\b(?:January|April|July|October) )20\d\d\b/g, '2039'],
      [amountFinder(packet), /\$\d+/g, '$7'],
    ] as const
    const texts = textsOf(packet)
    for (const [find, form, other] of forms) {
      const cases = texts.flatMap(one => [...one.text.matchAll(form)].map(found => ({ one, found })))
      expect([form, cases.length > 0]).toEqual([form, true])
      for (const { one, found } of cases) {
        const text = one.text.slice(0, found.index) + other + one.text.slice(found.index + found[0].length)
        expect([text, find({ ...one, text }).some(wrong => wrong !== false)]).toEqual([text, true])
      }
    }
  })
})

/** What takes a millisecond is measured again where something else took one as well. */
describe('takes time in proportion to the text', () => {
  const packet = readPacket('demo', base, new VFile())!
  const why = [...packet.request.sections.keys()][0]!

  const units = [
    ...[
      'six ',
      'six codes ',
      'Six codes. ',
      'a hundred and ',
      'two dozen ',
      'two of the ',
      'the other two, ',
      'the other ',
    ],
    ...[
      'Q2041 ',
      'Q2041, the other two, ',
      '(Q2041',
      ';Q2041',
      '“cells”',
      '“',
      '1',
      '1,',
      '1.',
      '1,111',
      '$1',
      '$1,1',
      '9',
      '38225 ',
    ],
    ...[
      'FR 59186, ',
      'USD ',
      'May ',
      'May 9',
      'May 9 and ',
      '9 May ',
      '9/',
      '2024-',
      'http://',
      'a',
      'codes',
      '. A',
      'q2041',
      '1 million ',
    ],
  ]

  // All of them in the long run; some that could begin anew at each place, always.
  const tried = isLong ? units : units.filter(unit => ['1,111', '9 May ', '. A', '“', 'six '].includes(unit))

  test.each(tried)('%j', { retry: 3 }, unit => {
    const ratio = ratioOfDouble(
      10_000,
      size => {
        const value = unit.repeat(Math.ceil(size / unit.length))
        const nodes = [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value }] }]
        const quoted = [{ text: value, place: packet.request.at.title }]
        const sections = new Map([[why, { nodes, quoted, toConfirm: [] }]])
        return { ...packet, quoted, request: { ...packet.request, sections } }
      },
      made => {
        checkProse(made, new VFile())
        openItems(made)
      },
    )
    expect(ratio).toBeLessThan(LINEAR)
  })
})
