import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readSheets } from '../../src/release/read/list.ts'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'
import { haveReleases, sharedReleases } from './real-releases.ts'
import { type Made, makeCsv, makeFiller, makeRows, makeTxt, makeXlsx } from './release-maker.ts'

const strike = ', including leukapheresis and dose preparation procedures'
const long2041 = `Axicabtagene ciloleucel, up to 200 million autologous anti-cd19 car positive viable t cells${strike}, per therapeutic dose`

const one: Made = {
  code: 'J9001',
  long: 'Injection, sample, 10 mg',
  short: 'Sample 10 mg',
  added: '20200101',
  action: 'N',
}
const carT: Made = { ...one, code: 'Q2041', long: long2041, short: 'Axicabtagene ciloleucel car+', added: '20180401' }

const ended: Made = { ...one, code: 'J9000', long: 'Sample ended long ago', terminated: '20211231', action: 'D' }

/** An earlier and a later release in which one thing of each kind happens. */
const earlier: readonly Made[] = [
  { ...one, code: 'ZA', long: 'Sample modifier', short: 'Sample mod' },
  ended,
  one,
  { ...one, code: 'J9002', long: 'Sample, one each', action: 'N' },
  { ...one, code: 'J9003', long: 'Sample to be discontinued' },
  { ...one, code: 'J9004', long: 'Sample that goes', added: '20240101' },
  carT,
]
const later: readonly Made[] = [
  { ...one, code: 'ZA', long: 'Sample modifier', short: 'Sample mod' },
  ended,
  { ...one, long: 'Injection, sample, 20 mg', effective: '20240401', action: 'C' },
  { ...one, code: 'J9002', long: 'Sample; one each', action: 'N' },
  {
    ...one,
    code: 'J9003',
    long: 'Sample to be discontinued',
    effective: '20240401',
    terminated: '20240331',
    action: 'D',
  },
  { ...one, code: 'J9005', long: '=HYPERLINK("http://x.test","y")', short: '-sample', added: '20240401', action: 'A' },
  carT,
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'))
  await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
  await cp(`${root}/templates`, `${folder}/templates`, { recursive: true })
  await mkdir(`${folder}/files`)
  await writeFile(`${folder}/files/HCPC2024_JAN_ANWEB.txt`, makeTxt(earlier))
  await writeFile(`${folder}/files/HCPC2024_APR_ANWEB.csv`, makeCsv(makeRows(later)))
  await mkdir(`${folder}/whole`)
  await writeFile(`${folder}/${whole}`, makeTxt([...filler, ...earlier]))
  await writeFile(`${folder}/files/notes.txt`, 'PROCESSING NOTES\r\n')
})

afterAll(() => rm(folder, { recursive: true }))

const january = 'files/HCPC2024_JAN_ANWEB.txt'
const april = 'files/HCPC2024_APR_ANWEB.csv'
/** The earlier release with as many codes as CMS has: `verify` takes no other. */
const whole = 'whole/HCPC2024_JAN_ANWEB.txt'
const filler = makeFiller()
const run = (...args: string[]) => call(args, folder)

describe('compare', () => {
  test('lists what changed, the weighty first, and says where the action code is silent', async () => {
    const { code, stdout } = await run('compare', january, april)
    expect(code).toBe(0)
    const headings = [...stdout.matchAll(/^## (.*)$/gm)].map(match => match[1])
    expect(headings).toEqual([
      'Reworded: a number, a unit, or the polarity (1)',
      'Discontinued (1)',
      'Gone from the file (1)',
      'Added (1)',
      'Reworded: punctuation, hyphens, and case (1)',
      'Changed, though the action code says “no maintenance”',
      'The files',
    ])
    expect(stdout).toContain('Injection, sample, <del>[struck: 10]</del><ins>[inserted: 20]</ins> mg')
    expect(stdout).toContain('\nJ9002 (long)\n')
    expect(stdout).toContain('| Terminated | Instead | CMS’s action |')
  })

  test('--out writes five files, whole, and nothing else', async () => {
    expect(await run('compare', january, april, '--out', 'result')).toMatchObject({ code: 0, stdout: '' })
    expect((await readdir(`${folder}/result`)).sort()).toEqual(
      ['csv', 'html', 'json', 'md', 'xlsx'].map(end => `comparison.${end}`),
    )
  })

  test('--out writes the formats that --format names', async () => {
    const options = ['--formats', 'md, xlsx', '--out', 'two']
    expect(await run('compare', january, april, ...options)).toMatchObject({ code: 0, stdout: '' })
    expect((await readdir(`${folder}/two`)).sort()).toEqual(['comparison.md', 'comparison.xlsx'])
  })

  test('no output names a folder of the machine', async () => {
    for (const format of ['md', 'html', 'json', 'csv']) {
      const { stdout } = await run('compare', join(folder, january), april, '--formats', format)
      expect(stdout).not.toContain(folder)
      expect(stdout).not.toContain('files/')
    }
  })

  test.each([
    [
      ['--codes', 'J9002-J9003'],
      ['J9002', 'J9003'],
    ],
    [
      ['--codes', 'j*, ZA'],
      ['J9001', 'J9002', 'J9003', 'J9004', 'J9005'],
    ],
    [
      ['--kinds', 'added,gone'],
      ['J9004', 'J9005'],
    ],
    [['--severity', 'critical'], ['J9001']],
    [['--codes', 'Q*'], []],
  ])('%j narrows', async (options, codes) => {
    const { stdout } = await run('compare', january, april, '--formats', 'json', ...options)
    expect(JSON.parse(stdout).items.map((item: { code: string }) => item.code)).toEqual(codes)
  })

  test('two releases in the wrong order are refused, and nothing is written', async () => {
    const { code, stdout, stderr } = await run('compare', april, january, '--out', 'wrong')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('release-order')
    expect(stderr).toContain('Swap the two files.')
    expect(await readdir(folder)).not.toContain('wrong')
  })

  test('a damaged release is refused, and nothing is written', async () => {
    await writeFile(`${folder}/files/cut.bin`, makeTxt(later).subarray(0, -100))
    const { code, stderr } = await run('compare', january, 'files/cut.bin', '--out', 'wrong')
    expect(code).toBe(1)
    expect(stderr).toContain('release-truncated')
    expect(await readdir(folder)).not.toContain('wrong')
    await rm(`${folder}/files/cut.bin`)
  })
})

describe('compare --list', () => {
  const list = [
    ['Number', 'HCPCS', 'Owner'],
    ['4401', 'j9001-JW', 'Ann'],
    ['4402', 'J9003', '=cmd()'],
    ['4403', 'J9000', '-1'],
    ['4404', 'Q2041', 'Ann'],
    ['4405', 'J1111', 'Bob'],
    ['4406', '99213', 'Bob'],
  ]
  const narrowed = ['compare', january, april, '--list', 'mine.csv']

  beforeAll(async () => {
    await writeFile(`${folder}/mine.csv`, makeCsv(list))
    await writeFile(`${folder}/mine.xlsx`, makeXlsx(list))
  })

  test.each(['mine.csv', 'mine.xlsx'])('%s: its codes alone are listed, with its columns, and counted', async name => {
    const formats = ['--formats', 'md,html,json,csv,xlsx,list.csv,txt,worklist.docx', '--out', 'mine']
    const { code, stderr } = await run('compare', january, april, '--list', name, ...formats)
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`${name}: 1 affected, 1 discontinued, 1 ended before, 1 untouched, 1 in neither file\n`),
    ])
    const read = (ending: string) => readFile(`${folder}/mine/comparison.${ending}`, 'utf8')
    const json = JSON.parse(await read('json'))
    expect(json.items.map(({ code, own }: { code: string; own: string[][] }) => [code, own])).toEqual([
      ['J9001', [['4401', 'j9001-JW', 'Ann']]],
      ['J9003', [['4402', 'J9003', '=cmd()']]],
    ])
    expect(json.list).toEqual({
      file: name,
      columns: ['Number', 'HCPCS', 'Owner'],
      counts: { affected: 1, discontinued: 1, ended: 1, untouched: 1, unknown: 1, uncompared: 0 },
      rowsWithoutCode: 1,
      rows: [
        { code: 'J9000', state: 'ended', own: ['4403', 'J9000', '-1'] },
        { code: 'J1111', state: 'unknown', own: ['4405', 'J1111', 'Bob'] },
      ],
    })
    expect(await read('csv')).toContain(`"4402","J9003","'=cmd()"`)
    const whole = (await read('list.csv')).split('\r\n').map(line => line.split('","').slice(0, 6).join('|'))
    expect(whole).toEqual([
      expect.stringMatching(/"Number\|HCPCS\|Owner\|What became of it\|Perhaps\|Code$/),
      '"4401|j9001-JW|Ann|Affected||J9001',
      `"4402|J9003|'=cmd()|Discontinued||J9003`,
      `"4403|J9000|'-1|Ended before||J9000`,
      '"4404|Q2041|Ann|Untouched||Q2041',
      '"4405|J1111|Bob|In neither file||J1111',
      '"4406|99213|Bob|No code of Level II||',
      '',
    ])
    for (const ending of ['md', 'html', 'txt']) {
      expect(await read(ending)).toContain('=cmd()')
      expect(await read(ending)).toContain('In your list, in neither file (1)')
    }
    await rm(`${folder}/mine`, { recursive: true })
  })

  test('counts no code twice, and none that --codes or --words leaves out', async () => {
    const { stdout } = await run(...narrowed, '--codes', 'J9001-J9003', '--words', 'injection', '--formats', 'json')
    const { list, items, counts } = JSON.parse(stdout)
    expect([items.length, counts.listed, list.counts]).toEqual([
      ...[1, 1],
      { affected: 1, discontinued: 0, ended: 0, untouched: 0, unknown: 0, uncompared: 0 },
    ])
  })

  test.each([
    [['--column', 'HCPC'], 'release-list', 'Unexpected column "HCPC", expected one of: Number, HCPCS, Owner'],
    [['--column', 'Owner'], 'release-list', 'Unexpected column "Owner" without a code of Level II'],
  ])('%j is refused', async (options, rule, reason) => {
    const { code, stderr } = await run(...narrowed, ...options)
    expect([code, stderr]).toEqual([1, expect.stringContaining(`mine.csv  ${rule}\n  ${reason}`)])
  })

  test.each([
    ['an older workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'Unexpected older workbook (xls)'],
    ['no code', makeCsv([['a', 'b']]), 'Unexpected list without codes of Level II'],
    ['an open quote', Buffer.from('Number,HCPCS\r\n"1,J9001'), 'Unexpected missing quote'],
    ['60 columns', makeCsv([['J9001', ...Array(60).fill('x')]]), 'Unexpected 60 columns beside the codes'],
  ])('%s is refused, with what to do', async (_, bytes, reason) => {
    await writeFile(`${folder}/bad`, bytes)
    const { code, stdout, stderr } = await run('compare', january, april, '--list', 'bad')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^bad(?::\d+:\d+)? {2}release-/)
    expect(stderr).toContain(reason)
    expect(stderr).not.toContain('CMS')
    await rm(`${folder}/bad`)
  })

  test.each([
    [['--column', 'HCPCS'], 'Unexpected --column without --list'],
    [['--worklist', 'a.xlsx'], 'Unexpected --worklist without a work list to write'],
    [['--worklist', 'a.xlsx', '--out', 'x', '--formats', 'csv'], 'Unexpected --worklist without a work list to write'],
    [
      ['--worklist', 'a.xlsx', '--out', 'x', '--formats', 'worklist.docx'],
      'Unexpected --worklist without a work list to write, expected --out DIR, with xlsx among --formats',
    ],
    [['--words', ' '], 'Unexpected empty --words'],
  ])('%j is refused', async (options, reason) => {
    const { code, stderr } = await run('compare', january, april, ...options)
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)])
  })
})

describe('compare --words', () => {
  test.each([
    ['injection', ['J9001']],
    ['SAMPLE  to', ['J9003']],
    ['hyperlink', ['J9005']],
    ['inject', []],
  ])('%s', async (words, codes) => {
    const { stdout } = await run('compare', january, april, '--words', words, '--formats', 'json')
    expect(JSON.parse(stdout).items.map((item: { code: string }) => item.code)).toEqual(codes)
  })

  test.each([
    [
      ['--words', 'car-t'],
      'neither file has “car-t” in a descriptor. Words that come near, and that CMS writes: “car”.',
    ],
    [
      ['--words', 'leukopheresis'],
      '“leukopheresis” in a descriptor. Words that come near, and that CMS writes: “leukapheresis”.',
    ],
    [['--words', 'xylophone'], 'neither file has “xylophone” in a descriptor.\n'],
    [['--words', 'sample injection'], 'CMS writes each of these words, but nowhere “sample injection”.'],
    [['--codes', 'Z*'], 'neither file has such a code.'],
    [['--codes', 'Q2041'], 'The files have 1 code within what was asked, without any such change.'],
  ])('%j: why nothing is listed', async (options, reason) => {
    const { stdout } = await run('compare', january, april, ...options)
    expect(stdout).toContain('Nothing is listed')
    expect(stdout).toContain(reason)
  })
})

describe('compare --worklist', () => {
  const again = ['compare', january, april, '--formats', 'xlsx', '--out', 'kept']
  const toWord = ['compare', january, april, '--formats', 'xlsx,worklist.docx', '--out', 'kept']
  const file = () => `${folder}/kept/comparison.xlsx`
  const word = () => `${folder}/kept/comparison.worklist.docx`
  const sheets = async (name = 'comparison.xlsx') => {
    const { sheets } = await readSheets(name, await readFile(`${folder}/kept/${name}`))
    return sheets!.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => [...cells]) }))
  }

  /** Writes a note beside the first change, as a person does, and saves. */
  async function write(note: string): Promise<Buffer> {
    const [changes] = await sheets()
    changes!.rows[1]![changes!.rows[0]!.indexOf('Notes')] = note
    await writeFile(file(), makeXlsx(changes!.rows))
    return readFile(file())
  }

  beforeEach(async () => {
    await rm(`${folder}/kept`, { recursive: true, force: true })
    expect(await run(...again)).toMatchObject({ code: 0 })
  })

  test('tells rows of one’s own from those that are no longer listed', async () => {
    const [changes] = await sheets()
    const [notes, id] = ['Notes', 'Id'].map(head => changes!.rows[0]!.indexOf(head)) as [number, number]
    const [first] = changes!.rows.slice(1)
    const old = first!.map((cell, index) => (index === notes ? 'ask Ann' : index === id ? '0123456789ab' : cell))
    await writeFile(file(), makeXlsx([...changes!.rows, old, ['call the pharmacy']]))
    const { stderr } = await run(...again, '--worklist', 'kept/comparison.xlsx')
    expect(stderr).toContain('1 row of your own, and 1 row no longer listed: see the sheet “No longer listed”\n')
  })

  test('carries on what people wrote, and keeps the list as it was', async () => {
    const before = await write('=ask Ann')
    const { code, stderr } = await run(...again, '--worklist', 'kept/comparison.xlsx')
    expect([code, stderr]).toEqual([0, expect.stringContaining('Work list: 1 row carried over\n')])
    const [changes] = await sheets()
    expect(changes!.rows[1]![changes!.rows[0]!.indexOf('Notes')]).toBe('=ask Ann')
    expect(await readFile(`${folder}/kept/comparison-1.xlsx`)).toEqual(before)
    await write('more')
    await run(...again, '--worklist', 'kept/comparison.xlsx')
    expect((await readdir(`${folder}/kept`)).sort()).toEqual([
      ...['comparison-1.xlsx', 'comparison-2.xlsx', 'comparison.xlsx'],
    ])
  })

  test('one in which nobody wrote is written over', async () => {
    expect(await run(...again)).toMatchObject({ code: 0 })
    expect(await readdir(`${folder}/kept`)).toEqual(['comparison.xlsx'])
  })

  /** Types into a column of the program, beside the first change, and saves. */
  async function overtype(text: string): Promise<Buffer> {
    const [changes] = await sheets()
    changes!.rows[1]![changes!.rows[0]!.indexOf('When')] = text
    await writeFile(file(), makeXlsx(changes!.rows))
    return readFile(file())
  }

  test.each([[[]], [['--worklist', 'kept/comparison.xlsx']]])(
    'one that was changed elsewhere than in the yellow columns is kept, %j',
    async options => {
      const before = await overtype('ask Ann when')
      const { code, stderr } = await run(...again, ...options)
      expect([code, stderr]).toEqual([0, expect.stringContaining('is kept as comparison-1.xlsx')])
      expect(await readFile(`${folder}/kept/comparison-1.xlsx`)).toEqual(before)
    },
  )

  test('one with a comment of Excel is kept', async () => {
    const parts = unzipSync(await readFile(file()))
    await writeFile(file(), zipSync({ ...parts, 'xl/comments1.xml': strToU8('<comments/>') }))
    const { code, stderr } = await run(...again)
    expect([code, stderr]).toEqual([0, expect.stringContaining('is kept as comparison-1.xlsx')])
  })

  test('one with the columns of a list is written over, and one with such a column of a person’s is not', async () => {
    await writeFile(`${folder}/mine.csv`, 'Code,Owner\nJ9001,Ann\n')
    expect(await run(...again, '--list', 'mine.csv')).toMatchObject({ code: 0 })
    expect(await run(...again)).toMatchObject({ code: 0 })
    expect(await readdir(`${folder}/kept`)).toEqual(['comparison.xlsx'])
    const [changes] = await sheets()
    for (const [index, row] of changes!.rows.entries()) row.push(index === 0 ? 'My list: remark' : 'ask Ann')
    await writeFile(file(), makeXlsx(changes!.rows))
    expect(await run(...again)).toMatchObject({ code: 1 })
  })

  test('one with the columns of a list that was saved as it was is kept, and is none in which people wrote', async () => {
    await writeFile(`${folder}/mine.csv`, 'Code,Owner,Owner\nJ9001,Ann,Bob\n')
    const withList = [...again, '--list', 'mine.csv']
    expect(await run(...withList)).toMatchObject({ code: 0 })
    const [changes] = await sheets()
    expect(changes!.rows[0]!.filter(head => head.startsWith('My list: '))).toHaveLength(2)
    await writeFile(file(), makeXlsx(changes!.rows))
    for (const [number, args] of [withList, again].entries()) {
      const { code, stderr } = await run(...args)
      expect([code, stderr]).toEqual([0, expect.stringContaining(`is kept as comparison-${number + 1}.xlsx`)])
      await writeFile(file(), makeXlsx(changes!.rows))
    }
    await write('ask Ann')
    expect(await run(...withList)).toMatchObject({ code: 1 })
    const { stderr } = await run(...again, '--worklist', 'kept/comparison.xlsx')
    expect(stderr).toContain('add --list with that list to keep to its codes')
  })

  test('what was carried on is not written over in a later run without it', async () => {
    await write('ask Ann')
    await run(...again, '--worklist', 'kept/comparison.xlsx')
    const { code, stderr } = await run(...again)
    expect([code, stderr]).toEqual([1, expect.stringContaining('Unexpected work list in which people wrote')])
  })

  test.each([
    ['in which people wrote', () => write('a'), 'Unexpected work list in which people wrote'],
    ['that is cut off', async () => (await write('a')).subarray(0, 900), 'Unexpected damage'],
    ['that is no workbook', async () => Buffer.from('notes'), 'Unexpected file that is no workbook'],
    ['of another program', async () => makeXlsx([['a', 'b']]), 'without the columns “Code” and “Id”'],
    ['without a byte', async () => Buffer.alloc(0), 'Unexpected file that is no workbook'],
  ])('one %s is not written over', async (name, make, reason) => {
    const bytes = await make()
    await writeFile(file(), bytes)
    const { code, stdout, stderr } = await run(...again)
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(reason)])
    expect(stderr).toContain('kept/comparison.xlsx  release-')
    const remedy = name === 'in which people wrote' ? 'Add --worklist "kept/comparison.xlsx"' : 'Move it away, or give'
    expect(stderr).toContain(remedy)
    expect(await readFile(file())).toEqual(Buffer.from(bytes))
  })

  const cutOff = makeXlsx([['Code', 'Id']]).subarray(0, 400)
  test.each([
    ['a csv', makeCsv([['Code', 'Id']]), 'Give the comparison.xlsx that a comparison made'],
    ['an older workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'Give the comparison.xlsx that a comparison made'],
    ['one without its heads', makeXlsx([['a', 'b']]), 'with the heads “Code” and “Id” as they were'],
    ['one that is cut off', cutOff, 'Open it in Excel, and save it as “Excel Workbook (.xlsx)”, without a password.'],
  ])('given %s, says what to give, and says it once', async (_, bytes, remedy) => {
    await writeFile(file(), bytes)
    await writeFile(`${folder}/given`, bytes)
    for (const [path, out] of [
      ['given', 'other'],
      ['kept/comparison.xlsx', 'kept'],
    ] as const) {
      const { code, stderr } = await run(...again.slice(0, -1), out, '--worklist', path)
      expect([code, stderr]).toEqual([1, expect.stringContaining(remedy)])
      expect(stderr).not.toContain('--worklist')
      expect(stderr).toContain('1 fault; nothing was compared.')
    }
    expect(await readdir(folder)).not.toContain('other')
  })

  test.each(['~$comparison.xlsx', '.~lock.comparison.xlsx#'])('one that is open, by %s, is left', async lock => {
    const before = await write('a')
    await writeFile(`${folder}/kept/${lock}`, '')
    const { code, stderr } = await run(...again, '--worklist', 'kept/comparison.xlsx')
    expect([code, stderr]).toEqual([1, expect.stringContaining('Unexpected work list that a program has open')])
    expect(stderr).toContain('release-work-list')
    expect(await readFile(file())).toEqual(before)
  })

  test('goes to Word, too', async () => {
    await write('ask Ann')
    expect(await run(...toWord, '--worklist', 'kept/comparison.xlsx')).toMatchObject({ code: 0 })
    const document = strFromU8(unzipSync(await readFile(word()))['word/document.xml']!)
    expect(document).toContain('ask Ann')
  })

  test('a Word form that is there is kept, unless the new one is the same', async () => {
    await run(...toWord)
    const made = await readFile(word())
    await run(...toWord)
    expect(await readdir(`${folder}/kept`)).toHaveLength(2)
    await writeFile(word(), 'notes')
    for (const number of [1, 2]) {
      const { code, stderr } = await run(...toWord)
      expect([code, stderr]).toEqual([0, expect.stringContaining(`kept as comparison.worklist-${number}.docx`)])
      expect(await readFile(`${folder}/kept/comparison.worklist-${number}.docx`, 'utf8')).toBe('notes')
      expect(await readFile(word())).toEqual(made)
      await writeFile(word(), 'notes')
    }
  })
})

describe('verify', () => {
  const evidence = () => readFile(`${folder}/descriptors/demo/evidence.yaml`, 'utf8')

  test('says what agrees, what differs and what is missing, and keeps it', async () => {
    const { code, stdout } = await run('verify', whole, '--date', '2026-11-23')
    expect(code).toBe(1)
    expect(stdout).toContain('unchanged (long, short, date): Q2041\n')
    expect(stdout).toMatch(/missing: Q2042/)
    expect(await evidence()).toMatch(
      /file: HCPC2024_JAN_ANWEB\.txt\n {4}edition: 2024-01\n {4}sha256: [0-9a-f]{64}\n {4}codes: 9116\n {4}checked: 2026-11-23/,
    )
    expect(await evidence()).not.toContain(folder)
  })

  test('shows a changed wording as a redline', async () => {
    const changed = [...earlier.slice(0, -1), { ...carT, long: long2041.replace('200', '300') }]
    await writeFile(`${folder}/changed.txt`, makeTxt([...filler, ...changed]))
    const { stdout } = await run('verify', 'changed.txt')
    expect(stdout).toContain('Q2041 long: Axicabtagene ciloleucel, up to [struck: 200][inserted: 300] million')
    expect(await evidence()).toContain('changed: [Q2041]')
  })

  test.each([
    ['a part of a release', makeTxt(earlier)],
    ['a text cut at a line end', makeTxt([...filler, ...earlier]).subarray(0, 322 * 8000 - 322 + 18)],
    ['a CSV without its last byte', makeCsv(makeRows([...filler, ...earlier])).subarray(0, -1)],
  ])('keeps no evidence from %s', async (_, bytes) => {
    await writeFile(`${folder}/part`, bytes)
    const before = await evidence()
    const { code, stdout, stderr } = await run('verify', 'part')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('part  release-incomplete')
    expect(stderr).toContain('may not be whole (part), expected whole ones; nothing was verified.')
    expect(await evidence()).toBe(before)
    await rm(`${folder}/part`)
  })

  test('keeps the day of the check where no other is given', async () => {
    const day = () => new Date().toLocaleDateString('sv-SE')
    const before = day()
    await run('verify', whole)
    expect([before, day()]).toContain(/checked: (\S+)/.exec(await evidence())![1])
  })

  const long2042 = `Tisagenlecleucel, up to 600 million car-positive viable t cells${strike}, per therapeutic dose`
  const kymriah: Made = {
    ...carT,
    code: 'Q2042',
    long: long2042,
    short: 'Tisagenlecleucel car-pos t',
    added: '20190101',
  }
  const path = (file: string) => `${folder}/descriptors/demo/${file}`

  test('the build prints the evidence, and refuses it once a wording has changed', async () => {
    await rm(path('evidence.yaml'))
    await writeFile(`${folder}/whole.txt`, makeTxt([...filler, ...earlier, kymriah]))
    expect(await run('verify', 'whole.txt')).toMatchObject({ code: 0 })
    expect(await run('build', '--formats', 'md')).toMatchObject({ code: 0 })
    const files = await readdir(`${folder}/out/demo`)
    const exhibits = await Promise.all(
      files.filter(file => file.endsWith('.md')).map(file => readFile(`${folder}/out/demo/${file}`, 'utf8')),
    )
    expect(exhibits.some(text => text.includes('whole.txt'))).toBe(true)
    const text = await readFile(path('Q2041.md'), 'utf8')
    await writeFile(path('Q2041.md'), text.replace(/^added: .*$/m, 'added: 2018-04-02'))
    const { code, stderr } = await run('build')
    expect(code).toBe(1)
    expect(stderr).toContain('evidence-stale')
    await writeFile(path('Q2041.md'), text)
    await rm(path('evidence.yaml'))
  })

  test('a dose that the release contradicts stops the build, though both wordings and the strike agree', async () => {
    const text = await readFile(path('Q2042.md'), 'utf8')
    const out = await readFile(`${folder}/out/demo/exhibit-a.md`, 'utf8')
    await writeFile(path('Q2042.md'), text.replaceAll('600 million', '60 million'))
    expect(await run('verify', 'whole.txt')).toMatchObject({ code: 1 })
    const { code, stderr } = await run('build', '--formats', 'md')
    expect(code).toBe(1)
    expect(stderr).toContain('demo/Q2042.md:12:3  evidence-contradicts')
    expect(stderr).toContain('up to [struck: 60][inserted: 600] million')
    expect(await readFile(`${folder}/out/demo/exhibit-a.md`, 'utf8')).toBe(out)
    await writeFile(path('Q2042.md'), text)
    expect((await run('build', '--formats', 'md')).stderr).toContain('evidence-stale')
    await run('verify', 'whole.txt')
    expect(await run('build', '--formats', 'md')).toMatchObject({ code: 0 })
    await rm(path('evidence.yaml'))
  })

  test('what was found in another edition stays, and so do the other requests', async () => {
    await cp(`${folder}/descriptors/demo`, `${folder}/descriptors/second`, { recursive: true })
    await run('verify', whole)
    const before = await readFile(`${folder}/descriptors/second/evidence.yaml`, 'utf8')
    await writeFile(`${folder}/whole/HCPC2024_APR_ANWEB.csv`, makeCsv(makeRows([...filler, ...later])))
    await run('verify', 'whole/HCPC2024_APR_ANWEB.csv', '--request', 'demo')
    expect([...(await evidence()).matchAll(/edition: (.*)/g)].map(match => match[1])).toEqual(['2024-01', '2024-04'])
    await run('verify', whole, '--request', 'demo')
    expect([...(await evidence()).matchAll(/edition: (.*)/g)].map(match => match[1])).toEqual(['2024-01', '2024-04'])
    expect(await readFile(`${folder}/descriptors/second/evidence.yaml`, 'utf8')).toBe(before)
    const unknown = await run('verify', whole, '--request', 'third')
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('file-missing')])
    await rm(`${folder}/descriptors/second`, { recursive: true })
    await rm(path('evidence.yaml'))
  })

  test('a file beside the requests is a stray to verify as to the build, and no request', async () => {
    await writeFile(`${folder}/descriptors/notes.txt`, 'Notes')
    const stray = 'Unexpected file descriptors/notes.txt, expected a folder for each request'
    for (const args of [['verify', whole], ['build']]) {
      const { code, stderr } = await run(...args)
      expect([code, stderr]).toEqual([1, expect.stringContaining(stray)])
      expect(stderr).not.toContain('request.md')
    }
    const one = await run('verify', whole, '--request', 'demo')
    expect(one.stderr).toContain('evidence.yaml written')
    expect(one.stderr).not.toContain('notes.txt')
    await rm(`${folder}/descriptors/notes.txt`)
    await rm(path('evidence.yaml'), { force: true })
  })

  test('evidence that cannot be read, as that of an older version, is refused with what to do, and stays', async () => {
    await writeFile(path('evidence.yaml'), `wordings: "${'0'.repeat(64)}"\nreleases: []\n`)
    for (const args of [['verify', whole], ['build']]) {
      const { code, stderr } = await run(...args)
      expect(code).toBe(1)
      expect(stderr).toContain('Delete it, and run verify again')
    }
    expect(await evidence()).toContain('releases: []')
    await rm(path('evidence.yaml'))
  })
})

test('survey names the element, and the clauses that CMS struck', async () => {
  const struck = earlier.map(made =>
    made === one ? { ...one, long: 'Injection, sample, includes water, 10 mg' } : made,
  )
  await writeFile(`${folder}/before.txt`, makeTxt(struck))
  const { code, stdout } = await run('survey', april, '--words', 'leukapheresis', '--struck', 'before.txt')
  expect(code).toBe(0)
  expect(stdout).toContain('**including leukapheresis and dose preparation procedures**')
  expect(stdout).toContain('## In force (1)')
  expect(stdout).toMatch(/over the files of .* and .*: one\.\n\n\*\*J9001:\*\* struck between/)
})

test('history tells each state once, and leaves out what is no release', async () => {
  const { code, stdout, stderr } = await run('history', 'j9001', 'J9003', 'J9999', '--releases', 'files')
  expect(code).toBe(0)
  expect(stderr).toContain('notes.txt is no release')
  expect(stdout).toContain('**January 2024:** in the file, added January 1, 2020.')
  expect(stdout).toContain('**April 2024:** long descriptor revised. Action code: C (long description), April 1, 2024.')
  expect(stdout).toContain('terminated March 31, 2024')
  expect(stdout).toContain('None of the files has this code.')
})

test('history takes ranges, and the codes of a list, and says which stand for none', async () => {
  const follow = async (...args: readonly string[]) => {
    const { stdout, stderr, code } = await run('history', ...args, '--releases', 'files', '--formats', 'json')
    expect(code).toBe(0)
    return [JSON.parse(stdout).codes.map((one: { code: string }) => one.code), stderr]
  }
  const [all] = await follow('J*')
  expect(all.length).toBeGreaterThan(2)
  expect(all).toEqual([...all].sort())
  expect((await follow('j9003,', 'J9001-J9001 J9000-J9002 X1*'))[0].slice(0, 2)).toEqual(['J9003', 'J9001'])
  expect((await follow('J9001', 'X1*'))[1]).toContain('None of the files has a code from X1000 to X1999')
  await writeFile(`${folder}/own.csv`, 'Item,Code\n1,J9003\n2,JO881\n3,J9001-JW\n4,99213\n5,J9999\n6,OK\n')
  const [own, said] = await follow('--list', 'own.csv')
  expect(own).toEqual(['J9003', 'J9001', 'J9999'])
  expect(said).toContain('Nearly codes, and left out of own.csv: JO881')
  expect((await follow('J9001-J9003', '--list', 'own.csv', '--column', 'code'))[0]).toEqual(['J9003', 'J9001'])
  const { stdout } = await run('history', 'J9001, J9003', '--list', 'own.csv', '--releases', 'files')
  expect(stdout).toContain('Followed: the codes of own.csv among J9001 and J9003.')
  const none = await run('history', 'Q2041', '--list', 'own.csv', '--releases', 'files')
  expect(none.stderr).toContain('Unexpected list own.csv with no code of those asked for that a release has, expected')
  expect(none.stderr).toContain('Nearly codes, and left out of own.csv: JO881')
  expect((await run('history', 'J9001 J9003', '--releases', 'files')).stdout).not.toContain('Followed')
  expect(await run('history', '--list', 'none.csv', '--releases', 'files')).toMatchObject({ code: 1, stdout: '' })
})

test('history refuses more codes than a page holds, and says what holds more', async () => {
  const rows = (length: number) =>
    `Code\n${Array.from({ length }, (_, at) => `A${String(at).padStart(4, '0')}`).join('\n')}`
  await writeFile(`${folder}/own.csv`, rows(2501))
  const args = ['history', '--list', 'own.csv', '--releases', 'files'] as const
  const { code, stdout, stderr } = await run(...args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Unexpected 2501 codes, expected at most 2500\nGive fewer codes, or take')
  expect((await run(...args, '--formats', 'csv')).code).toBe(0)
  await writeFile(`${folder}/own.csv`, `${rows(10_000)}\nB0001`)
  expect((await run(...args, '--formats', 'csv')).stderr).toContain(
    'Unexpected 10001 codes, expected at most 10000\nGive fewer codes.',
  )
})

test.each([
  ['survey', [april, '--words', 'leukapheresis', '--struck', january]],
  ['history', ['J9001', 'J9003', '--releases', 'files']],
])('the page of %s is valid, and loads nothing', async (command, args) => {
  const { stdout } = await run(command, ...args, '--formats', 'html')
  const report = await new HtmlValidate({ extends: ['html-validate:recommended'] }).validateString(stdout)
  expect(
    report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId} ${message}`)),
  ).toEqual([])
  expect(stdout).not.toMatch(/<(?:img|link|iframe|object)\b|\bsrc=|\bon\w+=|url\(|@import/i)
})

describe('new', () => {
  const make = (...codes: string[]) => run('new', ...codes, '--from', april, '--request', 'demo')

  test('never overwrites, and says all that is wrong at once', async () => {
    const before = await readFile(`${folder}/descriptors/demo/Q2041.md`, 'utf8')
    const { code, stderr } = await make('Q2041', 'J9003', 'J9001', 'J9999')
    expect(code).toBe(1)
    for (const part of [
      'release-code',
      'file-exists',
      'is there already',
      'termination of J9003',
      'procedures” 0 times',
      'missing code J9999',
    ])
      expect(stderr).toContain(part)
    expect(await readFile(`${folder}/descriptors/demo/Q2041.md`, 'utf8')).toBe(before)
    expect(await readdir(`${folder}/descriptors/demo`)).not.toContain('J9001.md')
  })

  test('writes a file that the build reads back but for what is left open', async () => {
    const path = `${folder}/descriptors/demo/Q2041.md`
    const before = await readFile(path, 'utf8')
    const request = `${folder}/descriptors/demo/request.md`
    const asked = await readFile(request, 'utf8')
    await rm(path)
    expect(await make('Q2041')).toMatchObject({ code: 0 })
    expect(await run('build', '--formats', 'md')).toMatchObject({ code: 0 })
    expect(await readFile(path, 'utf8')).toContain(`\n> ${long2041.replace(strike, '')}\n`)
    await writeFile(path, before)
    await writeFile(request, asked)
  })

  const begin = (...args: string[]) => run('new', ...args, '--from', april, '--request', 'fresh')
  const fresh = () => readFile(`${folder}/descriptors/fresh/request.md`, 'utf8')

  test('starts a request, declares what leads to a proposed wording, and takes further codes into it', async () => {
    const first = await begin('J9001', '--proposed', 'Injection, sample, 1 mg', '--venue', 'application')
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('strike “20 mg” and insert “1 mg”') })
    expect(await begin('J9002', '--proposed', 'Sample, two each', '--proposed-short', 'Sample 2')).toMatchObject({
      code: 0,
    })
    expect(
      await begin('NEW1', '--action', 'establish', '--proposed', 'A new one', '--proposed-short', 'New'),
    ).toMatchObject({ code: 0 })
    expect(await begin('J9005', '--action', 'discontinue')).toMatchObject({ code: 0 })
    const text = await fresh()
    expect(text).toContain('codes: [J9001, J9002, NEW1, J9005]')
    expect(text.match(/^ {2}- replace: /gm)).toHaveLength(3)
    expect(text.match(/^\[\^hcpcs-2024-04\]: /gm)).toHaveLength(1)
    const open = await run('build')
    expect(open.code).toBe(1)
    expect(open.stderr.match(/FILL IN/g)!.length).toBeGreaterThan(3)
    const done = text
      .replace(/^title: .*$/m, 'title: T')
      .replace(/^cycle: .*$/m, 'cycle: 2027-Q1')
      .replace(/^items: .*$/m, 'items: drugs and biologicals')
      .replace(/^deadline: .*$/m, 'deadline: 2027-01-04')
      .replace(/^asOf: .*$/m, 'asOf: 2026-11-25')
      .replace(/^effective: .*$/m, 'effective: 2027-07-01')
      .replaceAll(/^FILL IN.*$/gm, 'Because.')
    await writeFile(`${folder}/descriptors/fresh/request.md`, done)
    const { code, stderr } = await run('build', '--formats', 'md')
    expect([code, stderr]).toEqual([0, expect.stringContaining('fresh: 4 codes')])
  })

  test.each([
    ['no venue', ['J9001', '--request', 'none', '--from', april], 'Unexpected missing option --venue'],
    ['no release', ['J9001', '--request', 'none'], 'Unexpected missing option --from'],
    [
      'another venue',
      ['J9001', '--request', 'none', '--from', april, '--venue', 'letter'],
      'expected comment or application',
    ],
    [
      'another action',
      ['J9001', '--request', 'demo', '--from', april, '--action', 'end'],
      'expected revise, establish or discontinue',
    ],
    [
      'two codes and one wording',
      ['J9001', 'J9002', '--request', 'demo', '--from', april, '--proposed', 'x'],
      'Unexpected 2 codes',
    ],
    [
      'a code to be established that is there',
      ['J9001', '--request', 'demo', '--from', april, '--action', 'establish'],
      'expected one that the release does not have',
    ],
    [
      'a code that has ended and is to end',
      ['J9003', '--request', 'demo', '--from', april, '--action', 'discontinue'],
      'Unexpected termination of J9003',
    ],
    [
      'a placeholder to be revised',
      ['NEW1', '--request', 'demo', '--from', april],
      'Unexpected NEW1 without --action establish',
    ],
  ])('refuses %s, and writes nothing', async (_, args, reason) => {
    const { code, stderr } = await run('new', ...args)
    expect([code > 0, stderr]).toEqual([true, expect.stringContaining(reason)])
    expect(await readdir(`${folder}/descriptors`)).toEqual(['demo', 'fresh'])
  })

  test('keeps every other character of a request', async () => {
    const before = (await fresh()).replace('changes:', '# A remark.\nchanges:')
    await writeFile(`${folder}/descriptors/fresh/request.md`, before)
    expect(await begin('Q2041', '--proposed', long2041.replace(strike, ''))).toMatchObject({ code: 0 })
    const after = await fresh()
    const lines = (text: string) => text.split('\n')
    const added = lines(after).filter(line => !lines(before).includes(line))
    expect(added).toEqual([
      'codes: [J9001, J9002, NEW1, J9005, Q2041]',
      `  - strike: "${strike}"`,
      '    codes: [Q2041]',
    ])
    expect(lines(before).filter(line => !lines(after).includes(line))).toEqual(['codes: [J9001, J9002, NEW1, J9005]'])
    await rm(`${folder}/descriptors/fresh`, { recursive: true })
  })
})

describe('bad use has exit code 2', () => {
  test.each([
    [['compare', january], 'Unexpected number of arguments, 1, expected 2'],
    [['compare', january, april, '--formats', 'pdf'], 'Unexpected format “pdf”'],
    [['compare', january, april, '--codes', 'Q2-'], 'Unexpected codes “Q2-”'],
    [['compare', january, april, '--codes', 'Q2058-Q2040'], 'Unexpected codes “Q2058-Q2040”'],
    [['compare', january, april, '--kinds', 'new'], 'Unexpected kind “new”'],
    [['compare', january, april, '--severity', ''], 'Unexpected severity “”'],
    [['compare', january, april, '--out', 'out/x'], 'Unexpected folder “out/x”'],
    [['compare', january, april, '--formats', 'md,json'], 'Unexpected formats “md, json”, expected a folder'],
    [['compare', january, april, '--formats', 'xlsx'], 'Unexpected format “xlsx” without --out'],
    [['compare', january, april, '--formats', ''], 'Unexpected format “”, expected some of: md'],
    [['compare', january, april, '--out', ''], 'Unexpected empty --out'],
    [['compare', january, april, '--out', 'x', '--formats', 'md,doc'], 'Unexpected format “doc”'],
    [['survey', january], 'expected --words'],
    [['survey', january, '--words', 'x'.repeat(100_000)], 'Unexpected --words of 100000 characters'],
    [['survey', january, '--words', 'x', april], 'Unexpected second release'],
    [['survey', january, '--words', 'x', '--struck'], 'expected at least one after --struck'],
    [['history', 'Q2041'], 'expected --releases DIR'],
    [['history', 'leukapheresis', '--releases', 'files'], 'Unexpected codes “LEUKAPHERESIS”'],
    [['history', '--releases', 'files'], 'Unexpected missing codes, expected at least one, or --list FILE'],
    [['history', 'Q2041', '--column', 'Code', '--releases', 'files'], 'Unexpected --column without --list'],
    [['history', 'X*', '--releases', 'files'], 'Unexpected codes of which no release has one'],
    [['new', 'Q2041', '--from', april], 'expected --request NAME'],
    [['new', 'Q2041', '--from', april, '--request', '../x'], 'Unexpected name “../x”'],
    [['verify'], 'expected 1 or more'],
    [['verify', january, '--date', 'today'], 'Unexpected date “today”'],
  ])('%j', async (args, reason) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(reason)
  })

  test('a path without a file, and a folder without a release, are sentences', async () => {
    expect(await run('verify', 'nothing.zip')).toMatchObject({ code: 1 })
    expect((await run('verify', 'nothing.zip')).stderr).toContain('nothing.zip  file-missing')
    expect((await run('history', 'Q2041', '--releases', 'templates')).stderr).toContain('templates  file-missing')
  })
})

/** With which files, and on which day, the evidence of each request was made. */
const EVIDENCE = [
  ['car-t', '2026-11-25', ['2019-Alpha-Numeric-HCPCS-File.zip', 'HCPC2024_APR_ANWEB.csv', 'HCPC2024_JUL_ANWEB.csv']],
  ['car-t-2027', '2026-11-26', ['HCPC2024_JUL_ANWEB.csv', 'HCPC2025_OCT_ANWEB.csv', 'HCPC2026_JUL_ANWEB.xlsx']],
] as const

describe.skipIf(!haveReleases)('the real request against real releases', () => {
  test('the evidence that is committed is what verify finds in the files', async () => {
    const project = await mkdtemp(join(tmpdir(), 'evidence-'))
    await cp(`${root}/descriptors`, `${project}/descriptors`, { recursive: true })
    for (const [name, date, series] of EVIDENCE) {
      const files = series.map(one => join(sharedReleases, one))
      await call(['verify', ...files, '--request', name, '--date', date], project)
      const [found, kept] = await Promise.all(
        [project, root].map(base => readFile(`${base}/descriptors/${name}/evidence.yaml`, 'utf8')),
      )
      expect(found).toBe(kept)
    }
    const july = join(sharedReleases, 'HCPC2026_JUL_ANWEB.xlsx')
    const { code, stdout } = await call(['verify', july, '--request', 'car-t-2027'], project)
    expect(code).toBe(0)
    expect(stdout).toContain('also carry the clause, in force: —')
    expect(stdout).toContain('kindred, name “leukapheresis”: Q2043')
    await rm(project, { recursive: true })
  })

  test('survey over the series: CMS struck a clause from K1002 and K1004', async () => {
    const series = ['2020-07/anweb.xlsx', 'HCPC2024_APR_ANWEB.csv'].map(name => join(sharedReleases, name))
    const { stdout } = await call(['survey', series[1]!, '--words', 'leukapheresis', '--struck', series[0]!])
    expect(stdout).toContain('system<del>[struck: , includes all supplies and accessories]</del>, any type')
    expect(stdout.match(/^ {2}- code: .*$/gm)).toEqual(['  - code: K1002', '  - code: K1004'])
  })
})
