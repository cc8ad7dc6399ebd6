import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { recoverWordings } from '../../src/redline/marks.ts'
import { filesOfMix } from '../support/mixes.ts'
import { templates } from '../support/plans.ts'
import { filesOf } from '../support/project.ts'
import { toFiles } from '../support/real-changes.ts'

const squeeze = (text: string) => text.replace(/\s+/g, ' ')

/** A request of so many codes, whose descriptors are as long as that of Q2041. */
function codes(count: number) {
  return toFiles({
    name: 'made',
    changes: '- strike: ", including the collection and the preparation of each of the samples"',
    codes: Array.from({ length: count }, (_, index) => {
      const product = `Product number ${index + 10}, up to 200 million cells of the patient that are viable`
      const current = `${product}, including the collection and the preparation of each of the samples, per therapeutic dose`
      const proposed = `${product}, per therapeutic dose`
      const rest = { brand: 'Brandname', maker: 'Manufacturer' }
      return { code: `A00${index + 10}`, short: 'Product', added: '2020-01-01', current, proposed, ...rest }
    }),
  })
}

describe('the redline sheet has one page', () => {
  const pagesOf = async (files: Parameters<typeof planBuild>[0]) => {
    const { outputs, messages } = await planBuild(files, templates, ['pdf'])
    expect(messages.map(String)).toEqual([])
    return outputs.flatMap(({ path, pages }) => (/\/redline-sheet\.pdf$/.test(path) ? [pages] : []))
  }

  test('of each request that comes with the project', async () => {
    expect(await pagesOf(await filesOf('descriptors'))).toEqual([1, 1])
  })

  test('up to ten codes of usual length; more take what they need', async () => {
    expect(await pagesOf(codes(10))).toEqual([1])
    expect(await pagesOf(codes(40))).toEqual([expect.any(Number)])
    expect((await pagesOf(codes(40)))[0]).toBeGreaterThan(1)
  })
})

describe('the redline sheet shows', () => {
  const mix = { kind: 'both', edit: 'strike', revise: 2, establish: 1, discontinue: 1, precedents: false } as const

  test.each(['comment', 'application'] as const)('what the letter of a %s asks, in its words', async venue => {
    const { outputs } = await planBuild(filesOfMix({ ...mix, venue }), templates, ['txt'])
    const [letter, sheet] = ['letter', 'redline-sheet'].map(name =>
      squeeze(String(outputs.find(({ path }) => path.endsWith(`/${name}.txt`))!.content)),
    )
    const asks = (text: string) => text.match(/We ask that CMS .*?\.(?= |$)/g)
    expect(asks(sheet!)).toHaveLength(4)
    expect(asks(sheet!)).toEqual(asks(letter!))
  })

  test('each descriptor that changes, comes, or goes, and both of its wordings', async () => {
    const { outputs } = await planBuild(filesOfMix({ ...mix, venue: 'comment' }), templates, ['txt'])
    const sheet = String(outputs.find(({ path }) => path.endsWith('/redline-sheet.txt'))!.content)
    const cells = Array.from(sheet.replace(/\n {4}/g, ' ').matchAll(/^ {2}(Long|Short) descriptor: (.*)$/gm), match => [
      match[1],
      recoverWordings(match[2]!),
    ])
    expect(cells).toEqual([
      ['Long', { current: 'Kit one, sterile, each', proposed: 'Kit one, each' }],
      ['Short', { current: 'Kit one spc', proposed: 'Kit one' }],
      ['Long', { current: 'Kit two, sterile, each', proposed: 'Kit two, each' }],
      ['Short', { current: 'Kit two spc', proposed: 'Kit two' }],
      ['Long', { current: 'Bag one, each', proposed: '' }],
      ['Short', { current: 'Bag one', proposed: '' }],
      ['Long', { current: '', proposed: 'Tray one, each' }],
      ['Short', { current: '', proposed: 'Tray one' }],
    ])
  })

  test('no redline where a descriptor stays', async () => {
    const { outputs } = await planBuild(filesOfMix({ ...mix, kind: 'long', venue: 'comment' }), templates, ['txt'])
    const sheet = String(outputs.find(({ path }) => path.endsWith('/redline-sheet.txt'))!.content)
    expect(sheet.match(/Short descriptor: No change/g)).toHaveLength(2)
  })
})
