import { createHash } from 'node:crypto'
import { HtmlValidate } from 'html-validate'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { type Plan, planBuild } from '../../src/build/plan.ts'
import { compareOutputs } from '../../src/cli/commands/check.ts'
import { filesOf, readOut, root } from '../support/project.ts'

const [descriptors, templates, found] = await Promise.all([
  filesOf('descriptors'),
  filesOf('templates'),
  filesOf('out'),
])
const plan = await planBuild(descriptors, templates)
const [comment, application] = ['car-t', 'car-t-2027'].map(name => plan.requests.find(one => one.name === name)!)

/** What is wrong with `out/` if a build of these files is right. */
function faultsOf({ outputs, messages }: Plan): string[] {
  const report = new VFile()
  compareOutputs(outputs, found, report)
  return [...messages, ...report.messages].map(String)
}

test('out/ is what the build makes', () => {
  expect(faultsOf(plan)).toEqual([])
})

test('the order of the files does not matter', async () => {
  expect(faultsOf(await planBuild([...descriptors].reverse(), [...templates].reverse()))).toEqual([])
})

test('a file with a byte order mark and Windows line ends gives the same exhibits', async () => {
  const asWindows = descriptors.map(file => {
    const text = new TextDecoder().decode(file.bytes).replaceAll('\n', '\r\n')
    return { ...file, bytes: new TextEncoder().encode(`\uFEFF${text}`) }
  })
  expect(faultsOf(await planBuild(asWindows, templates))).toEqual([])
})

describe('each page', async () => {
  const pages = plan.outputs.flatMap(({ path, content }) =>
    typeof content === 'string' && path.endsWith('.html') ? [{ path, content }] : [],
  )
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // A request's title may be longer than what a search engine shows.
    rules: { 'no-inline-style': ['error', { allowedProperties: ['--share'] }], 'long-title': 'off' },
  })

  test.each(pages)('$path is valid HTML', async ({ content }) => {
    const report = await validator.validateString(content)
    const faults = report.results.flatMap(result =>
      result.messages.map(one => `${one.line}: ${one.ruleId} ${one.message}`),
    )
    expect(faults).toEqual([])
  })

  const script = templates.find(({ path }) => path.endsWith('page.js'))!

  test.each(pages)('$path loads nothing, and runs nothing but the script of all pages', ({ content }) => {
    const scripts = Array.from(content.matchAll(/<script>([\s\S]*?)<\/script>/g), match => match[1])
    expect(scripts).toEqual([`\n${new TextDecoder().decode(script.bytes)}`])
    const rest = content.replace(/<script>[\s\S]*?<\/script>/, '')
    expect(rest).not.toMatch(/<(?:script|img|link|iframe|object)\b|\bsrc=|\bon\w+=|url\(|@import/i)
    const hash = createHash('sha256').update(scripts[0]!).digest('base64')
    expect(content).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}';`)
  })

  test.each(pages)('$path gives header cells their direction', ({ content }) => {
    expect(content).not.toMatch(/<th>(?!<)/)
  })
})

describe('what an exhibit states', () => {
  const text = async (name: string) => (await readOut(`car-t/${name}.md`)).replaceAll('\\', '')

  test('the sums of the payment table', async () => {
    const payment = await text('exhibit-d')
    for (const amount of ['$2,507.33', '$1,644.59', '$431.37', '$327.68']) expect(payment).toContain(amount)
  })

  test('who names clinical services, before and after', async () => {
    const precedent = await text('exhibit-b')
    expect(precedent).toContain(
      '| Chimeric antigen receptor T-cell (CAR-T) therapy: the codes of this request | 6 of 6 | 0 of 6 |',
    )
    expect(precedent).toContain('| Hematopoietic stem cell gene therapy: the precedents | 0 of 2 | 0 of 2 |')
  })

  test('57 characters struck from each of six codes', async () => {
    expect(
      (await text('working-paper')).match(/^\| \*\*Q20\d\d\*\* \| long \| \d+ \| \d+ \| 57 \| 0 \| yes \|$/gm),
    ).toHaveLength(6)
  })

  test('every page that shows CPT codes has the notice of the AMA', async () => {
    for (const { path, content } of plan.outputs) {
      if (typeof content === 'string' && /\b3822[5-8]\b|\b3X0\d\d\b|CPT/.test(content))
        expect([path, content.replace(/\s+/g, ' ').includes('© AMA. All rights reserved.')]).toEqual([path, true])
    }
  })

  test('no CPT code that had no number yet, and nothing of after the day of the account, in the comment', async () => {
    for (const { path, content } of plan.outputs) {
      if (!path.startsWith('out/car-t/') || /working-paper/.test(path) || typeof content !== 'string') continue
      const found = content.match(/\b3822[5-8]\b|\bQ205[78]\b|\b202[56]\b(?!\))/g) ?? []
      expect([path, found.filter(one => one !== '2025')]).toEqual([path, []])
    }
    expect(
      comment!.open.every(({ what }) => /^(?:to be (?:filled in|confirmed)|no release file of CMS’s own)/.test(what)),
    ).toBe(true)
  })

  test('what is not confirmed is listed in the working paper, and a blank in what is filed', async () => {
    const marked = application!.open.flatMap(({ what }) => /^to be confirmed: (.*)$/.exec(what)?.[1] ?? [])
    expect(marked.length).toBeGreaterThan(0)
    const sources = (await readOut('car-t-2027/working-paper.md')).replaceAll('\\', '')
    expect((await readOut('car-t-2027/exhibit-d.md')).replaceAll('\\', '')).toContain('[to be confirmed]')
    for (const what of marked)
      expect(sources).toContain(what.replace(/^[^:]*: .*$/, one => one.split(': ')[0]!).slice(0, 60))
  })

  test('no word of the machine it was made on', () => {
    for (const { path, content } of plan.outputs)
      expect([path, Buffer.from(content).includes(root)]).toEqual([path, false])
  })
})
