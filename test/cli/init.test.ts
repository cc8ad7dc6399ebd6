import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { call } from '../support/call.ts'
import { answers, fillIn } from '../support/fill-in.ts'
import { root } from '../support/project.ts'
import { emptyFolder } from '../support/scratch.ts'

describe('init', () => {
  test('makes a workspace whose request is built once its open places are filled in', async () => {
    const folder = await emptyFolder()
    const { code, stderr } = await call(['init', 'ces'], folder)
    expect([code, stderr]).toEqual([0, expect.stringContaining('8 files written')])
    const open = await call(['build'], folder)
    expect(open.code).toBe(1)
    const named = Array.from(open.stderr.matchAll(/Unexpected “FILL IN: ([^”]+)”/g), match => match[1]!)
    expect([...new Set(named)].sort()).toEqual(Object.keys(answers).sort())
    await fillIn(`${folder}/descriptors/ces`)
    const built = await call(['build', '--formats', 'md,html'], folder)
    expect([built.code, built.stderr]).toEqual([0, expect.stringContaining('ces: 1 code, ')])
    expect(await readFile(`${folder}/out/ces/exhibit-a.md`, 'utf8')).toContain('strike “, any type”')
  })

  test('a template of the workspace comes before that of the program', async () => {
    const folder = await emptyFolder()
    await call(['init', 'ces'], folder)
    await fillIn(`${folder}/descriptors/ces`)
    await mkdir(`${folder}/templates`)
    const text = readFileSync(`${root}/templates/sources.md.hbs`, 'utf8')
    await writeFile(`${folder}/templates/sources.md.hbs`, `${text}\nOur society prints this.\n`)
    expect(await call(['build', '--formats', 'md'], folder)).toMatchObject({ code: 0 })
    expect(await readFile(`${folder}/out/ces/packet.md`, 'utf8')).toContain('Our society prints this.')
  })

  test('writes package.json as its owner does: its spaces, line ends, and a mark at its beginning', async () => {
    const folder = await emptyFolder()
    await writeFile(`${folder}/package.json`, '\uFEFF{\r\n    "name": "ours"\r\n}\r\n')
    expect(await call(['init', 'ces'], folder)).toMatchObject({ code: 0 })
    const made = await readFile(`${folder}/package.json`, 'utf8')
    expect(made).toMatch(/^\{\r\n {4}"name": "ours",\r\n {4}"scripts": \{\r\n {8}"build"/)
    expect(made.replaceAll('\r\n', '')).not.toContain('\n')
  })

  test('leaves what is there as it is, and adds to package.json only what it lacks', async () => {
    const folder = await emptyFolder()
    const own = { name: 'ours', scripts: { build: 'our own' }, dependencies: { 'hcpcs-redline': 'file:a.tgz' } }
    await writeFile(`${folder}/package.json`, JSON.stringify(own))
    await writeFile(`${folder}/.gitignore`, 'ours\n')
    await mkdir(`${folder}/descriptors/ces`, { recursive: true })
    const { code, stderr } = await call(['init', 'ces'], `${folder}/descriptors`)
    expect(code).toBe(0)
    for (const path of ['.gitignore', 'descriptors/ces/request.md']) expect(stderr).toContain(`left as it is: ${path}`)
    expect(await readFile(`${folder}/.gitignore`, 'utf8')).toBe('ours\n')
    const made = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
    expect(made).toMatchObject(own)
    expect(Object.keys(made.scripts).length).toBeGreaterThan(10)
    expect((await call(['init', 'ces'], folder)).stderr).toContain('0 files written')
    await writeFile(`${folder}/package.json`, '{ "name": ')
    await rm(`${folder}/README.md`)
    const spoiled = await call(['init', 'other'], folder)
    expect([spoiled.code, spoiled.stderr]).toEqual([2, expect.stringContaining('Unexpected text in package.json')])
    await expect(readFile(`${folder}/README.md`)).rejects.toThrow()
  })

  test('has the scripts of this repository, by the same names', async () => {
    const folder = await emptyFolder()
    await call(['init', 'ces', '--venue', 'application'], folder)
    const { scripts, dependencies } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
    const ours = Object.entries(manifest.scripts).filter(([, command]) => command.startsWith('node start.mjs '))
    expect(scripts).toEqual(Object.fromEntries(ours.map(([name]) => [name, `hcpcs-redline ${name}`])))
    expect(dependencies).toEqual({ 'hcpcs-redline': manifest.version })
    expect(await readFile(`${folder}/descriptors/ces/request.md`, 'utf8')).toContain('venue: application')
  })

  test.each([
    [['init', 'Not A Name'], 'Unexpected name “Not A Name”'],
    [['init', 'ces', '--venue', 'letter'], 'Unexpected venue “letter”'],
  ])('%j is bad use', async (args, sentence) => {
    expect(await call(args, await emptyFolder())).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
  })

  test('the folder of the program itself is no workspace', async () => {
    expect(await call(['init', 'ces'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Unexpected folder of the program itself'),
    })
  })
})

test('git keeps what is made in a workspace byte for byte, as it does here', () => {
  const [own, theirs] = ['.gitattributes', 'workspace/gitattributes'].map(path =>
    readFileSync(`${root}/${path}`, 'utf8'),
  )
  expect(theirs).toBe(own)
  const made = ['csv', 'xlsx', 'docx', 'pdf', 'png'].map(type => new RegExp(`\\*\\.${type} (?:binary|-text)$`, 'm'))
  expect(made.filter(line => !line.test(theirs!))).toEqual([])
})
