import { expect, test } from 'vitest'
import { root } from '../support/project.ts'
import { runProgram } from './scratch.ts'

test('the package, as npm, Node.js and TypeScript see it', async () => {
  expect(await runProgram(['npm', 'run', '-s', 'package'], { cwd: root })).toMatchObject({ code: 0 })
})
