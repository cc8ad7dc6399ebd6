import type { VFile } from 'vfile'
import { longPeriod } from '../../document/template/helpers.ts'
import { readFolder } from '../../io/files.ts'
import { writeFiles } from '../../io/write.ts'
import { PLACEHOLDER } from '../../parse/fields.ts'
import { decode } from '../../parse/text.ts'
import type { Release, ReleaseRecord } from '../../release/types.ts'
import { applyChanges, countIn, soughtWords } from '../../request/changes/apply.ts'
import { changesOf } from '../../request/changes/of.ts'
import { toSentence } from '../../request/changes/sentence.ts'
import { isRequestName } from '../../request/group.ts'
import {
  type Declared,
  declareWordings,
  type NewDescriptor,
  toDescriptorFile,
  toRequestFile,
  withCode,
  withSource,
} from '../../request/new-files.ts'
import { parseRequest } from '../../request/request.ts'
import type { Action, Descriptor, Request } from '../../request/types.ts'
import { fault } from '../../rules.ts'
import type { Code, OutputFile, Wording } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { describeUnwritten, isRefused, readReleases, refusal } from '../releases.ts'

type Options = Readonly<Record<string, string | boolean | undefined>>

/** `npm run new`: the files of codes, and the declarations and the request that go with them. */
export const newCommand: Command = {
  usage:
    'npm run -s new -- CODE… --from RELEASE --request NAME [--action revise|establish|discontinue] [--proposed "LONG"] [--proposed-short "SHORT"] [--venue comment|application]',
  does: 'Writes the files of codes, with the wording, short descriptor and date of a release. The proposed wording is that of --proposed, and its changes are put into request.md; without it, the one that the changes of request.md give. Where there is no request of that name yet, writes its request.md too, for the venue that is named. Never overwrites a code’s file.',
  options: {
    from: { type: 'string' },
    request: { type: 'string' },
    action: { type: 'string' },
    proposed: { type: 'string' },
    'proposed-short': { type: 'string' },
    venue: { type: 'string' },
  },
  words: [1, 100],
  run: async (words, options, io) => {
    const codes = [...new Set(words.map(word => word.toUpperCase()))]
    const wrong = checkUse(codes, options)
    if (wrong !== undefined) return { code: 2, lines: [wrong, `Usage: ${newCommand.usage}`] }
    const { report } = io
    const name = String(options.request)
    const folder = `descriptors/${name}`
    const files = await readFolder(io.root, folder, report)
    const [release] = await readReleases([String(options.from)], io)
    const requestFile = files.find(({ path }) => path === `${folder}/request.md`)
    const given = requestFile && decode(requestFile, report)
    // A request that is not finished yet has faults of its own; the build tells them.
    const request = requestFile && parseRequest(name, decode(requestFile)).request
    if (isRefused(report)) return { code: 1, lines: [refusal(report, 'written')] }
    if (!given && options.venue === undefined) {
      const reason = `Unexpected missing option --venue, expected comment or application: there is no request ${name} yet`
      return { code: 2, lines: [reason, `Usage: ${newCommand.usage}`] }
    }
    const taken = files.map(({ path }) => path.toLowerCase())
    const made = codes.flatMap(code => {
      const path = `${folder}/${code}.md`
      if (!taken.includes(path.toLowerCase())) return makeCode(code, release!, request, options, report) ?? []
      fault(report, 'file-exists', `Unexpected file of ${code}, which is there already, expected none`, { path })
      return []
    })
    if (isRefused(report)) return { code: 1, lines: [refusal(report, 'written')] }
    const head = makeHead(given && String(given), made, release!, options)
    if (head === undefined) {
      const reason = 'Unexpected form of the fields “codes” or “changes”, expected lists that can be added to'
      fault(report, 'front-matter', reason, { path: `${folder}/request.md` })
      return { code: 1, lines: [refusal(report, 'written')] }
    }
    const written: OutputFile[] = [
      ...made.map(({ file }) => ({ path: `${name}/${file.code}.md`, content: toDescriptorFile(file) })),
      ...(head === String(given) ? [] : [{ path: `${name}/request.md`, content: head }]),
    ]
    const placed = await writeFiles(`${io.root}/descriptors`, written, report)
    if (isRefused(report)) return { code: 1, lines: [describeUnwritten(placed)] }
    return { code: 0, lines: [`${folder}/: ${count(written.length, 'file')} written`, ...nextSteps(made, head, name)] }
  },
}

function checkUse(codes: readonly string[], options: Options): string | undefined {
  const { from, request, action, venue, proposed } = options
  const isNew = action === 'establish'
  const bad = codes.find(code => !(isNew ? /^(?:[A-Z]\d{4}|NEW[1-9]\d?)$/ : /^[A-Z]\d{4}$/).test(code))
  if (bad !== undefined) return `Unexpected code “${bad}”, expected one such as ${isNew ? 'A4295, or NEW1' : 'Q2041'}`
  if (from === undefined) return 'Unexpected missing option --from, expected --from RELEASE'
  if (request === undefined) return 'Unexpected missing option --request, expected --request NAME'
  if (!isRequestName(String(request)))
    return `Unexpected name “${String(request)}”, expected that of a folder in descriptors/: small letters, digits and hyphens`
  if (action !== undefined && !['revise', 'establish', 'discontinue'].includes(String(action)))
    return `Unexpected action “${String(action)}”, expected revise, establish or discontinue`
  if (venue !== undefined && !['comment', 'application'].includes(String(venue)))
    return `Unexpected venue “${String(venue)}”, expected comment or application`
  const hasWording = proposed !== undefined || options['proposed-short'] !== undefined
  if (hasWording && codes.length > 1) return `Unexpected ${codes.length} codes beside a proposed wording, expected one`
  if (hasWording && action === 'discontinue')
    return 'Unexpected proposed wording of a code to be discontinued, expected none'
  return undefined
}

/** A code's file, and the changes that are to be declared for it. */
interface Made {
  readonly file: NewDescriptor
  readonly declared: readonly Declared[]
}

function makeCode(
  code: Code,
  release: Release,
  request: Request | undefined,
  options: Options,
  report: VFile,
): Made | undefined {
  const action = (options.action ?? 'revise') as Action
  const source = sourceOf(release)
  const wording = { long: options.proposed, short: options['proposed-short'] } as Partial<Wording>
  if (action === 'establish') return establish(code, release, wording, report)
  const record = findRecord(code, release, report)
  if (!record) return undefined
  const { long, short, added } = record
  const current = { long, short }
  const file = { code, action, current, added, source }
  if (action === 'discontinue') return { file, declared: [] }
  if (wording.long === undefined && wording.short === undefined) {
    const proposed = request ? applyDeclared(code, current, request, release, report) : current
    return proposed && { file: { ...file, proposed }, declared: [] }
  }
  const proposed = { long: wording.long ?? long, short: wording.short ?? short }
  return { file: { ...file, proposed }, declared: undeclared(code, current, proposed, request) }
}

function establish(code: Code, release: Release, wording: Partial<Wording>, report: VFile): Made | undefined {
  const record = release.records.find(one => one.code === code)
  if (record) {
    const reason = `Unexpected code ${code} to be established, expected one that the release does not have: “${record.long}”`
    fault(report, 'release-code', reason, { path: release.name }, 'Use NEW1 until CMS has given the code.')
    return undefined
  }
  const open = { long: `${PLACEHOLDER}: the long descriptor`, short: `${PLACEHOLDER}: at most 28` }
  return {
    file: { code, action: 'establish', proposed: { ...open, ...withoutMissing(wording) }, source: sourceOf(release) },
    declared: [],
  }
}

function withoutMissing(wording: Partial<Wording>): Partial<Wording> {
  return Object.fromEntries(Object.entries(wording).filter(([, text]) => text !== undefined))
}

function sourceOf(release: Release): string {
  return `hcpcs-${release.edition?.period ?? 'release'}`
}

/** The record of a code in force. */
function findRecord(code: Code, release: Release, report: VFile): ReleaseRecord | undefined {
  const record = release.records.find(one => one.code === code)
  const place = { path: release.name }
  if (record === undefined) {
    fault(report, 'release-code', `Unexpected missing code ${code}, expected it in the release`, place)
  } else if (record.terminated !== undefined) {
    const reason = `Unexpected termination of ${code} on ${record.terminated}, expected a code in force`
    fault(report, 'release-code', reason, place, 'A wording that is no longer in force cannot be revised.')
  } else return record
  return undefined
}

/** What the changes of the request make of a code's wordings. */
function applyDeclared(
  code: Code,
  current: Wording,
  request: Request,
  release: Release,
  report: VFile,
): Wording | undefined {
  const of = (kind: 'long' | 'short') => changesOf(request, { code, action: 'revise' } as Descriptor, kind)
  for (const kind of ['long', 'short'] as const) {
    const lost = of(kind).find(change => countIn(change, current[kind]) !== 1)
    if (lost === undefined) continue
    const times = countIn(lost, current[kind])
    const reason = `Unexpected ${kind} descriptor of ${code} with “${soughtWords(lost)}” ${times} times, expected once: “${current[kind]}”`
    fault(report, 'change-once', reason, { path: release.name })
    return undefined
  }
  const [long, short] = [applyChanges(of('long'), current.long), applyChanges(of('short'), current.short)]
  return long === undefined || short === undefined ? undefined : { long, short }
}

/** The changes of a code that its request does not declare yet. */
function undeclared(code: Code, current: Wording, proposed: Wording, request: Request | undefined): Declared[] {
  const known = (request?.changes ?? []).filter(({ codes }) => codes?.includes(code) ?? true)
  return declareWordings(current, proposed).filter(
    change => !known.some(one => one.in === change.in && toSentence(one) === toSentence(change)),
  )
}

/** `request.md` with the codes and their changes: a new one, or the one that is there with more in it. */
function makeHead(
  text: string | undefined,
  made: readonly Made[],
  release: Release,
  { venue }: Options,
): string | undefined {
  const [first] = made
  if (text === undefined) {
    return toRequestFile({
      venue: venue as 'comment' | 'application',
      codes: made.map(({ file }) => file.code),
      changes: first?.declared ?? [],
      source: sourceOf(release),
      edition: longPeriod(release.edition?.period),
      agency: 'Centers for Medicare & Medicaid Services',
    })
  }
  const listed = made.reduce<string | undefined>(
    (before, { file, declared }) => (before === undefined ? undefined : withCode(before, file.code, declared)),
    text,
  )
  const isCited = made.some(({ file }) => file.current !== undefined)
  return listed !== undefined && isCited
    ? withSource(listed, sourceOf(release), longPeriod(release.edition?.period))
    : listed
}

function nextSteps(made: readonly Made[], head: string, name: string): string[] {
  const changes = made.flatMap(({ declared }) => declared)
  return [
    ...changes.map(change => `declared, in the ${change.in} descriptor: ${toSentence(change)}`),
    ...(head.includes(PLACEHOLDER) ? [`To do: fill in each “${PLACEHOLDER}” of request.md`] : []),
    `Then: npm run verify -- RELEASE --request ${name}, and npm run build`,
  ]
}
