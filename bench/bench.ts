import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diffWordsWithSpace } from 'diff'
import DiffMatchPatch from 'diff-match-patch'
import fastDiff from 'fast-diff'
import { Bench } from 'tinybench'
import { CORPORA, corpusPath, readPairs } from '../scripts/gate.ts'
import { makeComparison } from '../src/exhibit/comparison.ts'
import type { Release } from '../src/model.ts'
import { readRelease } from '../src/read/release.ts'
import { decode } from '../src/read/text.ts'
import { redline } from '../src/redline/redline.ts'
import { listItems } from '../src/redline/release-items.ts'
import { compareReleases } from '../src/redline/releases.ts'
import { toComparisonJson } from '../src/render/comparison-json.ts'
import { toHtml } from '../src/render/html.ts'
import { toMarkdown } from '../src/render/markdown.ts'
import { builds } from './filing.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, '../shared/releases')
const [path2018, path2019] = ['2018', '2019'].map(year => join(folder, `${year}-Alpha-Numeric-HCPCS-File.zip`))

if (existsSync(folder)) {
  await reading()
  await wholeProcesses()
  await growth()
} else console.log('Only redlines: there are no releases in ../shared/releases.')
await redlining()
await filing()

/** Times each function for itself, in rounds; the median in milliseconds, by name. */
async function time(functions: Readonly<Record<string, () => unknown>>): Promise<Record<string, number>> {
  const bench = new Bench({ time: 0, iterations: 9, warmupIterations: 2, warmupTime: 0 })
  for (const [name, run] of Object.entries(functions)) bench.add(name, run)
  await bench.run()
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => {
      if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`)
      return [name, result.latency.p50]
    }),
  )
}

function print(name: string, milliseconds: number, ratio?: number, to?: string, goal?: number): void {
  const compared =
    ratio === undefined ? '' : `  ${ratio.toFixed(2)} × ${to}${goal === undefined ? '' : ` (goal ≤ ${goal})`}`
  console.log(`${name.padEnd(52)} ${milliseconds.toFixed(0).padStart(6)} ms${compared}`)
}

async function reading(): Promise<void> {
  const read = (path: string) => {
    const bytes = readFileSync(path)
    return () => readRelease(path, bytes)
  }
  const bare = () => spawnSync(process.execPath, [join(root, 'bench/bare.mjs'), path2019!])
  const times = await time({ bare, zip: read(path2019!), xlsx: read(join(folder, '2020-07/anweb.xlsx')) })
  print('read the text of 2019 from its zip', times.zip!)
  print('read the workbook of July 2020', times.xlsx!, times.xlsx! / times.zip!, 'the zip')
}

/** Whole processes, cold, as a user starts them; without npm, which adds its own start. */
async function wholeProcesses(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'))
  const inRoot = { cwd: root, encoding: 'utf8' } as const
  const start = (args: readonly string[]) => () => {
    const { status, stderr } = spawnSync(process.execPath, args, inRoot)
    if (status !== 0) throw new Error(stderr)
  }
  const main = [join(root, 'start.mjs')]
  const compare = ['compare', path2018!, path2019!, '--out', out]
  const times = await time({
    bare: start([join(root, 'bench/bare.mjs'), path2018!, path2019!]),
    help: start([...main, 'compare', '--help']),
    compare: start([...main, ...compare]),
  })
  const told = spawnSync(process.execPath, ['--require', join(root, 'bench/memory.cjs'), ...main, ...compare], inRoot)
  rmSync(out, { recursive: true })
  print('bare node: unzip and split 2018 and 2019', times.bare!)
  print('start of the tool alone (compare --help)', times.help!, times.help! / times.bare!, 'bare')
  print('compare 2018 → 2019, all formats, whole process', times.compare!, times.compare! / times.bare!, 'bare', 2)
  const megabytes = Number(/maxRSS (\d+)/.exec(told.stderr)![1]) / 1024
  console.log(`${'its memory at the highest'.padEnd(52)} ${megabytes.toFixed(0).padStart(6)} MB (goal ≤ 200)`)
}

async function growth(): Promise<void> {
  const [current, proposed] = await Promise.all([path2018!, path2019!].map(readOrThrow))
  const templates = new Map(
    ['comparison.md.hbs', 'notice.md.hbs', 'page.html.hbs', 'style.css'].map(name => {
      return [name, decode({ path: name, bytes: readFileSync(join(root, 'templates', name)) }, []).text]
    }),
  )
  const compare = (one: Release, other: Release) => compareReleases(one, other, redline)
  const render = (one: Release, other: Release) => {
    const comparison = compare(one, other)
    const study = { current: one, proposed: other, comparison, items: listItems(comparison), asked: [] }
    const { title, tree } = makeComparison(study, templates, [])
    const page = { title, filing: '', style: templates.get('style.css')!, template: templates.get('page.html.hbs')! }
    return [toMarkdown(tree), toHtml(tree, page), toComparisonJson(study)]
  }
  const [big, bigger] = [tenfold(current!), tenfold(proposed!)]
  const times = await time({
    compare: () => compare(current!, proposed!),
    compareTen: () => compare(big, bigger),
    render: () => render(current!, proposed!),
    renderTen: () => render(big, bigger),
  })
  print('compare 2018 → 2019', times.compare!)
  print('the same with ten times the codes', times.compareTen!, times.compareTen! / times.compare!, 'once', 11)
  print('compare, Markdown, HTML and JSON, every kind of change', times.render!)
  print('the same with ten times the codes', times.renderTen!, times.renderTen! / times.render!, 'once', 11)
}

async function readOrThrow(path: string): Promise<Release> {
  const { release, messages } = await readRelease(path, readFileSync(path))
  if (release === undefined) throw new Error(messages.map(String).join('\n'))
  return release
}

/** The same codes under ten names each. */
function tenfold(release: Release): Release {
  const copies = Array.from({ length: 10 }, (_, copy) =>
    release.records.map(record => ({ ...record, code: `${record.code}${copy}` })),
  )
  return { ...release, records: copies.flat() }
}

async function filing(): Promise<void> {
  const times = await time(builds())
  print('build six codes, Markdown and HTML', times.pages!)
  print('build six codes, all formats', times.all!, times.all! / times.pages!, 'that', 3)
  print('build a hundred codes, all formats', times.hundred!)
  print('build four hundred codes, all formats', times.many!, times.many! / times.hundred!, 'a hundred', 4.4)
}

/** Real changes of descriptors and neighbouring codes, over and over until there are 8,000 pairs. */
async function redlining(): Promise<void> {
  const pairs = CORPORA.flatMap(name => readPairs(corpusPath(name)))
  const many = Array.from({ length: 8000 }, (_, index) => pairs[index % pairs.length]!)
  const dmp = new DiffMatchPatch()
  const each = (draw: (current: string, proposed: string) => unknown) => () => {
    for (const { current, proposed } of many) draw(current, proposed)
  }
  const times = await time({
    redline: each(redline),
    diffWords: each((current, proposed) => diffWordsWithSpace(current, proposed)),
    dmp: each((current, proposed) => {
      const edits = dmp.diff_main(current, proposed)
      dmp.diff_cleanupSemantic(edits)
    }),
    fastDiff: each((current, proposed) => fastDiff(current, proposed)),
  })
  print('redline of 8,000 pairs', times.redline!)
  print('… against jsdiff diffWordsWithSpace', times.diffWords!, times.redline! / times.diffWords!, 'it', 1)
  print('… against diff-match-patch, cleaned up', times.dmp!, times.redline! / times.dmp!, 'it')
  print('… against fast-diff', times.fastDiff!, times.redline! / times.fastDiff!, 'it')
}
