import { describe, expect, test } from 'vitest'
import { compareReleases } from '../../src/release/compare.ts'
import { listItems, narrow } from '../../src/release/items.ts'
import { judgeList, toOwnList } from '../../src/release/own-list.ts'
import { readList } from '../../src/release/read/list.ts'
import { record, release } from './made-releases.ts'
import { makeCsv, makeXlsx } from './release-maker.ts'
import { makeZip } from './zip-maker.ts'

const rows = [
  ['Item', 'HCPCS', 'Owner'],
  ['100', 'q9001', 'Pharmacy'],
  ['101', ' Q9002-JW', 'Pharmacy'],
  ['102', 'none'],
]

describe('a list of one’s own', () => {
  test.each([
    ['a.csv', makeCsv(rows)],
    ['a.xlsx', makeXlsx(rows)],
  ])('is read from %s', async (name, bytes) => {
    const { rows: read, messages } = await readList(name, bytes)
    expect(messages).toEqual([])
    expect(toOwnList(read!.map(({ cells }) => cells))).toMatchObject({ heads: rows[0], column: 1 })
  })

  test('that is a zip of anything else is refused', async () => {
    const { rows: read, messages } = await readList('a.zip', makeZip([{ name: 'a.txt', content: 'Q2041' }]))
    expect([read, messages.map(({ reason }) => reason)]).toEqual([
      undefined,
      ['Unexpected zip, expected a list: csv or xlsx'],
    ])
  })

  test('without heads has numbered columns', () => {
    expect(toOwnList([['Q9001', 'x'], ['Q9002']])).toEqual({
      heads: ['Column 1', 'Column 2'],
      rows: [
        ['Q9001', 'x'],
        ['Q9002', ''],
      ],
      column: 0,
    })
  })

  test('without a code is none', () => {
    expect(toOwnList([['a'], ['b']])).toBeUndefined()
    expect(toOwnList([])).toBeUndefined()
  })

  test('says of each of its codes what became of it', () => {
    const current = release([
      record('Q9001'),
      record('Q9002'),
      record('Q9003', { terminated: '2017-12-31' }),
      record('Q9004'),
      record('Q9005'),
    ])
    const proposed = release([
      record('Q9001', { long: 'Sample product Q9001, per unit' }),
      record('Q9002', { terminated: '2018-12-31' }),
      record('Q9003', { terminated: '2017-12-31' }),
      record('Q9004'),
    ])
    const items = narrow(listItems(compareReleases(current, proposed)), { codes: [], kinds: [], severities: [] })
    const codes = ['Q9001', 'Q9002', 'Q9003', 'Q9004', 'Q9005', 'Q9006']
    const judged = judgeList(toOwnList(codes.map(code => [code]))!, current, proposed, items)
    expect(judged.map(({ state }) => state)).toEqual([
      ...['changed', 'discontinued', 'ended', 'unchanged', 'discontinued', 'unknown'],
    ])
  })
})
