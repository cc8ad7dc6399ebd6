import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainMarks, marksOf } from '../../src/document/exhibits/reading.ts'
import { describeMoves, movesOf } from '../../src/redline/classify/moves.ts'
import { redline } from '../../src/redline/redline.ts'
import { root } from '../support/project.ts'

const lines = readFileSync(`${root}/test/corpus/prose.ndjson`, 'utf8').trim().split('\n')
const sentences = lines.map(line => (JSON.parse(line) as { current: string }).current)
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

test('what moves is struck at one place and inserted at another', () => {
  const part = fc.constantFrom(...sentences.flatMap(text => text.split(/(?<=[,;.]) /)))
  const parts = fc.array(part, { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(parts, fc.nat(5), fc.nat(5), (all, from, to) => {
      const moved = [...all]
      moved.splice(to % all.length, 0, ...moved.splice(from % all.length, 1))
      const { edits } = redline(all.join(' '), moved.join(' '))
      const [struck, inserted] = [edits.map(edit => wordsOf(edit.deletion)), edits.map(edit => wordsOf(edit.insertion))]
      const holds = (places: readonly string[][], words: readonly string[]) =>
        places.some(place => words.every(word => place.includes(word)))
      for (const words of movesOf(edits).map(wordsOf)) {
        expect(holds(struck, words)).toBe(true)
        expect(holds(inserted, words)).toBe(true)
      }
    }),
  )
})

test('a move is named once, in the words of its first place', () => {
  const { edits } = redline('An improvement of less than ten points', 'Less than an improvement of ten points')
  expect(movesOf(edits)).toEqual(['Less than'])
  expect(describeMoves(edits)).toBe('moved: “Less than”')
  expect(describeMoves(redline('10 mg or 20 mg', '20 mg or 30 mg').edits)).toBe('')
})

test('the key of redlines names what moves, outside of the redlines', () => {
  const made = redline('Dressing, sterile, each, pad size 16 sq. in.', 'Dressing, each, sterile, pad size 16 sq. in.')
  const { inline } = explainMarks(marksOf([made]), marksOf([]))
  expect(inline[1]).toEqual({
    type: 'text',
    value: expect.stringMatching(/^ Words that move are struck at one place and inserted at another: “\w+”\.$/),
  })
  expect(explainMarks(marksOf([redline('a b', 'a c')]), marksOf([])).inline).toHaveLength(1)
})
