import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutElements } from '../../src/redline/elements/cut.ts'
import { accept, redline, reject } from '../../src/redline/redline.ts'
import { tokenize, tokenizeBoth } from '../../src/redline/tokenize.ts'
import { RUNS } from '../support/runs.ts'

const wordings = ['long-descriptors', 'short-descriptors', 'neighbors', 'prose'].flatMap(name =>
  readFileSync(new URL(`../corpus/${name}.ndjson`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as { current: string; proposed: string }),
)

/** Any text: lone surrogates, joined emoji and accents too, and the marks that tokens treat apart. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'abs1 ,.:()<=-/%$+~•\n\u0301\ud83d\u200d') }),
)

/** A descriptor, and the same after some words were struck, doubled, replaced or given other marks. */
const edited = fc
  .tuple(
    fc.constantFrom(...wordings.map(pair => pair.current)),
    fc.array(fc.tuple(fc.nat(200), fc.constantFrom('', ' not', ',', ' (x)', ' 12.5 mg', '(', '-b', 'é', '  ')), {
      maxLength: 6,
    }),
  )
  .map(([current, changes]) => {
    const words = current.split(/(?<= )/)
    for (const [at, text] of changes) words.splice(at % (words.length + 1), text === '' ? 2 : 0, text)
    return { current, proposed: words.join('') }
  })

/** Comparators, `> or = 5`, and words that end as theirs do; of two texts, one has a few characters otherwise. */
const piece = fc.constantFrom(
  '> or = 5',
  '< or equal to 5',
  'nor = 5',
  '>',
  '<',
  '=',
  'or',
  'equal',
  'to',
  'x',
  '5',
  ' ',
)
const comparing = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.nat(40), fc.nat(3), piece, fc.boolean())
  .map(([pieces, at, length, put, isTurned]) => {
    const one = pieces.join(' ')
    const other = one.slice(0, at % one.length) + put + one.slice((at % one.length) + length)
    return isTurned ? { current: other, proposed: one } : { current: one, proposed: other }
  })

const anyPair = fc.oneof(
  comparing,
  fc.record({ current: anyText, proposed: anyText }),
  edited,
  fc.constantFrom(...wordings),
  fc.tuple(edited, edited).map(([one, other]) => ({ current: one.proposed, proposed: other.proposed })),
)

const law = (holds: (pair: { current: string; proposed: string }) => void) =>
  fc.assert(fc.property(anyPair, holds), { numRuns: Math.max(1500, RUNS) })

describe('tokens', () => {
  it('give the wording back', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(joined(tokenize(text))).toBe(text)
      }),
    )
  })

  it('are never empty, and blanks never meet', () => {
    fc.assert(
      fc.property(anyText, text => {
        const tokens = tokenize(text)
        expect(tokens.every(token => token.text !== '')).toBe(true)
        expect(tokens.some(({ type }, at) => type === 'blank' && tokens[at + 1]?.type === 'blank')).toBe(false)
      }),
    )
  })

  it('of two wordings cut at once are those of each', () =>
    law(({ current, proposed }) => {
      expect(tokenizeBoth(current, proposed)).toEqual([tokenize(current), tokenize(proposed)])
    }))

  it('never split a surrogate pair or part an accent from its letter', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const token of tokenize(text).slice(1)) expect(token.text).not.toMatch(/^[\udc00-\udfff]?\p{M}/u)
        if (isWhole(text)) expect(tokenize(text).every(token => isWhole(token.text))).toBe(true)
      }),
    )
  })
})

describe('a redline', () => {
  it('accepted is the proposed wording, rejected the current one', () =>
    law(({ current, proposed }) => {
      expect(accept(redline(current, proposed))).toBe(proposed)
      expect(reject(redline(current, proposed))).toBe(current)
    }))

  it('has no empty segment, no two of one type together, no insertion before a deletion', () =>
    law(({ current, proposed }) => {
      const { segments } = redline(current, proposed)
      expect(segments.every(segment => segment.text !== '')).toBe(true)
      for (const [at, { type }] of segments.entries()) {
        const before = segments[at - 1]?.type
        expect(before).not.toBe(type)
        expect(`${before}, ${type}`).not.toBe('insertion, deletion')
      }
    }))

  it('cuts between tokens only', () =>
    law(({ current, proposed }) => {
      const { segments } = redline(current, proposed)
      for (const [side, text] of [['deletion', current] as const, ['insertion', proposed] as const]) {
        const edges = new Set(edgesOf(tokenize(text)))
        const pieces = segments.filter(({ type }) => type === 'same' || type === side)
        expect(edgesOf(pieces).filter(edge => !edges.has(edge))).toEqual([])
      }
    }))

  it('of a wording with itself has no edits', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...wordings.map(pair => pair.proposed))), text => {
        expect(redline(text, text)).toEqual({ segments: text === '' ? [] : [{ type: 'same', text }], edits: [] })
      }),
    )
  })

  it('is the same every time', () =>
    law(({ current, proposed }) => {
      expect(redline(current, proposed)).toEqual(redline(current, proposed))
    }))

  it('keeps brackets paired in every segment when both wordings pair them', () =>
    law(({ current, proposed }) => {
      if (!isPaired(current) || !isPaired(proposed)) return
      for (const { type, text } of redline(current, proposed).segments)
        if (type !== 'same') expect(text).toSatisfy(isPaired)
    }))

  it('has an edit for each place, which holds its texts, touches something, and has an effect', () =>
    law(({ current, proposed }) => {
      const { segments, edits } = redline(current, proposed)
      const texts = (type: string) => segments.filter(segment => segment.type === type).map(({ text }) => text)
      expect(edits.map(edit => edit.deletion).filter(Boolean)).toEqual(texts('deletion'))
      expect(edits.map(edit => edit.insertion).filter(Boolean)).toEqual(texts('insertion'))
      for (const { touches, effect } of edits) {
        expect(touches.length).toBeGreaterThan(0)
        expect(new Set(touches).size).toBe(touches.length)
        const isForm = touches.every(touch => ['punctuation', 'hyphen', 'case', 'spacing'].includes(touch))
        expect(effect).toBe(isForm ? 'editorial' : 'substantive')
      }
    }))
})

describe('a large text', () => {
  const clause = 'injection of a substance or other, per dose; '

  it('with one change keeps all but the change', () => {
    const { segments } = redline(clause.repeat(20_000), `${clause.repeat(9000)}not ${clause.repeat(11_000)}`)
    expect(segments.filter(({ type }) => type !== 'same').map(({ text }) => text)).toEqual(['not '])
  })

  it('of one word over and over strikes one stretch', () => {
    expect(redline('a '.repeat(200_000), 'a '.repeat(100_000)).edits).toHaveLength(1)
  })

  it('with nothing in common is one replacement', () => {
    const words = (name: string) => Array.from({ length: 60_000 }, (_, at) => `${name}${at}`).join(' ')
    expect(redline(words('a'), words('b')).segments.map(({ type }) => type)).toEqual(['deletion', 'insertion'])
  })
})

describe('elements', () => {
  it('give the descriptor back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          edited.map(pair => pair.proposed),
        ),
        text => {
          expect(
            cutElements(text)
              .map(({ lead, text }) => lead + text)
              .join(''),
          ).toBe(text)
        },
      ),
    )
  })

  it('hold one product at most, and exactly one for every real descriptor', () => {
    const products = (text: string) => cutElements(text).filter(({ role }) => role === 'product').length
    fc.assert(fc.property(anyText, text => products(text) <= 1))
    expect(wordings.map(pair => pair.current).filter(text => products(text) !== 1)).toEqual([])
  })
})

/** Whether a text holds no half of a surrogate pair. */
function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function joined(pieces: readonly { readonly text: string }[]): string {
  return pieces.map(piece => piece.text).join('')
}

function edgesOf(pieces: readonly { readonly text: string }[]): number[] {
  let at = 0
  return pieces.map(piece => {
    at += piece.text.length
    return at
  })
}

function isPaired(text: string): boolean {
  let depth = 0
  for (const character of text) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0 && !/[[\]{}]/.test(text)
}
