import { cpus, type as systemName, totalmem } from 'node:os'
import { digits, type Found, type Goal, type Section } from './table.ts'

/** All that was found, as Markdown: on what machine and by which command, the goals, the tables. */
export function formatReport(found: readonly Found[], rounds: number, fewer: number): string {
  const [{ model } = { model: 'unknown processor' }] = cpus()
  const today = new Date().toLocaleDateString('en-US', { dateStyle: 'long' })
  const machine = `${cpus().length} cores of ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${systemName()}`
  return [
    '# Benchmarks',
    'How good and how fast the tool is beside other programs. This page is written by `npm run bench -- --write`. Do not edit it.',
    `**Machine.** ${machine}, Node.js ${process.version}, ${today}.`,
    `**How to read it.** Each line ran once a round, next to the others, ${rounds} rounds (${fewer} for growth); the time is the middle one. Memory is the most of three further runs, 1 MB being 2^20 bytes. A ratio is taken within each round, so that a busy machine slows both sides: the middle one comes first, the least and the greatest follow in parentheses. Times of another machine are other times; ratios are what can be compared.`,
    '![Time and faults of redlines, beside other tools](../bench/plot.svg)',
    '## Goals',
    formatTable([['', 'found', 'goal', ''], ...found.flatMap(({ goals = [] }) => goals).map(formatGoal)]),
    ...found.flatMap(({ sections }) => sections).flatMap(formatSection),
  ]
    .map(block => `${block}\n`)
    .join('\n')
}

function formatGoal({ says, value, most }: Goal): string[] {
  return [says, digits(value), `≤ ${most}`, value <= most ? 'reached' : '**missed**']
}

function formatSection({ heading, says, rows }: Section): string[] {
  return [`## ${heading}`, says, formatTable(rows)]
}

/** The first column is words, the others are figures. */
function formatTable([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rule = `|${head!.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`
  return [line(head!), rule, ...rows.map(line)].join('\n')
}
