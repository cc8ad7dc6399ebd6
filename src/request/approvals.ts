import * as v from 'valibot'
import type { VFile } from 'vfile'
import * as field from '../parse/fields.ts'
import { parseYaml } from '../parse/yaml.ts'
import type { Approval } from './types.ts'

const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/, 'the 12 letters and digits of a finding'))

const fields = v.strictObject({
  approvals: v.array(v.strictObject({ finding: fingerprint, who: field.text, when: field.date, why: field.text })),
})

/** Reads a request's file `approvals`: who approved which finding of a review, when and why. */
export function parseApprovals(file: VFile): Approval[] {
  const yaml = parseYaml(file, fields)
  return (yaml?.value.approvals ?? []).map((one, index) => ({
    ...one,
    place: yaml!.placeOf(['approvals', index, 'finding']),
  }))
}
