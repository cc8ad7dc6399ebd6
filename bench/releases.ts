import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpusPath, readPairs } from '../scripts/gate.ts'
import { makeComparison } from '../src/exhibit/comparison.ts'
import type { Release } from '../src/model.ts'
import { readRelease } from '../src/read/release.ts'
import { decode } from '../src/read/text.ts'
import { openZip } from '../src/read/zip.ts'
import { redline } from '../src/redline/redline.ts'
import { listItems } from '../src/redline/release-items.ts'
import { compareReleases } from '../src/redline/releases.ts'
import { toComparisonJson } from '../src/render/comparison-json.ts'
import { toHtml } from '../src/render/html.ts'
import { toMarkdown } from '../src/render/markdown.ts'
import { makeTxt } from '../test/release/release-maker.ts'
import { repeat } from './pairs.ts'
import { memoryOf, root, runNode, runProgram, runTool, versionOf } from './processes.ts'
import { ratio, spread, time } from './rounds.ts'
import { digits, type Found, formatSpread, formatTime } from './table.ts'

const folder = join(root, '../shared/releases')
const zips = ['2018', '2019'].map(year => join(folder, `${year}-Alpha-Numeric-HCPCS-File.zip`))

/** Whether the files of CMS are there, which are no part of the project. */
export const haveReleases = zips.every(path => existsSync(path))

const JUST = ['--format', 'md,html,json']

/** The comparison of two annual releases beside the least that it must do and beside other tools. */
export async function benchComparison(rounds: number): Promise<Found> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const texts = await unpack(out)
    const compare = ['compare', ...zips, '--out', out]
    const [bare, three] = ['node that unzips and splits both files', 'compare: Markdown, HTML and JSON']
    const times = await time(
      {
        [bare!]: () => runNode([join(root, 'bench/bare.mjs'), ...zips]),
        'start of the tool alone': () => runTool(['compare', '--help']),
        [three!]: () => runTool([...compare, ...JUST]),
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
    const memory = memoryOf([...compare, ...JUST])
    const rows = Object.keys(times).map(name => [
      name,
      formatTime(times, name),
      formatSpread(ratio(times, name, bare!)),
    ])
    return {
      sections: [
        {
          heading: 'A whole release against the next',
          says: `CMS’s annual files of 2018 and 2019 (6,559 and 6,800 codes), whole processes. git and difflib get the texts unzipped; git compares lines of the file, so that a descriptor of several lines comes in pieces, and difflib gives differences without classifying them. Memory of compare at the most: ${memory.toFixed(0)} MB.`,
          rows: [['', 'time', 'by the bare node'], ...rows],
        },
        await benchReading(rounds),
      ],
      goals: [
        { says: 'comparison of 2018 and 2019, by the bare node', value: ratio(times, three!, bare!).median, most: 2 },
        { says: 'its memory at the most, in MB', value: memory, most: 200 },
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
  const [zip, xlsx] = ['the text of 2019 from its zip', 'the workbook of July 2020']
  const times = await time({ [zip!]: read(zips[1]!), [xlsx!]: read(join(folder, '2020-07/anweb.xlsx')) }, rounds)
  return {
    heading: 'Reading a release',
    says: 'Within a program that runs already.',
    rows: [
      ['', 'time', 'by the zip'],
      ...[zip!, xlsx!].map(name => [name, formatTime(times, name), formatSpread(ratio(times, name, zip!))]),
    ],
  }
}

async function unpack(out: string): Promise<string[]> {
  const paths: string[] = []
  for (const [index, path] of zips.entries()) {
    const entries = await openZip(readFileSync(path), { file: path, messages: [] })
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
    ['comparison.md.hbs', 'notice.md.hbs', 'page.html.hbs', 'style.css'].map(name => {
      return [name, decode({ path: name, bytes: readFileSync(join(root, 'templates', name)) }, []).text]
    }),
  )
  const render = (one: Release, other: Release) => {
    const comparison = compareReleases(one, other, redline)
    const study = { current: one, proposed: other, comparison, items: listItems(comparison), asked: [] }
    const { title, tree } = makeComparison(study, templates, [])
    const page = { title, filing: '', style: templates.get('style.css')!, template: templates.get('page.html.hbs')! }
    return [toMarkdown(tree), toHtml(tree, page), toComparisonJson(study)]
  }
  const [compare, all] = ['compared', 'compared, and made Markdown, HTML and JSON of']
  const times = await time(
    {
      [compare!]: () => compareReleases(current!, proposed!, redline),
      [`ten times the codes ${compare}`]: () => compareReleases(big, bigger, redline),
      [all!]: () => render(current!, proposed!),
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
        rows: [['', 'once', 'ten times the codes', 'by once'], row(compare!), row(all!)],
      },
    ],
    goals: [compare!, all!].map(name => ({
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

/** The same codes under ten names each. */
function tenfold(release: Release): Release {
  const copies = Array.from({ length: 10 }, (_, copy) =>
    release.records.map(record => ({ ...record, code: `${record.code}${copy}` })),
  )
  return { ...release, records: copies.flat() }
}

/** Releases made of the corpus, with 1,000 to 100,000 records; one record in fifty is reworded. */
export async function benchGrowthOfReleases(rounds: number): Promise<Found> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'))
  const sizes = [1000, 10_000, 100_000]
  try {
    const commands = sizes.map(size => ['compare', ...writeReleases(out, size), ...JUST, '--out', out])
    const times = await time(
      Object.fromEntries(sizes.map((size, index) => [size, () => runTool(commands[index]!)])),
      rounds,
    )
    const first = spread(times[sizes[0]!]!).median
    const rows = sizes.map((size, index) => [
      `${size.toLocaleString('en')} records`,
      formatTime(times, `${size}`),
      digits(spread(times[size]!).median / first),
      `${memoryOf(commands[index]!).toFixed(0)} MB`,
    ])
    const says =
      'Two fixed-width texts of so many records, one in fifty of them reworded; whole processes, Markdown, HTML and JSON.'
    const head = ['', 'time', 'by 1,000 records', 'memory at the most']
    return { sections: [{ heading: 'Growth: from 1,000 to 100,000 records', says, rows: [head, ...rows] }] }
  } finally {
    rmSync(out, { recursive: true })
  }
}

function writeReleases(out: string, size: number): string[] {
  const pairs = repeat(
    readPairs(corpusPath('long-descriptors')).filter(
      ({ current, proposed }) => /^[ -~]{1,80}$/.test(current) && /^[ -~]{1,80}$/.test(proposed),
    ),
    size,
  )
  return (['current', 'proposed'] as const).map((side, year) => {
    const records = pairs.map((pair, index) => ({
      code: `${String.fromCharCode(65 + Math.floor(index / 10_000))}${String(index % 10_000).padStart(4, '0')}`,
      long: index % 50 === 0 ? pair[side] : pair.current,
      short: 'Sample',
      added: index === 0 ? `${2018 + year}0101` : '20000101',
      action: 'N',
    }))
    const path = join(out, `${2018 + year}-${size}.txt`)
    writeFileSync(path, makeTxt(records))
    return path
  })
}
