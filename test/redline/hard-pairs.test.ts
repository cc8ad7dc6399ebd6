import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { root } from '../support/project.ts'

const lines = readFileSync(`${root}/test/corpus/hard-pairs.txt`, 'utf8').split('\n')
const pairs = lines.filter(line => line !== '' && !line.startsWith('#'))

/** What the tool makes otherwise than the editor. A change that mends one takes it out here; none may come in. */
const OTHERWISE = [
  // The tool always takes the comma before an item, as it does with a clause.
  ['Materials, gold, [struck: silver, ]copper and steel', 'Materials, gold[struck: , silver], copper and steel'],
  ['Crutches, underarm, [struck: wood, ]adjustable, pair', 'Crutches, underarm[struck: , wood], adjustable, pair'],
  // A unit written without a blank is one word with its number.
  ['Lens, sphere 4.25 to [struck: 7.00][inserted: 8.00]d', 'Lens, sphere 4.25 to [struck: 7.00d][inserted: 8.00d]'],
  // A word alone between two marks is one place with them.
  [
    'The term [inserted: “]vehicle[inserted: ”] includes trailers',
    'The term [struck: vehicle][inserted: “vehicle”] includes trailers',
  ],
]

test('there are a hundred and twenty hard pairs, each with a reason', () => {
  expect(pairs).toHaveLength(120)
  for (const pair of pairs) expect(lines[lines.indexOf(pair) - 1]).toMatch(/^# \S/)
})

test('the redline is the one that a careful editor would make, in 116 of 120', () => {
  const made = pairs.map(pair => {
    const { current, proposed } = recoverWordings(pair)
    return [pair, toLine(redlineNodes(redline(current, proposed)))]
  })
  expect(made.filter(([expected, line]) => expected !== line)).toEqual(OTHERWISE)
})
