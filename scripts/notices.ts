import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenseOf, nameOf, readJson, root } from './lock.ts'

interface Notice {
  /** Name, version, and license. */
  readonly title: string
  readonly text: string
}

/** The license of each library whose code is in the package, as the licenses ask for. */
export function noticesOf(paths: readonly string[]): string {
  const notices = readNotices(paths).map(({ title, text }) => `${title}\n\n${text}\n`)
  return `The package holds code of these libraries.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** The same in short: what several licenses say in the same words stands once, below all of their copyrights. */
export function shortNoticesOf(paths: readonly string[]): string {
  const groups = new Map<string, string[]>()
  for (const { title, text } of readNotices(paths)) {
    const copyrights = text.split('\n').filter(line => COPYRIGHT.test(line))
    const rest = text.split('\n').filter(line => !COPYRIGHT.test(line) && !HEADING.test(line))
    const words = rest.join(' ').replace(/\s+/g, ' ').trim()
    groups.set(words, [...(groups.get(words) ?? []), [title, ...copyrights.map(line => `  ${line.trim()}`)].join('\n')])
  }
  return [...groups].map(([words, titles]) => `${titles.join('\n')}\n\n${words}\n`).join('\n')
}

const COPYRIGHT = /^\W*copyright (?:\(c\)|©|\d)/i
const HEADING = /^\W*(?:the )?mit license\W*(?:\(mit\))?\W*$/i

function readNotices(paths: readonly string[]): Notice[] {
  const folders = paths.flatMap(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(folders)].sort().map(folder => {
    const { version } = readJson<{ version: string }>(`${folder}/package.json`)
    const file = readdirSync(join(root, folder)).find(name => /^licen[cs]e/i.test(name))
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : 'Its package has no file of it.'
    return { title: `${nameOf(folder)} ${version}: ${licenseOf(folder)}`, text }
  })
}
