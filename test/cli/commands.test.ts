import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { root } from '../support/project.ts'

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A project of its own with the base request and the real templates. */
async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redline-'))
  made.push(folder)
  await cp(`${root}/test/fixtures/base/descriptors`, `${folder}/descriptors`, { recursive: true })
  await cp(`${root}/templates`, `${folder}/templates`, { recursive: true })
  return folder
}

async function change(path: string, how: (text: string) => string): Promise<void> {
  await writeFile(path, how(await readFile(path, 'utf8')))
}

const filesBelow = async (folder: string) => (await readdir(folder, { recursive: true })).sort()

describe('build and check', () => {
  test('a build writes the exhibits, a second one nothing, and check is content', async () => {
    const folder = await scratch()
    expect(await call(['build'], folder)).toMatchObject({ code: 0, stdout: '' })
    const files = await filesBelow(`${folder}/out`)
    expect(files).toContain(join('demo', 'exhibit-a.md'))
    expect(files.some(file => file.includes('staging'))).toBe(false)
    expect((await call(['build'], folder)).stderr).toContain('0 files written')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('check names what is stale, missing, changed by hand and orphaned, and shows the difference', async () => {
    const folder = await scratch()
    await call(['build'], folder)
    await change(`${folder}/descriptors/demo/Q2042.md`, text => text.replace('Novartis', 'Novartis AG'))
    await writeFile(`${folder}/out/demo/exhibit-b.md`, '# By hand\n')
    await rm(`${folder}/out/demo/index.html`)
    await writeFile(`${folder}/out/demo/my notes.txt`, 'x')
    await cp(`${folder}/out/demo`, `${folder}/out/demo-as-filed`, { recursive: true })
    const { code, stderr } = await call(['check'], folder)
    expect(code).toBe(1)
    for (const part of [
      'exhibit-a.md  output-stale',
      'Novartis AG',
      'exhibit-b.md  output-edited',
      '-# By hand',
      'index.html  output-missing',
      'my notes.txt  output-orphan',
      'MADE.txt  output-stale',
    ]) {
      expect(stderr).toContain(part)
    }
    expect(stderr).toContain('npm run build')
    expect(stderr).not.toContain('demo-as-filed')
  })

  test('only Markdown and a Word file, and the list keeps the files of the other formats', async () => {
    const folder = await scratch()
    await call(['build'], folder)
    await change(`${folder}/descriptors/demo/Q2042.md`, text => text.replace('Novartis', 'Novartis AG'))
    for (const formats of ['md', 'docx', 'txt,pdf,html']) {
      expect(await call(['build', '--formats', formats], folder)).toMatchObject({ code: 0 })
    }
    expect((await call(['build'], folder)).stderr).toContain('0 removed')
    expect(await call(['check'], folder)).toMatchObject({ code: 0 })
  })

  test('a mistake stops the build with exit code 1 and leaves out/ as it was', async () => {
    const folder = await scratch()
    await call(['build'], folder)
    const before = await readFile(`${folder}/out/demo/packet.md`, 'utf8')
    const path = `${folder}/descriptors/demo/Q2041.md`
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/(Proposed[\s\S]*)200 million/, '$120 million'))
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected “20”, expected “200”')
    expect(stderr).toContain('descriptors/demo/Q2041.md:16:34  strike-only')
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(await readFile(`${folder}/out/demo/packet.md`, 'utf8')).toBe(before)
  })

  test('some formats only: the files of the others stay', async () => {
    const folder = await scratch()
    await call(['build'], folder)
    expect(await call(['build', '--formats', 'md'], folder)).toMatchObject({ code: 0 })
    expect(await filesBelow(`${folder}/out/demo`)).toContain('exhibit-a.html')
    expect(await call(['build', '--formats', 'md,doc'], folder)).toMatchObject({ code: 2 })
  })

  test('two requests live side by side', async () => {
    const folder = await scratch()
    await cp(`${folder}/descriptors/demo`, `${folder}/descriptors/second`, { recursive: true })
    expect(await call(['build'], folder)).toMatchObject({ code: 0 })
    expect(await readFile(`${folder}/out/second/exhibit-a.md`)).toEqual(
      await readFile(`${folder}/out/demo/exhibit-a.md`),
    )
  })

  test('an out/ that cannot be written is a sentence', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/out`, 'a file where a folder should be')
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(/out {2}(output-unwritable|file-unreadable)\n {2}Unexpected error/)
  })

  test('a link that leads out of the project is refused, for reading and for writing', async () => {
    const folder = await scratch()
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    made.push(outside)
    await writeFile(`${outside}/secret.md`, 'secret')
    await symlink(`${outside}/secret.md`, `${folder}/descriptors/demo/Q2053.md`)
    expect((await call(['build'], folder)).stderr).toContain('descriptors/demo/Q2053.md  file-link')
    await rm(`${folder}/descriptors/demo/Q2053.md`)
    await mkdir(`${folder}/out`)
    await symlink(outside, `${folder}/out/demo`)
    expect(await call(['build'], folder)).toMatchObject({ code: 1 })
    expect(await readdir(outside)).toEqual(['secret.md'])
  })

  test('a huge file is refused by its size', async () => {
    const folder = await scratch()
    await writeFile(`${folder}/descriptors/demo/payment.yaml`, Buffer.alloc(3_000_000, 'x'))
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected file of 3000000 bytes, expected at most 1000000')
    await expect(stat(`${folder}/out`)).rejects.toThrow()
  })

  test('no descriptors at all is a sentence too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'empty-'))
    made.push(folder)
    const { code, stderr } = await call(['build'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('Unexpected empty folder descriptors/')
  })
})

describe('redline', () => {
  const words = ['up to 460 million cells', 'up to 510 million cells']
  test.each([
    ['text', 'up to [struck: 460][inserted: 510] million cells\n'],
    ['markdown', 'up to <del>[struck: 460]</del><ins>[inserted: 510]</ins> million cells\n'],
    [
      'html',
      '<p>up to <del><span class="words">[struck: </span>460<span class="words">]</span></del><ins><span class="words">[inserted: </span>510<span class="words">]</span></ins> million cells</p>\n',
    ],
  ])('--format %s', async (format, expected) => {
    expect(await call(['redline', ...words, '--format', format])).toEqual({ code: 0, stdout: expected, stderr: '' })
  })

  test('--format ansi keeps the words and adds line and colour', async () => {
    const { stdout } = await call(['redline', ...words, '--format', 'ansi'])
    expect(stdout).toContain('\u001b[31m\u001b[9m[struck: 460]')
  })

  test('--format ansi does not let a wording steer the terminal', async () => {
    const { stdout } = await call(['redline', 'a \u001b[2J', 'b', '--format', 'ansi'])
    expect(stdout).toContain('␛[2J')
  })

  test('--format json gives segments and edits', async () => {
    const { stdout } = await call(['redline', ...words, '--format', 'json'])
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

describe('bad use has exit code 2 and says how to use it', () => {
  test.each([
    [['bild'], 'Unexpected command “bild”'],
    [['redline', 'one'], 'Unexpected number of wordings, 1, expected two'],
    [['redline', 'a', 'b', '--format', 'pdf'], 'Unexpected format “pdf”'],
    [['redline', '--pairs', 'no-such-file'], 'Unexpected error ENOENT'],
    [['redline', 'a', '--pairs', '-'], 'Unexpected argument beside --pairs'],
    [['redline', 'a', 'b', '--colour'], 'Unexpected option'],
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
