import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InputFile } from '../src/model.ts'
import { planBuild } from '../src/pipeline.ts'
import { rules } from '../src/rules.ts'
import { filesOf, root } from './project.ts'

const base = await filesOf('descriptors', `${root}/test/fixtures/base`)
const templates = await filesOf('templates')

/** `FC_RUNS=10000 npx vitest run test/fuzz.test.ts` is the long run. */
const numRuns = Number(process.env.FC_RUNS ?? 40)

const decode = (file: InputFile) => new TextDecoder().decode(file.bytes)
const encode = (text: string) => new TextEncoder().encode(text)

const fragment = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '---\n',
    '\n---\n',
    '> ',
    '\n\n> ',
    '## ',
    '\n## Current descriptor\n',
    '[^a]',
    '[^request]',
    '[^x]: y',
    '{{x}}',
    '{{{x}}}',
    '<script>',
    '<!--',
    '-->',
    '|',
    '\\',
    '`',
    '```\n',
    '*',
    '“',
    '”',
    '"',
    ': ',
    '- ',
    '&a ',
    '*a',
    '<<: ',
    '!!js ',
    '%YAML',
    '\t',
    '\r',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u0301',
    '\ud83e\uddec',
    '\uFEFF',
    '../../etc/passwd',
    '__proto__: 1\n',
    'constructor: x\n',
    '$&',
    'to be confirmed before filing',
    '*to be confirmed before filing*',
    '[a](javascript:b)',
    '![a](b)',
    '~~x~~',
    '1. ',
    '    ',
    '\n\n\n',
    '[struck: x]',
    'a'.repeat(5000),
    '('.repeat(2000),
    '> '.repeat(300),
    '['.repeat(500),
    '- '.repeat(100),
  ),
)

/** One change of a text: something put in, taken out, doubled, cut off, or brought from another file. */
const change = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'double', 'truncate', 'splice', 'bytes'),
  file: fc.nat(base.length - 1),
  other: fc.nat(base.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  text: fragment,
})

function apply(files: readonly InputFile[], one: typeof change extends fc.Arbitrary<infer T> ? T : never): InputFile[] {
  const target = files[one.file]!
  const text = decode(target)
  const at = Math.floor(one.at * text.length)
  const [before, middle, after] = [text.slice(0, at), text.slice(at, at + one.length), text.slice(at + one.length)]
  const other = decode(files[one.other]!)
  const made: Record<string, () => Uint8Array> = {
    insert: () => encode(before + one.text + middle + after),
    delete: () => encode(before + after),
    double: () => encode(before + middle + middle + after),
    truncate: () => encode(before),
    splice: () => encode(before + other.slice(at)),
    bytes: () => Buffer.concat([encode(before), Uint8Array.from([0xff, 0, 0xe9]), encode(middle + after)]),
  }
  return files.map(file => (file === target ? { ...file, bytes: made[one.kind]!() } : file))
}

describe('whatever stands in the files', () => {
  test('a build ends with outputs or with faults that have a rule and a file, never both, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async changes => {
        const files = changes.reduce<InputFile[]>(apply, [...base])
        const plan = await planBuild(files, templates, ['md'])
        expect(plan.outputs.length > 0).toBe(plan.messages.length === 0)
        for (const { ruleId, file, reason } of plan.messages) {
          expect(Object.keys(rules)).toContain(ruleId)
          expect(file).toMatch(/^(?:descriptors|templates)/)
          expect(reason).toMatch(/^Unexpected /)
        }
      }),
      { numRuns },
    )
  })

  test('a template that is damaged is refused or filled, never a crash', async () => {
    const index = fc.nat(templates.length - 1)
    await fc.assert(
      fc.asyncProperty(
        index,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.oneof(
          fragment,
          fc.constantFrom('{{', '}}', '{{/each}}', '{{#each x}}', '{{redline}}', '{{date "x"}}', '{{money this}}'),
        ),
        async (which, where, text) => {
          const damaged = templates.map((file, at) => {
            if (at !== which || !file.path.endsWith('.md.hbs')) return file
            const source = decode(file)
            const cut = Math.floor(where * source.length)
            return { ...file, bytes: encode(source.slice(0, cut) + text + source.slice(cut)) }
          })
          const plan = await planBuild(base, damaged, ['md', 'html'])
          expect(plan.outputs.length > 0).toBe(plan.messages.length === 0)
          for (const message of plan.messages) expect(message.file).toMatch(/^templates\//)
        },
      ),
      { numRuns },
    )
  })
})

describe('hostile wordings come out as text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '{{constructor}}',
    '{{{x}}}',
    '=HYPERLINK("https://example.org")',
    '#let x = 1',
    '</w:t><w:br/>',
    '| a | b |',
    '\\',
    '`code`',
    '$&$1',
    '[^request]',
    '&lt;',
    '**b**',
    '[struck: x]',
    '* * *',
  ])('%s', async hostile => {
    const strike = ', including leukapheresis and dose preparation procedures'
    const files = base.map(file => {
      if (!file.path.endsWith('demo/Q2041.md')) return file
      return { ...file, bytes: encode(decode(file).replaceAll('autologous', () => `autologous ${hostile}`)) }
    })
    const plan = await planBuild(files, templates)
    expect(plan.messages.map(String)).toEqual([])
    const html = String(plan.outputs.find(output => output.path.endsWith('exhibit-a.html'))!.content)
    const text = html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#x3C;', '<')
      .replaceAll('&#x26;', '&')
      .replaceAll('&#x22;', '"')
    expect(text).toContain(
      `up to 200 million autologous ${hostile} anti-cd19 car positive viable t cells${strike}, per therapeutic dose`,
    )
    expect(html).not.toMatch(/<script|<img|href="javascript/i)
  })
})
