import { VFile } from 'vfile'
import { longPeriod } from '../../document/template/helpers.ts'
import { readFolder, readInside } from '../../io/files.ts'
import { alone } from '../../io/lock.ts'
import { writeFiles } from '../../io/write.ts'
import { isDate, isOfOurTime } from '../../parse/fields.ts'
import { reportTraps } from '../../parse/text.ts'
import { accept } from '../../redline/redline.ts'
import { toLine } from '../../redline/to-line.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import type { Release } from '../../release/types.ts'
import { mergeEvidence, toEvidence, toEvidenceYaml } from '../../request/evidence.ts'
import type { Standing, Verification, VerifiedCode } from '../../request/evidence-types.ts'
import { groupByRequest } from '../../request/group.ts'
import { readPacket } from '../../request/packet.ts'
import type { Packet } from '../../request/packet-types.ts'
import { STANDINGS, verifyPacket } from '../../request/verify.ts'
import { fault, type RuleId } from '../../rules.ts'
import type { InputFile, IsoDate, OutputFile } from '../../types.ts'
import { type Command, count, type Io } from '../command.ts'
import { describeUnwritten, isRefused, readReleases, refusal } from '../releases.ts'

/** `npm run verify`: holds every current wording, short descriptor and date against releases of CMS. */
export const verify: Command = {
  usage: 'npm run -s verify -- RELEASE… [--request NAME] [--date YYYY-MM-DD]',
  does: 'Holds the current wordings, short descriptors and dates of all requests, or of one, against releases of CMS, and writes what it found to descriptors/<request>/evidence.yaml. What was found earlier in releases of other editions stays. The date of the check is today’s, or that of --date.',
  options: { request: { type: 'string' }, date: { type: 'string' } },
  words: [1, Number.POSITIVE_INFINITY],
  needsWorkspace: true,
  run: async (paths, { request, date }, io) => {
    const checked = date === undefined ? today() : String(date)
    if (!isDate(checked) || !isOfOurTime(checked))
      return { code: 2, lines: [`Unexpected date “${checked}”, expected one such as 2026-11-23`] }
    const { report } = io
    const files = await readFolder(io.root, 'descriptors', report)
    const packets = readPackets(files, request as string | undefined, report)
    const given = await readReleases(paths, io)
    // A file that is given twice, or as a copy, is one witness.
    const releases = given.filter(({ sha256 }, at) => given.findIndex(one => one.sha256 === sha256) === at)
    if (isRefused(report)) return { code: 1, lines: [refusal(report, 'verified')] }
    const doubtful = releases.filter(({ doubts }) => doubts.length > 0)
    if (doubtful.length > 0) return { code: 1, lines: [refuseDoubtful(doubtful)] }
    const found = packets.map(packet => ({
      packet,
      verifications: releases.map(release => verifyPacket(packet, release, releases)),
    }))
    for (const { verifications } of found) for (const one of verifications) reportHidden(one, report)
    const placed = await alone(`${io.root}/descriptors/.verify`, () => keep(found, files, checked, io))
    if (isRefused(report)) return { code: 1, lines: [describeUnwritten(placed)] }
    const differing = found.flatMap(({ verifications }) =>
      verifications.flatMap(({ codes }) => codes.filter(isDiffering)),
    )
    return {
      code: differing.length > 0 ? 1 : 0,
      product: found.map(describe).join('\n'),
      lines: [
        ...(differing.length > 0 ? [`${count(differing.length, 'code')} not as the request has it`] : []),
        ...found.map(({ packet }) => `descriptors/${packet.request.name}/evidence.yaml written. Run: npm run build`),
      ],
    }
  },
}

interface Found {
  readonly packet: Packet
  readonly verifications: readonly Verification[]
}

function evidenceOf({ packet, verifications }: Found, checked: IsoDate): OutputFile {
  const found = verifications.map(one => toEvidence(packet, one, checked))
  const content = toEvidenceYaml(mergeEvidence(packet.evidence?.releases ?? [], found))
  return { path: `${packet.request.name}/evidence.yaml`, content }
}

/** Every request in `descriptors/`, or the one that is named. */
function readPackets(files: readonly InputFile[], only: string | undefined, report: VFile): Packet[] {
  return [...groupByRequest(files, report, only)].flatMap(([name, own]) => readPacket(name, own, report) ?? [])
}

/** What a release lacks would look like what CMS has taken out. */
function refuseDoubtful(releases: readonly Release[]): string {
  const names = releases.map(({ name }) => name).join(', ')
  return `Unexpected ${count(releases.length, 'release')} that may not be whole (${names}), expected whole ones; nothing was verified.`
}

/** Writes what was found, and gives the files that are in their places. */
async function keep(found: readonly Found[], files: readonly InputFile[], checked: IsoDate, io: Io) {
  for (const { packet } of found) await reportMeanwhile(packet, files, io)
  if (isRefused(io.report)) return []
  const made = found.map(one => evidenceOf(one, checked))
  return await writeFiles(`${io.root}/descriptors`, made, io.report)
}

/** To read releases takes a while: what another run of the command has kept since must not go. */
async function reportMeanwhile({ request }: Packet, files: readonly InputFile[], { root, report }: Io): Promise<void> {
  const path = `descriptors/${request.name}/evidence.yaml`
  const before = files.find(file => file.path === path)?.bytes ?? new Uint8Array()
  const now = (await readInside(root, path, report)) ?? new Uint8Array()
  if (Buffer.from(now).equals(before)) return
  const reason = 'Unexpected change while the releases were read, expected the file as it was'
  fault(report, 'file-unreadable', reason, { path }, 'Run the command again, and no other verify at the same time.')
}

/** What the build would refuse in evidence.yaml: it is said of the release, where it can be fixed. */
function reportHidden({ release: { name }, codes }: Verification, report: VFile): void {
  const texts = codes.flatMap(({ code, long, short }) =>
    [long, short].map(made => [`descriptor of ${code}`, made ? accept(made) : '', ANEW] as const),
  )
  for (const [what, text, note] of [['name', name, 'Rename the file.'] as const, ...texts]) {
    const found = new VFile()
    reportTraps(found, text, () => ({ path: name, line: 1, column: 1 }))
    for (const { ruleId, reason } of found.messages)
      fault(report, ruleId as RuleId, `${reason}, in the ${what}`, { path: name }, note)
  }
}

const ANEW = 'Take the file anew from CMS. If CMS has it so, the evidence of this release cannot be kept.'

/** The day it is on this machine. */
function today(): IsoDate {
  return new Intl.DateTimeFormat('sv-SE').format()
}

function isDiffering({ standing }: VerifiedCode): boolean {
  return standing === 'changed' || standing === 'terminated' || standing === 'missing' || standing === 'taken'
}

const SAYS: Readonly<Record<Standing, string>> = {
  unchanged: 'unchanged (long, short, date)',
  changed: 'changed',
  terminated: 'terminated',
  missing: 'missing',
  later: 'not in it yet, added later',
  free: 'free to be established',
  taken: 'to be established, but in it already',
}

function describe({ packet, verifications }: Found): string {
  return verifications.map(one => describeOne(packet, one)).join('\n')
}

function describeOne({ request, related }: Packet, { release, codes, carriers }: Verification): string {
  const of = (standing: Standing) => codes.filter(one => one.standing === standing)
  const known = related.map(({ code }) => code)
  const marked = (found: readonly string[]) => {
    const unknown = found.filter(code => !known.includes(code)).map(code => `${code}*`)
    return [...found.filter(code => known.includes(code)), ...unknown].join(' ') || '—'
  }
  const undated = release.lacks.includes('terminated') ? ', or no termination date is known' : ''
  return [
    `${request.name}: ${release.name}, ${longPeriod(release.edition?.period)}, ${count(release.records.length, 'code')}`,
    ...STANDINGS.filter(name => of(name).length > 0).map(
      name =>
        `  ${SAYS[name]}: ${of(name)
          .map(one => one.code)
          .join(' ')}`,
    ),
    ...codes.flatMap(describeDifference),
    ...(carriers.word === ''
      ? []
      : [
          `  also carry the clause, in force${undated}: ${marked(carriers.inForce)}`,
          `  carried the clause, terminated: ${marked(carriers.terminated)}`,
          `  kindred, name “${carriers.word}”: ${marked(carriers.kindred)}`,
          '  (* has no file in related/)',
        ]),
    '',
  ].join('\n')
}

function describeDifference({ code, long, short, added, terminated, takenBy }: VerifiedCode): string[] {
  const line = (what: string, made: Redline) => `    ${code} ${what}: ${toLine(redlineNodes(made))}`
  return [
    ...(long ? [line('long', long)] : []),
    ...(short ? [line('short', short)] : []),
    ...(added ? [`    ${code} added: here ${added.ours}, in the release ${added.release}`] : []),
    ...(terminated ? [`    ${code} terminated: ${terminated}`] : []),
    ...(takenBy
      ? [`    ${code}: ${takenBy === code ? 'the release has this code' : `${takenBy} has this descriptor`}`]
      : []),
  ]
}
