import type { OwnState } from '../../release/types.ts'

/** What is said of each state of a code of one’s own, the weighty first. */
export const OWN_STATES: readonly { readonly state: OwnState; readonly heading: string; readonly says: string }[] = [
  {
    state: 'discontinued',
    heading: 'Discontinued',
    says: 'The later file ends these codes, or no longer has them.',
  },
  { state: 'changed', heading: 'Changed', says: 'A wording changed, or the code is new or came back.' },
  { state: 'ended', heading: 'Ended before', says: 'These codes had ended before.' },
  { state: 'unknown', heading: 'In neither file', says: 'Look for a slip of the pen, or for a code of another list.' },
  { state: 'unchanged', heading: 'Unchanged', says: 'With the same wording, and not said to have ended.' },
  {
    state: 'uncompared',
    heading: 'Not compared',
    says: 'One of the files has no codes of this kind, such as modifiers.',
  },
]
