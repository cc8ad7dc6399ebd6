import type { Table } from 'mdast'
import type { VFile } from 'vfile'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { findRecord } from '../../release/find-record.ts'
import type { CodeState, RecordChange, RecordKind, Release, ReleaseRecord } from '../../release/types.ts'
import { makeTable } from '../tables.ts'
import type { Templates } from '../template/fill.ts'
import { inSentence, longDate, longPeriod, thousands } from '../template/helpers.ts'
import type { Blocks, Inline } from '../template/values.ts'
import { describeAction } from './action-codes.ts'
import { type Document, makeDocument } from './document.ts'

/** One code with its states in order. */
export interface CodeHistory {
  readonly code: string
  readonly states: readonly CodeState[]
}

/** What a history tells as tables: of each code its wordings and the redlines between any two, and every change of all. */
export interface HistoryTables {
  /** Every code with how it stands, leading to its own part; none where there are few. */
  readonly contents: Blocks | false
  readonly codes: ReadonlyMap<string, { readonly spans: Blocks | false; readonly pairs: Blocks | false }>
  readonly deltas: Blocks | false
}

/** More codes than these are a list, which nobody reads in a title. */
export const FEW = 5

/**
 * The timelines of some codes as one tree, from `templates/history.md.hbs`, with the tables that are given. `releases` are
 * in order.
 *
 * @param notes sentences on what was asked for
 */
export function makeHistory(
  histories: readonly CodeHistory[],
  releases: readonly Release[],
  templates: Templates,
  report: VFile,
  tables?: HistoryTables,
  notes: readonly string[] = [],
): Document {
  const codes = histories.map(({ code }) => code)
  const named = codes.length > FEW ? `${thousands(codes.length)} codes` : inSentence(codes)
  const view = {
    title: `${named} through the releases of HCPCS Level II`,
    files: { blocks: [makeFiles(releases)] },
    notes,
    contents: tables?.contents ?? false,
    deltas: tables?.deltas ?? false,
    codes: histories.map(({ code, states }) => ({
      code,
      short: shortOf(states),
      none: states.length === 0,
      states: states.flatMap(describeState),
      since: describeEnd(
        states.at(-1),
        releases.findLast(({ lacks }) => !lacks.includes(kindOf(code))),
      ),
      spans: tables?.codes.get(code)?.spans ?? false,
      pairs: tables?.codes.get(code)?.pairs ?? false,
    })),
  }
  return makeDocument('history.md.hbs', view, templates, report)
}

/** What stands above the part of a code, as the template has it: the contents lead there. */
export function headingOf({ code, states }: CodeHistory): string {
  return [code, shortOf(states)].filter(part => part !== '').join(', ')
}

function shortOf(states: readonly CodeState[]): string {
  return states.findLast(({ record }) => record !== undefined)?.record?.short ?? ''
}

/** The files of the series, by whose places the page names editions. */
function makeFiles(releases: readonly Release[]): Table {
  const rows = releases.map(({ name, edition, records }, index) => ({
    cells: [longPeriod(edition?.period), name, thousands(records.length)],
    data: { dataRelease: String(index) },
  }))
  return makeTable(['Edition', 'File', 'Codes in it'], rows)
}

/** Whether a code is a modifier tells its length. */
export function kindOf(code: string): RecordKind {
  return code.length === 2 ? 'modifier' : 'procedure'
}

/** What the last release says of a code that it still has; empty where the states say all. */
function describeEnd(state: CodeState | undefined, last: Release | undefined): string {
  if (state?.record === undefined || last === undefined || state.release === last.name) return ''
  const { code } = state.record
  const record = findRecord(last, code)
  const terminated = last.lacks.includes('terminated') ? state.record.terminated : record?.terminated
  const ended = terminated === undefined ? '' : `; terminated ${longDate(terminated)}`
  return `${longPeriod(last.edition?.period)}: in the file, with the same wording${ended}`
}

/** A state in which only prices or the action code moved is no event in the life of a code. */
function describeState({ edition, record, change }: CodeState, index: number) {
  const events =
    record === undefined ? ['no longer in the file'] : change ? eventsOf(change) : firstEvents(record, index)
  if (events.length === 0) return []
  const wording = change === undefined ? record?.long : undefined
  const quoted: Inline[] = [
    ...(wording ? [{ inline: [{ type: 'text' as const, value: wording }] }] : []),
    ...(change?.long ? [{ inline: redlineNodes(change.long) }] : []),
  ]
  return [
    {
      when: longPeriod(edition?.period),
      events: inSentence(events),
      action: record ? describeAction(record) : '—',
      quoted: quoted.map(words => ({ words })),
      short: change?.short ? { inline: redlineNodes(change.short) } : false,
    },
  ]
}

function firstEvents({ added, terminated }: ReleaseRecord, index: number): string[] {
  const first = index === 0 ? 'in the file' : 'in the file again'
  return [
    first + (added ? `, added ${longDate(added)}` : ''),
    ...(terminated ? [`terminated ${longDate(terminated)}`] : []),
  ]
}

function eventsOf({ changes, proposed, long, short }: RecordChange): string[] {
  const says: readonly (readonly [boolean, string])[] = [
    [changes.includes('reused'), 'reused with another meaning'],
    [changes.includes('long'), withMoves('long descriptor revised', long)],
    [changes.includes('short'), withMoves('short descriptor revised', short)],
    [changes.includes('terminated'), `terminated ${proposed.terminated ? longDate(proposed.terminated) : ''}`],
    [changes.includes('reactivated'), 're-activated'],
    [changes.includes('dates'), 'date corrected'],
  ]
  return says.filter(([holds]) => holds).map(([, words]) => words)
}

function withMoves(event: string, redline: Redline | undefined): string {
  const moves = describeMoves(redline?.edits ?? [])
  return moves === '' ? event : `${event} (${moves})`
}
