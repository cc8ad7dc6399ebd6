import validate from '@ooxml-tools/validate'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { corpusPath, readPairs } from '../../scripts/gate.ts'
import { recoverCritic, toCritic } from '../../src/redline/critic.ts'
import { redline } from '../../src/redline/redline.ts'
import { redlineNodes } from '../../src/redline/to-mdast.ts'
import { NOT_IN_WORD, toTrackedWord } from '../../src/render/docx/wordings.ts'
import { textsOfWord, unescapeXml } from '../support/finished.ts'
import { canRun } from '../support/peers.ts'

const known = fc.constantFrom(...readPairs(corpusPath('prose')))
const part = fc.constantFrom(
  'a',
  ' ',
  '  ',
  '-',
  '+',
  '{',
  '}',
  '--',
  '++',
  '~',
  '=',
  '<',
  '&',
  'not ',
  ', 4.5 mg',
  '\n',
  '\t',
  '[struck: ',
  'é',
)
const any = fc.oneof(
  fc.array(part, { maxLength: 12 }).map(parts => parts.join('')),
  fc.string({ unit: 'grapheme' }),
)
const anyPair = fc.oneof(known, fc.record({ current: any, proposed: any }))

const toWord = (current: string, proposed: string) =>
  toTrackedWord(redlineNodes(redline(current, proposed), true), '2026-11-26')

test('CriticMarkup gives both wordings back, or is not made of a wording that holds its marks', () => {
  fc.assert(
    fc.property(anyPair, ({ current, proposed }) => {
      const text = toCritic(redline(current, proposed))
      if (text !== undefined) expect(recoverCritic(text)).toEqual({ current, proposed })
      else expect(current + proposed).toMatch(/[{}]/)
    }),
  )
})

test('a Word file gives both wordings back by its tracked changes', () => {
  fc.assert(
    fc.property(anyPair, ({ current, proposed }) => {
      if (NOT_IN_WORD.test(current + proposed)) return
      const xml = strFromU8(unzipSync(toWord(current, proposed))['word/document.xml']!)
      expect([without('ins', xml), without('del', xml)]).toEqual([current, proposed])
    }),
    { numRuns: 60 },
  )
})

test('Microsoft’s own reader finds no fault in it', async () => {
  const bytes = toWord('- not bold\n- 4 mg', '- bold\n- 5 mg, per dose\n- each')
  expect(await validate(Buffer.from(bytes), 'docx')).toEqual([])
})

test.skipIf(!canRun('pandoc'))('pandoc accepts and rejects the changes of it', () => {
  const [current, proposed] = ['up to 460 million cells, not pooled', 'up to 510 million cells, pooled, per dose']
  const bytes = toWord(current, proposed)
  expect([textsOfWord(bytes, 'reject'), textsOfWord(bytes, 'accept')]).toEqual([[current], [proposed]])
})

/** The text of a Word file’s XML without its insertions, or without its deletions. */
function without(change: 'ins' | 'del', xml: string): string {
  const rest = xml.replace(new RegExp(`<w:${change} [^>]*>.*?</w:${change}>`, 'gs'), '')
  const parts = rest.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)<|<w:(br)\/>/g)
  return Array.from(parts, ([, text, line]) => (line ? '\n' : unescapeXml(text!))).join('')
}
