import * as v from 'valibot'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import * as field from '../../src/parse/fields.ts'
import { parseYaml } from '../../src/parse/yaml.ts'
import { LINEAR, ratioOfDouble } from '../support/double.ts'
import { isLong } from '../support/runs.ts'

const list = v.strictObject({ a: v.array(v.strictObject({ b: v.string(), c: v.string(), d: v.string() })) })

function parse(text: string, schema: v.GenericSchema = v.unknown()) {
  const file = new VFile({ path: 'a.yaml', value: text })
  return { value: parseYaml(file, schema)?.value, messages: file.messages.map(String) }
}

describe('what is sound YAML and yet refused', () => {
  test.each([
    ['brand: &a [*a]', '1:12: Unexpected reference “*a”, expected the value itself'],
    ['a: &a {b: c}\nd: *a', '2:4: Unexpected reference “*a”, expected the value itself'],
    ['a: &a b\n*a : c', '2:1: Unexpected list or group as the name of a field, expected a word'],
    ['a: &a b\nc:\n  <<: *a', '3:7: Unexpected reference “*a”, expected the value itself'],
    ['maker: &Co Pharma', '1:12: Unexpected “&Co” before a value, expected the value in quotation marks'],
    ['a: &b\n  c: d', '2:3: Unexpected “&b” before a value, expected the value in quotation marks'],
    ['a:\n- &b [c]', '2:6: Unexpected “&b” before a value, expected the value in quotation marks'],
    ['a: b\n...\nc: d', '3:1: Unexpected line “---” or “...” within the fields, expected fields to the end'],
    ['a: b\n"a": c', '2:1: Unexpected second field of the same name, expected one'],
    ['? [a]\n: b', '1:3: Unexpected list or group as the name of a field, expected a word'],
  ])('%j', (text, reason) => {
    const { value, messages } = parse(text)
    expect(value).toBeUndefined()
    expect(messages).toContain(`a.yaml:${reason}`)
  })
})

test.each(['0219-01-01', '0000-02-29', '1899-12-31', '2100-01-01', '9999-12-31'])('%s is no date of our time', text => {
  const { value, messages } = parse(`a: ${text}`, v.strictObject({ a: field.date }))
  expect(value).toBeUndefined()
  expect(messages).toEqual([expect.stringContaining(`“${text}” in field “a”, expected a date of 1900 to 2099`)])
})

describe('a mass of entries', () => {
  test.each([
    ['fields', (index: number) => `k${index}: x\n`],
    ['empty entries', () => '- {}\n'],
    ['entries in a line', () => 'a, '],
    ['tags', () => '!a '],
    ['anchors', () => '&a '],
  ])('of %s is refused with the place of the one that is too many', (_, entry) => {
    const { value, messages } = parse(Array.from({ length: 20_002 }, (_, index) => entry(index)).join(''))
    expect(value).toBeUndefined()
    expect(messages).toEqual([expect.stringContaining('fields and entries in one file, expected at most 20000')])
  })

  test.each([
    ['a value of another form', 'a:\n', '- x\n', 51],
    ['missing fields', 'a:\n', '- {}\n', 51],
    ['values cut off', 'a:\n', '- b #x\n', 102],
    ['an error of the syntax', 'a: ', '"b" ', 51],
    ['the same field', '', 'a: x\n', 51],
    ['a hidden character', 'a:\n', '- "\\u00a0"\n', 62],
  ])('%s, a thousand times, is a page of messages and one for the rest', (_, start, entry, expected) => {
    const { messages } = parse(start + entry.repeat(1000), list)
    expect(messages.length).toBe(expected)
    expect(messages.some(message => message.includes('more places'))).toBe(true)
  })
})

// Only the long run takes the time of anything.
test.skipIf(!isLong).each([
  ['fields', (size: number) => Array.from({ length: size }, (_, index) => `k${index}: x\n`).join('')],
  ['names in a line', (size: number) => `{${Array.from({ length: size }, (_, index) => `k${index}, `).join('')}}`],
  ['empty entries', (size: number) => `a:\n${'- {}\n'.repeat(size)}`],
  ['hidden characters', (size: number) => `a:\n${'- "\\u00a0"\n'.repeat(size)}`],
  ['accents', (size: number) => `a:\n${'- é\n'.repeat(size)}`],
  ['tags', (size: number) => `a: ${'!a '.repeat(size)}`],
])('twice as many %s take about twice as long', (_, make) => {
  const read = (text: string) => {
    const yaml = parseYaml(new VFile({ path: 'a.yaml', value: text }), v.unknown())
    for (let index = 0; index < text.length / 10; index++) yaml?.placeOf([`k${index}`])
  }
  expect(ratioOfDouble(4500, make, read)).toBeLessThan(LINEAR)
})
