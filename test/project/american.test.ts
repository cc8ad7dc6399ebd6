import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { britishIn, type Found, unAmericanPrintIn } from '../support/british.ts'
import { root } from '../support/project.ts'

const TEXT = /\.(?:ts|mjs|js|md|txt|html|hbs|typ|css|yaml|json)$/

const filesIn = (folder: string) =>
  readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && TEXT.test(entry.name))
    .map(entry => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))

const pages = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs')]
const made = filesIn('out')
const written = [...filesIn('templates'), ...filesIn('descriptors')]
const source = ['start.mjs', ...['src', 'scripts', 'bench', 'schemas'].flatMap(filesIn)]
const tests = filesIn('test').filter(path => path.endsWith('.ts') && path !== 'test/support/british.ts')

/** These read the one way of writing and the other, and name both. */
const READ_DATES = 'src/request/dates.ts'
const READ_UNITS = 'src/redline/classify/units.ts'

const textOf = (path: string) => readFileSync(`${root}/${path}`, 'utf8')

/** "docs/a.md:3: “colour”, American: “color”" for each of what was found. */
function tell(path: string, text: string, found: readonly Found[]): string[] {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  return found.map(({ offset, word, american }) => `${path}:${lineOf(offset)}: “${word}”, American: “${american}”`)
}

const tellAll = (paths: readonly string[], find: (text: string) => Found[]) =>
  paths.flatMap(path => tell(path, textOf(path), find(textOf(path))))

describe('American usage', () => {
  test('holds for spelling, in all that people read', () => {
    const own = 'test/project/american.test.ts'
    const paths = [...pages, ...made, ...written, ...source, ...tests]
    expect(
      tellAll(
        paths.filter(path => path !== own && path !== READ_UNITS),
        britishIn,
      ),
    ).toEqual([])
  })

  test('holds for dates, dashes and percents', () => {
    const paths = [...pages, ...made, ...written, ...source].filter(path => path !== READ_DATES)
    expect(tellAll(paths, unAmericanPrintIn)).toEqual([])
  })
})

describe('what is not American is found', () => {
  test.each([
    [
      'It recognised\nthe colours.',
      ['a.md:1: “recognise”, American: “recognize”', 'a.md:2: “colour”, American: “color”'],
    ],
    ['recogniseRows', ['a.md:1: “recognise”, American: “recognize”']],
    ['Whilst ten per cent', ['a.md:1: “Whilst”, American: “while”', 'a.md:1: “per cent”, American: “percent”']],
    ['emphasis, analysis, promise, revise, diameter, catalogue, per centimeter, an organism', []],
  ])('spelling: %j', (text, expected) => {
    expect(tell('a.md', text, britishIn(text))).toEqual(expected)
  })

  test.each([
    ['9 September 2024', ['9 September 2024']],
    ['on the 9th of Sept. 2024', ['9th of Sept. 2024']],
    ['31.12.2024', ['31.12.2024']],
    ['Exhibit A – Requests', ['A – Requests']],
    ['10–15 %', ['15 %']],
    ['September 9, 2024; 2024-09-09; pp. 11–12; 10–15%; version 1.2.2024.1; 89 FR 59186, July 2024', []],
  ])('print: %j', (text, expected) => {
    expect(unAmericanPrintIn(text).map(({ word }) => word)).toEqual(expected)
  })
})
