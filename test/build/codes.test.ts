import readXlsx from 'read-excel-file/node'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { planBuild } from '../../src/build/plan.ts'
import { readCsv } from '../../src/release/read/csv.ts'
import { filesOfMix } from '../support/mixes.ts'
import { templates } from '../support/plans.ts'
import { toFiles } from '../support/real-changes.ts'

const mix = {
  kind: 'both',
  edit: 'strike',
  revise: 1,
  establish: 1,
  discontinue: 1,
  venue: 'comment',
  precedents: false,
} as const

async function tablesOf(files: Parameters<typeof planBuild>[0]) {
  const { outputs, messages } = await planBuild(files, templates, ['txt', 'csv', 'xlsx'])
  expect(messages.map(String)).toEqual([])
  const fileOf = (name: string) => outputs.find(({ path }) => path === `out/made/${name}`)!.content
  const csv = readCsv(String(fileOf('codes.csv')).slice(1), new VFile()).map(({ cells }) => [...cells])
  return { csv, fileOf }
}

describe('the table of the codes', () => {
  test('has the wordings, the change in words, and what goes with them', async () => {
    const { csv } = await tablesOf(filesOfMix(mix))
    const [head, ...rows] = csv
    const named = rows.map(row => Object.fromEntries(head!.map((name, column) => [name, row[column]])))
    expect(named.map(row => [row.Code, row.Action, row['CMS action code, if adopted'], row.Change])).toEqual([
      ['A0001', 'revise', 'C', 'In the long descriptor, strike “, sterile”. In the short descriptor, strike “ spc”.'],
      ['B0001', 'discontinue', 'D', 'Discontinue the code, which NEW1 replaces.'],
      ['NEW1', 'establish', 'A', 'Establish the code.'],
    ])
    expect(named[0]).toEqual({
      Code: 'A0001',
      Status: 'DRAFT: not for filing',
      Product: '',
      Maker: '',
      Action: 'revise',
      'Short descriptor, current': 'Kit one spc',
      'Short descriptor, proposed': 'Kit one',
      'Long descriptor, current': 'Kit one, sterile, each',
      'Long descriptor, proposed': 'Kit one, each',
      Change: 'In the long descriptor, strike “, sterile”. In the short descriptor, strike “ spc”.',
      'Short descriptor, characters, current': '11',
      'Short descriptor, characters, proposed': '7',
      'Long descriptor, characters, current': '22',
      'Long descriptor, characters, proposed': '13',
      'Requested effective date': '2025-01-01',
      'CMS action code, if adopted': 'C',
      'Source of the current wording': 'CMS, HCPCS Level II release.',
    })
  })

  test('has S as the action code of a short descriptor that changes alone', async () => {
    const { csv } = await tablesOf(filesOfMix({ ...mix, kind: 'short', establish: 0, discontinue: 0 }))
    expect(csv[1]![csv[0]!.indexOf('CMS action code, if adopted')]).toBe('S')
  })

  test('is the same as a workbook, each cell a text', async () => {
    const { csv, fileOf } = await tablesOf(filesOfMix(mix))
    const [sheet] = await readXlsx(Buffer.from(fileOf('codes.xlsx')), { trim: false })
    expect(sheet!.sheet).toBe('Codes')
    expect(sheet!.data.map(row => row.map(cell => cell ?? ''))).toEqual(csv)
  })

  test('runs no formula that a wording looks like', async () => {
    const { csv, fileOf } = await tablesOf(
      toFiles({
        name: 'made',
        changes: '- strike: ", sterile"',
        codes: [{ code: 'A0001', short: 'Sum', current: '=SUM(A1), sterile, each', proposed: '=SUM(A1), each' }].map(
          one => ({ ...one, added: '2020-01-01' }),
        ),
      }),
    )
    expect(csv[1]).toContain("'=SUM(A1), sterile, each")
    const [sheet] = await readXlsx(Buffer.from(fileOf('codes.xlsx')), { trim: false })
    expect(sheet!.data[1]).toContain('=SUM(A1), sterile, each')
  })
})

describe('what can be copied', () => {
  test('is a line a code, with tabs between code, long, and short descriptor', async () => {
    const { fileOf } = await tablesOf(filesOfMix(mix))
    expect(String(fileOf('proposed-descriptors.txt')).split('\n')).toEqual([
      'DRAFT: not for filing',
      '',
      'Code\tLong descriptor\tShort descriptor',
      'A0001\tKit one, each\tKit one',
      'B0001\t(discontinued as of January 1, 2025)\t',
      'NEW1\tTray one, each\tTray one',
      '',
    ])
  })

  test('stands side by side, a row a descriptor that changes', async () => {
    const { fileOf } = await tablesOf(filesOfMix(mix))
    const text = String(fileOf('side-by-side.txt'))
    expect(text.match(/^Code: .*$/gm)).toEqual([
      'Code: A0001',
      'Code: A0001, short descriptor',
      'Code: B0001',
      'Code: B0001, short descriptor',
      'Code: NEW1',
      'Code: NEW1, short descriptor',
    ])
    expect(text).toContain(
      'Code: A0001\n  Current: Kit one, sterile, each\n  Proposed: Kit one, each\n  Change: Strike “, sterile”\n',
    )
    expect(text).toContain('Code: NEW1\n  Current: —\n  Proposed: Tray one, each\n  Change: Establish\n')
  })
})
