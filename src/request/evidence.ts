import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { VFile } from 'vfile'
import { Document, isScalar, visit } from 'yaml'
import * as field from '../parse/fields.ts'
import type { ParsedYaml } from '../parse/yaml.ts'
import type { Lack } from '../release/types.ts'
import { runTests } from './check/agreement.ts'
import type { Check, Evidence, EvidenceFile, Packet } from './types.ts'

const codes = v.optional(v.array(field.code), [])

const lacks = ['procedure', 'modifier', 'fields', 'actionEffective', 'terminated', 'actionCode'] satisfies Lack[]

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 hex digits'))

/** `evidence.yaml`, which `npm run verify` writes. */
export const evidenceFields = v.strictObject({
  wordings: digest,
  releases: v.array(
    v.strictObject({
      file: v.pipe(v.string(), v.regex(/^[^/\\]+$/, 'a file name without a folder')),
      edition: v.pipe(v.string(), v.regex(/^(?:\d{4}(?:-\d\d)?)?$/, 'a year, or a year and a month')),
      sha256: digest,
      codes: v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'a number'), v.transform(Number)),
      checked: v.optional(field.date),
      lacks: v.optional(v.array(v.picklist(lacks)), []),
      unchanged: codes,
      changed: codes,
      terminated: codes,
      missing: codes,
      later: codes,
      sameClause: codes,
      sameClauseTerminated: codes,
      word: v.optional(v.string(), ''),
      kindred: codes,
    }),
  ),
})

/** The file as the rest of the house knows it. */
export function readEvidence({ value, placeOf }: ParsedYaml<v.InferOutput<typeof evidenceFields>>): EvidenceFile {
  const releases = value.releases.map(one => {
    const { unchanged, changed, terminated, missing, later, sameClause, sameClauseTerminated, kindred, word } = one
    const { file, edition, sha256, codes, checked, lacks } = one
    const standing = { unchanged, changed, terminated, missing, later }
    const carriers = { inForce: sameClause, terminated: sameClauseTerminated, kindred, word }
    return { file, edition, sha256, codes, checked, lacks, standing, carriers }
  })
  return { wordings: value.wordings, releases, placeOf }
}

/** SHA-256 over all that `verify` holds against a release: whoever changes one of these texts must verify anew. */
export function fingerprint({ request, descriptors, precedents, related }: Packet): string {
  const lines = [...descriptors, ...precedents, ...related].map(({ code, current, added }) =>
    JSON.stringify([code, current.long, current.short, added]),
  )
  return createHash('sha256')
    .update([request.strike, ...lines.sort()].join('\n'))
    .digest('hex')
}

/** Holds the evidence against the wordings as they are now. */
export function checkEvidence(packet: Packet, report: VFile): Check[] {
  const { evidence } = packet
  const stale = evidence !== undefined && evidence.wordings !== fingerprint(packet)
  const findings = (evidence?.releases ?? []).map((_, index) => ({
    place: evidence!.placeOf(['releases', index]),
    wrong: stale && 'Unexpected evidence for other wordings or dates, expected evidence for those of the request',
  }))
  const sentence = 'The wordings and dates are those that were held against the release files.'
  return runTests([{ exhibit: 'sources', rule: 'evidence-stale', sentence, findings }], report)
}

const HEAD =
  ' Written by “npm run verify”, not by hand: the wordings of this request held against release files of CMS.'

/** `evidence.yaml` of a request. The same evidence gives the same bytes. */
export function toEvidenceYaml(wordings: string, releases: readonly Evidence[]): string {
  const document = new Document({ wordings, releases: releases.map(toEntry) })
  document.commentBefore = HEAD
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar)
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function toEntry({ standing, carriers, checked, lacks, ...file }: Evidence): object {
  const { file: name, edition, sha256, codes } = file
  const kindred = carriers.kindred.length > 0 ? { word: carriers.word, kindred: carriers.kindred } : {}
  return {
    ...{ file: name, edition, sha256, codes },
    ...(checked === undefined ? {} : { checked }),
    ...withoutEmpty({ lacks, ...standing }),
    ...withoutEmpty({ sameClause: carriers.inForce, sameClauseTerminated: carriers.terminated }),
    ...kindred,
  }
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}
