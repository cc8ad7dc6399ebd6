import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { blocksOf, leastRequest } from '../support/least-request.ts'
import { filesOf, root } from '../support/project.ts'

const readme = readFileSync(`${root}/README.md`, 'utf8')
const templates = await filesOf('templates')

test('the least request that docs/requests.md shows can be built', async () => {
  const files = Object.entries(leastRequest).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
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
  const shown = blocksOf('README.md').find(block => block.startsWith('---\ncode: Q2042'))!
  expect(readFileSync(`${root}/descriptors/car-t/Q2042.md`, 'utf8')).toBe(shown)
})

test('the README has the two commands as they stand', () => {
  expect(readme).toContain('```sh\nnpm ci && npm run build\n```\n')
  expect(readme).toContain('```sh\nnpm test\n```\n')
})
