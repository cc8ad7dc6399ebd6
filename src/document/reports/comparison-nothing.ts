import { isAmong, names } from '../../release/items.ts'
import { countWords, nearWords } from '../../release/near-words.ts'
import { wordsPattern } from '../../release/survey.ts'
import type { ComparisonStudy, Narrowing, ReleaseRecord } from '../../release/types.ts'
import { inSentence, thousands } from '../template/helpers.ts'

/** Why a comparison lists nothing, in sentences; none where it lists something. */
export function whyNothing(study: ComparisonStudy): string[] {
  const { items, narrowing } = study
  if (items.length > 0) return []
  if (!narrowing) return ['Nothing is listed: no change is what was asked for.']
  const records = [...study.current.records, ...study.proposed.records]
  const unknown = unknownWords(narrowing, records)
  return unknown.length > 0 ? unknown : [whyNoChange(study, narrowing, records)]
}

/** Words that neither file has in a descriptor, each with those that come near. */
function unknownWords({ words = '' }: Narrowing, records: readonly ReleaseRecord[]): string[] {
  const isThere = (sought: string) => {
    const pattern = wordsPattern(sought)
    return pattern === undefined || records.some(record => names({ current: record, proposed: undefined }, pattern))
  }
  if (isThere(words)) return []
  const single = words.trim().split(/\s+/)
  const missing = [...new Set(single)].filter(word => !isThere(word))
  if (missing.length === 0)
    return [`Nothing is listed: CMS writes each of these words, but nowhere “${single.join(' ')}”.`]
  const counts = countWords(new Set(records.flatMap(({ long, short }) => [long, short])))
  return missing.map(word => {
    const near = nearWords(word, counts).map(one => `“${one}”`)
    const hint = near.length === 0 ? '' : ` Words that come near, and that CMS writes: ${inSentence(near)}.`
    return `Nothing is listed: neither file has “${word}” in a descriptor.${hint}`
  })
}

function whyNoChange({ within }: ComparisonStudy, narrowing: Narrowing, records: readonly ReleaseRecord[]): string {
  const pattern = wordsPattern(narrowing.words ?? '')
  const asked = records.filter(
    record =>
      isAmong(record.code, narrowing.codes) &&
      (narrowing.among?.has(record.code) ?? true) &&
      (pattern === undefined || names({ current: record, proposed: undefined }, pattern)),
  )
  const codes = new Set(asked.map(({ code }) => code)).size
  if (codes === 0) return 'Nothing is listed: neither file has such a code.'
  const found = `The files have ${thousands(codes)} ${codes === 1 ? 'code' : 'codes'} within what was asked`
  if (within.length === 0) return `Nothing is listed. ${found}, without any such change.`
  return `Nothing is listed. ${found}; of ${thousands(within.length)} of them, something changed that was not asked for, such as prices or dates.`
}
