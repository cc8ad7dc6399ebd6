import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml'
import { PLACEHOLDER } from '../parse/fields.ts'
import type { Release } from '../release/types.ts'
import type { Code, IsoDate, Wording } from '../types.ts'
import { declareChanges, toYamlLines } from './changes/declare.ts'
import type { DescriptorKind, WordChange } from './changes/types.ts'
import type { Action, SourceId, Venue } from './types.ts'

/** The file of a code to be finished by hand: a placeholder stands where the release does not tell. */
export interface NewDescriptor {
  readonly code: Code
  readonly action: Action
  /** Left out for a code to be established. */
  readonly current?: Wording | undefined
  /** Left out for a code to be discontinued. */
  readonly proposed?: Wording | undefined
  readonly added?: IsoDate | undefined
  readonly source: SourceId
  /** The changes that the file itself declares, so that `request.md` need not. */
  readonly changes?: readonly Declared[] | undefined
}

/** The file of a code, in the form that the project reads. */
export function toDescriptorFile({ code, action, current, proposed, added, source, changes }: NewDescriptor): string {
  const newShort = proposed && proposed.short !== current?.short ? { proposedShort: proposed.short } : {}
  const fields = {
    code,
    ...(action === 'revise' ? {} : { action }),
    ...(current ? { short: current.short } : {}),
    ...newShort,
    ...(current ? { added: added ?? `${PLACEHOLDER}: the day on which it was added`, source } : {}),
  }
  const sections = [
    ...(current ? [['Current descriptor', current.long]] : []),
    ...(proposed ? [['Proposed descriptor', proposed.long]] : []),
  ]
  const text = sections.map(([title, wording]) => `## ${title}\n\n> ${wording}\n`).join('\n')
  const declared = changes && changes.length > 0 ? `changes:\n${linesOf(changes).join('\n')}\n` : ''
  return `---\n${stringify(fields, { lineWidth: 0 })}${declared}---\n\n${text}`
}

/** The name under which request.md cites a release. */
export function sourceOf({ edition }: Pick<Release, 'edition'>): SourceId {
  return `hcpcs-${edition?.period ?? 'release'}`
}

/** The changes that a revised code declares, and of which of its descriptors. */
export interface Declared extends WordChange {
  readonly in: DescriptorKind
}

/** What makes the proposed wordings of the current ones. */
export function declareWordings(current: Wording, proposed: Wording): Declared[] {
  return (['long', 'short'] as const).flatMap(kind =>
    declareChanges(current[kind], proposed[kind]).map(change => ({ ...change, in: kind })),
  )
}

/** What a new request is told by whoever starts it. */
export interface NewRequest {
  readonly venue: Venue['kind']
  readonly codes: readonly Code[]
  readonly changes: readonly Declared[]
  readonly source: SourceId
  readonly edition: string
  readonly agency: string
}

/** A `request.md` to be finished by hand: each open place is marked and says what belongs there. */
export function toRequestFile({ venue, codes, changes, source, edition, agency }: NewRequest): string {
  const open = (what: string) => `${PLACEHOLDER}: ${what}`
  const fields = {
    title: open('what is asked, in one line'),
    agency,
    venue,
    ...(venue === 'comment'
      ? {
          fileCode: open('such as CMS-1809-P, from the title page of the proposed rule'),
          docket: open('such as CMS-2024-0199, from regulations.gov'),
          calendarYear: open('the year for which the rule is made'),
          rule: 'proposed-rule',
          commentPeriod: 'open',
        }
      : { cycle: open('such as 2027-Q1'), items: open('drugs and biologicals, or other items') }),
    deadline: open(venue === 'comment' ? 'the last day for comments' : 'the first business day of the quarter'),
    asOf: open('the day for which the account of facts holds'),
    effective: open('from when on the change is asked for'),
  }
  const cited =
    venue === 'comment' ? '\n[^proposed-rule]: FILL IN: the proposed rule with its title, file code and page.' : ''
  const summary =
    venue === 'application' ? '\n## Summary\n\nFILL IN: a short summary, which CMS prints as it is written.\n' : ''
  const declared = changes.length === 0 ? '' : `changes:\n${linesOf(changes, codes).join('\n')}\n`
  return `---
${stringify(fields, { lineWidth: 0 })}codes: [${codes.join(', ')}]
${declared}---
${summary}
## Why

FILL IN: the reasons, each with its source.

${citationOf(source, edition)}${cited}
`
}

/** Each for its codes, though there be no others yet: the next one that is taken in may have other changes. In a code's file it is for that code. */
function linesOf(changes: readonly Declared[], codes?: readonly Code[]): string[] {
  return changes.flatMap(({ in: kind, ...change }) =>
    toYamlLines([change], { ...(kind === 'short' ? { in: kind } : {}), ...(codes ? { codes } : {}) }),
  )
}

/**
 * A `request.md` with a code and its changes inserted, and every other character as it was.
 *
 * @returns `undefined` where its fields are not such that this can be done
 */
export function withCode(text: string, code: Code, changes: readonly Declared[]): string | undefined {
  const isWindows = text.includes('\r\n')
  const [, head, fields, rest] = /^(\uFEFF?---\n)([\s\S]*?\n)(---\n[\s\S]*)$/.exec(text.replaceAll('\r\n', '\n')) ?? []
  if (fields === undefined) return undefined
  const listed = withItem(fields, code)
  const declared = listed === undefined ? undefined : withEntries(listed, linesOf(changes, [code]))
  if (declared === undefined) return undefined
  const whole = `${head}${declared}${rest}`
  return isWindows ? whole.replaceAll('\n', '\r\n') : whole
}

/** The text with a source defined at its end, where it has none of that name. */
export function withSource(text: string, id: SourceId, edition: string): string {
  if (text.includes(`[^${id}]:`)) return text
  return `${text.trimEnd()}\n${citationOf(id, edition)}\n`
}

function citationOf(id: SourceId, edition: string): string {
  return `[^${id}]: CMS, HCPCS Level II release of ${edition}, alphanumeric file.`
}

function listOf(fields: string, name: string): YAMLSeq | undefined {
  const { contents } = parseDocument(fields, { schema: 'failsafe' })
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === name) : undefined
  return isSeq(pair?.value) ? pair.value : undefined
}

/** `codes: [A0001]`, or a list of lines, with one more. */
function withItem(fields: string, code: Code): string | undefined {
  const list = listOf(fields, 'codes')
  const last = list?.items.at(-1)
  if (!list || !isScalar(last) || !last.range) return undefined
  if (list.items.some(item => isScalar(item) && item.value === code)) return fields
  const [start, end] = last.range
  if (list.flow) return insertAt(fields, end, `, ${code}`)
  const dash = fields.slice(fields.lastIndexOf('\n', start) + 1, start)
  return insertAt(fields, lineEnd(fields, end), `\n${dash}${code}`)
}

/** The entries of `changes` with more lines behind them; where there are none yet, as a field of their own. */
function withEntries(fields: string, lines: readonly string[]): string | undefined {
  if (lines.length === 0) return fields
  const empty = /^changes:[ \t]*(?:\[[ \t]*\])?[ \t]*\n(?![ \t]*-)/m
  if (empty.test(fields) || !/^changes:/m.test(fields))
    return `${fields.replace(empty, '')}changes:\n${lines.join('\n')}\n`
  const list = listOf(fields, 'changes')
  const [first, last] = [list?.items[0], list?.items.at(-1)]
  if (!list || list.flow || !isMap(first) || !isMap(last) || !first.range || !last.range) return undefined
  const dash = fields.slice(fields.lastIndexOf('\n', first.range[0]) + 1, first.range[0])
  const indent = /^ */.exec(dash)![0]
  const end = fields.slice(0, last.range[1]).trimEnd().length
  return insertAt(fields, end, `\n${lines.map(line => indent + line.slice(2)).join('\n')}`)
}

function insertAt(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at)
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at
}
