import * as v from 'valibot'
import type { VFile } from 'vfile'
import * as field from '../parse/fields.ts'
import { parseYaml } from '../parse/yaml.ts'
import type { Approval } from './types.ts'

const fingerprint = v.pipe(
  v.string(),
  v.regex(
    /^(?![\da-f]{12}$)/,
    'its whole name of 32 letters and digits. Compare the change again, and write the approval anew: npm run -s review prints the whole name',
  ),
  v.regex(/^[\da-f]{32}$/, 'the 32 letters and digits of a finding'),
)

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
