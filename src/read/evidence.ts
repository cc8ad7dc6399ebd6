import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { VFileMessage } from 'vfile-message'
import type { Check, EvidenceFile, Lack, Packet } from '../model.ts'
import { runTests } from './agree.ts'
import * as field from './fields.ts'
import type { ParsedYaml } from './yaml.ts'

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
export function checkEvidence(packet: Packet, messages: VFileMessage[]): Check[] {
  const { evidence } = packet
  const stale = evidence !== undefined && evidence.wordings !== fingerprint(packet)
  const findings = (evidence?.releases ?? []).map((_, index) => ({
    place: evidence!.placeOf(['releases', index]),
    wrong: stale && 'Unexpected evidence for other wordings or dates, expected evidence for those of the request',
  }))
  const sentence = 'The wordings and dates are those that were held against the release files.'
  return runTests([{ exhibit: 'sources', rule: 'evidence-stale', sentence, findings }], messages)
}
