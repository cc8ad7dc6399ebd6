import type { VFile } from 'vfile'
import { longPeriod } from '../../document/template/helpers.ts'
import { readFolder } from '../../io/files.ts'
import { writeFiles } from '../../io/write.ts'
import { isDate } from '../../parse/fields.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { toLine } from '../../render/line.ts'
import { fingerprint, toEvidenceYaml } from '../../request/evidence.ts'
import { readPacket } from '../../request/packet.ts'
import type { Evidence, Packet, Standing, Verification, VerifiedCode } from '../../request/types.ts'
import { verifyPacket } from '../../request/verify.ts'
import { fault } from '../../rules.ts'
import type { InputFile, IsoDate } from '../../types.ts'
import { type Command, count } from '../command.ts'
import { describeUnwritten, isRefused, readReleases, refusal } from '../releases.ts'

/** `npm run verify`: holds every current wording, short descriptor and date against releases of CMS. */
export const verify: Command = {
  usage: 'npm run -s verify -- RELEASE… [--date YYYY-MM-DD]',
  does: 'Holds the current wordings, short descriptors and dates of all requests against releases of CMS, and writes what it found to descriptors/<request>/evidence.yaml. The date of the check is today’s, or that of --date.',
  options: { date: { type: 'string' } },
  words: [1, Number.POSITIVE_INFINITY],
  run: async (paths, { date }, io) => {
    const checked = date === undefined ? today() : String(date)
    if (!isDate(checked)) return { code: 2, lines: [`Unexpected date “${checked}”, expected one such as 2026-11-23`] }
    const { report } = io
    const packets = readPackets(await readFolder(io.root, 'descriptors', report), report)
    const releases = await readReleases(paths, io)
    if (isRefused(report)) return { code: 1, lines: [refusal(report, 'verified')] }
    const found = packets.map(packet => ({
      packet,
      verifications: releases.map(release => verifyPacket(packet, release, releases)),
    }))
    const placed = await writeFiles(
      `${io.root}/descriptors`,
      found.map(({ packet, verifications }) => ({
        path: `${packet.request.name}/evidence.yaml`,
        content: toEvidenceYaml(
          fingerprint(packet),
          verifications.map(one => toEvidence(one, checked)),
        ),
      })),
      report,
    )
    const unwritten = isRefused(report)
    const differing = found.flatMap(({ verifications }) =>
      verifications.flatMap(({ codes }) => codes.filter(isDiffering)),
    )
    return {
      code: differing.length > 0 || unwritten ? 1 : 0,
      product: found.map(describe).join('\n'),
      lines: [
        ...(differing.length > 0 ? [`${count(differing.length, 'code')} not as the request has it`] : []),
        ...(unwritten
          ? [describeUnwritten(placed)]
          : found.map(({ packet }) => `${evidencePath(packet)} written. Run: npm run build`)),
      ],
    }
  },
}

/** Every request in `descriptors/`. The evidence of an earlier run plays no part: it is to be written anew. */
function readPackets(files: readonly InputFile[], report: VFile): Packet[] {
  const names = [...new Set(files.map(({ path }) => path.split('/')[1]!))]
  if (names.length === 0) {
    const reason = 'Unexpected empty folder descriptors/, expected a folder with a request.md'
    fault(report, 'file-missing', reason, { path: 'descriptors' })
  }
  return names.flatMap(name => {
    const own = files.filter(({ path }) => path.startsWith(`descriptors/${name}/`) && !path.endsWith('/evidence.yaml'))
    return readPacket(name, own, report) ?? []
  })
}

/** The day it is on this machine. */
function today(): IsoDate {
  return new Intl.DateTimeFormat('sv-SE').format()
}

function evidencePath({ request }: Packet): string {
  return `descriptors/${request.name}/evidence.yaml`
}

function isDiffering({ standing }: VerifiedCode): boolean {
  return standing === 'changed' || standing === 'terminated' || standing === 'missing'
}

const STANDINGS: readonly Standing[] = ['unchanged', 'changed', 'terminated', 'missing', 'later']

function toEvidence({ release, codes, carriers }: Verification, checked: IsoDate): Evidence {
  const standing = STANDINGS.map(name => [name, codes.filter(one => one.standing === name).map(({ code }) => code)])
  return {
    file: release.name,
    edition: release.edition?.period ?? '',
    sha256: release.sha256,
    codes: release.records.length,
    checked,
    lacks: release.lacks,
    standing: Object.fromEntries(standing) as Evidence['standing'],
    carriers,
  }
}

const SAYS: Readonly<Record<Standing, string>> = {
  unchanged: 'unchanged (long, short, date)',
  changed: 'changed',
  terminated: 'terminated',
  missing: 'missing',
  later: 'not in it yet, added later',
}

function describe({ packet, verifications }: { packet: Packet; verifications: readonly Verification[] }): string {
  return verifications.map(one => describeOne(packet, one)).join('\n')
}

function describeOne({ request, related }: Packet, { release, codes, carriers }: Verification): string {
  const of = (standing: Standing) => codes.filter(one => one.standing === standing)
  const known = related.map(({ code }) => code)
  const marked = (found: readonly string[]) => {
    const unknown = found.filter(code => !known.includes(code)).map(code => `${code}*`)
    return [...found.filter(code => known.includes(code)), ...unknown].join(' ') || '–'
  }
  const undated = release.lacks.includes('terminated') ? ', or no termination date is known' : ''
  return [
    `${request.name} – ${release.name}, ${longPeriod(release.edition?.period)}, ${count(release.records.length, 'code')}`,
    ...STANDINGS.filter(name => of(name).length > 0).map(
      name =>
        `  ${SAYS[name]}: ${of(name)
          .map(one => one.code)
          .join(' ')}`,
    ),
    ...codes.flatMap(describeDifference),
    `  also carry the strike, in force${undated}: ${marked(carriers.inForce)}`,
    `  carried the strike, terminated: ${marked(carriers.terminated)}`,
    `  kindred, name “${carriers.word}”: ${marked(carriers.kindred)}`,
    '  (* has no file in related/)',
    '',
  ].join('\n')
}

function describeDifference({ code, long, short, added, terminated }: VerifiedCode): string[] {
  const line = (what: string, made: Redline) => `    ${code} ${what}: ${toLine(redlineNodes(made))}`
  return [
    ...(long ? [line('long', long)] : []),
    ...(short ? [line('short', short)] : []),
    ...(added ? [`    ${code} added: here ${added.ours}, in the release ${added.release}`] : []),
    ...(terminated ? [`    ${code} terminated: ${terminated}`] : []),
  ]
}
