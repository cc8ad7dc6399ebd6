import { describe, expect, it, test } from 'vitest'
import {
  CORPORA,
  corpusPath,
  EXACT,
  figuresOf,
  printFixture,
  readFixture,
  readPairs,
  report,
} from '../../scripts/gate.ts'
import { measure, type Pair } from '../../scripts/measure.ts'
import { redline } from '../../src/redline/redline.ts'
import type { Segment } from '../../src/redline/types.ts'

const draw = ({ current, proposed }: Pair) => redline(current, proposed).segments

describe.each(CORPORA)('the redlines of %s', name => {
  const pairs = readPairs(corpusPath(name))

  test('split nothing, lose nothing and strike first', () => {
    expect(measure(pairs, draw)).toMatchObject(EXACT)
  })

  test('are as readable as figures.json says', () => {
    expect(report(name, readFixture()[name], pairs, draw)).toBe('')
  })
})

describe('the gate', () => {
  const pairs = [
    { id: 'one', current: 'Lens, any type, each', proposed: 'Lens, each' },
    { id: 'two', current: 'Wheelchair, power, with seat', proposed: 'Wheelchair, manual, with arm' },
    { id: 'three', current: 'Gauze, sterile', proposed: 'Gauze, non-sterile' },
  ]
  const wholly = ({ current, proposed }: Pair): Segment[] => [
    { type: 'deletion', text: current },
    { type: 'insertion', text: proposed },
  ]
  /** Strikes all of one pair and draws the others as they should be. */
  const spoiled = (id: string) => (pair: Pair) => (pair.id === id ? wholly(pair) : draw(pair))
  const good = figuresOf(pairs, draw)
  const reportOf = (known: typeof good, drawn: typeof draw) => report('few', known, pairs, drawn)

  test('is silent where nothing changed', () => {
    expect(reportOf(good, draw)).toBe('')
  })

  test('names the pairs that got worse, by how much and with their redlines', () => {
    expect(reportOf(good, spoiled('one'))).toMatchInlineSnapshot(`
      "Unexpected loss in few, expected no pair worse than in figures.json: wordsLost 1 → 3.
      Pairs that got worse: 1, better: 0.
        one: wordsLost 0 → 2
          [struck: Lens, any type, each][inserted: Lens, each]
      What to do: fix the redline. Where the loss is the price of something better, run \`npm run figures -- --write\` and say so in the commit.
      "
    `)
    expect(reportOf(good, wholly)).toMatchInlineSnapshot(`
      "Unexpected loss in few, expected no pair worse than in figures.json: wordsLost 1 → 5.
      Pairs that got worse: 3, better: 0.
        one: wordsLost 0 → 2
          [struck: Lens, any type, each][inserted: Lens, each]
        two: wordsLost 1 → 2
          [struck: Wheelchair, power, with seat][inserted: Wheelchair, manual, with arm]
        three: wordsLost 0 → 1
          [struck: Gauze, sterile][inserted: Gauze, non-sterile]
      What to do: fix the redline. Where the loss is the price of something better, run \`npm run figures -- --write\` and say so in the commit.
      "
    `)
  })

  test('asks to write down what got better', () => {
    expect(reportOf(figuresOf(pairs, spoiled('one')), draw)).toMatchInlineSnapshot(`
      "Unexpected figures of few, expected those of figures.json: wordsLost 3 → 1.
      Pairs that got worse: 0, better: 1.
        one: wordsLost 2 → 0
      What to do: run \`npm run figures -- --write\`; from then on nothing may fall behind these figures.
      "
    `)
  })

  test('does not weigh one pair against another', () => {
    expect(reportOf(figuresOf(pairs, spoiled('one')), spoiled('two'))).toMatchInlineSnapshot(`
      "Unexpected loss in few, expected no pair worse than in figures.json: wordsLost 3 → 2.
      Pairs that got worse: 1, better: 1.
        two: wordsLost 1 → 2
          [struck: Wheelchair, power, with seat][inserted: Wheelchair, manual, with arm]
        one: wordsLost 2 → 0
      What to do: fix the redline. Where the loss is the price of something better, run \`npm run figures -- --write\` and say so in the commit.
      "
    `)
  })

  test('tells another corpus from other redlines', () => {
    const one = figuresOf(pairs.slice(1), draw)
    expect(reportOf(one, draw)).toMatch(/^Unexpected corpus few, /)
    expect(report('few', undefined, pairs, draw)).toMatch(/^Unexpected corpus few, /)
  })

  test('keeps figures as they are written, a line for each pair', () => {
    const figures = { few: figuresOf(pairs, wholly) }
    const text = printFixture(figures)
    expect(JSON.parse(text)).toEqual(figures)
    expect(text.split('\n').filter(line => /"(?:one|two|three)": \{.*\}/.test(line))).toHaveLength(3)
  })
})

describe('the measures', () => {
  const current = 'a (b 4.5 mg), per car-positive dose'
  const count = (proposed: string, segments: readonly (readonly [Segment['type'], string])[]) =>
    measure([{ id: 'x', current, proposed }], () => segments.map(([type, text]) => ({ type, text })))

  it('count what is split', () => {
    const proposed = 'a (b 4.7 mg), per carpositive dose'
    const figures = count(proposed, [
      ['same', 'a (b 4.'],
      ['deletion', '5'],
      ['insertion', '7'],
      ['same', ' mg), per car'],
      ['deletion', '-'],
      ['same', 'positive dose'],
    ])
    expect(figures).toMatchObject({ numbersSplit: 1, hyphensSplit: 1, wordsSplit: 1, comparatorsSplit: 0, edits: 2 })
    expect(figures).toMatchObject({ rejectFails: 0, acceptFails: 0 })
  })

  it('count islands, brackets, order, clauses and what is not reproduced', () => {
    const figures = count('a c, per car-positive dose', [
      ['same', 'a '],
      ['insertion', 'c,'],
      ['deletion', '(b'],
      ['same', ' '],
      ['deletion', '4.5 mg), per car-positive dose'],
      ['same', ' per'],
      ['insertion', ' dose'],
    ])
    expect(figures).toMatchObject({ rejectFails: 1, acceptFails: 1, insertionFirst: 1, unbalanced: 1 })
    expect(figures).toMatchObject({ islands0: 1, islands1: 1, edits: 3, clauses: 1, clausesStruck: 1 })
    expect(figures).toMatchObject({ wordsKeepable: 4, wordsKept: 2 })
  })
})
