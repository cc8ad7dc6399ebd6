import type { WordChange } from './types.ts'

/**
 * A change as an instruction, in the form of legislative drafters: strike “X”; insert “Y” after “Z”; strike “X” and insert
 * “Y”. Descriptors have no curly quotation marks, so that the words between two of them can be read back.
 */
export function toSentence({ strike, insert, anchor }: WordChange): string {
  if (insert === '') return `strike “${strike}”`
  if (strike === '') return `insert “${insert}” ${anchor!.side} “${anchor!.words}”`
  return `strike “${strike}” and insert “${insert}”`
}

/** Reads an instruction back; `undefined` where it is none. */
export function fromSentence(sentence: string): WordChange | undefined {
  const struck = /^strike “([^“”]+)”(?: and insert “([^“”]+)”)?$/.exec(sentence)
  if (struck) return { strike: struck[1]!, insert: struck[2] ?? '' }
  const inserted = /^insert “([^“”]+)” (after|before) “([^“”]+)”$/.exec(sentence)
  if (!inserted) return undefined
  const [, insert, side, words] = inserted as unknown as [string, string, 'after' | 'before', string]
  return { strike: '', insert, anchor: { side, words } }
}
