import type { OwnState } from '../../release/types.ts'

/** What is said of each state of a code of one’s own, the weighty first. */
export const OWN_STATES: readonly { readonly state: OwnState; readonly heading: string; readonly says: string }[] = [
  {
    state: 'discontinued',
    heading: 'Discontinued',
    says: 'The later file ends these codes, or no longer has them.',
  },
  { state: 'changed', heading: 'Changed', says: 'A wording changed, or the code is new or came back.' },
  { state: 'ended', heading: 'Ended before', says: 'Both files have these codes as ended.' },
  { state: 'unknown', heading: 'In neither file', says: 'Look for a slip of the pen, or for a code of another list.' },
  { state: 'unchanged', heading: 'Unchanged', says: 'In force, with the same wording.' },
]
