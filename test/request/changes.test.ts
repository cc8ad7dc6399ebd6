import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { planBuild } from '../../src/build/plan.ts'
import { tokenize } from '../../src/redline/tokenize.ts'
import { applyChanges, findOverlap, spanOf } from '../../src/request/changes/apply.ts'
import { declareChanges, toYamlLines } from '../../src/request/changes/declare.ts'
import { reportOldForm } from '../../src/request/changes/parse.ts'
import { fromSentence, toSentence } from '../../src/request/changes/sentence.ts'
import type { WordChange } from '../../src/request/changes/types.ts'
import { base, templates } from '../support/plans.ts'
import { root } from '../support/project.ts'

const word = fc.constantFrom(
  'cells',
  'up to',
  '200',
  '5 mg',
  '(e.g., "x")',
  'per dose',
  'car-positive',
  'Injection',
  'a',
  ';',
)
const wording = fc.array(word, { minLength: 1, maxLength: 9 }).map(words => words.join(', '))
/** Any printable ASCII, blanks at the edges and quotation marks among it. */
const words = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...' ,"\'.()-ab1') })

const corpus = ['long', 'short'].flatMap(kind =>
  readFileSync(`${root}/test/corpus/${kind}-descriptors.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { current: string; proposed: string }),
)

describe('declared changes', () => {
  test('that are worked out make the proposed wording of the current one', () => {
    fc.assert(
      fc.property(wording, wording, (current, proposed) => {
        expect(applyChanges(declareChanges(current, proposed), current)).toBe(proposed)
      }),
    )
  })

  test('that are worked out make each real revision, and, the other way round, unmake it', () => {
    for (const { current, proposed } of corpus) {
      expect(applyChanges(declareChanges(current, proposed), current)).toBe(proposed)
      expect(applyChanges(declareChanges(proposed, current), proposed)).toBe(current)
    }
    expect(corpus.length).toBeGreaterThan(500)
  })

  test('give one wording in whatever order, at once or one after the other', () => {
    let several = 0
    fc.assert(
      fc.property(wording, wording, fc.infiniteStream(fc.nat()), (current, proposed, random) => {
        const changes = declareChanges(current, proposed)
        if (changes.length > 1) several++
        const shuffled = changes
          .map(change => ({ change, rank: random.next().value! }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ change }) => change)
        expect(applyChanges(shuffled, current)).toBe(proposed)
        // From the last one to the first, what comes before stays where it is.
        const backward = [...changes].sort((one, other) => spanOf(other, current)!.start - spanOf(one, current)!.start)
        const parts = backward.reduce((text, change) => {
          const { start, end } = spanOf(change, current)!
          return text.slice(0, start) + change.insert + text.slice(end)
        }, current)
        expect(parts).toBe(proposed)
      }),
    )
    expect(several).toBeGreaterThan(10)
  })

  test('never find a place that is not there, or is there twice, or that another one takes', () => {
    const anyChange = fc.oneof(
      fc.record({ strike: words, insert: fc.constant('') }),
      fc.record({ strike: words, insert: words }),
      fc.record({
        strike: fc.constant(''),
        insert: words,
        anchor: fc.record({ side: fc.constantFrom('after' as const, 'before' as const), words }),
      }),
    ) as fc.Arbitrary<WordChange>
    let executed = 0
    fc.assert(
      fc.property(words, fc.array(anyChange, { maxLength: 4 }), (current, changes) => {
        const made = applyChanges(changes, current)
        const sought = changes.map(change => change.strike || change.anchor!.words)
        const isOnce = sought.every(
          one => current.split(one).length === 2 && current.indexOf(one) === current.lastIndexOf(one),
        )
        expect(made !== undefined).toBe(isOnce && findOverlap(changes, current) === undefined)
        // One after the other, in either order, as somebody would who reads the instructions: as long as each is found once.
        if (made !== undefined) {
          for (const order of [changes, [...changes].reverse()]) {
            const text = order.reduce<string | undefined>((before, change) => {
              const now = change.strike || change.anchor!.words
              if (before === undefined || before.split(now).length !== 2) return undefined
              const { insert, anchor } = change
              return before.replace(now, () =>
                anchor ? (anchor.side === 'after' ? now + insert : insert + now) : insert,
              )
            }, current)
            if (text !== undefined) executed += 1
            expect(text ?? made).toBe(made)
          }
        }
        const growth = changes.reduce((sum, { strike, insert }) => sum + insert.length - strike.length, 0)
        if (made !== undefined) expect(made.length).toBe(current.length + growth)
      }),
      { numRuns: 2000 },
    )
    expect(executed).toBeGreaterThan(100)
  })

  test.each([
    ['a word twice', [{ strike: 'a', insert: '' }], 'a b a'],
    ['words that overlap themselves', [{ strike: ', aa, aa', insert: '' }], 'b, aa, aa, aa'],
    [
      'one within the other',
      [
        { strike: 'b c', insert: '' },
        { strike: 'c', insert: 'd' },
      ],
      'a b c',
    ],
    [
      'an insertion beside words that another strikes',
      [
        { strike: 'b', insert: '' },
        { strike: '', insert: 'x', anchor: { side: 'after' as const, words: 'b' } },
      ],
      'a b c',
    ],
    [
      'two insertions at one place',
      [
        { strike: '', insert: 'x', anchor: { side: 'after' as const, words: 'a' } },
        { strike: '', insert: 'y', anchor: { side: 'before' as const, words: ' b' } },
      ],
      'a b',
    ],
    [
      'words that another one strikes right beside the place of an insertion',
      [
        { strike: ', b', insert: '' },
        { strike: '', insert: ', c', anchor: { side: 'after' as const, words: 'a' } },
      ],
      'a, b',
    ],
    [
      'two that touch',
      [
        { strike: 'a', insert: 'x' },
        { strike: ', b', insert: '' },
      ],
      'a, b',
    ],
  ])('are refused: %s', (_, changes, current) => {
    expect(applyChanges([...changes].reverse(), current)).toBeUndefined()
    expect(applyChanges(changes, current)).toBeUndefined()
  })
})

describe('the sentence of a change', () => {
  const texts = fc.oneof(words, wording)
  const change: fc.Arbitrary<WordChange> = fc.oneof(
    fc.record({ strike: texts, insert: fc.constant('') }),
    fc.record({ strike: texts, insert: texts }),
    fc.record({
      strike: fc.constant(''),
      insert: texts,
      anchor: fc.record({ side: fc.constantFrom('after' as const, 'before' as const), words: texts }),
    }),
  )

  test('is read back as the change, whatever quotation marks, commas and spaces are in it', () => {
    fc.assert(
      fc.property(change, one => {
        expect(fromSentence(toSentence(one))).toEqual(one)
      }),
    )
  })

  test('in YAML is read back as the change', () => {
    fc.assert(
      fc.property(change, one => {
        const [entry] = parse(`changes:\n${toYamlLines([one]).join('\n')}`, { schema: 'failsafe' }).changes
        const { strike, insert, after, before, replace, with: by } = entry
        expect(strike ?? replace ?? '').toBe(one.strike)
        expect(by ?? insert ?? '').toBe(one.insert)
        expect(after ?? before).toBe(one.anchor?.words)
      }),
    )
  })

  test.each(['', 'strike', 'strike “a', 'insert “a”', 'insert “a” beside “b”', 'strike “a” and insert “”'])(
    '“%s” is none',
    text => {
      expect(fromSentence(text)).toBeUndefined()
    },
  )
})

describe('whatever else a proposed wording changes', () => {
  const [request, first] = ['descriptors/demo/request.md', 'descriptors/demo/Q2041.md']
  const proposed =
    'Axicabtagene ciloleucel, up to 200 million autologous anti-cd19 car positive viable t cells, per therapeutic dose'
  const withText = (path: string, change: (text: string) => string) =>
    base.map(file =>
      file.path === path ? { ...file, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) } : file,
    )

  test('is found, and the lines that would declare it make the build succeed', async () => {
    const tokens = tokenize(proposed)
    const places = tokens.flatMap(({ type }, index) => (type === 'word' || type === 'number' ? [index] : []))
    for (const [index, place] of places.entries()) {
      const other = tokens.map(({ text }, at) => (at === place ? `changed${index}` : text)).join('')
      const files = withText(first, text => text.replace(`> ${proposed}`, `> ${other}`))
      const { outputs, messages } = await planBuild(files, templates, ['md'])
      const found = messages.find(({ ruleId }) => ruleId === 'change-only')
      expect([outputs.length, found?.file]).toEqual([0, first])
      const [, says, ...lines] = found!.expected!
      const isOther = says!.startsWith('If that is meant, these changes make')
      const forOther = (text: string) =>
        isOther ? text.replace('  - strike:', '  - codes: [Q2042]\n    strike:') : text
      const declared = files.map(file =>
        file.path === request
          ? {
              ...file,
              bytes: Buffer.from(
                forOther(Buffer.from(file.bytes).toString()).replace(/^keeps: .*$/m, lines.join('\n')),
              ),
            }
          : file,
      )
      const after = await planBuild(declared, templates, ['md'])
      const left = after.messages.filter(({ ruleId }) => ruleId?.startsWith('change-')).map(String)
      expect([place, left]).toEqual([place, []])
    }
  })

  test.each([
    [
      'that no code makes',
      'keeps:',
      '  - strike: " viable"\nkeeps:',
      'change-only',
      'Unexpected change that Q2041 does not make (strike “ viable”)',
    ],
    [
      'whose anchor stands twice',
      'keeps:',
      '  - insert: " x"\n    after: "e"\n    codes: [Q2042]\nkeeps:',
      'change-once',
      'Unexpected “e” ',
    ],
    [
      'whose anchor cuts a word',
      'keeps:',
      '  - insert: " x"\n    after: therapeu\n    codes: [Q2042]\nkeeps:',
      'change-words',
      'Unexpected change of Q2042: “ x” in the middle of a word',
    ],
    [
      'of a comment without a docket',
      'docket: CMS-2024-0196\n',
      '',
      'field-missing',
      'Unexpected missing field “docket”',
    ],
    [
      'of an application with a docket',
      'venue: comment',
      'venue: application\ncycle: 2027-Q1\nitems: other items',
      'venue-field',
      'Unexpected field “docket” of a comment, expected none in an application',
    ],
    [
      'of a venue in quotation marks',
      'venue: comment',
      'venue: "application"',
      'field-missing',
      'Unexpected missing field “cycle”',
    ],
    ['of no venue', 'venue: comment\n', '', 'field-missing', 'Unexpected missing field “venue”'],
  ])('a request %s is told so', async (_, from, to, rule, reason) => {
    const { outputs, messages } = await planBuild(
      withText(request, text => text.replace(from, () => to)),
      templates,
      ['md'],
    )
    expect(outputs).toEqual([])
    expect(messages.map(one => `${one.ruleId}: ${one.reason}`)).toContainEqual(
      expect.stringContaining(`${rule}: ${reason}`),
    )
  })

  test('a request in the form of before is told what it is now', async () => {
    const file = new VFile({ path: request, value: '' })
    const text = 'title: T\nstrike: ", including washing"\nstrikeSource: request'
    expect(reportOldForm(file, { text, above: 1 })).toBe(true)
    expect(file.messages.map(({ ruleId, line, expected }) => [ruleId, line, expected!.slice(1)])).toEqual([
      ['change-form', 3, ['changes:', '  - strike: ", including washing"', '    source: request']],
    ])
    expect(reportOldForm(file, { text: 'title: T', above: 1 })).toBe(false)
  })
})

describe('a code’s own file may declare its changes', () => {
  const edited = (edits: Readonly<Record<string, (text: string) => string>>) =>
    base.map(file => {
      const edit = edits[file.path.split('/').at(-1)!]
      const text = new TextDecoder().decode(file.bytes)
      return edit ? { ...file, bytes: new TextEncoder().encode(edit(text)) } : file
    })
  const STRIKE =
    'changes:\n  - strike: ", including leukapheresis and dose preparation procedures"\n    source: request\n'
  const without = (text: string) => text.replace(STRIKE, '')
  const into = (text: string) => text.replace(/---\n\n/, () => `${STRIKE}---\n\n`)

  test('and the redline is the same as where request.md declares them', async () => {
    const files = edited({ 'request.md': without, 'Q2041.md': into, 'Q2042.md': into })
    const [own, listed] = await Promise.all([files, base].map(one => planBuild(one, templates, ['md'])))
    expect(own!.messages.map(String)).toEqual([])
    const sheet = ({ outputs }: typeof own & {}) => outputs.find(({ path }) => path.endsWith('/redline-sheet.md'))
    const redlines = (text: string) => text.split('\n').filter(line => line.includes('<del>'))
    expect(redlines(String(sheet(own!)!.content))).toEqual(redlines(String(sheet(listed!)!.content)))
    expect(redlines(String(sheet(own!)!.content)).length).toBeGreaterThan(0)
  })

  test('and a mistake in one is told by its place there', async () => {
    const wrong = (text: string) => into(text).replace('including leukapheresis', 'including nothing')
    const { messages } = await planBuild(
      edited({ 'request.md': without, 'Q2041.md': into, 'Q2042.md': wrong }),
      templates,
      [],
    )
    expect(messages.map(({ file, line, ruleId }) => [file, line, ruleId])).toEqual([
      ['descriptors/demo/Q2042.md', 9, 'change-once'],
    ])
  })

  test('for no other code, and not where the code is not revised', async () => {
    const codes = (text: string) => into(text).replace('    source: request\n', '    codes: [Q2042]\n')
    const other = await planBuild(edited({ 'request.md': without, 'Q2041.md': codes, 'Q2042.md': into }), templates, [])
    expect(other.messages.map(({ file, ruleId }) => [file, ruleId])).toEqual([
      ['descriptors/demo/Q2041.md', 'field-unknown'],
    ])
    const ended = (text: string) => into(text).replace('code: Q2041\n', 'code: Q2041\naction: discontinue\n')
    const { messages } = await planBuild(edited({ 'Q2041.md': ended }), templates, [])
    expect(messages.map(({ reason }) => reason)).toContain(
      'Unexpected field “changes” beside the action “discontinue”, expected none',
    )
  })
})
