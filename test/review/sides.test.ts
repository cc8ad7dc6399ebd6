import { afterEach, describe, expect, test, vi } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { type Reader, readSides } from '../../src/cli/review-sides.ts'
import { FORMATS } from '../../src/render/types.ts'
import { review } from '../../src/review/review.ts'
import type { InputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'

vi.mock('../../src/build/plan.ts', async original => {
  const plan = await original<typeof import('../../src/build/plan.ts')>()
  return { ...plan, planBuild: vi.fn(plan.planBuild) }
})
afterEach(() => void vi.clearAllMocks())

/** The base request with a change of one file. */
function changed(name: string, change: (text: string) => string): InputFile[] {
  return base.map(file => {
    if (!file.path.endsWith(name)) return file
    return { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
  })
}

const maker = (name: string) => changed('/Q2042.md', text => text.replace('maker: Novartis', `maker: ${name}`))
const dose = () => changed('/Q2042.md', text => text.replace(/(Proposed[\s\S]*)600/, '$160'))

async function compare(before: readonly InputFile[], after: readonly InputFile[]) {
  const asked: string[] = []
  const reader = (files: readonly InputFile[], side: string): Reader => {
    return async folder => {
      asked.push(`${side} ${folder}`)
      return [...(folder === 'descriptors' ? files : folder === 'templates' ? templates : [])]
    }
  }
  const sides = await readSides(reader(before, 'base'), reader(after, 'head'))
  const made = vi.mocked(planBuild).mock.calls.map(([, , formats]) => formats)
  return { ...review(sides.base, sides.head), stale: sides.stale, made, asked }
}

const rules = (messages: readonly { rule: string }[]) => messages.map(({ rule }) => rule)

describe('a review builds what it needs', () => {
  test('the head whole, of the base its faults; out/ is read of the head alone', async () => {
    const { made, asked, stale, newMessages } = await compare(base, maker('Novartis AG'))
    expect(made).toEqual([FORMATS, ['txt']])
    expect(asked).not.toContain('base out')
    expect(stale.length).toBeGreaterThan(20)
    expect(newMessages).toEqual([])
  })

  test('nothing twice where no descriptor and no template changed', async () => {
    const same = await compare(dose(), dose())
    expect([same.made, rules(same.newMessages), same.standingMessages]).toEqual([[FORMATS], [], 2])
  })

  test('what is wrong with wordings is known of the base without Word and PDF', async () => {
    const back = await compare(dose(), base)
    expect([back.made, rules(back.goneMessages)]).toEqual([
      [FORMATS, ['txt']],
      ['strike-only', 'element-kept'],
    ])
  })

  test('a fault of the PDF is new only where the base has none', async () => {
    const forth = await compare(base, maker('細'))
    expect([forth.made, rules(forth.newMessages)]).toEqual([[FORMATS, FORMATS], ['page-glyph']])
    const standing = await compare(
      maker('細'),
      changed('/Q2042.md', text => text.replace('Novartis', '細').replace('Kymriah', 'K')),
    )
    expect([rules(standing.newMessages), standing.standingMessages]).toEqual([[], 1])
  })
})
