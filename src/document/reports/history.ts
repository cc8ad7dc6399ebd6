import type { VFile } from 'vfile'
import { describeMoves } from '../../redline/classify/moves.ts'
import { redlineNodes } from '../../redline/to-mdast.ts'
import type { Redline } from '../../redline/types.ts'
import { listDeltas } from '../../release/deltas.ts'
import { codeHistory } from '../../release/history.ts'
import { listSpans } from '../../release/spans.ts'
import type {
  CodeState,
  PropertyChange,
  RecordChange,
  RecordKind,
  Release,
  ReleaseRecord,
  WordingSpan,
} from '../../release/types.ts'
import type { Templates } from '../template/fill.ts'
import { inSentence, longDate, longPeriod } from '../template/helpers.ts'
import type { Inline } from '../template/values.ts'
import { describeAction } from './action-codes.ts'
import { type Document, makeDocument } from './document.ts'
import { makeDeltas, makeFiles, makePairs, makeSpans } from './history-tables.ts'

/** One code with its states in order. */
export interface CodeHistory {
  readonly code: string
  readonly states: readonly CodeState[]
}

/** The same as data: what changed between the states, and the wordings with the time for which they stand. */
export interface CodeData extends CodeHistory {
  readonly deltas: readonly PropertyChange[]
  readonly spans: readonly WordingSpan[]
}

/** Follows codes through releases that are in order. */
export function followCodes(releases: readonly Release[], codes: readonly string[]): CodeData[] {
  return codes.map(code => toData(releases, { code, states: codeHistory(releases, code) }))
}

function toData(releases: readonly Release[], { code, states }: CodeHistory): CodeData {
  const first = releases.find(({ lacks }) => !lacks.includes(kindOf(code)))
  return { code, states, deltas: listDeltas(code, states, first?.name), spans: listSpans(releases, code) }
}

/** The timelines of some codes as one tree, from `templates/history.md.hbs`. `releases` are in order. */
export function makeHistory(
  histories: readonly CodeHistory[],
  releases: readonly Release[],
  templates: Templates,
  report: VFile,
): Document {
  const codes = histories.map(({ code }) => code)
  const data = histories.map(history => toData(releases, history))
  const deltas = data.flatMap(({ deltas }) => deltas)
  const view = {
    title: `${inSentence(codes)} through the releases of HCPCS Level II`,
    files: { blocks: [makeFiles(releases)] },
    deltas: deltas.length > 0 && { blocks: [makeDeltas(deltas)] },
    codes: data.map(({ code, states, spans }) => ({
      code,
      short: states.findLast(({ record }) => record !== undefined)?.record?.short ?? '',
      none: states.length === 0,
      states: states.flatMap(describeState),
      since: describeEnd(
        states.at(-1),
        releases.findLast(({ lacks }) => !lacks.includes(kindOf(code))),
      ),
      spans: spans.length > 0 && { blocks: [makeSpans(spans)] },
      pairs: spans.length > 1 && { blocks: [makePairs(code, spans)] },
    })),
  }
  return makeDocument('history.md.hbs', view, templates, report)
}

function kindOf(code: string): RecordKind {
  return code.length === 2 ? 'modifier' : 'procedure'
}

/** What the last release says of a code that it still has; empty where the states say all. */
function describeEnd(state: CodeState | undefined, last: Release | undefined): string {
  if (state?.record === undefined || last === undefined || state.release === last.name) return ''
  const ended = state.record.terminated === undefined ? '' : '; the code was terminated before'
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
