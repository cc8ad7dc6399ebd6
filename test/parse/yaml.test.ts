import * as v from 'valibot'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/parse/yaml.ts'

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
    ['a: b\n"a": c', '2:1: Unexpected second field of the same name, expected one'],
    ['? [a]\n: b', '1:3: Unexpected list or group as the name of a field, expected a word'],
  ])('%j', (text, reason) => {
    const { value, messages } = parse(text)
    expect(value).toBeUndefined()
    expect(messages).toContain(`a.yaml:${reason}`)
  })
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

test('fields take no longer than entries of a list, by the ten thousand', () => {
  const time = (entry: (index: number) => string) => {
    const text = Array.from({ length: 18_000 }, (_, index) => entry(index)).join('')
    const start = performance.now()
    const yaml = parseYaml(new VFile({ path: 'a.yaml', value: text }), v.unknown())!
    for (const key of Object.keys(yaml.value as object)) yaml.placeOf([key])
    return performance.now() - start
  }
  const rounds = Array.from({ length: 3 }, () => [time(index => `k${index}: x\n`), time(() => '- x\n')] as const)
  // Were each name held against every other, it would be a hundred times as long.
  expect(Math.min(...rounds.map(([fields, entries]) => fields / entries))).toBeLessThan(20)
})
