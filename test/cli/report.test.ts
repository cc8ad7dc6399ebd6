import { Writable } from 'node:stream'
import fc from 'fast-check'
import { VFileMessage } from 'vfile-message'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/cli.ts'
import { formatReport } from '../../src/cli/report.ts'

/** What steers a terminal, ends a line, turns the direction of what follows, or has no width. */
const STEERING = [
  '\u001b[2J',
  '\u001b]0;x\u0007',
  '\u009b31m',
  '\r',
  '\n',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
]
const ended = ['\n  ', '\n    ', '\nout/a.md:1:1  file-name\n  Unexpected ']
const outside = fc
  .array(fc.oneof(fc.constantFrom(...STEERING, ...ended), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 8,
  })
  .map(parts => parts.join(''))
const shown = /^[^\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/u

test('whatever a file and its name say, nothing steers the terminal, and only a message begins at the margin', () => {
  const one = fc.record({ file: outside, reason: outside, note: fc.option(outside), fatal: fc.boolean() })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), fc.array(outside, { maxLength: 3 }), (given, lines) => {
      const messages = given.map(({ file, reason, note, fatal }, at) =>
        Object.assign(new VFileMessage(`Unexpected ${reason}`), {
          file: `f${file}`,
          ruleId: `rule-${at}`,
          note,
          fatal,
        }),
      )
      const printed = formatReport(
        messages,
        lines.map(line => `L${line}`),
      ).split('\n')
      for (const line of printed) expect(line).toMatch(shown)
      expect(printed.filter(line => /^[^ ]/.test(line)).length).toBe(messages.length + lines.length)
      const deep = printed.filter(line => /^ {1,3}[^ ]/.test(line))
      expect(deep.every(line => /^ {2}(?:Unexpected|What to do:) ?/.test(line))).toBe(true)
    }),
  )
})

test('what a command prints on a terminal is shown, in a pipe it is as it is', async () => {
  const wording = 'a \u001b[8mb\u202e c'
  const printOn = async (isTTY: boolean) => {
    const printed: string[] = []
    const stdout = Object.assign(new Writable({ write: (part, _, done) => done(void printed.push(String(part))) }), {
      isTTY,
    })
    const stderr = new Writable({ write: (_, __, done) => done() })
    const args = ['redline', '--formats', 'md', wording, `${wording}, d`]
    await run(args, { stdin: process.stdin, stdout, stderr, cwd: () => process.cwd() })
    return printed.join('')
  }
  expect(await printOn(true)).toMatch(/^a ␛\\?\[8mb\[U\+202E\] c/)
  expect(await printOn(false)).toContain('\u202e c')
})
