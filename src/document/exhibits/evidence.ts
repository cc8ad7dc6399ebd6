import type { Evidence } from '../../request/evidence-types.ts'
import type { IsoDate } from '../../types.ts'
import { inSentence, longDate, longPeriod, thousands } from '../template/helpers.ts'
import { isPlaceholder } from './asks.ts'
import { NONE } from './context.ts'

/** So many codes are listed that share a word with the strike: more say that the word is a common one. */
const MOST_NAMED = 10

/** What one release file says of the codes of a request, in sentences that leave out what there is nothing to say of. */
export function evidenceView(
  asOf: IsoDate,
  { file, edition, sha256, codes, checked, lacks, standing, carriers }: Evidence,
) {
  const dated = !lacks.includes('terminated')
  const say = (found: readonly string[], words: string) => (found.length > 0 ? `${words}: ${inSentence(found)}.` : '')
  return {
    ...{ file, sha256, edition: longPeriod(edition), codes: thousands(codes) },
    confirmed: inSentence(standing.unchanged) || NONE,
    later: inSentence(standing.later) || NONE,
    checked: checked === undefined || checked > asOf ? '' : `, read on ${longDate(checked)}`,
    sentences: [
      say(standing.changed, 'Worded otherwise in it'),
      say(standing.terminated, 'Terminated in it'),
      say(standing.missing, 'Missing from it'),
      say(
        standing.free.filter(code => !isPlaceholder(code)),
        'Not in it, as it must be of what is to be established',
      ),
      say(standing.taken, 'To be established, but in it already'),
      dated ? '' : 'The file gives no termination dates.',
      say(
        carriers.inForce,
        `Outside the request, with the struck clause and ${dated ? 'in force' : 'not known to be terminated'}`,
      ),
      say(carriers.terminated, `With the struck clause and terminated${dated ? '' : ', as another of the files says'}`),
      say(carriers.kindred.length > MOST_NAMED ? [] : carriers.kindred, `Naming “${carriers.word}” in another clause`),
    ].filter(sentence => sentence !== ''),
  }
}
