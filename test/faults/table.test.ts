import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../support/project.ts'

test('each row of docs/reliability.md is an experiment, and each experiment a row', () => {
  const rows = readFileSync(`${root}/docs/reliability.md`, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| '))
  const sources = readdirSync(`${root}/test/faults`)
    .filter(name => name.endsWith('.test.ts') && name !== 'table.test.ts')
    .map(name => readFileSync(`${root}/test/faults/${name}`, 'utf8'))
  const titles = sources.flatMap(source =>
    Array.from(source.matchAll(/^ *test(?:\.(?:skipIf|each)\([\s\S]*?\))?\(\s*'([^']+)'/gm), match => match[1]!),
  )
  expect(
    rows
      .slice(1)
      .map(row => row.split(' | ')[0]!.slice(2))
      .sort(),
  ).toEqual(titles.sort())
})
