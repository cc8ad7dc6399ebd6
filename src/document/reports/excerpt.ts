import type { PhrasingContent } from 'mdast'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline, Segment } from '../../redline/types.ts'

/** How much of a text that stays is shown beside a change, and how much of one that comes or goes, in characters. */
const STAYS = 24
const CHANGES = 90

/** Room for a table's cell: about four places of change. */
const PLACES = 4

/** The changed places of a redline with a few words around each; "…" stands for what is left out. */
export function excerpt({ segments }: Redline): PhrasingContent[] {
  const last = segments.findLastIndex(segment => segment.type !== 'same')
  const shown = segments.slice(0, last + 2).map((segment, index) => ({
    ...segment,
    text: segment.type === 'same' ? around(segment.text, index === 0, index > last) : cut(segment.text),
  }))
  const places = changedPlaces(shown)
  return redlineNodes({ segments: places <= PLACES ? shown : [...shown.slice(0, endOf(shown)), more(places)] })
}

/** The last words before a change and the first ones after it. */
function around(text: string, isStart: boolean, isEnd: boolean): string {
  const [head, tail] = [isStart ? '' : text.slice(0, STAYS), isEnd ? '' : text.slice(-STAYS)]
  if (head.length + tail.length >= text.length) return text
  return `${head.replace(/\S+$/, '')}…${tail.replace(/^\S+/, '')}`
}

function cut(text: string): string {
  return text.length > CHANGES ? `${text.slice(0, CHANGES).replace(/\s\S*$/, '')} …` : text
}

function changedPlaces(segments: readonly Segment[]): number {
  return segments.filter(
    (one, index) => one.type !== 'same' && segments[index - 1]?.type !== one.type && !isSecondHalf(segments, index),
  ).length
}

/** The insertion that follows its deletion is at the same place. */
function isSecondHalf(segments: readonly Segment[], index: number): boolean {
  return segments[index]!.type === 'insertion' && segments[index - 1]?.type === 'deletion'
}

function endOf(segments: readonly Segment[]): number {
  return segments.findIndex((_, index) => changedPlaces(segments.slice(0, index + 1)) > PLACES)
}

function more(places: number): Segment {
  return { type: 'same', text: ` and ${places - PLACES} more` }
}
