import { expect, test } from 'vitest'
import { movesOf } from '../../src/redline/classify/moves.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { redline } from '../../src/redline/redline.ts'
import { toLine } from '../../src/redline/to-line.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'

/** A redline that a reader follows, with what moves in it. */
const KEPT: readonly (readonly [name: string, redline: string, ...moves: string[]])[] = [
  [
    'a sentence among others that go, though both wordings begin with its first word',
    '[inserted: The plan covers two visits. ]The reviewer signs each form. [struck: Denied claims may be appealed. No fee is charged for copies. Records are kept for ten years][inserted: Payment is due on receipt of the invoice].',
  ],
  [
    'a key with a value of one word, where the values of others change and one pair moves',
    'color: [struck: red][inserted: blue; fabric: cotton]; size: large[struck: ; fabric: cotton]; origin: [struck: Peru][inserted: Chile]',
    'fabric: cotton',
  ],
  [
    'one of two items of one word that change places',
    'Injection[inserted: , biosimilar], pegfilgrastim-bmez[struck: , biosimilar], 0.5 mg',
    'biosimilar',
  ],
  [
    'one of two items that change places beside another change',
    'Catheter[inserted: , sterile], flexible[struck: , sterile], any length, [struck: each][inserted: per box]',
    'sterile',
  ],
]

test.each(KEPT)('keeps %s', (_, line, ...moves) => {
  const { current, proposed } = recoverWordings(line)
  const { segments, edits } = redline(current, proposed)
  expect(toLine(redlineNodes({ segments }))).toBe(line)
  expect(movesOf(edits)).toEqual(moves)
})

test('two words that change places within one item are one replacement', () => {
  const { segments } = redline('Tray of wood and steel frames, any size', 'Tray of steel and wood frames, any size')
  expect(segments.map(({ type }) => type)).toEqual(['same', 'deletion', 'insertion', 'same'])
})
