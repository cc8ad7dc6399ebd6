import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Plan, planBuild } from '../../src/build/plan.ts'
import { FORMATS, type Format } from '../../src/render/types.ts'
import { rules } from '../../src/rules.ts'
import type { InputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'
import { RUNS } from '../support/runs.ts'

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
    '“www.cms.gov”',
    'contact&#64;example.com',
    '_jane@b.org_',
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

/** Mostly Markdown, which takes least, and now and then every format. */
const formats = fc.oneof(
  { weight: 19, arbitrary: fc.constant<readonly Format[]>(['md']) },
  { weight: 1, arbitrary: fc.constant(FORMATS) },
)

/** Outputs or faults, never both or neither; each fault has its rule, and a place in one of the files. */
function expectSettled(plan: Plan, files: readonly InputFile[], where: RegExp) {
  expect(plan.outputs.length > 0).toBe(plan.messages.length === 0)
  for (const { ruleId, file, line, reason } of plan.messages) {
    expect(Object.keys(rules)).toContain(ruleId)
    expect(file).toMatch(where)
    expect(reason).toMatch(/^Unexpected /)
    const text = files.find(one => one.path === file)
    if (line != null) expect(line).toBeLessThanOrEqual(decode(text!).split(/\r\n?|\n/).length)
  }
}

/** Where the value of a field stands: of request.md, of a code or of a data file. */
const fields = base.flatMap(file =>
  Array.from(decode(file).matchAll(/^[ -]*\w+: *(.+)$/gm), match => ({
    file,
    from: match.index + match[0].length - match[1]!.length,
    to: match.index + match[0].length,
  })),
)

describe('whatever stands in the files', () => {
  test('a build ends with outputs or with faults that have a rule and a place, never both, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), formats, async (changes, made) => {
        const files = changes.reduce<InputFile[]>(apply, [...base])
        expectSettled(await planBuild(files, templates, made), files, /^descriptors/)
      }),
      { numRuns: RUNS },
    )
  })

  test('so it does with any value of a field, as it stands or in quotation marks', async () => {
    const value = fc.oneof(
      fragment,
      fc.array(fragment, { maxLength: 4 }).map(parts => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), value, fc.boolean(), formats, async (field, text, quoted, made) => {
        const source = decode(field.file)
        const written = quoted ? JSON.stringify(text) : text
        const bytes = encode(source.slice(0, field.from) + written + source.slice(field.to))
        const files = base.map(file => (file === field.file ? { ...file, bytes } : file))
        expectSettled(await planBuild(files, templates, made), files, /^descriptors/)
      }),
      { numRuns: RUNS },
    )
  })

  const marks = [
    '{{',
    '}}',
    '{{/each}}',
    '{{#each x}}',
    '{{redline}}',
    '{{date "x"}}',
    '{{money this}}',
    '#[',
    '}',
    '$',
  ]

  test.each([
    ['a template', /\.md\.hbs$/, ['md', 'txt']],
    ['the template of a page', /page\.(?:typ|html\.hbs)$/, ['html', 'pdf']],
  ] as const)('%s that is damaged is refused or filled, never a crash', async (_, path, made) => {
    const which = templates.filter(file => path.test(file.path))
    const where = fc.double({ min: 0, max: 1, noNaN: true })
    const text = fc.oneof(fragment, fc.constantFrom(...marks))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...which), where, fc.nat(40), text, async (file, at, length, put) => {
        const source = decode(file)
        const cut = Math.floor(at * source.length)
        const bytes = encode(source.slice(0, cut) + put + source.slice(cut + length))
        const damaged = templates.map(one => (one === file ? { ...one, bytes } : one))
        expectSettled(await planBuild(base, damaged, made), damaged, /^templates\//)
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    )
  })
})

/** The prose of the base request with these words in it. */
const saying = (words: string) =>
  base.map(file => {
    const text = decode(file).replace('The services are not the product.', words)
    return file.path.endsWith('/request.md') ? { ...file, bytes: encode(text) } : file
  })

describe('links that the parser finds late, and gives no place', () => {
  const links = ['“www.cms.gov”', 'CMS/www.cms.gov', 'Web:www.cms.gov', '_jane@b.org_', 'contact&#64;example.com']

  test.each(links)('%s is prose', async words => {
    const { outputs, messages } = await planBuild(saying(words), templates, ['md'])
    expect(messages.map(String)).toEqual([])
    expect(outputs.length).toBeGreaterThan(0)
  })

  test.each(links)('%s before a fault leaves the fault its line', async words => {
    const { messages } = await planBuild(saying(`${words} [^nowhere]`), templates, ['md'])
    expect(messages.map(({ ruleId, line }) => [ruleId, line])).toEqual([['footnote-undefined', 27]])
  })

  test.each(links)('%s in a template, before an address with a value, leaves the fault its line', async words => {
    const changed = templates.map(file =>
      file.path.endsWith('/cover.md.hbs')
        ? { ...file, bytes: encode(`${decode(file)}\n\n${words} www.{{title}}\n`) }
        : file,
    )
    const { messages } = await planBuild(base, changed, ['md'])
    expect(messages.map(({ ruleId, line }) => [ruleId, typeof line])).toContainEqual(['template-raw', 'number'])
  })
})

test('a fault in any template of a document is found, whatever the formats', async () => {
  const changed = templates.map(file =>
    file.path.endsWith('/comment-box.md.hbs') ? { ...file, bytes: encode(`${decode(file)}{{nosuch}}`) } : file,
  )
  const { outputs, messages } = await planBuild(base, changed, ['md'])
  expect([outputs, messages.map(({ ruleId }) => ruleId)]).toEqual([[], ['template-value']])
})
