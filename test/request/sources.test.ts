import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { call } from '../support/call.ts'
import { base, templates } from '../support/plans.ts'
import { emptyFolder } from '../support/scratch.ts'

/** What is made of the base request with a change of its request.md, and what is said of it. */
async function built(change: (text: string) => string) {
  const files = base.map(file => {
    if (!file.path.endsWith('/request.md')) return file
    return { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
  })
  const { outputs, messages } = await planBuild(files, templates, ['txt'])
  const textOf = (name: string) => String(outputs.find(({ path }) => path.endsWith(`/${name}.txt`))?.content)
  return { textOf, said: messages.map(String) }
}

describe('a source', () => {
  test('is cited by its name in any case', async () => {
    const { textOf, said } = await built(
      whole =>
        `${whole.replace('The services are not the product', 'So it is.[^other] $&')}[^Other]: Another letter.\n`,
    )
    expect(said).toEqual([])
    expect(textOf('letter')).toMatch(/So it is\.\[\d+\]/)
    expect(textOf('letter')).toMatch(/\[\d+\] Another letter\./)
  })

  test('of two paragraphs is whole within a line', async () => {
    const { textOf, said } = await built(whole => whole.replace('[^release]: ', '[^release]: One part.\n\n    '))
    expect(said).toEqual([])
    expect(textOf('packet').replaceAll(/\s+/g, ' ')).toContain(
      'Source of the current wording: One part. CMS, HCPCS Level II',
    )
  })

  test.each([
    ['- one\n    - two', 'list'],
    ['> quoted', 'quote'],
    ['```\n    code\n    ```', 'code'],
    ['| a |\n    |---|\n    | b |', 'table'],
  ])('is not %j', async (block, what) => {
    const { said } = await built(whole =>
      whole.replace('[^release]: CMS', `[^release]: CMS.\n\n    ${block}\n\n    CMS`),
    )
    expect(said).toEqual([expect.stringContaining(`Unexpected ${what} in the footnote “release”, expected text`)])
  })
})

describe('a name that Windows keeps for a device', () => {
  test.each(['con', 'nul', 'prn', 'aux', 'com1', 'lpt9'])('%s is no name of a request', async name => {
    const options = ['new', 'Q2041', '--from', 'x.zip', '--venue', 'comment', '--request', name]
    const { code, stderr } = await call(options, await emptyFolder())
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Unexpected name “${name}”, expected another: Windows`)])
    const files = base.map(file => ({ ...file, path: file.path.replace('/demo/', `/${name}/`) }))
    const { messages, outputs } = await planBuild(files, templates, ['md'])
    expect(outputs).toEqual([])
    expect(String(messages[0])).toContain(`Unexpected folder descriptors/${name}, expected another name`)
  })

  test.each(['con-1', 'console', 'com', 'lpt10'])('%s is one', async name => {
    const files = base.map(file => ({ ...file, path: file.path.replace('/demo/', `/${name}/`) }))
    expect((await planBuild(files, templates, ['md'])).messages.map(String)).toEqual([])
  })
})
