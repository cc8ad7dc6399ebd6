import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cutElements } from '../../src/redline/elements/cut.ts'
import { redline } from '../../src/redline/redline.ts'
import type { Redline } from '../../src/redline/types.ts'

const folder = (name: string) => new URL(`../fixtures/${name}/`, import.meta.url).pathname
const read = (path: string) => readFileSync(path, 'utf8').replace(/\n$/, '')

describe('redlines', () => {
  const root = folder('redline')
  it.each(readdirSync(root))('%s', async name => {
    const drawn = redline(read(`${root}${name}/current.txt`), read(`${root}${name}/proposed.txt`))
    await expect(print(drawn)).toMatchFileSnapshot(`${root}${name}/expected.txt`)
  })
})

describe('elements', () => {
  const root = folder('elements')
  it.each(readdirSync(root))('%s', async name => {
    const elements = cutElements(read(`${root}${name}/long.txt`))
    const rows = elements.map(
      ({ role, lead, text }) => `${role.padEnd(16)} ${JSON.stringify(lead).padEnd(4)} ${text}\n`,
    )
    await expect(rows.join('')).toMatchFileSnapshot(`${root}${name}/expected.txt`)
  })
})

/** The redline on the first line, then one line an edit: its effect, what it touches, what it moves. */
function print({ segments, edits }: Redline): string {
  const marks = { same: ['', ''], deletion: ['[-', '-]'], insertion: ['{+', '+}'] } as const
  const text = segments.map(segment => marks[segment.type].join(segment.text)).join('')
  const lines = edits.map(({ deletion, insertion, effect, touches, moved }) => {
    const what = `${JSON.stringify(deletion)} -> ${JSON.stringify(insertion)}`
    return `${effect}: ${touches.join(', ')}: ${what}${moved ? `, moved: ${moved}` : ''}`
  })
  return `${[text, ...lines].join('\n')}\n`
}
