import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { corpusPath, readPairs } from '../scripts/gate.ts'
import type { Pair } from '../scripts/measure.ts'
import { makeComparison } from '../src/document/reports/comparison.ts'
import { decode } from '../src/parse/text.ts'
import { compareReleases } from '../src/release/compare.ts'
import { listItems } from '../src/release/items.ts'
import { readRelease } from '../src/release/read/read.ts'
import { openZip } from '../src/release/read/zip.ts'
import type { Release } from '../src/release/types.ts'
import { toComparisonJson } from '../src/render/comparison/json.ts'
import { toHtml } from '../src/render/html.ts'
import { toMarkdown } from '../src/render/markdown.ts'
import { fixedLines, type Made, makeTxt } from '../test/release/release-maker.ts'
import { repeat } from './pairs.ts'
import { memoryOf, root, runNode, runProgram, runTool, versionOf } from './processes.ts'
import { ratio, time } from './rounds.ts'
import { type Found, formatSpread, formatTime } from './table.ts'

const folder = join(root, '../shared/releases')
/** CMS’s annual files. */
export const zips = ['2018', '2019'].map(year => join(folder, `${year}-Alpha-Numeric-HCPCS-File.zip`))

/** Whether the files of CMS are there, which are no part of the project. */
export const haveReleases = zips.every(path => existsSync(path))

const THREE_FORMATS = ['--formats', 'md,html,json']

/** Measured apart, on a quiet machine. */
const BOUND =
  'What bounds it, by processor time as above: the bare node takes 0.09 s, the start of the tool 0.18 s, which is twice as much, and reading and comparing, with JSON alone, 0.54 s; Markdown and HTML add 0.12 s. Even without them, it would be six times the bare node: each of 13,359 records is checked and its fields are cut, by code that has just been loaded.'

/** The comparison of two annual releases beside the least that it must do and beside other tools. */
export async function benchComparison(rounds: number): Promise<Found> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const texts = await unpack(out)
    const compare = ['compare', ...zips, '--out', out]
    const bare = 'node that unzips and splits both files'
    const threeFormats = 'compare: Markdown, HTML and JSON'
    const times = await time(
      {
        [bare]: () => runNode([join(root, 'bench/bare.mjs'), ...zips]),
        'start of the tool alone': () => runTool(['compare', '--help']),
        [threeFormats]: () => runTool([...compare, ...THREE_FORMATS]),
        'compare: all formats': () => runTool(compare),
        'git diff --word-diff of the two texts': () =>
          runProgram('git', ['diff', '--no-index', '--no-color', '--word-diff', '--', ...texts], out, [0, 1]),
        ...(versionOf('python3')
          ? {
              'Python difflib, code by code': () =>
                runProgram('python3', [join(root, 'bench/difflib_releases.py'), ...texts]),
            }
          : {}),
      },
      rounds,
    )
    const memory = memoryOf([...compare, ...THREE_FORMATS])
    const rows = Object.keys(times).map(name => [name, formatTime(times, name), formatSpread(ratio(times, name, bare))])
    return {
      sections: [
        {
          heading: 'A whole release against the next',
          says: `CMS’s annual files of 2018 and 2019 (6,559 and 6,800 codes), whole processes. git and difflib get the texts unzipped; git compares lines of the file, so that a descriptor of several lines comes in pieces, and difflib gives differences without classifying them. Memory of compare at the most: ${memory.toFixed(0)} MB. ${BOUND}`,
          rows: [['', 'time', 'by the bare node'], ...rows],
        },
        await benchReading(rounds),
      ],
      goals: [
        {
          says: 'comparison of 2018 and 2019, by the bare node',
          value: ratio(times, threeFormats, bare).median,
          most: 4,
        },
        { says: 'its memory at the most, in MB', value: memory, most: 127 },
      ],
    }
  } finally {
    rmSync(out, { recursive: true })
  }
}

async function benchReading(rounds: number): Promise<Found['sections'][number]> {
  const read = (path: string) => {
    const bytes = readFileSync(path)
    return () => readRelease(path, bytes)
  }
  const zip = 'the text of 2019 from its zip'
  const xlsx = 'the workbook of July 2020'
  const times = await time({ [zip]: read(zips[1]!), [xlsx]: read(join(folder, '2020-07/anweb.xlsx')) }, rounds)
  return {
    heading: 'Reading a release',
    says: 'Within a program that runs already.',
    rows: [
      ['', 'time', 'by the zip'],
      ...[zip, xlsx].map(name => [name, formatTime(times, name), formatSpread(ratio(times, name, zip))]),
    ],
  }
}

async function unpack(out: string): Promise<string[]> {
  const paths: string[] = []
  for (const [index, path] of zips.entries()) {
    const entries = await openZip(readFileSync(path), new VFile({ path: path }))
    const text = entries.find(({ name }) => /ANWEB.*\.txt$/i.test(name))!
    paths.push(join(out, `${index}.txt`))
    writeFileSync(paths.at(-1)!, await text.read())
  }
  return paths
}

/** Ten times the codes of two real releases, within a program. */
export async function benchTenfold(rounds: number): Promise<Found> {
  const [current, proposed] = await Promise.all(zips.map(readOrThrow))
  const [big, bigger] = [tenfold(current!), tenfold(proposed!)]
  const templates = new Map(
    ['comparison.md.hbs', 'notice.md.hbs', 'page.html.hbs', 'page.js', 'style.css'].map(name => {
      return [name, String(decode({ path: name, bytes: readFileSync(join(root, 'templates', name)) }))]
    }),
  )
  const render = (one: Release, other: Release) => {
    const comparison = compareReleases(one, other)
    const items = listItems(comparison)
    const study = { current: one, proposed: other, comparison, items, within: items, asked: [] }
    const { title, tree } = makeComparison(study, templates, new VFile())
    const [style, script, template] = ['style.css', 'page.js', 'page.html.hbs'].map(name => templates.get(name)!)
    const page = { kind: '', title, filing: '', style: style!, script: script!, template: template! }
    return [toMarkdown(tree), toHtml(tree, page), toComparisonJson(study)]
  }
  const compare = 'compared'
  const all = 'compared, and made Markdown, HTML and JSON of'
  const times = await time(
    {
      [compare]: () => compareReleases(current!, proposed!),
      [`ten times the codes ${compare}`]: () => compareReleases(big, bigger),
      [all]: () => render(current!, proposed!),
      [`ten times the codes ${all}`]: () => render(big, bigger),
    },
    rounds,
  )
  const row = (name: string) => {
    const once = formatTime(times, name)
    return [
      name,
      once,
      formatTime(times, `ten times the codes ${name}`),
      formatSpread(ratio(times, `ten times the codes ${name}`, name)),
    ]
  }
  return {
    sections: [
      {
        heading: 'Growth: ten times the codes of 2018 and 2019',
        says: 'Each code under ten names, every kind of change listed, within a program that runs already.',
        rows: [['', 'once', 'ten times the codes', 'by once'], row(compare), row(all)],
      },
    ],
    goals: [compare, all].map(name => ({
      says: `ten times the codes ${name}, by once`,
      value: ratio(times, `ten times the codes ${name}`, name).median,
      most: 11,
    })),
  }
}

async function readOrThrow(path: string): Promise<Release> {
  const { release, messages } = await readRelease(path, readFileSync(path))
  if (release === undefined) throw new Error(messages.map(String).join('\n'))
  return release
}

/** The same codes under ten names each, in the order that a release has. */
function tenfold(release: Release): Release {
  const names = Array.from({ length: 10 }, (_, copy) => copy)
  return {
    ...release,
    records: release.records.flatMap(record => names.map(name => ({ ...record, code: `${record.code}${name}` }))),
  }
}

/** Releases made of the corpus, with 1,000 to 100,000 records; one code in fifty is reworded. */
export async function benchGrowthOfReleases(rounds: number): Promise<Found> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const made = [1000, 10_000, 90_000].map(size => writeReleases(out, size))
    const commands = new Map(
      made.map(({ name, paths }) => [name, ['compare', ...paths, ...THREE_FORMATS, '--out', out]]),
    )
    const runs = [...commands].map(([name, command]) => [name, () => runTool(command)] as const)
    const times = await time(Object.fromEntries(runs), rounds)
    const least = made[0]!.name
    const rows = [...commands].map(([name, command]) => [
      name,
      formatTime(times, name),
      formatSpread(ratio(times, name, least)),
      `${memoryOf(command).toFixed(0)} MB`,
    ])
    const says =
      'Two fixed-width texts with the descriptors of the corpus, a record a line, one code in fifty reworded; whole processes, Markdown, HTML and JSON.'
    const head = ['', 'time', 'by the least', 'memory at the most']
    return { sections: [{ heading: 'Growth: from 1,000 to 90,000 records', says, rows: [head, ...rows] }] }
  } finally {
    rmSync(out, { recursive: true })
  }
}

/** Two texts of made-up releases with so many records each. */
export function writeReleases(out: string, size: number): { name: string; paths: string[] } {
  const corpus = readPairs(corpusPath('long-descriptors')).filter(pair => /^[ -~]+$/.test(pair.current + pair.proposed))
  const linesEach =
    corpus.flatMap((pair, index) => fixedLines(toMade(pair, index, 'current', 0))).length / corpus.length
  const pairs = repeat(corpus, Math.round(size / linesEach))
  const paths = (['current', 'proposed'] as const).map((side, year) => {
    const path = join(out, `${2018 + year}-${size}.txt`)
    writeFileSync(path, makeTxt(pairs.map((pair, index) => toMade(pair, index, side, year))))
    return path
  })
  const name = `${size.toLocaleString('en')} records (${pairs.length.toLocaleString('en')} codes)`
  return { name, paths }
}

function toMade(pair: Pair, index: number, side: 'current' | 'proposed', year: number): Made {
  return {
    code: `${String.fromCharCode(65 + Math.floor(index / 10_000))}${String(index % 10_000).padStart(4, '0')}`,
    long: index % 50 === 0 ? pair[side] : pair.current,
    short: 'Sample',
    fields: { PRICE1: String(10 + (index % 90)), COV: 'ABCDEFGHIJ'[index % 10]!, TOS1: '1', ANEST_BU: '0' },
    added: index === 0 ? `${2018 + year}0101` : '20000101',
    action: 'N',
  }
}
