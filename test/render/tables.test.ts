import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { toXlsx } from '../../src/render/tables/xlsx.ts'
import { canRun, pipe } from '../support/peers.ts'
import { prose, templates } from '../support/plans.ts'
import { RUNS } from '../support/runs.ts'

const canReadPdf = canRun('pdftotext')

/** Tables with a word of its own in each cell, and rows that name fewer cells than the head, as Markdown allows. */
const table = fc.integer({ min: 1, max: 5 }).chain(columns => {
  const row = fc.integer({ min: 1, max: columns })
  return fc.record({ columns: fc.constant(columns), rows: fc.array(row, { maxLength: 5 }) })
})

const wordAt = (which: number, row: number, column: number) => `q${which}r${row}c${column}q`
const cells = (count: number, which: number, row: number) =>
  Array.from({ length: count }, (_, column) => wordAt(which, row, column))

function toTable({ columns, rows }: { columns: number; rows: readonly number[] }, which: number): string {
  const lines = [columns, ...rows].map((count, row) => `| ${cells(count, which, row).join(' | ')} |`)
  return [lines[0], `|${'-|'.repeat(columns)}`, ...lines.slice(1)].join('\n')
}

/** Where each of these words begins on its page, in points from the left. */
function lefts(pdf: Uint8Array): Map<string, number> {
  const words = pipe('pdftotext', ['-bbox', '-', '-'], pdf).matchAll(/xMin="([\d.]+)"[^>]*>(q\d+r\d+c\d+q)</g)
  return new Map(Array.from(words, ([, left, word]) => [word!, Math.round(Number(left))]))
}

/** How many cells each row of a Word file has that has one of these words, with the words. */
function wordRows(docx: Uint8Array): { count: number; words: string[] }[] {
  const xml = strFromU8(unzipSync(docx)['word/document.xml']!)
  return (xml.match(/<w:tr[ >][\s\S]*?<\/w:tr>/g) ?? [])
    .map(row => ({ count: row.match(/<w:tc>/g)!.length, words: row.match(/q\d+r\d+c\d+q/g) ?? [] }))
    .filter(({ words }) => words.length > 0)
}

test('a workbook of more than 26 columns can be filtered by each of them', async () => {
  const row = Array.from({ length: 53 }, (_, column) => `c${column}`)
  const sheet = strFromU8(
    unzipSync(await toXlsx([row, row], { sheet: 'S', csv: 's.csv' }))['xl/worksheets/sheet1.xml']!,
  )
  expect(sheet).toContain('<autoFilter ref="A1:BA2"/>')
})

test('a workbook is printed on as many pages beside each other as let its type be 5.5 points', () => {
  const digit = 0.556
  for (const count of [1, 4, 12, 40]) {
    const head = Array.from({ length: count }, (_, column) => `Column ${column}`)
    const files = unzipSync(toXlsx([head, head.map(() => 'word '.repeat(8).trim())], { sheet: 'S', csv: 's.csv' }))
    const [sheet, book] = ['worksheets/sheet1', 'workbook'].map(name => strFromU8(files[`xl/${name}.xml`]!))
    const [first, ...rest] = Array.from(sheet!.matchAll(/ width="([\d.]+)"/g), match => Number(match[1]))
    const pages = Number(/fitToWidth="(\d+)"/.exec(sheet!)![1])
    const across = first! + rest.reduce((sum, width) => sum + width, 0) / pages
    expect([count, (10.2 * 72) / (digit * across) >= 5.4]).toEqual([count, true])
    expect([count, pages]).toEqual([count, count <= 4 ? 1 : count === 12 ? 3 : 9])
    expect(book).toContain(`'S'!$A:$A,'S'!$1:$1`)
  }
})

test('each cell comes out of each format, in its own column, whatever the others of its row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 4 }), async tables => {
      const all = tables.flatMap(({ columns, rows }, which) =>
        [columns, ...rows].flatMap((count, row) => cells(count, which, row)),
      )
      const { outputs, messages } = await planBuild(
        prose(`A.[^request]\n\n${tables.map(toTable).join('\n\n')}`),
        templates,
      )
      expect(messages.map(String)).toEqual([])
      const made = (ending: string) => outputs.find(({ path }) => path.endsWith(`/letter.${ending}`))!.content
      for (const ending of ['md', 'html', 'txt'])
        expect([ending, all.filter(word => !String(made(ending)).includes(word))]).toEqual([ending, []])
      expect(String(made('txt'))).not.toContain('undefined')
      const rows = wordRows(made('docx') as Uint8Array)
      expect(rows.flatMap(({ words }) => words)).toEqual(all)
      const counts = tables.flatMap(({ columns, rows }) => [columns, ...rows].map(() => columns))
      expect(rows.map(({ count }) => count)).toEqual(counts)
      if (!canReadPdf) return
      const found = lefts(made('pdf') as Uint8Array)
      const placed = all.map(word => [word, found.get(word)])
      expect(placed).toEqual(all.map(word => [word, found.get(word.replace(/r\d+/, 'r0'))]))
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  )
})
