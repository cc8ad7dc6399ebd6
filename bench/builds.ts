import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryOf, root, runNode, runProgram, runTool, versionOf } from './processes.ts'
import { ratio, time } from './rounds.ts'
import { type Found, formatSpread, formatTime } from './table.ts'

const PAGES = 'md,html'
const ALL = 'md,html,txt,docx,pdf'

/** Measured apart, on a quiet machine. */
const BOUND =
  'What bounds it, by processor time on Node.js 20, November 26, 2026, the least of eleven runs: to load the libraries takes 0.28 s and the build 0.71 s, of which its start is 0.20 s, and HTML, once there is Markdown, 0.08 s; the rest is code that runs once or twice, most of it reading Markdown and printing it. Word adds 0.75 s and PDF 0.71 s, each as much as Markdown and HTML together: the library for Word makes and packs each file in JavaScript, a filed and a tracked one, so that its bytes are the same on every machine, and the PDF compiler is a program of machine code. The quicker Markdown and HTML get, the greater is the ratio of all formats to them.'

/** Builds of the six codes, each a process that finds no output and writes all of it, beside the least that there is. */
export async function benchBuilds(rounds: number): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  for (const name of ['descriptors/car-t', 'templates'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  try {
    const pages = 'build: Markdown and HTML'
    const all = 'build: all formats, PDF and Word too'
    const libraries = 'node that only loads the libraries'
    const pandoc = 'pandoc: Markdown to the same HTML pages'
    const times = await time(
      {
        'node that does nothing': () => runNode(['-e', '0']),
        [libraries]: () => runNode([join(root, 'bench/libraries-alone.mjs')]),
        [pages]: () => build(folder, PAGES),
        [all]: () => build(folder, ALL),
        ...(versionOf('pandoc') ? { [pandoc]: () => runPandoc(folder) } : {}),
      },
      rounds,
    )
    const rows = Object.keys(times).map(name => [
      name,
      formatTime(times, name),
      formatSpread(ratio(times, name, libraries)),
      name.startsWith('build') ? `${memoryOfBuild(folder, name === pages ? PAGES : ALL).toFixed(0)} MB` : '',
    ])
    return {
      sections: [
        {
          heading: 'A build of the six codes',
          says: `Whole processes. The libraries are those of the two formats: unified with its parts, Handlebars, yaml, valibot, diff; node loads them file by file, the build from a bundle. Pandoc (${versionOf('pandoc')?.replace('pandoc ', '') ?? 'absent'}) converts the finished Markdown, a process a page. ${BOUND}`,
          rows: [['', 'time', 'by loading the libraries', 'memory at the most'], ...rows],
        },
      ],
      goals: [
        {
          says: 'build of Markdown and HTML, by loading the libraries',
          value: ratio(times, pages, libraries).median,
          most: 2,
        },
        {
          says: 'build of all formats, by that of Markdown and HTML',
          value: ratio(times, all, pages).median,
          most: 2.2,
        },
      ],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const GROWTH = [
  { says: 'Markdown and HTML', formats: PAGES, sizes: [6, 60, 600] },
  { says: 'all formats', formats: ALL, sizes: [6, 60, 300] },
]

/** Builds of more and more codes. */
export async function benchGrowthOfBuilds(rounds: number): Promise<Found> {
  const rows: string[][] = []
  for (const { says, formats, sizes } of GROWTH) {
    const projects = new Map(sizes.map(size => [`${says}, ${size} codes`, project(size)]))
    try {
      const builds = [...projects].map(([name, folder]) => [name, () => build(folder, formats)] as const)
      const times = await time(Object.fromEntries(builds), rounds)
      const [least] = Object.keys(times)
      rows.push(
        ...[...projects].map(([name, folder]) => [
          name,
          formatTime(times, name),
          formatSpread(ratio(times, name, least!)),
          `${memoryOfBuild(folder, formats).toFixed(0)} MB`,
        ]),
      )
    } finally {
      for (const folder of projects.values()) rmSync(folder, { recursive: true })
    }
  }
  const says =
    'Whole processes, on the request of the tests with more and more codes of one wording; nothing is there yet, all is written. With 600 codes the packet is larger than the 10 MB that may be filed, and a build with PDF is refused.'
  const head = ['', 'time', 'by six codes', 'memory at the most']
  return { sections: [{ heading: 'Growth: from 6 to 600 codes', says, rows: [head, ...rows] }] }
}

function build(folder: string, formats: string): void {
  clear(folder)
  runTool(['build', '--formats', formats], folder)
}

function memoryOfBuild(folder: string, formats: string): number {
  return memoryOf(['build', '--formats', formats], folder, () => clear(folder))
}

function clear(folder: string): void {
  rmSync(join(folder, 'out'), { recursive: true, force: true })
}

function runPandoc(folder: string): void {
  const made = join(root, 'out/car-t')
  for (const name of readdirSync(made).filter(file => file.endsWith('.md')))
    runProgram('pandoc', [
      '--from',
      'gfm',
      '--to',
      'html',
      '--standalone',
      '--output',
      join(folder, 'page.html'),
      join(made, name),
    ])
}

/** A project with the base request of the tests and, with its two, `count` codes. */
function project(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const request = join(folder, 'descriptors/demo')
  mkdirSync(join(folder, 'descriptors'))
  cpSync(join(root, 'test/fixtures/base/descriptors/demo'), request, { recursive: true })
  cpSync(join(root, 'templates'), join(folder, 'templates'), { recursive: true })
  const codes = Array.from({ length: count - 2 }, (_, index) => `Q3${String(index).padStart(3, '0')}`)
  const model = readFileSync(join(request, 'Q2041.md'), 'utf8')
  for (const code of codes) writeFileSync(join(request, `${code}.md`), model.replaceAll('Q2041', code))
  const fields = readFileSync(join(request, 'request.md'), 'utf8').replace('from two descriptors', 'from descriptors')
  const listed = `codes: [${['Q2041', 'Q2042', ...codes].join(', ')}]`
  writeFileSync(join(request, 'request.md'), fields.replace('codes: [Q2041, Q2042]', listed))
  return folder
}
