import { countOwn } from '../../release/own-list.ts'
import type { OwnState, OwnStudy } from '../../release/types.ts'

/** What is said of each state of a code of one’s own, the weighty first. */
export const OWN_STATES: readonly { readonly state: OwnState; readonly heading: string; readonly says: string }[] = [
  {
    state: 'discontinued',
    heading: 'Discontinued',
    says: 'The later file ends these codes, or no longer has them.',
  },
  { state: 'changed', heading: 'Affected', says: 'A wording changed, or the code is new or came back.' },
  { state: 'ended', heading: 'Ended before', says: 'These codes had ended before.' },
  { state: 'unknown', heading: 'In neither file', says: 'Look for a slip of the pen, or for a code of another list.' },
  { state: 'unchanged', heading: 'Untouched', says: 'With the same wording, and not said to have ended.' },
  {
    state: 'uncompared',
    heading: 'Not compared',
    says: 'One of the files has no codes of this kind, such as modifiers.',
  },
]

/** “mine.csv: 2 affected, 1 discontinued, 1 ended before, 8 untouched, 0 in neither file”. */
export function sayCounts(own: OwnStudy): string {
  const { affected, discontinued, ended, untouched, unknown, uncompared } = countOwn(own)
  const counts = {
    affected,
    discontinued,
    'ended before': ended,
    untouched,
    'in neither file': unknown,
    'not compared': uncompared,
  }
  const said = Object.entries(counts)
    .filter(([words, number]) => number > 0 || words !== 'not compared')
    .map(([words, number]) => `${number} ${words}`)
  return `${own.name}: ${said.join(', ')}`
}
