import { longPeriod } from '../../document/template/helpers.ts'
import { readFolder } from '../../io/files.ts'
import { writeFiles } from '../../io/write.ts'
import { PLACEHOLDER } from '../../parse/fields.ts'
import { decode } from '../../parse/text.ts'
import type { Release } from '../../release/types.ts'
import { toSentence } from '../../request/changes/sentence.ts'
import { isDevice, isRequestName } from '../../request/group.ts'
import { sourceOf, toDescriptorFile, toRequestFile, withCode, withSource } from '../../request/new-files.ts'
import { parseRequest } from '../../request/request.ts'
import { fault } from '../../rules.ts'
import type { OutputFile } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { type Made, makeCode, type Options } from '../new-codes.ts'
import { describeUnwritten, isRefused, readReleases, refusal } from '../releases.ts'

/** `npm run new`: the files of codes, and the declarations and the request that go with them. */
export const newCommand: Command = {
  usage:
    'npm run -s new -- CODE… --from RELEASE --request NAME [--action revise|establish|discontinue] [--proposed "LONG"] [--proposed-short "SHORT"] [--venue comment|application]',
  does: 'Writes the files of codes, with the wording, short descriptor and date of a release. The proposed wording is that of --proposed, and its changes are inserted into request.md; without it, the one that the changes of request.md give. Where there is no request of that name yet, writes its request.md too, for the venue that is named. Never overwrites a code’s file.',
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
  if (bad !== undefined && /^NEW\d/.test(bad) && !isNew)
    return `Unexpected ${bad} without --action establish, expected it, or a code that CMS has`
  if (bad !== undefined) return `Unexpected code “${bad}”, expected one such as ${isNew ? 'A4295, or NEW1' : 'Q2041'}`
  if (from === undefined) return 'Unexpected missing option --from, expected --from RELEASE'
  if (request === undefined) return 'Unexpected missing option --request, expected --request NAME'
  if (isDevice(String(request)))
    return `Unexpected name “${String(request)}”, expected another: Windows keeps it for a device, and can have no such folder`
  if (!isRequestName(String(request)))
    return `Unexpected name “${String(request)}”, expected that of a folder in descriptors/: small letters, digits, and hyphens`
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
    ...made.flatMap(({ file: { code, action, current, proposed } }) =>
      action === 'revise' && current?.long === proposed?.long && current?.short === proposed?.short
        ? [
            `To do: the proposed wording of ${code} is the current one; write it in ${code}.md, and declare its changes in request.md`,
          ]
        : [],
    ),
    ...(head.includes(PLACEHOLDER) ? [`To do: fill in each “${PLACEHOLDER}” of request.md`] : []),
    `Then: npm run verify -- RELEASE --request ${name}, and npm run build`,
  ]
}
