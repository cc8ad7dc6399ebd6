import type { Paragraph, Table } from 'mdast'
import { redline } from '../../redline/redline.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import { listDeltas } from '../../release/deltas.ts'
import { followCode } from '../../release/history.ts'
import { listSpans } from '../../release/spans.ts'
import type { PropertyChange, Release, SpanEnd, WordingSpan } from '../../release/types.ts'
import { makeTable, strong } from '../tables.ts'
import { longDate, longPeriod } from '../template/helpers.ts'
import type { Blocks } from '../template/values.ts'
import { linkTo } from './comparison-summary.ts'
import { type CodeHistory, FEW, type HistoryTables, headingOf, kindOf } from './history.ts'

/** One code with its states, what changed between them, and the wordings with the time for which they stand. */
export interface CodeData extends CodeHistory {
  readonly deltas: readonly PropertyChange[]
  readonly spans: readonly WordingSpan[]
}

/** Follows codes through releases that are in order. */
export function followCodes(releases: readonly Release[], codes: readonly string[]): CodeData[] {
  return codes.map(code => {
    const states = followCode(releases, code)
    const first = releases.find(({ lacks }) => !lacks.includes(kindOf(code)))
    return { code, states, deltas: listDeltas(code, states, first?.name), spans: listSpans(releases, code) }
  })
}

/** The tables of what was followed; none where there is nothing to tell. */
export function makeHistoryTables(data: readonly CodeData[]): HistoryTables {
  const deltas = data.flatMap(({ deltas }) => deltas)
  return {
    contents: data.length > FEW && named('The codes, and how they stand', makeContents(data)),
    deltas: deltas.length > 0 && named('Every change of these codes', makeDeltas(deltas)),
    codes: new Map(
      data.map(({ code, spans }) => [
        code,
        {
          spans: spans.length > 0 && named(`Wordings of ${code}, and from when until when`, makeSpans(spans)),
          pairs: spans.length > 1 && named(`${code} between any two editions`, makePairs(code, spans)),
        },
      ]),
    ),
  }
}

/** How many redlines the tables would hold: they grow with the square of the wordings of a code. */
export function countPairs(data: readonly CodeData[]): number {
  return data.reduce((count, { spans }) => count + (spans.length * (spans.length - 1)) / 2, 0)
}

/** A table with its caption. */
function named(caption: string, table: Table): Blocks {
  const line: Paragraph = { type: 'paragraph', data: { caption: true }, children: [{ type: 'text', value: caption }] }
  return { blocks: [line, table] }
}

/** A row a code: where it stands in the files, in how many wordings, and until when; the code leads to its part. */
function makeContents(data: readonly CodeData[]): Table {
  const rows = data.map(one => {
    const { code, spans } = one
    const [first, last] = [spans[0], spans.at(-1)]
    const link = linkTo(headingOf(one), code, 1).inline
    const data = { dataCode: code }
    if (!first || !last) return { cells: [link, '', 'in none of the files', '0', '—'], data }
    const editions = editionsOf(first.from, last.to)
    return { cells: [link, last.short, editions, String(spans.length), untilOf(last.to, last.stands)], data }
  })
  return makeTable(['Code', 'Short descriptor', 'In the files', 'Wordings', 'Valid to'], rows)
}

/** The wordings of a code with the editions in which they stand, and from when until when they are valid. */
function makeSpans(spans: readonly WordingSpan[]): Table {
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
function makePairs(code: string, spans: readonly WordingSpan[]): Table {
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
function makeDeltas(deltas: readonly PropertyChange[]): Table {
  const rows = deltas.map(({ edition, code, property, prior, from, current, kind, actionCode, effective }) => ({
    cells: [
      longPeriod(edition?.period),
      from ? longPeriod(from.edition?.period) : '—',
      [strong(code)],
      PROPERTIES[property] ?? property,
      prior ?? '—',
      current ?? '—',
      kind,
      actionCode ?? '—',
      effective ?? '—',
    ],
  }))
  return makeTable(
    ['Edition', 'Prior edition', 'Code', 'Property', 'Prior', 'Current', 'Kind', 'Action code', 'Effective'],
    rows,
  )
}
