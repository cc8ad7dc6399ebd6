import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { rules } from '../../src/rules.ts'
import { prose, templates } from '../support/plans.ts'
import { RUNS } from '../support/runs.ts'

/** What is quoted must stand in an official text: HTML there is a fault. */
const QUOTE = '> X\n>\n> a X b'

/** Where HTML may stand in prose; X is the place. */
const PLACES = [
  'X',
  'a X b',
  'X b',
  '### X\n\na',
  '### a X b\n\na',
  '- X\n- a X',
  '*a X b* **X** ~~c X~~',
  '[a X](https://example.org) [b X][c]\n\n[c]: https://example.org',
  '| X | a X |\n|---|---|\n| X | b |',
  'a\nX\nb',
  'a[^html]\n\n[^html]: X',
  'a[^html]\n\n[^html]: a X b',
  'a[^html]\n\n[^html]: # a X b',
]

const TAGS = ['<b id=x>', '</b>', '<br id=x>', '<br id=x/>', '<script id=x>x</script>', '<!-- x -->', '<!-- x --> text']
const OTHERS = [
  '<!--',
  '-->',
  '<?php x ?>',
  '<![CDATA[x]]>',
  '<!DOCTYPE x>',
  '<div>',
  '</div>\n',
  'word ',
  '&amp;',
  '\n',
]

const html = fc.array(fc.constantFrom(...TAGS, ...OTHERS), { minLength: 1, maxLength: 4 }).map(parts => parts.join(''))

const build = (text: string) => planBuild(prose(text), templates, ['md', 'html', 'txt'])

describe('HTML in prose', () => {
  test.each(TAGS)('%j is the text that it is, wherever it stands', async tag => {
    const places = PLACES.map((place, index) =>
      place.replaceAll('X', () => `${tag} c`).replaceAll('^html', `^h${index}`),
    )
    const { outputs, messages } = await build(places.join('\n\n'))
    expect(messages.map(String)).toEqual([])
    const shown = ` ${tag} c`.replace(/ <!--.*-->/, '')
    const text = String(outputs.find(({ path }) => path.endsWith('letter.txt'))!.content).replace(/\s+/g, ' ')
    expect(text.split(shown).length).toBeGreaterThan(18)
    const pages = outputs.filter(({ path }) => path.endsWith('.html')).map(({ content }) => String(content))
    expect(pages.filter(page => /<[^>]* id=x|<!-- x/.test(page))).toEqual([])
  })

  test('whatever it is, a build ends with outputs or with faults in the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES, QUOTE), html, async (place, piece) => {
        const { outputs, messages } = await build(place.replaceAll('X', () => piece))
        expect(outputs.length > 0).toBe(messages.length === 0)
        for (const { ruleId, file, line } of messages) {
          expect(Object.keys(rules)).toContain(ruleId)
          expect([file?.split('/')[0], typeof line]).toEqual(['descriptors', 'number'])
        }
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    )
  })
})

test('a section of comments only is empty', async () => {
  const { messages } = await build('<!-- to do -->\n\n<!-- nothing yet')
  expect(messages.map(({ ruleId, line }) => [ruleId, line])).toContainEqual(['section-missing', 25])
})
