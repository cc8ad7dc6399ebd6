import { diffArrays } from 'diff'
import { classify } from '../classify/classify.ts'
import { redline } from '../redline.ts'
import type { Element, ElementRole, Redline, Segment } from '../types.ts'

/**
 * Redlines one descriptor against another element by element: the product against the product, the billing unit against
 * the billing unit. For wordings that have their plan in common rather than their words, where a redline of the words
 * alone would strike the whole:
 *
 *     X, up to 200 million cells, per therapeutic dose
 *     Injection, X, per treatment
 *     [inserted: Injection, ]X, [struck: up to 200 million cells, ]per [struck: therapeutic dose][inserted: treatment]
 */
export function redlineElements(current: readonly Element[], proposed: readonly Element[]): Redline {
  const [own, other] = [toPieces(current), toPieces(proposed)]
  const found: Segment[] = []
  let [at, to] = [0, 0]
  for (const { added, removed, count } of diffArrays(own.map(roleOf), other.map(roleOf))) {
    for (let step = 0; step < count; step++) {
      if (added) found.push({ type: 'insertion', text: other[to++]!.text })
      else if (removed) found.push({ type: 'deletion', text: own[at++]!.text })
      else found.push(...redline(own[at++]!.text, other[to++]!.text).segments)
    }
  }
  const segments = joinPlaces(found)
  return { segments, edits: classify(segments) }
}

interface Piece {
  readonly role: ElementRole
  readonly text: string
}

function roleOf(piece: Piece): ElementRole {
  return piece.role
}

/** Each element with the separator behind it, so that a struck element leaves the rest well punctuated. */
function toPieces(elements: readonly Element[]): Piece[] {
  return elements.map(({ role, lead, text }, index) => ({
    role,
    text: (index === 0 ? lead : '') + text + (elements[index + 1]?.lead ?? ''),
  }))
}

/** One deletion, then one insertion, at each place; equal neighbors joined. */
function joinPlaces(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  const texts = { same: '', deletion: '', insertion: '' }
  const flush = () => {
    for (const type of ['same', 'deletion', 'insertion'] as const) {
      if (texts[type] !== '') joined.push({ type, text: texts[type] })
      texts[type] = ''
    }
  }
  for (const { type, text } of segments) {
    if (type === 'same' && texts.deletion + texts.insertion !== '') flush()
    texts[type] += text
  }
  flush()
  return joined
}
