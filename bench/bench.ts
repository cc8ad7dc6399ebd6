// Measures the tool beside others and prints the tables of docs/benchmarks.md. Nothing is compared with another day's figures.
// usage: npm run bench -- [--write] [--rounds N]   (--write puts the tables and their plot into docs/benchmarks.md)
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments, refuse } from '../scripts/arguments.ts'
import { browserPath } from '../scripts/browser.ts'
import { benchBuilds, benchGrowthOfBuilds } from './builds.ts'
import { benchChanges } from './changes.ts'
import { plot } from './plot.ts'
import { root, versionOf } from './processes.ts'
import { benchRedlines } from './redlines.ts'
import { benchComparison, benchGrowthOfReleases, benchTenfold, haveReleases } from './releases.ts'
import { formatReport } from './report.ts'
import type { Found } from './table.ts'
import { tellTests } from './tests.ts'
import { benchWorkbench } from './workbench.ts'

const USAGE = 'npm run bench -- [--write] [--rounds N]'
const options = { write: { type: 'boolean' }, rounds: { type: 'string', default: '9' } } as const
const { values } = readArguments(options, 0, USAGE)
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1 || rounds % 2 === 0) {
  refuse(`Unexpected rounds “${values.rounds}”, expected an odd number: the middle of them is printed`, USAGE)
}
/** Growth takes long. */
const fewer = 2 * Math.floor(rounds / 6) + 1
const missing = ['git', 'wdiff', 'python3', 'pandoc'].filter(program => versionOf(program) === undefined)
if (!haveReleases) missing.push('the releases in ../shared/releases')
const haveBrowser = versionOf(browserPath) !== undefined
if (!haveBrowser) missing.push('Chromium')
if (missing.length > 0) console.error(`Left out, because they are not here: ${missing.join(', ')}.`)
if (values.write && missing.length > 0) {
  console.error('docs/benchmarks.md was not written: it would lack them.')
  process.exit(1)
}

const parts: (() => Promise<Found>)[] = [
  () => benchRedlines(rounds),
  () => benchBuilds(rounds),
  () => benchChanges(rounds),
  ...(haveReleases ? [() => benchComparison(rounds), () => benchTenfold(fewer)] : []),
  ...(haveReleases && haveBrowser ? [() => benchWorkbench(fewer)] : []),
  () => benchGrowthOfBuilds(fewer),
  () => benchGrowthOfReleases(fewer),
  async () => tellTests(),
]
const found: Found[] = []
for (const part of parts) found.push(await part())
const report = formatReport(found, rounds, fewer)
console.log(report)
if (values.write) {
  writeFileSync(join(root, 'docs/benchmarks.md'), report)
  writeFileSync(join(root, 'bench/plot.svg'), plot(found.flatMap(({ bars = [] }) => bars)))
}
