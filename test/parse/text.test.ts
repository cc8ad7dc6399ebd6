import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { isDate } from '../../src/parse/fields.ts'
import { decode, placeAt } from '../../src/parse/text.ts'

const read = (bytes: Uint8Array) => decode({ path: 'a.md', bytes })
const encode = (text: string) => new TextEncoder().encode(text)

describe('a file as text', () => {
  const lines = fc.array(fc.stringMatching(/^[ -~]*$/))

  test('is the same with each kind of line end, and with a byte order mark', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('', '\uFEFF'), (all, end, mark) => {
        const file = read(encode(mark + all.join(end)))
        expect([String(file), file.messages]).toEqual([all.join('\n'), []])
      }),
    )
  })

  test('of bytes that are no UTF-8, or without a look of its own, is reported where it stands', () => {
    const faults = (bytes: Uint8Array) => read(bytes).messages.map(({ ruleId, line, column }) => [ruleId, line, column])
    expect(faults(Buffer.from('a\nQ2041 \xE9', 'latin1'))).toEqual([['file-encoding', 2, 7]])
    expect(faults(encode('a\u200bb\n\u00a0'))).toEqual([
      ['invisible-space', 1, 2],
      ['invisible-space', 2, 1],
    ])
    expect(faults(encode('a \u0441\u0430r-t'))).toEqual([['look-alike', 1, 3]])
  })

  test('a place leads back to the offset that it was made of', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, some) => {
        const text = all.join('\n')
        const offset = some % (text.length + 1)
        const { line, column } = placeAt(new VFile({ path: 'a.md', value: text }), offset)
        const before = text.split('\n').slice(0, line! - 1)
        expect(before.reduce((sum, one) => sum + one.length + 1, 0) + column! - 1).toBe(offset)
      }),
    )
  })
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2024-13-01', false],
  ['2024-9-9', false],
  ['9/9/2024', false],
])('%s is a date: %s', (value, expected) => {
  expect(isDate(value)).toBe(expected)
})
