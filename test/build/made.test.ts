import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { judgeOut, LIST } from '../../src/build/made.ts'
import { writeOutputs } from '../../src/build/write.ts'
import { describeUnwritten } from '../../src/cli/releases.ts'
import { writeFiles } from '../../src/io/write.ts'
import { FORMATS, type Format } from '../../src/render/types.ts'
import type { OutputFile } from '../../src/types.ts'

/** After so many files that were moved or removed, the disk refuses: what is done by then is what a kill leaves. */
const disk = vi.hoisted(() => {
  // Files of a process share their modules: without this, one that came before would have loaded the real disk.
  vi.resetModules()
  return { left: Number.POSITIVE_INFINITY }
})
vi.mock('node:fs/promises', async original => {
  const real = await original<typeof import('node:fs/promises')>()
  const refuse = async () => {
    if (disk.left-- <= 0) throw Object.assign(new Error(), { code: 'EIO' })
  }
  const rename: typeof real.rename = async (from, to) => refuse().then(() => real.rename(from, to))
  const remove: typeof real.rm = async (path, options) => {
    if (!String(path).includes('.staging-')) await refuse()
    return await real.rm(path, options)
  }
  return { ...real, rename, rm: remove }
})

const numRuns = Number(process.env.FC_RUNS ?? 80)

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'made-'))
})
afterEach(async () => {
  disk.left = Number.POSITIVE_INFINITY
  await rm(root, { recursive: true, force: true })
})

const PATHS = ['a/exhibit-a.md', 'a/exhibit-a.pdf', 'a/filing/1-letter.docx', 'b/exhibit-a.md', 'b/index.html']
const COPIES = ['a-as-filed/exhibit-a.md', 'a/exhibit-b.md', 'counsel/letter.docx', 'notes.txt']
const inOut = (paths: readonly string[]) => fc.constantFrom(...paths.map(path => `out/${path}`))

/** What a build may make: each file with one of few contents, so that builds often agree. */
const plans = fc
  .dictionary(inOut(PATHS), fc.constantFrom('one', 'two', 'three'), { maxKeys: 5 })
  .map(made => Object.entries(made).map(([path, content]): OutputFile => ({ path, content })))

async function writeTo(path: string, content: string): Promise<void> {
  await mkdir(join(root, dirname(path)), { recursive: true })
  await writeFile(join(root, path), content)
}

/** Every file of out/ by its path. */
async function there(): Promise<Map<string, string>> {
  const entries = await readdir(join(root, 'out'), { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const files = paths.map(async path => [path.slice(root.length + 1), await readFile(path, 'utf8')] as const)
  return new Map((await Promise.all(files)).sort())
}

async function build(outputs: readonly OutputFile[], formats: readonly Format[] = FORMATS) {
  const report = new VFile()
  const asked = outputs.filter(({ path }) => formats.some(format => path.endsWith(`.${format}`)))
  const written = await writeOutputs(root, asked, { formats }, report)
  return { ...written, asked, rules: report.messages.map(({ ruleId }) => ruleId) }
}

const emptied = () => rm(join(root, 'out'), { recursive: true, force: true })

describe('whatever somebody does in out/', () => {
  /** Writing, copying and deleting by hand; contents of somebody’s own are told by their first letters. */
  const mine = fc.record({ path: inOut([...PATHS, ...COPIES]), content: fc.constantFrom('mine 1', 'mine 2') })
  const steps = fc.oneof(
    { weight: 4, arbitrary: fc.record({ build: plans, formats: fc.subarray([...FORMATS], { minLength: 1 }) }) },
    { weight: 2, arbitrary: fc.record({ write: mine }) },
    { weight: 1, arbitrary: fc.record({ remove: inOut([...PATHS, 'MADE.txt']) }) },
  )

  test('a build loses nothing of it: it makes all that it planned, or says why not and changes nothing', async () => {
    const seen = { refused: 0, made: 0, kept: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 8 }), async all => {
        await emptied()
        for (const step of all) {
          if ('write' in step) await writeTo(step.write.path, step.write.content)
          else if ('remove' in step) await rm(join(root, step.remove), { force: true })
          else {
            const before = await there()
            const { asked, rules } = await build(step.build, step.formats)
            const after = await there()
            if (rules.length > 0) expect(after).toEqual(before)
            else for (const { path, content } of asked) expect([path, after.get(path)]).toEqual([path, content])
            for (const rule of rules) expect(['output-edited', 'output-list']).toContain(rule)
            const own = [...before].filter(([, content]) => content.startsWith('mine'))
            for (const [path, content] of own) expect([path, after.get(path)]).toEqual([path, content])
            seen[rules.length > 0 ? 'refused' : 'made']++
            seen.kept += own.length
          }
        }
      }),
      { numRuns },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  })
})

describe('builds alone', () => {
  const one = fc.record({ plan: plans, formats: fc.constantFrom(FORMATS, FORMATS, ['md'] as const, ['docx'] as const) })
  const series = fc.array(one, { maxLength: 5 })

  test('are never refused, and a whole one leaves its files and a list of them, whatever went before', async () => {
    await fc.assert(
      fc.asyncProperty(series, plans, async (before, last) => {
        await emptied()
        for (const { plan, formats } of before) expect((await build(plan, formats)).rules).toEqual([])
        expect((await build(last)).rules).toEqual([])
        const found = await there()
        const list = found.get(LIST)
        found.delete(LIST)
        expect(found).toEqual(new Map(last.map(({ path, content }) => [path, String(content)] as const).sort()))
        await emptied()
        await build(last)
        expect((await there()).get(LIST)).toBe(list)
      }),
      { numRuns: numRuns / 2 },
    )
  })

  test('that are broken off at any step neither stop the next one nor leave anything behind', async () => {
    const seen = { brokenOff: 0 }
    await fc.assert(
      fc.asyncProperty(plans, plans, plans, fc.nat(12), async (first, second, third, steps) => {
        await emptied()
        await build(first)
        disk.left = steps
        const { rules } = await build(second)
        disk.left = Number.POSITIVE_INFINITY
        if (rules.length > 0) seen.brokenOff++
        expect((await build(third)).rules).toEqual([])
        const found = await there()
        found.delete(LIST)
        expect(found).toEqual(new Map(third.map(({ path, content }) => [path, String(content)] as const).sort()))
      }),
      { numRuns },
    )
    expect(seen.brokenOff).toBeGreaterThan(0)
  })
})

test('of several files, those that are written before the disk refuses are named', async () => {
  const files = ['a.md', 'b.md', 'c.md'].map(path => ({ path, content: 'new' }))
  for (const steps of [0, 1, 2, 3]) {
    disk.left = steps
    const report = new VFile()
    const placed = await writeFiles(join(root, 'x'), files, report)
    expect(placed).toEqual(['a.md', 'b.md', 'c.md'].slice(0, steps))
    expect(report.messages).toHaveLength(steps < 3 ? 1 : 0)
  }
  expect(describeUnwritten([])).toBe('Nothing was written.')
  expect(describeUnwritten(['a.md', 'b.md'])).toBe('Written before the fault: a.md, b.md.')
})

describe('the list', () => {
  const outputs: OutputFile[] = [{ path: 'out/a/exhibit-a.md', content: 'new' }]
  const judge = (list: string | undefined, content: string) => {
    const report = new VFile()
    const found = [
      { path: outputs[0]!.path, bytes: Buffer.from(content) },
      ...(list === undefined ? [] : [{ path: LIST, bytes: Buffer.from(list) }]),
    ]
    judgeOut(outputs, found, { formats: FORMATS }, report)
    return report.messages.map(({ ruleId, file, line, reason }) => `${file}:${line} ${ruleId} ${reason}`)
  }
  const line = (character: string, path = 'a/exhibit-a.md') => `${character.repeat(64)}  ${path}\n`

  test('that a merge of two branches left with the lines of both is one, also with its signs and Windows line ends', async () => {
    await build([{ path: 'out/a/exhibit-a.md', content: 'old' }])
    const ours = await readFile(join(root, LIST), 'utf8')
    const merged = `<<<<<<< HEAD\n${line('0')}||||||| base\n=======\n${ours}>>>>>>> other\n`.replaceAll('\n', '\r\n')
    expect(judge(merged, 'old')).toEqual([])
  })

  test.each([
    ['cut off', `${line('a')}${'b'.repeat(30)}`, 2],
    ['of something else', 'A letter of mine.\n', 1],
    ['in another form', `${'A'.repeat(64)}  x\n`, 1],
    ['without a path', `${'a'.repeat(64)}  \n`, 1],
  ])('that is %s is a fault with its line', (_, list, at) => {
    expect(judge(list, 'old')).toEqual([expect.stringMatching(`^${LIST}:${at} output-list Unexpected “`)])
  })

  test('that is missing is a fault once, and only where a file differs', () => {
    expect(judge(undefined, 'new')).toEqual([])
    expect(judge(undefined, 'old')).toEqual([
      expect.stringContaining('output-list Unexpected missing list, and a file differs from what the build makes'),
    ])
  })

  test('that lacks a file makes it somebody’s own', () => {
    expect(judge(line('a'), 'old')).toEqual([expect.stringContaining('output-edited Unexpected change by hand')])
  })

  test('never leads a build to a file outside of out/', async () => {
    await writeTo('descriptors/a.md', 'old')
    const { list } = judgeOut(
      [{ path: 'out/../descriptors/a.md', content: 'old' }],
      [],
      { formats: FORMATS },
      new VFile(),
    )!
    await writeTo(LIST, String(list.content))
    expect(await build([])).toMatchObject({ rules: [], removed: [] })
    expect(await readFile(join(root, 'descriptors/a.md'), 'utf8')).toBe('old')
  })
})
