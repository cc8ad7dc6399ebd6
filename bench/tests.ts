import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './processes.ts'
import { digits, type Found } from './table.ts'

interface Measured {
  readonly day: string
  readonly machine: string
  readonly runs: readonly {
    readonly commit: string
    readonly says: string
    readonly without: number
    readonly with: number
  }[]
}

/** How long `npm test` takes: measured by hand, as it takes minutes and needs a machine with and one without a browser. */
export function tellTests(): Found {
  const { day, machine, runs } = JSON.parse(readFileSync(join(root, 'bench/tests.json'), 'utf8')) as Measured
  const [first] = runs as [Measured['runs'][number]]
  const cell = (seconds: number, before: number) => `${seconds} s (${digits(seconds / before)})`
  return {
    sections: [
      {
        heading: 'The tests',
        says: `\`npm test\` as a whole, by its clock, once for each figure and one after the other, on a machine with little else to do (${machine}, ${day}), written down in \`bench/tests.json\`. In parentheses: by the first line. Without Chromium the tests of pages are skipped.`,
        rows: [
          ['commit', 'without a browser', 'with Chromium'],
          ...runs.map(one => [
            `${one.commit}, ${one.says}`,
            cell(one.without, first.without),
            cell(one.with, first.with),
          ]),
        ],
      },
    ],
  }
}
