import { VFile } from 'vfile'
import { describe, expect, test, vi } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { reviewTree } from '../../src/document/reports/review.ts'
import { toMarkdown } from '../../src/render/markdown.ts'
import { review } from '../../src/review/review.ts'
import { readStated } from '../../src/review/stated.ts'
import { rules } from '../../src/rules.ts'
import type { InputFile } from '../../src/types.ts'
import { call } from '../support/call.ts'
import { base, templates } from '../support/plans.ts'
import { isLong } from '../support/runs.ts'

/** What every object has without being given it, and what a promise looks for; the long run takes all. */
const NAMES = isLong
  ? [...Object.getOwnPropertyNames(Object.prototype), 'then', 'length', 'prototype']
  : ['constructor', 'toString', '__proto__', 'hasOwnProperty']

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (file: InputFile) => new TextDecoder().decode(file.bytes)

/** The base request with one file changed, or added. */
function edit(path: string, change: (text: string) => string): InputFile[] {
  const full = `descriptors/demo/${path}`
  const file = base.find(one => one.path === full) ?? { path: full, bytes: encode('') }
  return [...base.filter(one => one !== file), { path: full, bytes: encode(change(decode(file))) }]
}

/** Where such a name may stand, in a file that the build reads. */
const PLACES: readonly (readonly [string, (name: string) => InputFile[]])[] = [
  ['a field of a code', name => edit('Q2041.md', text => text.replace('code:', `${name}: x\ncode:`))],
  ['a field of a request', name => edit('request.md', text => text.replace('title:', `${name}: x\ntitle:`))],
  ['a group of fields', name => edit('request.md', text => text.replace('title:', `${name}:\n  ${name}: x\ntitle:`))],
  ['a field to confirm', name => edit('request.md', text => text.replace('toConfirm:', `toConfirm:\n  ${name}: x`))],
  ['an element to keep', name => edit('request.md', text => text.replace('keeps: [', `keeps: [${name}, `))],
  ['a file to attach', name => edit('request.md', text => text.replace('family:', `filing: [${name}]\nfamily:`))],
  ['a heading of a code', name => edit('Q2041.md', text => `${text}\n## \`${name}\`\n\na\n`)],
  [
    'a heading of a request',
    name => edit('request.md', text => text.replace('## Why', `## \`${name}\`\n\na\n\n## Why`)),
  ],
  ['a heading in prose', name => edit('request.md', text => text.replace('## Why', `## Why\n\n### \`${name}\``))],
  [
    'a footnote',
    name => edit('request.md', text => `${text.replace('product.', `product.[^${name}]`)}\n[^${name}]: x\n`),
  ],
  [
    'a link',
    name =>
      edit('request.md', text =>
        text.replace('product.', `product. [a][${name}] [${name}]\n\n[${name}]: https://x.org\n\n`),
      ),
  ],
  ['a field of a data file', name => edit('payment.yaml', text => `${name}: x\n${text}`)],
  ['a value of a data file', name => edit('payment.yaml', text => text.replace(/step: .*/, `step: ${name}`))],
  ['a quotation', name => edit('quotations.yaml', text => text.replace(/id: .*/, `id: ${name.toLowerCase()}`))],
  ['a data file', name => edit(`${name}.yaml`, () => 'a: b\n')],
  ['a code', name => edit(`${name}.md`, () => decode(base[0]!).replace(/code: .*/, `code: ${name}`))],
  ['a folder', name => base.map(file => ({ ...file, path: file.path.replace('/Q2041', `/${name}/Q2041`) }))],
  ['an approval', name => edit('approvals', () => `approvals:\n  - ${name}: x\n`)],
  ['a request', name => base.map(file => ({ ...file, path: file.path.replace('/demo/', `/${name}/`) }))],
]

const side = (files: readonly InputFile[]) => ({
  files: files.map(readStated).filter(file => file !== undefined),
  approvals: [],
  messages: [],
})

const texts = new Map(templates.map(file => [file.path.split('/').at(-1)!, String(decode(file))]))

function printReview(before: readonly InputFile[], after: readonly InputFile[]): string {
  const report = new VFile()
  const tree = reviewTree(
    review(side(before), side(after)),
    { base: 'a', head: 'b', stale: [], otherTemplates: false },
    texts,
    report,
  )
  expect(report.messages).toEqual([])
  return toMarkdown(tree!)
}

describe.each(PLACES)('%s named like what every object has', (place, make) => {
  test('is built or refused, with its rule', async () => {
    for (const name of NAMES) {
      const { outputs, messages } = await planBuild(make(name), templates, ['md'])
      expect([name, outputs.length > 0]).toEqual([name, messages.length === 0])
      for (const { ruleId, reason } of messages) {
        expect(Object.keys(rules)).toContain(ruleId)
        expect(reason).not.toMatch(/native code|\[object/)
      }
      for (const { content } of outputs) expect(String(content)).not.toMatch(/native code|\[object/)
    }
  })

  test('is reviewed by that name', () => {
    for (const name of NAMES) {
      const [came, went] = [printReview(base, make(name)), printReview(make(name), base)]
      expect(came + went).not.toMatch(/native code|\[object|undefined/)
      if (place !== 'an approval') expect(came.replaceAll('\\', '').toLowerCase()).toContain(name.toLowerCase())
    }
  })
})

test('no command, option, format or template has such a name', async () => {
  const said = vi.spyOn(console, 'error')
  for (const name of NAMES) {
    for (const args of [
      [name],
      ['build', `--${name}`],
      ['build', '--formats', name],
      ['redline', 'a', 'b', '--formats', name],
    ]) {
      expect(await call(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Unexpected') })
    }
    const cover = templates.map(file =>
      file.path.endsWith('/cover.md.hbs')
        ? { ...file, bytes: encode(`# a\n\n{{${name}}} {{#if request.${name}}}x{{/if}}\n`) }
        : file,
    )
    const { outputs, messages } = await planBuild(base, cover, ['md'])
    expect([name, outputs, messages.map(({ ruleId }) => ruleId)]).toEqual([
      name,
      [],
      ['template-value', 'template-value'],
    ])
  }
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
})
