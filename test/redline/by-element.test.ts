import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutElements } from '../../src/redline/elements/cut.ts'
import { redlineElements } from '../../src/redline/elements/redline.ts'
import { accept, reject } from '../../src/redline/redline.ts'
import { root } from '../support/project.ts'

const lines = readFileSync(`${root}/test/corpus/neighbors.ndjson`, 'utf8').trim().split('\n')
const real = lines.map(line => JSON.parse(line) as { current: string; proposed: string })
const text = fc.oneof(fc.constantFrom(...real.flatMap(pair => [pair.current, pair.proposed])), fc.string())

test('accept and reject give both wordings; at each place the deletion comes first', () => {
  fc.assert(
    fc.property(text, text, (current, proposed) => {
      const made = redlineElements(cutElements(current), cutElements(proposed))
      expect([reject(made), accept(made)]).toEqual([current, proposed])
      const types = made.segments.map(segment => segment.type)
      for (const [index, type] of types.entries()) {
        expect(type).not.toBe(types[index + 1])
        if (type === 'insertion') expect(types[index + 1] ?? 'same').toBe('same')
      }
    }),
  )
})

test('the product stands where the words around it differ', () => {
  const { segments } = redlineElements(
    cutElements('Tisagenlecleucel, up to 600 million cells, per therapeutic dose'),
    cutElements('Injection, Tisagenlecleucel, per treatment'),
  )
  expect(segments).toEqual([
    { type: 'insertion', text: 'Injection, ' },
    { type: 'same', text: 'Tisagenlecleucel, ' },
    { type: 'deletion', text: 'up to 600 million cells, ' },
    { type: 'same', text: 'per ' },
    { type: 'deletion', text: 'therapeutic dose' },
    { type: 'insertion', text: 'treatment' },
  ])
})
