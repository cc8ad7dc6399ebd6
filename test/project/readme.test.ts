import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { filesOf, root } from '../support/project.ts'

const readme = readFileSync(`${root}/README.md`, 'utf8')
const requests = readFileSync(`${root}/docs/requests.md`, 'utf8')

/** The Markdown files that a page shows. */
function blocksOf(page: string): string[] {
  return Array.from(page.matchAll(/^( *)```markdown\n([\s\S]*?)^ *```$/gm), ([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

const templates = await filesOf('templates')
const input = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) })

test('the least request that docs/requests.md shows can be built', async () => {
  const request = blocksOf(requests).find(block => block.includes('source: our-request'))!
  const code = `---
code: K1002
short: Ces system
added: 2020-01-01
source: our-request
---

## Current descriptor

> Cranial electrotherapy stimulation (ces) system, any type

## Proposed descriptor

> Cranial electrotherapy stimulation (ces) system
`
  const files = [input('descriptors/ces/request.md', request), input('descriptors/ces/K1002.md', code)]
  const plan = await planBuild(files, templates)
  expect(plan.messages.map(String)).toEqual([])
  expect(plan.outputs.map(output => output.path)).toContain('out/ces/exhibit-b.md')
  const exhibit = plan.outputs.find(output => output.path === 'out/ces/exhibit-a.md')!.content
  expect(exhibit).toContain(
    'strike “, any type”, and change nothing else, in the long descriptor of HCPCS Level II code K1002',
  )
  expect(exhibit).toContain('## K1002\n')
})

test('the descriptor that the README shows is the one of the project', () => {
  const shown = blocksOf(readme).find(block => block.startsWith('---\ncode: Q2042'))!
  expect(readFileSync(`${root}/descriptors/car-t/Q2042.md`, 'utf8')).toBe(shown)
})

test('the README has the two commands as they stand', () => {
  expect(readme).toContain('```sh\nnpm ci && npm run build\n```\n')
  expect(readme).toContain('```sh\nnpm test\n```\n')
})
