import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { readFolder, readInside, toSlashes } from '../../io/files.ts'
import { programFolder } from '../../io/templates.ts'
import { writeFiles } from '../../io/write.ts'
import { PLACEHOLDER } from '../../parse/fields.ts'
import { isRequestName } from '../../request/group.ts'
import { toDescriptorFile, toRequestFile } from '../../request/new-files.ts'
import type { OutputFile } from '../../types.ts'
import { type Command, count, type Io } from '../command.ts'
import { describeUnwritten, isRefused, refusal } from '../releases.ts'

/** `hcpcs-redline init`: a workspace of one's own, or one more request in it. */
export const init: Command = {
  usage: 'npx hcpcs-redline init NAME [--venue comment|application]',
  does: 'Makes this folder one for requests, with the scripts of npm, settings for git and GitHub, and a request of that name in which each open place is marked. Whatever is there already is left as it is; package.json gets what it lacks.',
  options: { venue: { type: 'string' } },
  words: [1, 1],
  run: async ([name], { venue = 'comment' }, io) => {
    const wrong = checkUse(name!, venue)
    if (wrong !== undefined) return { code: 2, lines: [wrong, `Usage: ${init.usage}`] }
    const own = await packageFile(io)
    if (typeof own === 'string') return { code: 2, lines: [`${own}. Nothing was written.`] }
    const files = [...(await skeleton(io)), ...openRequest(name!, venue as 'comment' | 'application'), ...own]
    if (isRefused(io.report)) return { code: 1, lines: [refusal(io.report, 'written')] }
    const written = files.filter(({ path }) => path === PACKAGE || !isThere(path, name!, io))
    const placed = await writeFiles(io.root, written, io.report)
    if (isRefused(io.report)) return { code: 1, lines: [describeUnwritten(placed)] }
    const left = files.filter(file => !written.includes(file)).map(({ path }) => `  left as it is: ${path}`)
    return {
      code: 0,
      lines: [
        `${toSlashes(io.root)}: ${count(written.length, 'file')} written`,
        ...left,
        ...(written.some(({ path }) => path.startsWith('descriptors/')) ? nextSteps(name!, venue) : []),
      ],
    }
  },
}

/** A request whose folder is there is never given a file: its code’s file may have got its own name already. */
function isThere(path: string, name: string, { root }: Io): boolean {
  const folder = `descriptors/${name}`
  const place = path.startsWith(`${folder}/`) ? folder : path
  return lstatSync(join(root, place), { throwIfNoEntry: false }) !== undefined
}

function checkUse(name: string, venue: unknown): string | undefined {
  if (!isRequestName(name))
    return `Unexpected name “${name}”, expected that of a request: small letters, digits and hyphens`
  if (venue !== 'comment' && venue !== 'application')
    return `Unexpected venue “${String(venue)}”, expected comment or application`
  return undefined
}

/** What `workspace/` of the program has. Its names have no dot at their beginning, which npm would not pack. */
async function skeleton({ report }: Io): Promise<OutputFile[]> {
  const files = await readFolder(programFolder(), 'workspace', report)
  return files.map(({ path, bytes }) => ({
    path: path.replace(/^workspace\/(?=git)/, '.').replace('workspace/', ''),
    content: bytes,
  }))
}

const PACKAGE = 'package.json'

const OWN = 'expected one of your own; here, “npm run new” begins requests'

/** The names of the scripts are those of the program's own repository, so that one set of guides serves both. */
const SCRIPTS = 'build check redline review preview setup-git verify compare survey history new'.split(' ')

/** `package.json` with what it lacks, and none where it lacks nothing; a sentence where it is none for requests. */
async function packageFile({ root, report }: Io): Promise<OutputFile[] | string> {
  const bytes = await readInside(root, PACKAGE, report)
  const text =
    bytes &&
    Buffer.from(bytes)
      .toString()
      .replace(/^\uFEFF/, '')
  const before = text === undefined ? PRIVATE : parseObject(text)
  if (!before) return `Unexpected text in ${PACKAGE}, expected JSON as npm writes it`
  if (before.name === manifest.name) return `Unexpected folder of the program itself, ${OWN}`
  const scripts = Object.fromEntries(SCRIPTS.map(name => [name, `${manifest.name} ${name}`]))
  const whole = {
    ...before,
    scripts: { ...scripts, ...before.scripts },
    dependencies: {
      ...(before.devDependencies?.[manifest.name] ? {} : { [manifest.name]: manifest.version }),
      ...before.dependencies,
    },
  }
  if (JSON.stringify(whole) === JSON.stringify(before)) return []
  const content = `${JSON.stringify(whole, null, /^[ \t]+/m.exec(text ?? '')?.[0] ?? 2)}\n`
  return [{ path: PACKAGE, content: text?.includes('\r\n') ? content.replaceAll('\n', '\r\n') : content }]
}

/** Nobody means to publish a folder of requests. */
const PRIVATE: Manifest & { readonly private: true } = { private: true }

interface Manifest {
  readonly name?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function parseObject(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const open = (what: string) => `${PLACEHOLDER}: ${what}`

/** The files of a request for which no release is at hand: each open place says what belongs there. */
function openRequest(name: string, venue: 'comment' | 'application'): OutputFile[] {
  const source = 'hcpcs-release'
  const request = toRequestFile({
    venue,
    codes: [JSON.stringify(open('the code of the file CODE.md'))],
    changes: [{ in: 'long', strike: open('the words to be struck, with the comma before them'), insert: '' }],
    source,
    edition: open('the month and year of the release that you quote'),
    agency: 'Centers for Medicare & Medicaid Services',
  })
  const code = toDescriptorFile({
    code: open('the code, such as Q2041; then rename this file to it, such as Q2041.md'),
    action: 'revise',
    current: {
      long: open('the long descriptor as the release has it'),
      short: open('the short descriptor as the release has it'),
    },
    proposed: {
      long: open('the long descriptor as you want it'),
      short: open('the short descriptor as the release has it'),
    },
    source,
  })
  return [
    { path: `descriptors/${name}/request.md`, content: request },
    { path: `descriptors/${name}/CODE.md`, content: code },
  ]
}

function nextSteps(name: string, venue: unknown): string[] {
  return [
    `Then: fill in each “${PLACEHOLDER}” in descriptors/${name}/, and run: npm run build`,
    `Or let a release of CMS fill in most of it: delete descriptors/${name}/, and run: npm run -s new -- CODE --from RELEASE --request ${name} --venue ${String(venue)}`,
  ]
}
