import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lock.ts'

type Rules = Readonly<Record<string, { readonly demands: string; readonly remedy: string }>>

/** Which rules stand together, by how their names begin. The first group has all that begin otherwise. */
const GROUPS = [
  { heading: 'Requests', says: 'The files in `descriptors/`. See [Requests](requests.md).', begins: [] },
  {
    heading: 'Templates and pages',
    says: 'The texts and fonts that exhibits are made with.',
    begins: ['template-', 'page-'],
  },
  { heading: 'Output', says: 'The folder `out/`, which the build writes.', begins: ['output-'] },
  { heading: 'Releases', says: 'The files that CMS publishes. See [Releases](releases.md).', begins: ['release-'] },
]

/**
 * docs/rules.md: each rule, what it demands and what to do when it is broken.
 *
 * @param example a message as the build prints it
 */
export function printRules(rules: Rules, example: string): string {
  const sections = GROUPS.map(group => {
    const names = Object.keys(rules).filter(name => groupOf(name) === group)
    return [`## ${group.heading}`, group.says, printTable(names, rules)]
  })
  return `${[introduce(example), ...sections.flat()].join('\n\n')}\n`
}

/** What a test expects the build to print of a quantity that was changed by mistake. */
export function ruleExample(): string {
  const expected = readFileSync(join(root, 'test/fixtures/problems/change-only/expected.txt'), 'utf8')
  return expected.split('\n\n').find(message => message.includes('change-only'))!
}

function groupOf(name: string): (typeof GROUPS)[number] {
  return GROUPS.find(({ begins }) => begins.some(start => name.startsWith(start))) ?? GROUPS[0]!
}

function introduce(example: string): string {
  return `# Rules

What the tool checks, and what to do when it finds something wrong. A message looks like this:

\`\`\`
${example.trim()}
\`\`\`

The first line names the file, the line in it, the character in that line, and the rule. Press CTRL-F and search this page for the name of the rule. All problems are reported at once, and the build writes nothing until they are fixed.

This page is written by \`npm run docs\` from \`src/rules.ts\`. Do not edit it.`
}

function printTable(names: readonly string[], rules: Rules): string {
  const rows = names.map(name => `| \`${name}\` | ${plain(rules[name]!.demands)} | ${plain(rules[name]!.remedy)} |`)
  return ['| rule | what it demands | what to do |', '|---|---|---|', ...rows].join('\n')
}

/** The text so that Markdown prints it as it is, in a cell of a table. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<|]/g, '\\$&')
}
