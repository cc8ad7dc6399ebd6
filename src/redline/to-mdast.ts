import type { PhrasingContent } from 'mdast'
import type { Redline } from './types.ts'

/**
 * A redline as nodes within a line: text, the standard node `delete`, and `insert`. A renderer prints each with words, so
 * that it survives the loss of its formatting: "[struck: a]", "[inserted: b]". Where a wording itself has square brackets
 * the words carry stars, one more than stand in a row anywhere in the wording, so that they can still be told apart.
 *
 * @param requested whether the request asks for what it changes; else it only informs, and Word prints it
 *
 * @example
 * import { redline, toMdast } from 'hcpcs-redline'
 *
 * toMdast(redline('per day', 'per dose')).map(node => node.type) // ['text', 'delete', 'insert']
 */
export function redlineNodes({ segments }: Pick<Redline, 'segments'>, requested = false): PhrasingContent[] {
  const whole = segments.map(segment => segment.text).join('')
  const runs = whole.match(/\*+/g) ?? []
  const stars = /[[\]]/.test(whole) ? 1 + Math.max(0, ...runs.map(run => run.length)) : 0
  const data = { ...(stars > 0 ? { stars } : {}), ...(requested ? { requested } : {}) }
  return segments.map(({ type, text }): PhrasingContent => {
    const child = { type: 'text', value: text } as const
    if (type === 'same') return child
    return { type: type === 'deletion' ? 'delete' : 'insert', children: [child], data }
  })
}
