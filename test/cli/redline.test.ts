import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'
import { emptyFolder } from '../support/scratch.ts'

describe('redline', () => {
  const words = ['up to 460 million cells', 'up to 510 million cells']
  test.each([
    ['txt', 'up to [struck: 460][inserted: 510] million cells\n'],
    ['md', 'up to <del>[struck: 460]</del><ins>[inserted: 510]</ins> million cells\n'],
    [
      'html',
      '<p>up to <del><span class="lead"><span class="words">[struck: </span><span class="text">460</span></span><span class="words">]</span></del><ins><span class="lead"><span class="words">[inserted: </span><span class="text">510</span></span><span class="words">]</span></ins> million cells</p>\n',
    ],
  ])('--formats %s', async (format, expected) => {
    expect(await call(['redline', ...words, '--formats', format])).toEqual({ code: 0, stdout: expected, stderr: '' })
  })

  test('--formats critic marks what goes and what comes, and refuses what it cannot write', async () => {
    const made = await call(['redline', ...words, '--formats', 'critic'])
    expect(made).toEqual({ code: 0, stdout: 'up to {--460--}{++510++} million cells\n', stderr: '' })
    const refused = await call(['redline', 'a {++b', 'c', '--formats', 'critic'])
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('Unexpected mark of CriticMarkup in a wording')
  })

  test('--formats docx writes a Word file with tracked changes to --out', async () => {
    const out = await emptyFolder()
    const { code, stdout, stderr } = await call(['redline', ...words, '--formats', 'docx', '--out', out])
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/1 file written \(redline\.docx\)\n$/)
    const xml = strFromU8(unzipSync(await readFile(join(out, 'redline.docx')))['word/document.xml']!)
    expect(xml).toMatch(/<w:del [^>]*>.*460.*<\/w:del><w:ins [^>]*>.*510.*<\/w:ins>/)
  })

  test.each([
    [['--formats', 'docx'], 'Unexpected format “docx” without --out, expected a folder to write to: --out DIR'],
    [['--out', 'x'], 'Unexpected --out, expected it with --formats docx alone'],
    [['--formats', 'docx', '--out', 'out'], 'Unexpected folder “out”, expected another'],
  ])('%j is refused', async (options, reason) => {
    const { code, stderr } = await call(['redline', ...words, ...options])
    expect([code, stderr.slice(0, reason.length)]).toEqual([2, reason])
  })

  test('--formats docx refuses a character that Word cannot hold', async () => {
    const { code, stderr } = await call(['redline', 'a \u0001', 'b', '--formats', 'docx', '--out', 'nowhere'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Unexpected character U+0001 in a wording')])
  })

  test('--formats ansi keeps the words and adds line and color', async () => {
    const { stdout } = await call(['redline', ...words, '--formats', 'ansi'])
    expect(stdout).toContain('\u001b[31m\u001b[9m[struck: 460]')
  })

  test('--formats ansi does not let a wording steer the terminal', async () => {
    const { stdout } = await call(['redline', 'a \u001b[2J', 'b', '--formats', 'ansi'])
    expect(stdout).toContain('␛[2J')
  })

  test('--formats json gives segments and edits', async () => {
    const { stdout } = await call(['redline', ...words, '--formats', 'json'])
    expect(JSON.parse(stdout)).toEqual({
      segments: [
        { type: 'same', text: 'up to ' },
        { type: 'deletion', text: '460' },
        { type: 'insertion', text: '510' },
        { type: 'same', text: ' million cells' },
      ],
      edits: [{ deletion: '460', insertion: '510', touches: ['number'], effect: 'substantive' }],
    })
  })

  test('--pairs - reads standard input, one line out for one line in', async () => {
    const pairs = [
      { id: 'a', current: 'x y', proposed: 'x z' },
      { id: 'b', current: 'x', proposed: 'x' },
    ]
    const { code, stdout } = await call(
      ['redline', '--pairs', '-'],
      root,
      pairs.map(pair => JSON.stringify(pair)).join('\n'),
    )
    const lines = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(code).toBe(0)
    expect(lines.map(line => line.id)).toEqual(['a', 'b'])
    expect(lines[0].edits).toHaveLength(1)
    expect(lines[1]).toEqual({ id: 'b', segments: [{ type: 'same', text: 'x' }], edits: [] })
  })

  test('a number is printed as it was given, or refused', async () => {
    const pairOf = (id: string) => `{"id":${id},"current":"a :1, \\"id\\":1,","proposed":"b"}\n`
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.bigInt(), fc.double().map(Number), fc.maxSafeInteger()).map(String), async id => {
        const { code, stdout, stderr } = await call(['redline', '--pairs', '-'], root, pairOf(id))
        if (code === 0) expect(stdout).toContain(`{"id":${id},`)
        else expect([stdout, stderr.split('\n')[0]]).toEqual(['', 'standard input:1:1  pair'])
        if (/^-?[1-9]\d{0,14}$/.test(id)) expect(code).toBe(0)
      }),
    )
    for (const id of ['9007199254740993', '1.0', '-0', '1e3', '1e999', '9007199254740991.4']) {
      expect((await call(['redline', '--pairs', '-'], root, pairOf(id))).stderr).toContain(
        'Unexpected id, expected text',
      )
    }
  })

  test.each([
    ['too long', ' '.repeat(64 * 1024 * 1024 + 1), 'Unexpected file of more than 64 MiB'],
    [
      'with a wording that is too long',
      JSON.stringify({ id: 1, current: 'x'.repeat(100_001), proposed: '' }),
      'of more than 100000 characters',
    ],
    ['with more faults than help', 'x\n'.repeat(200_000), '1000 faults or more; nothing was redlined.'],
  ])('pairs %s are refused in a sentence', async (_, text, reason) => {
    const { code, stdout, stderr } = await call(['redline', '--pairs', '-'], root, text)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(reason)
    expect(stderr.length).toBeLessThan(5000)
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const stdin = Buffer.concat([
      Buffer.from('{"id":1,"current":"a'),
      Buffer.from([0xe9]),
      Buffer.from('","proposed":"b"}'),
    ])
    expect((await call(['redline', '--pairs', '-'], root, stdin)).stderr).toContain('standard input  file-encoding')
  })

  test('many pairs are printed in parts, in order', async () => {
    const text = Array.from({ length: 5000 }, (_, id) => JSON.stringify({ id, current: 'x y', proposed: 'x z' })).join(
      '\n',
    )
    const lines = (await call(['redline', '--pairs', '-'], root, text)).stdout.trim().split('\n')
    expect(lines.map(line => JSON.parse(line).id)).toEqual(Array.from({ length: 5000 }, (_, id) => id))
  })

  test('a bad line of pairs is named, all are, and nothing is printed', async () => {
    const { code, stdout, stderr } = await call(['redline', '--pairs', '-'], root, '{"id":1}\nnot json\n')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('standard input:1')
    expect(stderr).toContain('standard input:2')
  })
})

test('a file of the wrong kind does not fill the screen', async () => {
  const { code, stderr } = await call(['redline', '--pairs', '-'], root, 'not json\n'.repeat(1000))
  expect(code).toBe(1)
  expect(stderr.match(/standard input:\d+/g)).toHaveLength(20)
  expect(stderr).toContain('980 more places')
  expect(stderr).toContain('1000 faults')
})

test('wordings that begin with a hyphen are given as the messages say', async () => {
  const npm = promisify(execFile)('npm', ['run', '-s', 'redline', '--', '--', '-5 mg', '-6 mg'], { cwd: root })
  expect((await npm).stdout).toBe('[struck: -5][inserted: -6] mg\n')
})

describe('bad use has exit code 2 and says how to use it', () => {
  test.each([
    [['bild'], 'Unexpected command “bild”'],
    [['redline', 'one'], 'Unexpected number of wordings, 1, expected two'],
    [['redline', 'a', 'b', '--formats', 'pdf'], 'Unexpected format “pdf”'],
    [['redline', '--pairs', 'no-such-file'], 'Unexpected error ENOENT'],
    [['redline', 'a', '--pairs', '-'], 'Unexpected argument beside --pairs'],
    [
      ['redline', 'a', 'b', '--color'],
      'Unexpected option “--color”, expected one of: --formats, --out, --pairs, --help, --debug\n',
    ],
    [['redline', '--foo.bar', 'a'], 'Unexpected option “--foo.bar”, expected'],
    [['redline', '--foo.bar', 'a'], 'after a second “--”: npm run -s redline -- -- "--foo.bar" "a"\n'],
    [['redline', '--formats', 'html', '-5 mg', '-6 mg'], 'Unexpected option “-5 mg”'],
    [['redline', '--formats', 'html', '-5 mg', '-6 mg'], '“--”: npm run -s redline -- -- "-5 mg" "-6 mg"\n'],
    [['redline', '-1 $x\nforged', '-b'], 'Unexpected option “-1 $x␊forged”, expected'],
    [['redline', '-1 $x\nforged', '-b'], 'npm run -s redline -- -- "…" "-b"\n'],
    [['redline', '--constructor'], 'Unexpected option “--constructor”'],
    [['redline', 'a', '--formats'], 'Unexpected missing value of --formats, expected one\n'],
    [['redline', '--pairs', '-x'], 'Unexpected hyphen in --pairs -x, expected --pairs=-x\n'],
    [['redline', '--help=no'], 'Unexpected value “no” of --help, expected none\n'],
    [
      ['check', '--fast'],
      'Unexpected option “--fast”, expected one of: --request, --formats, --help, --debug\nUsage: npm run check -- [--request NAME] [--formats ',
    ],
    [['redline'], 'expected two, each in quotation marks (where one begins with a hyphen: -- -- "-5 mg" "-6 mg")\n'],
    [['build', 'everything'], 'Unexpected number of arguments, 1, expected 0'],
  ])('%j', async (args, reason) => {
    const { code, stdout, stderr } = await call(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(reason)
  })

  test('help', async () => {
    expect((await call(['--help'])).stdout).toContain('npm run check')
    expect((await call(['build', '--help'])).stdout).toContain('--formats')
  })
})
