import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { planBuild } from '../src/build/plan.ts'
import { startPreview } from '../src/cli/preview/preview.ts'
import { readFolder } from '../src/io/files.ts'
import { FORMATS } from '../src/render/types.ts'
import { root, runProgram, runTool } from './processes.ts'
import { ratio, time } from './rounds.ts'
import { type Found, formatSpread, formatTime, type Goal, type Section } from './table.ts'

const FILE = 'descriptors/car-t/Q2042.md'

/** Measured apart, on a quiet machine. */
const BOUND =
  'The PDFs of the base are made only where the head has a fault, or the base a character that the head lacks. What bounds it, by processor time as above: the review takes 1.32 s and the build 0.71 s. The two PDFs of the head, which alone tell a character that the fonts lack and a packet that is not fresh, take about 0.3 s of it; without them, it would still be 1.4 times the build, for the descriptors of both states are read, checked, and made trees of, where the build does so once, and git is called.'

interface Part {
  readonly section: Section
  readonly goal: Goal
}

/** What somebody waits for who changes one descriptor: the review of it, and the page of the preview. */
export async function benchChanges(rounds: number): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    for (const name of ['descriptors/car-t', 'templates'])
      cpSync(join(root, name), join(folder, name), { recursive: true })
    const parts = [await benchReview(folder, rounds), await benchPreview(folder, rounds)]
    return { sections: parts.map(one => one.section), goals: parts.map(one => one.goal) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Whole processes: the review of a commit that changes the rationale of one code, beside a build. */
async function benchReview(folder: string, rounds: number): Promise<Part> {
  const git = (...args: string[]) =>
    runProgram('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], folder)
  git('init', '--quiet', '--initial-branch=main')
  runTool(['build'], folder)
  const commit = () => {
    git('add', '--all')
    git('commit', '--quiet', '--message=state')
  }
  commit()
  edit(folder, 'Novartis', 'Novartis AG')
  commit()
  const [build, reviewed] = ['build: Markdown and HTML', 'review of one changed descriptor']
  const times = await time(
    {
      [build]: () => {
        rmSync(join(folder, 'out'), { recursive: true, force: true })
        runTool(['build', '--formats', 'md,html'], folder)
      },
      [reviewed]: () => runTool(['review', 'main~1', 'main'], folder),
    },
    rounds,
  )
  return toPart(times, reviewed, build, 1.2, {
    heading: 'Review of one changed descriptor',
    says: `Whole processes, on the request of the six codes, in git with its \`out/\`. The review builds what can have a fault, of both states where they differ, and the build nothing but Markdown and HTML. ${BOUND}`,
    by: 'by the build',
  })
}

/** Within a program that runs already: from saving a file until the page that shows it has come. */
async function benchPreview(folder: string, rounds: number): Promise<Part> {
  const waiting: (() => void)[] = []
  const preview = await startPreview(folder, 0, () => waiting.shift()?.())
  const read = async () => {
    const report = new VFile()
    return [await readFolder(folder, 'descriptors', report), await readFolder(folder, 'templates', report)] as const
  }
  let maker = 'Novartis AG'
  const [warm, saved] = ['warm build of the request, all formats', 'preview: from saving a file to its page']
  try {
    const times = await time(
      {
        [warm]: async () => planBuild(...(await read()), FORMATS),
        [saved]: async () => {
          const built = new Promise<void>(resolve => waiting.push(resolve))
          const next = maker === 'Novartis AG' ? 'Novartis' : 'Novartis AG'
          edit(folder, `maker: ${maker}\n`, `maker: ${next}\n`)
          maker = next
          await built
          await (await fetch(new URL('/car-t/exhibit-a.html', preview.address))).text()
        },
      },
      rounds,
    )
    return toPart(times, saved, warm, 1.5, {
      heading: 'Preview',
      says: 'Within a program that runs already. What is built is not written by the one, and written by the other.',
      by: 'by the warm build',
    })
  } finally {
    await preview.stop()
  }
}

function edit(folder: string, from: string, to: string): void {
  const path = join(folder, FILE)
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
}

function toPart(
  times: Awaited<ReturnType<typeof time>>,
  name: string,
  by: string,
  most: number,
  words: { readonly heading: string; readonly says: string; readonly by: string },
): Part {
  const rows = Object.keys(times).map(one => [one, formatTime(times, one), formatSpread(ratio(times, one, by))])
  return {
    section: { heading: words.heading, says: words.says, rows: [['', 'time', words.by], ...rows] },
    goal: { says: `${name}, ${words.by}`, value: ratio(times, name, by).median, most },
  }
}
