import type { Table } from 'mdast'
import { redline } from '../../redline/redline.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { PropertyChange, Release, SpanEnd, WordingSpan } from '../../release/types.ts'
import { makeTable, strong } from '../tables.ts'
import { longDate, longPeriod, thousands } from '../template/helpers.ts'

/** The wordings of a code with the editions in which they stand, and from when until when they are valid. */
export function makeSpans(spans: readonly WordingSpan[]): Table {
  const rows = spans.map(({ long, short, from, to, stands }) => ({
    cells: [editionsOf(from, to), long, short, from.date ? longDate(from.date) : '—', untilOf(to, stands)],
  }))
  return makeTable(['Editions', 'Long descriptor', 'Short descriptor', 'Valid from', 'Valid to'], rows)
}

function editionsOf(from: SpanEnd, to: SpanEnd): string {
  const [first, last] = [from, to].map(({ edition }) => longPeriod(edition?.period))
  return first === last ? first! : `${first} to ${last}`
}

function untilOf({ date }: SpanEnd, stands: boolean): string {
  return stands ? 'in force' : date ? longDate(date) : '—'
}

/** The redlines between each wording of a code and each later one. The page finds those of two editions by their places. */
export function makePairs(code: string, spans: readonly WordingSpan[]): Table {
  const pairs = spans.flatMap((left, index) => spans.slice(index + 1).map(right => [left, right] as const))
  const rows = pairs.map(([left, right]) => ({
    cells: [
      [strong(code)],
      editionsOf(left.from, left.to),
      editionsOf(right.from, right.to),
      left.long === right.long ? left.long : redlineNodes(redline(left.long, right.long)),
      left.short === right.short ? left.short : redlineNodes(redline(left.short, right.short)),
    ],
    data: { dataLeft: left.releases.join(' '), dataRight: right.releases.join(' ') },
  }))
  return makeTable(['Code', 'Earlier', 'Later', 'Long descriptor', 'Short descriptor'], rows)
}

const PROPERTIES: Readonly<Record<string, string>> = {
  long: 'long descriptor',
  short: 'short descriptor',
  added: 'add date',
  terminated: 'termination date',
}

/** Every change of the codes, edition by edition. */
export function makeDeltas(deltas: readonly PropertyChange[]): Table {
  const rows = deltas.map(({ edition, code, property, prior, current, kind, actionCode, effective }) => ({
    cells: [
      longPeriod(edition?.period),
      [strong(code)],
      PROPERTIES[property] ?? property,
      prior ?? '—',
      current ?? '—',
      kind,
      actionCode ?? '—',
      effective ?? '—',
    ],
  }))
  return makeTable(['Edition', 'Code', 'Property', 'Prior', 'Current', 'Kind', 'Action code', 'Effective'], rows)
}

/** The files of the series, by whose places the page names editions. */
export function makeFiles(releases: readonly Release[]): Table {
  const rows = releases.map(({ name, edition, records }, index) => ({
    cells: [longPeriod(edition?.period), name, thousands(records.length)],
    data: { dataRelease: String(index) },
  }))
  return makeTable(['Edition', 'File', 'Codes in it'], rows)
}
