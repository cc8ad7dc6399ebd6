import fc from 'fast-check'
import type { Table } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { describe, expect, test } from 'vitest'
import { columnShares, fitTable, HELD_TOGETHER } from '../../src/render/columns.ts'
import { RUNS } from '../support/runs.ts'

function tableOf(rows: readonly (readonly string[])[]): Table {
  const cell = (value: string) => ({ type: 'tableCell' as const, children: [{ type: 'text' as const, value }] })
  return { type: 'table', children: rows.map(row => ({ type: 'tableRow' as const, children: row.map(cell) })) }
}

const word = fc.stringMatching(/^[a-zA-Z0-9$,-]{1,20}$/)
const text = fc.array(word, { maxLength: 30 }).map(words => words.join(' '))
const rows = fc
  .integer({ min: 1, max: 7 })
  .chain(width => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }))

describe('the columns of a table', () => {
  test('share the whole line, and each has room for its longest word', () => {
    fc.assert(
      fc.property(rows, made => {
        for (const part of fitTable(tableOf(made))) {
          const shares = columnShares(part)
          expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1)
          for (const [column, share] of shares.entries()) {
            const words = part.children.flatMap(row => plainText(row.children[column]).split(' '))
            const longest = Math.max(...words.map(one => one.length))
            // At the least a letter takes six tenths of one of the 112 of a line, in smaller type eight ninths of that.
            expect(share * 112).toBeGreaterThan(longest * 0.6 * (8 / 9))
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('give room where it saves lines: descriptors on one line, and not heads', () => {
    const table = tableOf([
      ['Placeholder in the proposed rule', 'CMS short descriptor', 'CMS proposed', 'SI requested', 'Payment requested'],
      ['3X018', 'Car-t hrv bld-drv t lymphcyt', 'SI B, no OPPS payment', 'S', '$1,644.59'],
      ['3X019', 'Car-t prep t lymphcyt f/trns', 'SI B, no OPPS payment', 'S', '$431.37'],
      ['3X020', 'Car-t receipt&prepj admn', 'SI B, no OPPS payment', 'S', '$431.37'],
    ])
    const [, short, proposed] = columnShares(table)
    expect(short! * 112).toBeGreaterThan('Car-t hrv bld-drv t lymphcyt'.length * 0.85)
    expect(proposed! * 112).toBeGreaterThan('SI B, no OPPS payment'.length * 0.85)
  })

  test('have room for what is held together', () => {
    const share = (cell: string) =>
      columnShares(
        tableOf([
          ['Added', 'Text'],
          [cell, 'word '.repeat(400)],
        ]),
      )[0]!
    expect(share('September 30,')).toBeGreaterThan(share('September a30,'))
  })
})

test.each(['September 9', 'May 31', '89 FR 59186', '§ 414.802', '© AMA.', '$327.68.'])('%s is held together', held => {
  expect(`of ${held} of`.match(HELD_TOGETHER)).toEqual([held])
})
test.each(['Maybe 9', 'car 89 FR', 'July 2024', '$ 5'])('%s is not', text => {
  expect(`of ${text} of`.match(HELD_TOGETHER)).toBeNull()
})
