import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import { Document, isScalar, visit } from 'yaml'
import * as field from '../parse/fields.ts'
import { parseYaml } from '../parse/yaml.ts'
import { accept } from '../redline/redline.ts'
import type { Lack } from '../release/types.ts'
import type { IsoDate } from '../types.ts'
import { struckClause } from './changes/of.ts'
import type { Difference, Evidence, EvidenceFile, Standing, Verification, VerifiedCode } from './evidence-types.ts'
import type { Packet } from './packet-types.ts'
import type { Descriptor } from './types.ts'
import { STANDINGS } from './verify.ts'

const codes = v.optional(v.array(field.requestedCode), [])

const lacks = ['procedure', 'modifier', 'fields', 'actionEffective', 'terminated', 'actionCode'] satisfies Lack[]

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 hex digits'))

const difference = v.strictObject({
  code: field.requestedCode,
  long: v.optional(v.string()),
  short: v.optional(v.string()),
  added: v.optional(field.date),
  terminated: v.optional(field.date),
  takenBy: v.optional(field.code),
})

/** `evidence.yaml`, which `npm run verify` writes. */
const evidenceFields = v.strictObject({
  releases: v.array(
    v.strictObject({
      file: v.pipe(v.string(), v.regex(/^[^/\\]+$/, 'a file name without a folder')),
      edition: v.pipe(v.string(), v.regex(/^(?:\d{4}(?:-\d\d)?)?$/, 'a year, or a year and a month')),
      sha256: digest,
      codes: v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'a number'), v.transform(Number)),
      checked: v.optional(field.date),
      wordings: digest,
      lacks: v.optional(v.array(v.picklist(lacks)), []),
      unchanged: codes,
      changed: codes,
      terminated: codes,
      missing: codes,
      later: codes,
      free: codes,
      taken: codes,
      differences: v.optional(v.array(difference), []),
      sameClause: codes,
      sameClauseTerminated: codes,
      word: v.optional(v.string(), ''),
      kindred: codes,
    }),
  ),
})

/** Reads `evidence.yaml`; nobody writes it by hand, so that each of its faults has one remedy. */
export function parseEvidence(file: VFile): EvidenceFile | undefined {
  const before = file.messages.length
  const yaml = parseYaml(file, evidenceFields)
  for (const message of file.messages.slice(before)) message.note = REMEDY
  return yaml && { releases: yaml.value.releases.map(fromEntry), placeOf: yaml.placeOf }
}

const REMEDY = 'npm run verify writes this file. Delete it, and run verify again with the releases that it names.'

type Entry = v.InferOutput<typeof evidenceFields>['releases'][number]

function fromEntry(entry: Entry): Evidence {
  const {
    unchanged,
    changed,
    terminated,
    missing,
    later,
    free,
    taken,
    sameClause,
    sameClauseTerminated,
    kindred,
    word,
  } = entry
  const { file, edition, sha256, codes, checked, wordings, lacks, differences } = entry
  const standing = { unchanged, changed, terminated, missing, later, free, taken }
  const carriers = { inForce: sameClause, terminated: sameClauseTerminated, kindred, word }
  return { file, edition, sha256, codes, checked, wordings, lacks, standing, differences, carriers }
}

/** SHA-256 over all that `verify` holds against a release: whoever changes one of these texts must verify anew. */
export function fingerprint({ request, descriptors, precedents, related }: Packet): string {
  const lines = [...descriptors, ...precedents, ...related].map(one => {
    const { code, current, added } = one
    return JSON.stringify([code, current.long, current.short, added, ...('action' in one ? askedOf(one) : [])])
  })
  return createHash('sha256')
    .update([struckClause(request) ?? '', ...lines.sort()].join('\n'))
    .digest('hex')
}

/** What else of a code is held against a release: what is to be free, or gone, and what CMS has decided. */
function askedOf({ action, proposed, replacedBy, decided }: Descriptor): unknown[] {
  const asked = action === 'revise' ? [] : [action, proposed.long, replacedBy ?? '']
  return decided ? [...asked, decided.action, decided.code, decided.date, decided.long] : asked
}

/** What was found in one release, as it is kept. */
export function toEvidence(packet: Packet, { release, codes, carriers }: Verification, checked: IsoDate): Evidence {
  const standing = STANDINGS.map(name => [name, codes.filter(one => one.standing === name).map(({ code }) => code)])
  return {
    file: release.name,
    edition: release.edition?.period ?? '',
    sha256: release.sha256,
    codes: release.records.length,
    checked,
    wordings: fingerprint(packet),
    lacks: release.lacks,
    standing: Object.fromEntries(standing) as Evidence['standing'],
    differences: codes.filter(one => KEPT_DIFFERENCES.includes(one.standing)).map(toDifference),
    carriers,
  }
}

const KEPT_DIFFERENCES: readonly Standing[] = ['changed', 'terminated', 'taken']

function toDifference({ code, long, short, added, terminated, takenBy }: VerifiedCode): Difference {
  return {
    code,
    ...(long && { long: accept(long) }),
    ...(short && { short: accept(short) }),
    ...(added && { added: added.release }),
    ...(terminated && { terminated }),
    ...(takenBy && { takenBy }),
  }
}

/**
 * The evidence that a request had with what was found now: a release that was read before stays, unless one of the same
 * edition, or the very same file, has been read now. By edition, then by name.
 */
export function mergeEvidence(kept: readonly Evidence[], found: readonly Evidence[]): Evidence[] {
  const isSame = (one: Evidence, other: Evidence) =>
    one.sha256 === other.sha256 || (one.edition !== '' && one.edition === other.edition)
  const others = kept.filter(one => !found.some(other => isSame(one, other)))
  const key = ({ edition, file }: Evidence) => `${edition} ${file}`
  return [...others, ...found].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

const HEAD =
  ' Written by “npm run verify”, not by hand: the wordings of this request held against release files of CMS.'

/** `evidence.yaml` of a request. The same evidence gives the same bytes. */
export function toEvidenceYaml(releases: readonly Evidence[]): string {
  const document = new Document({ releases: releases.map(toEntry) })
  document.commentBefore = HEAD
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar)
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function toEntry({ standing, differences, carriers, ...release }: Evidence): object {
  const { file, edition, sha256, codes, checked, wordings, lacks } = release
  return {
    ...{ file, edition, sha256, codes },
    ...(checked === undefined ? {} : { checked }),
    wordings,
    ...withoutEmpty({ lacks, ...standing }),
    ...(differences.length > 0 ? { differences } : {}),
    ...withoutEmpty({ sameClause: carriers.inForce, sameClauseTerminated: carriers.terminated }),
    ...(carriers.kindred.length > 0 ? { word: carriers.word, kindred: carriers.kindred } : {}),
  }
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}
