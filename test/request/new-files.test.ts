import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withCode } from '../../src/request/new-files.ts'

const change = { strike: 'x', insert: 'y', in: 'long' } as const

describe('a code that is taken into request.md', () => {
  const fieldsOf = (text: string) => parse(/^---\r?\n([\s\S]*?)---/.exec(text)![1]!)

  test.each([
    ['lists in brackets', 'codes: [A0001, A0002]\nchanges:\n  - strike: "a"\n'],
    ['lists of lines', 'codes:\n  - A0001\n  - A0002 # the second\nchanges:\n  - strike: "a"\n    codes: [A0001]\n'],
    ['lists at the margin', 'codes:\n- A0001\n- A0002\nchanges:\n- strike: "a"\n'],
    ['an empty list', 'codes: [A0001, A0002]\nchanges: []\n'],
    ['a list without entries', 'codes: [A0001, A0002]\nchanges:\nkeeps: [product]\n'],
    ['no list of changes', 'codes: [A0001, A0002]\n'],
    ['a remark behind the last change', 'changes:\n  - strike: "a"\n\n# A remark.\ncodes: [A0001, A0002]\n'],
  ])('%s', (_, fields) => {
    for (const lineEnd of ['\n', '\r\n']) {
      const text = `---\ntitle: T\n${fields}---\n\n## Why\n\n> It --- is.\n`.replaceAll('\n', lineEnd)
      const made = withCode(text, 'A0003', [change])!
      expect(fieldsOf(made).codes).toEqual(['A0001', 'A0002', 'A0003'])
      expect(fieldsOf(made).changes.at(-1)).toEqual({ replace: 'x', with: 'y', codes: ['A0003'] })
      expect(fieldsOf(made).changes.length).toBe((fieldsOf(text).changes?.length ?? 0) + 1)
      const lines = made.split(lineEnd).map(line => line.trim())
      for (const line of text.split(lineEnd).filter(one => !/^(?:codes|changes):/.test(one)))
        expect(lines).toContain(line.trim())
      expect(made.includes('\n') && !made.includes('\r')).toBe(lineEnd === '\n')
    }
  })

  test('is in it once', () => {
    const text = '---\ncodes: [A0003]\n---\n'
    expect(withCode(text, 'A0003', [])).toBe(text)
  })

  test('is refused where there are no such fields', () => {
    expect(withCode('codes: [A0001]\n', 'A0003', [])).toBeUndefined()
    expect(withCode('---\ncodes: none\n---\n', 'A0003', [])).toBeUndefined()
  })
})
