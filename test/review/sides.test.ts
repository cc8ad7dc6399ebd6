import { describe, expect, test } from 'vitest'
import { type Reader, readSides } from '../../src/cli/review-sides.ts'
import { review } from '../../src/review/review.ts'
import type { InputFile } from '../../src/types.ts'
import { base, templates } from '../support/plans.ts'

/** The base request with a change of one file. */
function changed(name: string, change: (text: string) => string): InputFile[] {
  return base.map(file => {
    if (!file.path.endsWith(name)) return file
    return { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
  })
}

const maker = (name: string) => changed('/Q2042.md', text => text.replace('maker: Novartis', `maker: ${name}`))
const dose = () => changed('/Q2042.md', text => text.replace(/(Proposed[\s\S]*)600/, '$160'))

/** A template of the PDF that the compiler refuses: whoever makes a PDF with it finds a fault. */
const broken = templates.map(file =>
  file.path.endsWith('/page.typ') ? { ...file, bytes: new TextEncoder().encode('#let') } : file,
)

async function compare(before: readonly InputFile[], after: readonly InputFile[], templatesBefore = templates) {
  const asked: string[] = []
  const reader = (files: readonly InputFile[], side: string): Reader => {
    return async folder => {
      asked.push(`${side} ${folder}`)
      return [
        ...(folder === 'descriptors'
          ? files
          : folder === 'templates'
            ? side === 'base'
              ? templatesBefore
              : templates
            : []),
      ]
    }
  }
  const sides = await readSides(reader(before, 'base'), reader(after, 'head'))
  return { ...review(sides.base, sides.head), stale: sides.stale, asked }
}

const rules = (messages: readonly { rule: string }[]) => messages.map(({ rule }) => rule)

describe('a review builds what it needs', () => {
  test('the head whole, of the base no PDF; out/ is read of the head alone', async () => {
    const { asked, stale, newMessages, goneMessages } = await compare(base, maker('Novartis AG'), broken)
    expect([newMessages, goneMessages]).toEqual([[], []])
    expect(asked).not.toContain('base out')
    expect(stale.length).toBeGreaterThan(20)
  })

  test('of the base the faults of its wordings', async () => {
    const back = await compare(dose(), base)
    expect([rules(back.newMessages), rules(back.goneMessages)]).toEqual([[], ['strike-only', 'element-kept']])
    const same = await compare(dose(), dose())
    expect([rules(same.newMessages), rules(same.goneMessages), same.standingMessages]).toEqual([[], [], 2])
  })

  test('and its PDF where the head has a fault of that, which is new only where the base has it not', async () => {
    const forth = await compare(base, maker('細'), broken)
    expect([rules(forth.newMessages), rules(forth.goneMessages)]).toEqual([['page-glyph'], ['page-template']])
    const brand = changed('/Q2042.md', text => text.replace('Novartis', '細').replace('Kymriah', 'K'))
    const standing = await compare(maker('細'), brand)
    expect([rules(standing.newMessages), standing.standingMessages]).toEqual([[], 1])
  })
})
