import type { VFile } from 'vfile'
import { readFolder } from '../../io/files.ts'
import { writeFiles } from '../../io/write.ts'
import { PLACEHOLDER } from '../../parse/fields.ts'
import { decode } from '../../parse/text.ts'
import type { Release, ReleaseRecord } from '../../release/types.ts'
import { toDescriptorFile } from '../../request/descriptor.ts'
import { isRequestName } from '../../request/group.ts'
import { parseRequest } from '../../request/request.ts'
import type { Request } from '../../request/types.ts'
import { fault } from '../../rules.ts'
import type { InputFile } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { describeUnwritten, isRefused, readReleases, refusal } from '../releases.ts'

/** `npm run new`: the descriptor files of codes, from a release and the strike that their request declares. */
export const newCommand: Command = {
  usage: 'npm run -s new -- CODE… --from RELEASE --request NAME',
  does: 'Writes the descriptor files of codes: the wording, short descriptor and date of a release, and the proposed wording that the strike of request.md gives. Never overwrites a file.',
  options: { from: { type: 'string' }, request: { type: 'string' } },
  words: [1, 100],
  run: async (words, { from, request: name }, io) => {
    const codes = [...new Set(words.map(word => word.toUpperCase()))]
    const wrong = checkUse(codes, from, name)
    if (wrong !== undefined) return { code: 2, lines: [wrong, `Usage: ${newCommand.usage}`] }
    const { report } = io
    const folder = `descriptors/${String(name)}`
    const files = await readFolder(io.root, folder, report)
    const request = readRequest(String(name), files, report)
    const [release] = await readReleases([String(from)], io)
    if (!request || isRefused(report)) return { code: 1, lines: [refusal(report, 'written')] }
    const source = `hcpcs-${release!.edition?.period ?? PLACEHOLDER.toLowerCase()}`
    const made = codes.flatMap(code => {
      const path = `${folder}/${code}.md`
      const record = findRecord(code, path, release!, files, request, report)
      if (record === undefined) return []
      const { long, short, added } = record
      const proposed = long.replace(request.strike, () => '')
      const content = toDescriptorFile({ code, open: PLACEHOLDER, current: { long, short }, proposed, added, source })
      return [{ path: `${request.name}/${code}.md`, content }]
    })
    if (isRefused(report)) return { code: 1, lines: [refusal(report, 'written')] }
    const placed = await writeFiles(`${io.root}/descriptors`, made, report)
    if (isRefused(report)) return { code: 1, lines: [describeUnwritten(placed)] }
    return {
      code: 0,
      lines: [`${folder}/: ${count(made.length, 'file')} written`, ...nextSteps(codes, source, request)],
    }
  },
}

function checkUse(codes: readonly string[], from: unknown, name: unknown): string | undefined {
  const bad = codes.find(code => !/^[A-Z]\d{4}$/.test(code))
  if (bad !== undefined) return `Unexpected code “${bad}”, expected one such as Q2041`
  if (from === undefined) return 'Unexpected missing option --from, expected --from RELEASE'
  if (name === undefined) return 'Unexpected missing option --request, expected --request NAME'
  if (isRequestName(String(name))) return undefined
  return `Unexpected name “${String(name)}”, expected that of a folder in descriptors/: small letters, digits and hyphens`
}

function readRequest(name: string, files: readonly InputFile[], report: VFile): Request | undefined {
  const path = `descriptors/${name}/request.md`
  const file = files.find(one => one.path === path)
  if (file) return parseRequest(name, decode(file, report)).request
  fault(report, 'file-missing', `Unexpected folder without a request, expected a file ${path}`, { path })
  return undefined
}

/** The record of a code, when a file can be made of it: a code in force that carries the strike once and has no file yet. */
function findRecord(
  code: string,
  path: string,
  release: Release,
  files: readonly InputFile[],
  { strike }: Request,
  report: VFile,
): ReleaseRecord | undefined {
  const record = release.records.find(one => one.code === code)
  const times = (record?.long ?? '').split(strike).length - 1
  const place = { path: release.name }
  if (files.some(file => file.path.toLowerCase() === path.toLowerCase())) {
    fault(report, 'file-exists', `Unexpected file of ${code}, which is there already, expected none`, { path })
  } else if (record === undefined) {
    fault(report, 'release-code', `Unexpected missing code ${code}, expected it in the release`, place)
  } else if (record.terminated !== undefined) {
    const reason = `Unexpected termination of ${code} on ${record.terminated}, expected a code in force`
    fault(report, 'release-code', reason, place, 'A wording that is no longer in force cannot be revised.')
  } else if (times !== 1) {
    const reason = `Unexpected long descriptor of ${code} with the strike ${times} times, expected once: “${record.long}”`
    fault(report, 'strike-once', reason, place)
  } else return record
  return undefined
}

function nextSteps(codes: readonly string[], source: string, request: Request): string[] {
  const unlisted = codes.filter(code => !request.codes.includes(code))
  const known = request.sources.some(({ id }) => id === source)
  return [
    `To do: fill in each “${PLACEHOLDER}”`,
    ...(unlisted.length > 0 ? [`To do: add ${unlisted.join(', ')} to the field “codes” of request.md`] : []),
    ...(known ? [] : [`To do: define the source “[^${source}]: …” at the end of request.md`]),
  ]
}
