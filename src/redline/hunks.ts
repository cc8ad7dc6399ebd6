import type { Run } from './align.ts'
import type { Segment } from './types.ts'
import type { Words } from './words.ts'

/** One place of a redline: the tokens from `from` up to `to` of each wording, blanks counted, give way to each other. */
export interface Hunk {
  readonly current: Span
  readonly proposed: Span
}

export interface Span {
  readonly from: number
  readonly to: number
}

/** Everything between the runs. What both sides of a place begin or end with, blanks too, is not part of it. */
export function toHunks(runs: readonly Run[], current: Words, proposed: Words): Hunk[] {
  const hunks: Hunk[] = []
  let [i, j] = [0, 0]
  for (const run of runs)
    for (let k = 0; k < run.length; k++) {
      const c = current.places[run.current + k]!
      const p = proposed.places[run.proposed + k]!
      // Most words are parted by one blank on both sides, which is no place.
      if (c - i !== 1 || p - j !== 1 || current.tokens[i]!.text !== proposed.tokens[j]!.text)
        addHunk(hunks, { current: { from: i, to: c }, proposed: { from: j, to: p } }, current, proposed)
      i = c + 1
      j = p + 1
    }
  const [c, p] = [current.tokens.length, proposed.tokens.length]
  addHunk(hunks, { current: { from: i, to: c }, proposed: { from: j, to: p } }, current, proposed)
  return hunks
}

function addHunk(hunks: Hunk[], hunk: Hunk, current: Words, proposed: Words): void {
  const trimmed = trim(hunk, current, proposed)
  if (trimmed.current.from < trimmed.current.to || trimmed.proposed.from < trimmed.proposed.to) hunks.push(trimmed)
}

function trim({ current: c, proposed: p }: Hunk, current: Words, proposed: Words): Hunk {
  let head = 0,
    tail = 0
  const most = Math.min(c.to - c.from, p.to - p.from)
  while (head < most && current.tokens[c.from + head]!.text === proposed.tokens[p.from + head]!.text) head++
  while (tail < most - head && current.tokens[c.to - 1 - tail]!.text === proposed.tokens[p.to - 1 - tail]!.text) tail++
  return { current: { from: c.from + head, to: c.to - tail }, proposed: { from: p.from + head, to: p.to - tail } }
}

/** The segments of the hunks with what is the same between them. At each place the deletion comes first. */
export function toSegments(hunks: readonly Hunk[], current: Words, proposed: Words): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const { current: c, proposed: p } of hunks) {
    addText(segments, 'same', current, at, c.from)
    addText(segments, 'deletion', current, c.from, c.to)
    addText(segments, 'insertion', proposed, p.from, p.to)
    at = c.to
  }
  addText(segments, 'same', current, at, current.tokens.length)
  return segments
}

function addText(segments: Segment[], type: Segment['type'], { tokens }: Words, from: number, to: number): void {
  let text = ''
  for (let index = from; index < to; index++) text += tokens[index]!.text
  if (text !== '') segments.push({ type, text })
}

/**
 * Joins places that nothing but blanks or lone punctuation parts: marks anchor nothing (R5). A bracket does part, since
 * its partner stays where it is.
 */
export function absorb(hunks: readonly Hunk[], current: Words): Hunk[] {
  const joined: Hunk[] = []
  for (const hunk of hunks) {
    const last = joined.at(-1)
    if (last && !hasAnchor(current, last.current.to, hunk.current.from)) joined[joined.length - 1] = join(last, hunk)
    else joined.push(hunk)
  }
  return joined
}

/** Both places and all between them as one. */
export function join(first: Hunk, second: Hunk): Hunk {
  return {
    current: { from: first.current.from, to: second.current.to },
    proposed: { from: first.proposed.from, to: second.proposed.to },
  }
}

function hasAnchor({ tokens }: Words, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const { type, text } = tokens[index]!
    if (type === 'word' || type === 'number' || '()[]{}'.includes(text)) return true
  }
  return false
}
