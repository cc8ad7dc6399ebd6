import { writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { VFile } from 'vfile'
import { beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/cli/commands/verify.ts'
import { alone } from '../../src/io/lock.ts'
import { decode } from '../../src/parse/text.ts'
import { parseEvidence } from '../../src/request/evidence.ts'
import {
  type Made,
  makeCsv,
  makeFiller,
  makeRows,
  makeTxt,
  makeXlsx,
  sheetXml,
  workbookFiles,
} from '../release/release-maker.ts'
import { makeZip } from '../release/zip-maker.ts'
import { call } from '../support/call.ts'
import { emptyFolder, scratch } from '../support/scratch.ts'

const filler = makeFiller()
const code: Made = { code: 'Q2041', long: 'Another sample', short: 'Sample', added: '20180401', action: 'N' }
let release: Buffer
beforeAll(() => {
  release = makeTxt([...filler, code])
})

/** What the build would say of the evidence that is kept; nothing where there is none. */
async function faultsOfEvidence(folder: string): Promise<string[] | undefined> {
  const path = 'descriptors/demo/evidence.yaml'
  const bytes = await readFile(`${folder}/${path}`).catch(() => undefined)
  if (bytes === undefined) return undefined
  const report = new VFile()
  parseEvidence(decode({ path, bytes }, report))
  return report.messages.map(String)
}

describe('verify keeps evidence that the build takes, or none', () => {
  test.each([
    ...[
      'a b.txt',
      ' a.txt',
      'a.txt ',
      '#a',
      '- a',
      '&a',
      '*a',
      '[a]',
      '{a}',
      'null',
      '~',
      '%a',
      '@a',
      'a: b',
      "'a'",
      '"a',
    ],
    ...[
      'a\tb',
      'a\nb',
      'a\u001bb',
      'a\u00a0b',
      'a\u202fb',
      'a\u00adb',
      '\u202ea',
      'a\u200db',
      '\u041dCPC',
      '\u0397CPC',
    ],
    ...['\u7d30', '\ud83e\uddec', 'e\u0301', '\u05d0', 'a\u2028b', 'a\ufeffb', 'x'.repeat(200)],
  ])('from a file named %j', async name => {
    const folder = await scratch()
    await writeFile(`${folder}/${name}`, release)
    const { stderr } = await call(['verify', `./${name}`], folder)
    const faults = await faultsOfEvidence(folder)
    expect(faults ?? []).toEqual([])
    if (faults === undefined) expect(stderr).toContain(', in the name.\n  What to do: Rename the file.')
  })

  test('from a release with a word of two alphabets', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/a.csv`, makeCsv(makeRows([...filler, { ...code, long: 'An\u043ether sample' }])))
    const { code: exit, stderr } = await call(['verify', 'a.csv'], folder)
    expect([exit, await faultsOfEvidence(folder)]).toEqual([1, undefined])
    expect(stderr).toContain('(“о” is Cyrillic), expected letters of one alphabet, in the descriptor of Q2041')
  })

  test('once from a file that is given twice, and from a copy of it', async () => {
    const folder = await scratch()
    for (const name of ['a.txt', 'b.txt']) await writeFile(`${folder}/${name}`, release)
    await call(['verify', 'a.txt', 'a.txt', 'b.txt'], folder)
    const text = await readFile(`${folder}/descriptors/demo/evidence.yaml`, 'utf8')
    expect(text.match(/^ {2}- file: .*$/gm)).toEqual(['  - file: a.txt'])
  })
})

test('what is done alone is done by one at a time, and a lock that was left behind is no lock', async () => {
  const lock = `${await emptyFolder()}/lock`
  const seen: string[] = []
  const act = (name: string) =>
    alone(lock, async () => {
      seen.push(`${name} begins`)
      await setTimeout(5)
      seen.push(`${name} ends`)
    })
  await Promise.all(['a', 'b', 'c'].map(act))
  for (const [index, said] of seen.entries())
    expect(said).toContain(index % 2 ? `${seen[index - 1]![0]} ends` : 'begins')
  await mkdir(lock)
  await utimes(lock, new Date(0), new Date(0))
  await act('d')
  await expect(stat(lock)).rejects.toThrow()
  expect(await alone('/nowhere/at/all', async () => 'done')).toBe('done')
})

test('what another run of verify has kept, while the releases were read, stays', async () => {
  const folder = await scratch()
  await writeFile(`${folder}/a.txt`, release)
  const path = `${folder}/descriptors/demo/evidence.yaml`
  for (const before of [undefined, 'releases: []\n']) {
    if (before !== undefined) await writeFile(path, before)
    const report = new VFile()
    const progress = () => writeFileSync(path, 'releases: [] # of another run\n')
    const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
    const io = { ...streams, root: folder, cwd: folder, report, progress, say: async () => undefined }
    expect(await verify.run(['a.txt'], {}, io)).toMatchObject({ code: 1, lines: ['Nothing was written.'] })
    expect(report.messages.map(({ reason }) => reason)).toContain(
      'Unexpected change while the releases were read, expected the file as it was',
    )
    expect(await readFile(path, 'utf8')).toContain('of another run')
    await rm(path)
  }
})

describe('a folder of releases', () => {
  test('with a damaged one is refused, with its name: it is not left out as something else', async () => {
    const folder = await scratch()
    await mkdir(`${folder}/all/more`, { recursive: true })
    await writeFile(`${folder}/all/a.txt`, release)
    await writeFile(`${folder}/all/notes.txt`, 'Notes.\r\n')
    const whole = makeXlsx(makeRows([code]))
    await writeFile(`${folder}/all/more/b.xlsx`, whole.subarray(0, -100))
    const damaged = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([damaged.code, damaged.stdout]).toEqual([1, ''])
    expect(damaged.stderr).toContain('all/more/b.xlsx  release-')
    const withFormula = sheetXml(makeRows([code])).replace('<row r="2">', '<row r="2"><c r="A2"><f>B1</f></c>')
    await writeFile(`${folder}/all/more/b.xlsx`, makeZip(workbookFiles(withFormula)))
    expect(await call(['history', 'Q2041', '--releases', 'all'], folder)).toMatchObject({ code: 1, stdout: '' })
    await rm(`${folder}/all/more/b.xlsx`)
    const sound = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([sound.code, sound.stderr.match(/^.* is no release.*$/gm)]).toEqual([
      0,
      ['notes.txt is no release and was left out'],
    ])
  })

  test('with files of others is read without them, each named', async () => {
    const folder = await scratch()
    await mkdir(`${folder}/all`)
    await writeFile(`${folder}/all/a.txt`, release)
    await writeFile(`${folder}/all/notes.csv`, 'a,b\n')
    const list = sheetXml([['Product'], ['Q2041']]).replace(/<c r="A1".*?<\/c>/, '<c r="A1" t="e"><v>#N/A</v></c>')
    await writeFile(`${folder}/all/own list.xlsx`, makeZip(workbookFiles(list)))
    const { code: exit, stderr } = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([exit, stderr.match(/^.* is no release.*$/gm)]).toEqual([
      0,
      ['notes.csv is no release and was left out', 'own list.xlsx is no release and was left out'],
    ])
    await rm(`${folder}/all/a.txt`)
    const alone = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([alone.code, alone.stdout]).toEqual([1, ''])
    expect(alone.stderr).toContain('all  file-missing\n  Unexpected folder without a release, with 2 other files')
  })

  test.each([
    ['HCPC2024_JUL_ANWEB.csv', ''],
    ['HCPC2024_JUL_ANWEB_v2 (1).csv', ' \r\n'],
    ['HCPC2018_CONTR_ANWEB_disc.txt', '<html>Not found</html>'],
    ['HCPCS_2018_Alpha.xlsx', makeXlsx([['Q2041']])],
    ['anweb.xlsx', ''],
    ['july.csv', ''],
    ['HCPC2020_ANWEB_w_disclaimer - Copy.txt', '<html>Not found</html>'],
    ['july-2020-alpha-numeric-hcpcs-file.zip', makeZip([{ name: 'a.pdf', content: '' }])],
  ])('with a file that is named as a release and is none is refused: %s', async (name, content) => {
    const folder = await scratch()
    await mkdir(`${folder}/all`)
    await writeFile(`${folder}/all/a.txt`, release)
    await writeFile(`${folder}/all/${name}`, content)
    const { code: exit, stdout, stderr } = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([exit, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`all/${name}  release-`)
  })

  test.each([
    ['HCPC2024_JUL_ANWEB_Transaction Report.csv', 'HCPC,ACTION CD,SHORT DESCRIPTION,LONG DESCRIPTION\r\n'],
    ['HCPC2018_README.txt', 'Notes.\r\n'],
    ['HCPC2019_Trans_Alpha.csv', 'a,b\r\n'],
    ['HCPCS 2026.csv', 'Code,Owner\r\nQ2041,A\r\n'],
  ])('with what CMS or others put beside a release is read without it: %s', async (name, content) => {
    const folder = await scratch()
    await mkdir(`${folder}/all`)
    await writeFile(`${folder}/all/a.txt`, release)
    await writeFile(`${folder}/all/${name}`, content)
    const { code: exit, stderr } = await call(['history', 'Q2041', '--releases', 'all'], folder)
    expect([exit, stderr]).toEqual([0, expect.stringContaining(`${name} is no release and was left out`)])
  })

  test('that is a file is said to be one', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/a.txt`, release)
    const { code: exit, stderr } = await call(['history', 'Q2041', '--releases', 'a.txt'], folder)
    expect([exit, stderr]).toEqual([
      1,
      expect.stringContaining('a.txt  file-unreadable\n  Unexpected file, expected a'),
    ])
  })

  test.each(['nowhere', 'nowhere/below/', 'link'])('that is not there is said to be missing: %s', async path => {
    const folder = await scratch()
    await symlink('gone', `${folder}/link`)
    const { code: exit, stdout, stderr } = await call(['history', 'Q2041', '--releases', path], folder)
    expect([exit, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${path}  file-missing\n  Unexpected missing folder, expected it at this path`)
    expect(stderr).toContain('Check the path')
    expect(stderr).not.toContain('without a zip')
  })
})

describe('an option that is given twice is refused: one of the two would not count', () => {
  test.each([
    ['build', '--only', 'letter.pdf', '--only', 'packet.pdf'],
    ['build', '--formats=md', '--formats', 'pdf'],
    ['verify', 'a.txt', '--request', 'a', '--request', 'b'],
    ['compare', 'a', 'b', '--codes', 'Q2041', '--codes', 'Q2042'],
    ['review', '--fail-on', 'critical', '--fail-on', 'none'],
    ['redline', 'a', 'b', '--formats', 'html', '--formats', 'txt'],
  ])('%s %s %s %s %s', async (...args) => {
    const { code: exit, stdout, stderr } = await call(args, await emptyFolder())
    expect([exit, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^Unexpected second --\w/)])
  })
})

test.each(['', ' ', '1e3', '0x50', '-1', '65536', '4180.5', '４１８０'])('%j is no port of a preview', async port => {
  const { code: exit, stderr } = await call(['preview', `--port=${port}`])
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`Unexpected port “${port}”`)])
})
