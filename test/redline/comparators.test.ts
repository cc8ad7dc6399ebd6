import { expect, test } from 'vitest'
import { measurePair } from '../../scripts/measure.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { tokenize } from '../../src/redline/tokenize.ts'

/** Each spelling before a number that stands in a release of CMS, and their mirror images. */
const SPELLINGS = [
  ...['<', '>', '= ', '< ', '> ', '<=', '>=', '<= ', '>= ', '=<', '=>', '</=', '>/=', '</= ', '>/= '],
  ...['=/>', '=/<', '< = ', '> = ', '> or = ', '< or = ', '< or equal to ', '> or equal to '],
  ...['≤', '≥ ', '±', '+/- ', '$', '~'],
]

test.each(SPELLINGS)('“%s” and its number are one token, a number', spelling => {
  expect(tokenize(`bp ${spelling}140 in mm`).slice(2, 4)).toEqual([
    { type: 'number', text: `${spelling}140` },
    { type: 'blank', text: ' ' },
  ])
})

test.each(SPELLINGS)('“%s” is struck with its number, which the edit touches', spelling => {
  const { segments, edits } = redline(`bp ${spelling}140 in mm`, `bp ${spelling}130 in mm`)
  expect(toLine(redlineNodes({ segments }))).toBe(`bp [struck: ${spelling}140][inserted: ${spelling}130] in mm`)
  expect(edits.map(edit => edit.touches)).toEqual([['number']])
})

test.each(SPELLINGS)('“%s” counts as split where a redline parts it from its number', spelling => {
  const pair = { id: 'x', current: `bp ${spelling}140`, proposed: `bp ${spelling}130` }
  const segments = [
    { type: 'same', text: `bp ${spelling}` },
    { type: 'deletion', text: '140' },
    { type: 'insertion', text: '130' },
  ] as const
  expect(measurePair(pair, segments).comparatorsSplit).toBe(1)
})

test('another comparator before the same number changes the number', () => {
  const { segments, edits } = redline('Sys bp > or = 140', 'Sys bp < or = 140')
  expect(toLine(redlineNodes({ segments }))).toBe('Sys bp [struck: > or = 140][inserted: < or = 140]')
  expect(edits.map(edit => edit.touches)).toEqual([['number']])
})

test('a comparator without a number, and the words of one without a sign, are words and marks', () => {
  const texts = (text: string) => tokenize(text).map(token => token.text)
  expect(texts('gr 2 or> dia')).toEqual(['gr', ' ', '2', ' ', 'or', '>', ' ', 'dia'])
  expect(texts('> or = x')).toEqual(['>', ' ', 'or', ' ', '=', ' ', 'x'])
  expect(texts('less than or equal to 5')).toHaveLength(11)
  expect(texts('> or 5')).toEqual(['>', ' ', 'or', ' ', '5'])
})
