import fc from 'fast-check'
import Handlebars from 'handlebars'
import { toString as plainText } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { print } from '../../src/document/template/print.ts'
import { fillTemplate } from '../../src/document/template/template.ts'
import { toFragment } from '../../src/render/html.ts'
import { toMarkdown } from '../../src/render/markdown.ts'

const TEMPLATE = `# {{title}}

{{#each rows}}
- **{{name}}** and *{{name}}*: {{value}}
{{/each}}

| {{title}} | B |
|---|---|
{{#each rows}}
| {{name}} | {{value}} |
{{/each}}

> {{title}} \`{{title}}\` [link](https://example.org)
`

function fill(source: string, data: object) {
  const file = new VFile()
  return { tree: fillTemplate('templates/t.md.hbs', source, data, {}, file), messages: file.messages }
}

/** The types of all nodes but text, in order. */
function shape(tree: ReturnType<typeof fill>['tree']): string[] {
  const types: string[] = []
  visit(tree!, node => {
    if (node.type !== 'text') types.push(node.type)
  })
  return types
}

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '**bold**',
  '| a | b |',
  '{{title}}',
  '{{{x}}}',
  '# head',
  '\n\n- item',
  '[a](javascript:b)',
  '`code`',
  '&amp;',
  '\uE0000\uE001',
  '<del>x</del>',
  '~~x~~',
  '\\',
  'a\u00a0b',
  '[^1]',
  '![x](y)',
  '  ',
  '<!--',
  '*',
  '_a_',
)
const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  hostile,
  fc.tuple(hostile, fc.string()).map(two => two.join('')),
)

describe('a value never becomes markup', () => {
  test('the shape of the tree does not depend on values', () => {
    const plain = shape(fill(TEMPLATE, { title: 'x', rows: [{ name: 'x', value: 'x' }] }).tree)
    fc.assert(
      fc.property(value, value, value, (title, name, cell) => {
        const { tree, messages } = fill(TEMPLATE, { title, rows: [{ name, value: cell }] })
        expect(messages).toEqual([])
        expect(shape(tree)).toEqual(plain)
        if (title !== '') expect(plainText(tree!)).toContain(title)
      }),
    )
  })

  test('the HTML holds no tag that the template does not have', () => {
    fc.assert(
      fc.property(value, title => {
        const html = toFragment(fill('{{title}}', { title }).tree!)
        expect(html.replace(/^<p>|<\/p>$/g, '')).not.toContain('<')
      }),
    )
  })

  test('printed as Markdown and read again, a value is the same text', () => {
    const oneLine = value.map(text => text.replace(/\s+/g, ' ').trim()).filter(text => text !== '')
    fc.assert(
      fc.property(oneLine, title => {
        const markdown = toMarkdown(fill('a {{title}} z', { title }).tree!)
        const again = fill(markdown.replaceAll('{', '&#123;').replaceAll(/[\uE000\uE001]/g, '?'), {}).tree!
        expect(plainText(again)).toBe(`a ${title.replaceAll(/[\uE000\uE001]/g, '?')} z`)
      }),
    )
  })
})

test('bold type that ends with a period ends before a citation, as it does before [^a]', () => {
  const cite = (id: string) => ({ inline: [{ type: 'footnoteReference' as const, identifier: id, label: id }] })
  const source = '**We ask this of {{whom}}.**{{#each ids}}{{cite this}}{{/each}}'
  const tree = fillTemplate('templates/t.md.hbs', source, { whom: 'CMS', ids: ['a', 'b'] }, { cite }, new VFile())
  expect(shape(tree)).toEqual(['root', 'paragraph', 'strong', 'footnoteReference', 'footnoteReference'])
  expect(plainText(tree!)).toBe('We ask this of CMS.')
})

describe('a template that could bring markup in is refused with its place', () => {
  test.each([
    ['raw value', '{{{title}}}', 1],
    ['raw value', '\n{{&title}}', 2],
    ['partial', '{{> other}}', 1],
    ['block “with”', '{{#with title}}x{{/with}}', 1],
    ['name “titel”', 'a\n\n{{titel}}', 3],
    ['name “titel”', '{{#if titel}}x{{/if}}', 1],
    ['name “rows”', 'a\n\n{{rows}}', 3],
    ['name “this”', '{{#each rows}}{{this}}{{/each}}', 1],
    ['value in an address', '[a](https://example.org/{{title}})', 1],
    ['HTML', 'a <b>{{title}}</b>', 1],
    ['“EOF”', '{{#if title}}', 1],
    ['private-use', '\uE000', undefined],
    ['helper “titel”', '{{#if (titel title)}}x{{/if}}', 1],
    ['“@index”', '{{#each title}}{{@index}}{{/each}}', 1],
    ['decorator or named argument', '{{#if title includeZero=true}}x{{/if}}', 1],
    ['decorator or named argument', '{{* title}}', 1],
  ])('%s in %j', (reason, source, line) => {
    const { tree, messages } = fill(source, { title: 'x', rows: [{ name: 'x' }] })
    expect(tree).toBeUndefined()
    expect(messages[0]!.reason).toContain(`Unexpected ${reason}`)
    expect(messages[0]!.line).toBe(line)
  })
})

describe('a template is printed as Handlebars prints it', () => {
  const { part } = fc.letrec<{ part: string; parts: string }>(tie => {
    const block = (name: string) =>
      fc
        .tuple(
          fc.constantFrom('word', 'none', 'zero', 'list', 'empty', 'group'),
          tie('parts'),
          fc.boolean(),
          tie('parts'),
        )
        .map(
          ([value, inside, hasElse, other]) =>
            `{{#${name} ${value}}}${inside}${hasElse ? `{{else}}${other}` : ''}{{/${name}}}`,
        )
    const name = fc.constantFrom('word', 'group.word', 'this.word')
    return {
      part: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a ', '\n', 'b\n', '{{! note }}', '{{~word~}}', '{{twice word}}', '{{twice (twice word)}}'),
        name.map(path => `{{${path}}}`),
        block('if'),
        block('unless'),
        tie('parts').map(inside => `{{#each list}}${inside}{{../word}}{{/each}}`),
        block('each'),
      ),
      parts: fc.array(tie('part'), { maxLength: 3, depthIdentifier: 'part' }).map(all => all.join('')),
    }
  })
  const twice = (value: unknown) => `${value ?? ''}${value ?? ''}`
  const leaf = { word: 'x', none: false, zero: 0, empty: [], group: { word: 'y', zero: 0 }, list: [] }
  const row = { ...leaf, word: 'z', list: [{ ...leaf, word: 'q' }] }
  const data = { ...leaf, word: 'w', list: [row, { ...row, word: '' }] }

  test('whatever its blocks', () => {
    fc.assert(
      fc.property(part, source => {
        const miss = () => undefined
        const ours = print(Handlebars.parse(source), [data], { helpers: { twice }, hold: value => String(value), miss })
        const theirs = Handlebars.compile(source, { noEscape: true })(data, { helpers: { twice } })
        expect(ours).toBe(theirs)
      }),
    )
  })
})
